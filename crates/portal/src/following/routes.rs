//! Following something, and stopping to.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::routing::{MethodRouter, get, post};
use madang_accounts::{AccountId, Rhythm, Told};
use madang_programme::State;

use crate::accounts::caller::{Caller, Signed, signed};
use crate::following::links;
use crate::following::page::{self, NEVER, Own, RHYTHM, SUBJECT, Thing, WORK};
use crate::following::subject::Subject;
use crate::frame::app::{Answer, App, Failure};
use crate::frame::form::Field;
use crate::frame::query::{Query, WHOLE};
use crate::voices::routes::own::own_section;

const TOKEN: Field = Field::for_programs("token");

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::FOLLOWING, get(following).post(follow)),
        (links::END, post(end)),
        (links::RHYTHM, post(set_rhythm)),
        (links::WORK, post(set_work)),
        (links::UNSUBSCRIBE, get(unsubscribe_page).post(unsubscribe)),
    ]
}

/// Something to follow, where there is such a thing.
async fn thing(caller: &Caller, text: &str) -> Result<Option<Thing>, Failure> {
    let Some(subject) = Subject::parse(text) else {
        return Ok(None);
    };
    let (ui, store) = (&caller.visit.ui, &caller.visit.store);
    let failed = |error| caller.visit.store_failed(&error);
    let there = store.with_state(|state: &State| subject.named_in(state).is_some());
    if !there.await.map_err(failed)? {
        return Ok(None);
    }
    Ok(Some(Thing {
        subject: text.to_owned(),
        name: subject.name(ui, store).await.map_err(failed)?,
        path: subject.path(),
        feed: subject.feed(),
    }))
}

async fn show(caller: &Caller, signed: &Signed, asked: Option<Thing>, query: &Query) -> Answer {
    let following = caller.accounts.following(signed.account()).await;
    let (followed, rhythm) = following.map_err(|error| caller.failed(&error))?;
    let mut things = Vec::with_capacity(followed.len());
    for one in &followed {
        things.extend(thing(caller, &one.subject).await?);
    }
    let known = |asked: &Thing| things.iter().any(|thing| thing.subject == asked.subject);
    let asked = asked.filter(|asked| !known(asked));
    let work = match signed.roles.is_empty() {
        true => None,
        false => {
            let work = caller.accounts.work_rhythm(signed.account()).await;
            Some(work.map_err(|error| caller.failed(&error))?)
        }
    };
    let own = Own {
        followed: &things,
        rhythm,
        work,
        asked: asked.as_ref(),
        said: own_section(caller, signed).await?,
        errors: &query.errors,
    };
    let status = match query.errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::BAD_REQUEST,
    };
    Ok(caller.page(status, &page::own(&caller.visit.ui, &own)))
}

async fn following(caller: Caller, RawQuery(raw): RawQuery) -> Answer {
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let asked = thing(&caller, &query.text(SUBJECT)).await?;
    if caller.signed.is_none() {
        let page = page::stranger(&caller.visit.ui, asked.as_ref());
        return Ok(caller.page(StatusCode::OK, &page));
    }
    let signed = signed!(caller.whole());
    show(&caller, signed, asked, &query).await
}

async fn follow(caller: Caller, body: String) -> Answer {
    let mut query = Query::parse(&body);
    let subject = query.text(SUBJECT);
    let Some(asked) = thing(&caller, &subject).await? else {
        return Err(caller.visit.not_found());
    };
    if caller.signed.is_none() {
        return Ok(caller.to(&links::ask(&asked.subject)));
    }
    let signed = signed!(caller.whole());
    let size = caller.visit.store.size().await;
    let size = size.map_err(|error| caller.visit.store_failed(&error))?;
    let followed = caller
        .accounts
        .follow(signed.account(), &subject, size)
        .await;
    if !followed.map_err(|error| caller.failed(&error))? {
        let most = madang_accounts::MOST_FOLLOWED.to_string();
        query.refuse(WHOLE, "following-most", "", most);
        return show(&caller, signed, Some(asked), &query).await;
    }
    Ok(caller.to(links::FOLLOWING))
}

