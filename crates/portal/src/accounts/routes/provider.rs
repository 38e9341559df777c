//! Signing in by a provider, showing anew who one is by it, and adding to one's account who one is there.

use axum::body::Body;
use axum::extract::RawQuery;
use axum::http::header::{REFRESH, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::routing::{MethodRouter, get, post};
use madang_accounts::{
    AccountId, AccountsError, AddedIdentity, Came, Errand, Going, Identity, Limit, MadeByIdentity,
    Proof, Provider, Refusal, Removed,
};

use super::{ID, NEXT, next, show, show_sign_in};
use crate::accounts::caller::{Caller, Signed, signed};
use crate::accounts::letters::{self, Notice};
use crate::accounts::links;
use crate::accounts::provider::{self, DOWN, FOR, For};
use crate::accounts::sign_in::SignIn;
use crate::frame::app::{Answer, App, Failure};
use crate::frame::form::Field;
use crate::frame::language::by_tag;
use crate::frame::person;
use crate::frame::query::{Query, WHOLE};

/// The addresses.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::PROVIDER, post(go)),
        (links::PROVIDER_BACK, get(back)),
        (links::PROVIDER_REMOVE, post(remove)),
    ]
}

const STATE: Field = Field::for_programs("state");
const CODE: Field = Field::for_programs("code");
const ERROR: Field = Field::for_programs("error");
const ISSUER: Field = Field::for_programs("iss");

/// Why somebody was not let in, as a key of messages.
fn key(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Down => DOWN,
        Refusal::Unasked => "account-provider-unasked",
        Refusal::OtherBrowser => "account-provider-browser",
        Refusal::Denied => "account-provider-denied",
        Refusal::Wrong => "account-provider-wrong",
    }
}

impl Caller {
    fn provider(&self) -> Result<Provider, Failure> {
        let provider = self.accounts.provider().cloned();
        provider.ok_or_else(|| self.visit.not_found())
    }

    /// The one address at which somebody comes back, whatever their language: the provider knows it.
    fn back(&self) -> String {
        format!("{}{}", self.visit.ui.site.base(), links::PROVIDER_BACK)
    }
}

