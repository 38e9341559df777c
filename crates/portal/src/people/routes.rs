//! Granting and ending roles, as an administrator who has shown their passkey.

use axum::http::StatusCode;
use axum::routing::{MethodRouter, get, post};
use madang_accounts::{Link, MailAddress, Purpose, Scope};
use madang_programme::people::{Grant, Granted, RoleEnded, RoleGranted};
use madang_programme::{Command, Role, State};
use madang_store::StoreError;

use crate::accounts::caller::{Caller, Signed, signed};
use crate::accounts::letters::{self, Invited};
use crate::frame::actors::granted;
use crate::frame::app::{Answer, App, Failure};
use crate::frame::form::{Choice, Field, Sending};
use crate::frame::query::{MOST_EXACT, Query, WHOLE};
use crate::institutions::labels::plain_institution;
use crate::people::links;
use crate::people::page::{self, ADDRESS, Holder, PLACE, People, ROLE, Typed, sent_place};
use crate::programmes::labels::plain_title;

const HOLDER: Field = Field::for_programs("holder");
const GRANTED: Field = Field::for_programs("granted");

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::PEOPLE, get(people)),
        (links::GRANT, post(grant)),
        (links::END, post(end)),
    ]
}

/// Where somebody administers: everywhere, or in these programmes; `None` where they do not.
enum Administers {
    Everywhere,
    Programmes(Vec<String>),
}

impl Administers {
    fn read(signed: &Signed) -> Option<Administers> {
        let mut own = signed.roles.iter();
        let own = own
            .by_ref()
            // Records of before have administrators of one institution, who administer nothing.
            .filter(|grant| grant.role == Granted::Administrator && grant.institution.is_none());
        let programmes: Vec<Option<String>> = own.map(|grant| grant.programme.clone()).collect();
        match programmes.into_iter().collect::<Option<Vec<String>>>() {
            None => Some(Administers::Everywhere),
            Some(programmes) if programmes.is_empty() => None,
            Some(programmes) => Some(Administers::Programmes(programmes)),
        }
    }

    fn has(&self, programme: Option<&str>) -> bool {
        match (self, programme) {
            (Administers::Everywhere, _) => true,
            (Administers::Programmes(own), Some(programme)) => {
                own.iter().any(|one| one == programme)
            }
            (Administers::Programmes(_), None) => false,
        }
    }
}

/// What the page shows to who administers there.
async fn read(caller: &Caller, signed: &Signed, where_: &Administers) -> Result<People, Failure> {
    let ui = &caller.visit.ui;
    let store = &caller.visit.store;
    let failed = |error: StoreError| caller.visit.store_failed(&error);
    let held = store.with_state(|state: &State| {
        let all = state.holders();
        let all = all.map(|(holder, grants)| (holder.to_owned(), grants.cloned().collect()));
        all.collect::<Vec<(String, Vec<Grant>)>>()
    });
    let mut holders = Vec::new();
    for (name, mut grants) in held.await.map_err(failed)? {
        grants.retain(|grant| where_.has(grant.programme.as_deref()));
        if grants.is_empty() {
            continue;
        }
        let random = name.strip_prefix("account-").unwrap_or_default();
        let address = async {
            match caller
                .accounts
                .account_behind(&Scope::Roles, random)
                .await?
            {
                Some(account) => caller.address(account).await,
                None => Ok(None),
            }
        };
        let address = address.await.map_err(|error| caller.failed(&error))?;
        holders.push(Holder {
            name,
            address,
            grants,
        });
    }
    let mut places: Vec<Choice> = Vec::new();
    for summary in store.programmes().await.map_err(failed)? {
        let id = summary.facts.id.as_str();
        if !where_.has(Some(id)) {
            continue;
        }
        let title = plain_title(ui, &summary);
        places.push((sent_place(Some(id), None), title.clone()));
        let known = store.institutions(id).await.map_err(failed)?;
        for one in &known {
            let institution = one.facts.id.as_str();
            let name = format!("{title}: {}", plain_institution(ui, &known, institution));
            places.push((sent_place(Some(id), Some(institution)), name));
        }
    }
    Ok(People {
        holders,
        places,
        everywhere: matches!(where_, Administers::Everywhere),
        reader: signed.holder.clone().unwrap_or_default(),
    })
}

async fn show(
    caller: &Caller,
    signed: &Signed,
    sending: &Sending,
    typed: &Typed,
    query: &Query,
) -> Answer {
    let ui = &caller.visit.ui;
    let Some(where_) = Administers::read(signed) else {
        return Ok(caller.page(StatusCode::FORBIDDEN, &page::not_yours(ui)));
    };
    let people = read(caller, signed, &where_).await?;
    let page = page::view(ui, &people, sending, typed, &query.errors);
    let status = match query.errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::BAD_REQUEST,
    };
    Ok(caller.page(status, &page))
}