async fn end(caller: Caller, body: String) -> Answer {
    let signed = signed!(caller.whole());
    let subject = Query::parse(&body).text(SUBJECT);
    let ended = caller.accounts.unfollow(signed.account(), &subject).await;
    ended.map_err(|error| caller.failed(&error))?;
    Ok(caller.to(links::FOLLOWING))
}

async fn set_rhythm(caller: Caller, body: String) -> Answer {
    let signed = signed!(caller.whole());
    let mut query = Query::parse(&body);
    let Some(rhythm) = chosen(&mut query, RHYTHM) else {
        return show(&caller, signed, None, &query).await;
    };
    set(&caller, signed.account(), rhythm).await?;
    Ok(caller.to(links::FOLLOWING))
}

/// How often somebody chose to get mail, which may be never; what cannot be chosen is noted at its field.
fn chosen(query: &mut Query, field: Field) -> Option<Option<Rhythm>> {
    let chosen = query.text(field);
    let rhythm = Rhythm::named(&chosen);
    if rhythm.is_none() && chosen != NEVER {
        query.refuse(field, "following-choose", "", "");
        return None;
    }
    Some(rhythm)
}

/// How often whoever holds a role wants mail of the work that is due.
async fn set_work(caller: Caller, body: String) -> Answer {
    let signed = signed!(caller.whole());
    if signed.roles.is_empty() {
        return Err(caller.visit.not_found());
    }
    let mut query = Query::parse(&body);
    let Some(rhythm) = chosen(&mut query, WORK) else {
        return show(&caller, signed, None, &query).await;
    };
    let set = caller.accounts.set_work_rhythm(signed.account(), rhythm);
    set.await.map_err(|error| caller.failed(&error))?;
    Ok(caller.to(&links::work()))
}

async fn set(caller: &Caller, account: AccountId, rhythm: Option<Rhythm>) -> Result<(), Failure> {
    let size = caller.visit.store.size().await;
    let size = size.map_err(|error| caller.visit.store_failed(&error))?;
    let set = caller.accounts.set_rhythm(account, rhythm, size).await;
    set.map_err(|error| caller.failed(&error))
}

async fn unsubscribe_page(caller: Caller, RawQuery(raw): RawQuery) -> Answer {
    let token = Query::parse(raw.as_deref().unwrap_or_default()).text(TOKEN);
    let whose = caller.accounts.unsubscribing(&token).await;
    let ui = &caller.visit.ui;
    Ok(match whose.map_err(|error| caller.failed(&error))? {
        Some((_, told)) => caller.page(StatusCode::OK, &page::unsubscribe(ui, &token, told)),
        None => caller.page(StatusCode::NOT_FOUND, &page::dead(ui)),
    })
}

/// Stops somebody's mail, whoever asks: the token shows that they read it. Mail programs ask so too (RFC 8058), which know no
/// session and follow no redirect.
async fn unsubscribe(caller: Caller, RawQuery(raw): RawQuery) -> Answer {
    let token = Query::parse(raw.as_deref().unwrap_or_default()).text(TOKEN);
    let whose = caller.accounts.unsubscribing(&token).await;
    let ui = &caller.visit.ui;
    let Some((account, told)) = whose.map_err(|error| caller.failed(&error))? else {
        return Ok(caller.page(StatusCode::NOT_FOUND, &page::dead(ui)));
    };
    match told {
        Told::Followed => set(&caller, account, None).await?,
        Told::Work => {
            let set = caller.accounts.set_work_rhythm(account, None).await;
            set.map_err(|error| caller.failed(&error))?;
        }
    }
    Ok(caller.page(StatusCode::OK, &page::unsubscribed(ui, told)))
}