/// Sends somebody to the provider.
async fn go(caller: Caller, body: String) -> Answer {
    let provider = caller.provider()?;
    let mut query = Query::parse(&body);
    let (wanted, what) = (query.text(NEXT), For::read(&query.text(FOR)));
    let going = match (what, &caller.signed) {
        (For::Add, _) => Going::Add(signed!(caller.confirmed(links::ACCOUNT)).account()),
        (For::Again, Some(signed)) => Going::Again(signed.account()),
        (For::Again | For::SignIn, _) => Going::SignIn,
    };
    let errand = Errand {
        going,
        next: next(&wanted).to_owned(),
        language: caller.visit.ui.lang.tag().to_owned(),
    };
    let counted = [(Limit::Provider, vec![caller.network.as_str()])];
    let sent = async {
        if !caller.within(&mut query, WHOLE, &counted).await? {
            return Ok(None);
        }
        let back = caller.back();
        let away = caller.accounts.go_to_provider(&provider, &errand, &back);
        match away.await? {
            Ok(away) => Ok(Some(away)),
            Err(refusal) => {
                refuse(&caller, &provider, &mut query, key(refusal));
                Ok::<_, AccountsError>(None)
            }
        }
    };
    let Some(away) = sent.await.map_err(|error| caller.failed(&error))? else {
        return told(&caller, &errand, &query).await;
    };
    let name = provider.name(&errand.language);
    let page = provider::on_the_way(&caller.visit.ui, name, &away.to);
    let mut response = caller.page(StatusCode::OK, &page);
    // A form that leads to another site is refused by our own policy; a page that goes on is not.
    let refresh = HeaderValue::from_str(&format!("0; url={}", away.to)).ok();
    if let (Some(refresh), Some(cookie)) = (refresh, person::goes_away(&away.browser)) {
        response.headers_mut().insert(REFRESH, refresh);
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

fn refuse(caller: &Caller, provider: &Provider, query: &mut Query, key: &'static str) {
    let name = provider.name(caller.visit.ui.lang.tag());
    query.refuse(WHOLE, key, name, "");
}

/// Says what went wrong where somebody began.
async fn told(caller: &Caller, errand: &Errand, query: &Query) -> Answer {
    if let (Going::Add(_), Ok(signed)) = (errand.going, caller.whole()) {
        return show(caller, signed, "", &query.errors).await;
    }
    let asked = SignIn {
        again: matches!(errand.going, Going::Again(_)) && caller.signed.is_some(),
        unkept: false,
        next: &errand.next,
        typed: "",
        errors: &query.errors,
    };
    Ok(show_sign_in(caller, &asked))
}

/// Takes somebody who comes back. What they bring works once, in the browser that was sent away.
async fn back(mut caller: Caller, headers: HeaderMap, RawQuery(raw): RawQuery) -> Answer {
    let provider = caller.provider()?;
    let brought = Query::parse(raw.as_deref().unwrap_or_default());
    let came = Came {
        state: brought.exact(STATE),
        code: brought.exact(CODE),
        error: brought.exact(ERROR),
        issuer: brought.exact(ISSUER),
        browser: person::went_away(&headers),
    };
    let own = caller.back();
    let come = caller.accounts.come_from_provider(&provider, came, &own);
    let returned = come.await.map_err(|error| caller.failed(&error))?;
    let errand = returned.errand.unwrap_or_else(|| Errand {
        going: Going::SignIn,
        next: links::ACCOUNT.to_owned(),
        language: caller.visit.ui.lang.tag().to_owned(),
    });
    // What was brought stands in no address that leads on from here.
    let ui = &mut caller.visit.ui;
    ui.lang = by_tag(&errand.language).unwrap_or(ui.lang);
    ui.path = match errand.going {
        Going::Add(_) => links::ACCOUNT.to_owned(),
        Going::SignIn | Going::Again(_) => links::SIGN_IN.to_owned(),
    };
    ui.query = String::new();
    let mut query = Query::default();
    let arrived = match returned.identity {
        Err(refusal) => Ok(Err(key(refusal))),
        Ok(identity) => arrive(&caller, &errand, &identity, &mut query).await,
    };
    let mut response = match arrived.map_err(|error| caller.failed(&error))? {
        Ok(response) => response,
        Err(key) => {
            if query.errors.is_empty() {
                refuse(&caller, &provider, &mut query, key);
            }
            told(&caller, &errand, &query).await?
        }
    };
    if let Some(cookie) = person::came_back() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// What becomes of somebody who comes back: where they are led, or what is wrong.
type Arrived = Result<Response<Body>, &'static str>;

/// Does what somebody was about, now that it is known who they are at the provider.
async fn arrive(
    caller: &Caller,
    errand: &Errand,
    identity: &Identity,
    query: &mut Query,
) -> Result<Arrived, AccountsError> {
    let accounts = &caller.accounts;
    let here = caller.signed.as_ref().map(Signed::account);
    match errand.going {
        Going::Add(account) if here == Some(account) => add(caller, account, identity).await,
        Going::Add(_) => Ok(Err("account-provider-ended")),
        Going::Again(account) => match accounts.by_identity(identity).await? {
            Some(theirs) if theirs == account => begin(caller, account, errand).await,
            _ => Ok(Err("account-provider-other")),
        },
        Going::SignIn => match accounts.by_identity(identity).await? {
            Some(account) => begin(caller, account, errand).await,
            None => make(caller, errand, identity, query).await,
        },
    }
}

async fn begin(
    caller: &Caller,
    account: AccountId,
    errand: &Errand,
) -> Result<Arrived, AccountsError> {
    let before = caller.token.as_ref();
    let begun = caller
        .accounts
        .begin_session(account, Proof::Provider, &caller.device, before);
    Ok(Ok(caller.signed_in(&begun.await?, &errand.next)))
}

/// Makes an account for somebody who comes for the first time.
async fn make(
    caller: &Caller,
    errand: &Errand,
    identity: &Identity,
    query: &mut Query,
) -> Result<Arrived, AccountsError> {
    let counted = [(Limit::NewAccounts, vec![caller.network.as_str()])];
    if !caller.within(query, WHOLE, &counted).await? {
        return Ok(Err("account-too-often"));
    }
    let made = caller.accounts.make_by_identity(identity, &errand.language);
    match made.await? {
        MadeByIdentity::Account(account) => {
            tell(caller, account, Notice::IdentityAdded).await?;
            begin(caller, account, errand).await
        }
        MadeByIdentity::KnownAddress => Ok(Err("account-provider-known")),
    }
}

async fn add(
    caller: &Caller,
    account: AccountId,
    identity: &Identity,
) -> Result<Arrived, AccountsError> {
    match caller.accounts.add_identity(account, identity).await? {
        AddedIdentity::Added => {
            tell(caller, account, Notice::IdentityAdded).await?;
            Ok(Ok(caller.to(links::ACCOUNT)))
        }
        AddedIdentity::There => Ok(Ok(caller.to(links::ACCOUNT))),
        AddedIdentity::Others => Ok(Err("account-provider-others")),
        AddedIdentity::Most => Ok(Err("account-provider-most")),
    }
}

async fn tell(caller: &Caller, account: AccountId, notice: Notice) -> Result<(), AccountsError> {
    letters::tell(&caller.visit.ui, &caller.accounts, account, notice, None).await
}

/// Takes away who somebody is at a provider.
async fn remove(caller: Caller, body: String) -> Answer {
    let signed = signed!(caller.confirmed(links::ACCOUNT));
    let account = signed.account();
    let id = Query::parse(&body).text(ID);
    let removed = async {
        if caller.accounts.remove_identity(account, &id).await? == Removed::Gone {
            // It may be gone because somebody else has it.
            let others = caller
                .accounts
                .sign_out_everywhere(account, Some(&signed.session));
            others.await?;
            tell(&caller, account, Notice::IdentityRemoved).await?;
        }
        Ok::<(), AccountsError>(())
    };
    removed.await.map_err(|error| caller.failed(&error))?;
    Ok(caller.to(links::ACCOUNT))
}