async fn people(caller: Caller) -> Answer {
    let signed = signed!(caller.whole());
    let sending = Sending::new(None);
    show(
        &caller,
        signed,
        &sending,
        &Typed::default(),
        &Query::default(),
    )
    .await
}

async fn grant(caller: Caller, body: String) -> Answer {
    let signed = signed!(caller.confirmed(links::PEOPLE));
    let mut query = Query::parse(&body);
    let sending = Sending::read(&mut query, None);
    let typed = Typed {
        address: query.text(ADDRESS),
        role: query.text(ROLE),
        place: query.text(PLACE),
    };
    let Some(where_) = Administers::read(signed) else {
        return show(&caller, signed, &sending, &typed, &query).await;
    };
    let address = MailAddress::parse(&typed.address);
    if address.is_none() {
        query.refuse(ADDRESS, "account-address-wrong", "", "");
    }
    let role = Granted::named(&typed.role);
    if role.is_none() {
        query.refuse(ROLE, "people-choose", "", "");
    }
    let people = read(&caller, signed, &where_).await?;
    let known = people.places.iter().any(|(value, _)| *value == typed.place);
    let everywhere = people.everywhere && typed.place.is_empty();
    if !(known || everywhere) {
        query.refuse(PLACE, "people-choose", "", "");
    }
    let for_one = typed.place.contains('/');
    if for_one && role.is_some_and(|role| !role.is_for_one()) {
        query.refuse(PLACE, "people-for-all", "", "");
    }
    let mut steps = typed.place.splitn(2, '/').filter(|step| !step.is_empty());
    let (programme, institution) = (steps.next(), steps.next());
    let actor = signed!(caller.acting(Role::Administrator, programme, Some(links::PEOPLE)));
    let (Some(address), Some(role), Some(actor), true) =
        (address, role, actor, query.errors.is_empty())
    else {
        return show(&caller, signed, &sending, &typed, &query).await;
    };
    let invited = async {
        let language = caller.visit.ui.lang.tag();
        let account = caller.accounts.invite(&address, language).await?;
        let name = caller.accounts.pseudonym(account, &Scope::Roles).await?;
        Ok((account, format!("account-{name}")))
    };
    let (account, holder) = invited.await.map_err(|error| caller.failed(&error))?;
    let command = Command::plain(RoleGranted {
        holder,
        role,
        programme: programme.map(str::to_owned),
        institution: institution.map(str::to_owned),
    });
    if caller
        .record(actor, &sending, command, &mut query)
        .await?
        .is_none()
    {
        return show(&caller, signed, &sending, &typed, &query).await;
    }
    let told = async {
        let link = Link {
            purpose: Purpose::SignIn,
            address: address.clone(),
            account: Some(account),
        };
        let token = caller.accounts.make_link(&link).await?;
        let invited = Invited {
            to: address,
            account,
            role: granted(&caller.visit.ui, role),
        };
        letters::invite(&caller.visit.ui, &caller.accounts, invited, &token).await
    };
    told.await.map_err(|error| caller.failed(&error))?;
    Ok(caller.to(links::PEOPLE))
}

async fn end(caller: Caller, body: String) -> Answer {
    let signed = signed!(caller.confirmed(links::PEOPLE));
    let mut query = Query::parse(&body);
    let sending = Sending::read(&mut query, None);
    let holder = query.text(HOLDER);
    let entry = query
        .optional_number(GRANTED, 0..=MOST_EXACT)
        .unwrap_or_default();
    let typed = Typed::default();
    if !query.errors.is_empty() {
        return show(&caller, signed, &sending, &typed, &query).await;
    }
    let held = caller.visit.store.with_state(|state: &State| {
        let grant = state.grant(&holder, entry).ok();
        grant.map(|grant| grant.programme.clone())
    });
    let held = held
        .await
        .map_err(|error| caller.visit.store_failed(&error))?;
    let Some(programme) = held else {
        if Administers::read(signed).is_some() {
            query.refuse(WHOLE, "people-ended-already", "", "");
        }
        return show(&caller, signed, &sending, &typed, &query).await;
    };
    let actor = caller.acting(
        Role::Administrator,
        programme.as_deref(),
        Some(links::PEOPLE),
    );
    let Some(actor) = signed!(actor) else {
        return Ok(caller.page(StatusCode::FORBIDDEN, &page::not_yours(&caller.visit.ui)));
    };
    let command = Command::plain(RoleEnded {
        holder,
        granted: entry,
    });
    if caller
        .record(actor, &sending, command, &mut query)
        .await?
        .is_none()
    {
        return show(&caller, signed, &sending, &typed, &query).await;
    }
    Ok(caller.to(links::PEOPLE))
}
