//! The desk of whoever holds a role.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use axum::routing::{MethodRouter, get};
use madang_programme::openness::{Part, Task, Work, work_in_order};
use madang_programme::people::Granted;
use madang_store::StoreError;

use crate::accounts::caller::{Caller, Signed, signed, unkept};
use crate::accounts::hiding::hides_among;
use crate::desk::audit::{self, Audit, PER_PAGE};
use crate::desk::page::{self, Asked, Seen};
use crate::desk::{csv, links};
use crate::frame::act::status;
use crate::frame::app::{Answer, App, Failure};
use crate::frame::csv as frame_csv;
use crate::frame::query::Query;
use crate::model::{EntryRange, ProgrammeSummary};

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::DESK, get(desk)),
        (links::TABLE, get(table)),
        (links::AUDIT, get(audit)),
    ]
}

/// The programmes in which somebody holds a role.
async fn programmes(caller: &Caller, signed: &Signed) -> Result<Vec<ProgrammeSummary>, Failure> {
    let all = caller.visit.store.programmes_of(&signed.roles).await;
    all.map_err(|error| caller.visit.store_failed(&error))
}

/// Reads what somebody has before them.
async fn seen(caller: &Caller, signed: &Signed) -> Result<Seen, Failure> {
    let store = &caller.visit.store;
    let failed = |error: StoreError| caller.visit.store_failed(&error);
    let mut seen = Seen {
        programmes: Vec::new(),
        work: Vec::new(),
        answers_in: Vec::new(),
        saved: Vec::new(),
        reviews: BTreeSet::new(),
        administers: signed
            .roles
            .iter()
            .any(|grant| grant.role == Granted::Administrator),
    };
    for (summary, work) in store.work_of(&signed.roles).await.map_err(failed)? {
        let id = summary.facts.id.as_str();
        let reviewed = work.iter().filter(|(work, _)| work.task == Task::Review);
        let reviewed: Vec<u64> = reviewed.map(|(work, _)| work.entry).collect();
        seen.reviews
            .extend(hides_among(caller, id, &reviewed).await?);
        if !caller.acts_for(id).is_empty() {
            seen.answers_in.push(id.to_owned());
        }
        let institutions = store.institutions(id).await.map_err(failed)?;
        seen.work.extend(work);
        seen.programmes.push((summary, institutions));
    }
    let order = |one: &(Work, Part), other: &(Work, Part)| {
        work_in_order(&one.0).cmp(&work_in_order(&other.0))
    };
    seen.work.sort_by(order);
    let saved = caller.accounts.saved_forms(signed.account()).await;
    seen.saved = saved.map_err(|error| caller.failed(&error))?;
    Ok(seen)
}

/// Somebody who holds a role and has shown their passkey; or where they go.
fn holder(caller: &Caller) -> Result<&Signed, Box<Response<Body>>> {
    let signed = caller.whole()?;
    match signed.roles.is_empty() {
        false => Ok(signed),
        true => {
            let page = page::not_yours(&caller.visit.ui);
            Err(Box::new(caller.page(StatusCode::FORBIDDEN, &page)))
        }
    }
}

async fn desk(caller: Caller) -> Answer {
    let signed = signed!(holder(&caller));
    let seen = seen(&caller, signed).await?;
    let mut query = Query::parse(&caller.visit.ui.query);
    let asked = Asked::read(&mut query, &seen);
    let page = page::view(&caller.visit.ui, &seen, &asked, &query.errors);
    Ok(caller.page(status(&query.errors), &page))
}

async fn table(caller: Caller) -> Answer {
    let signed = signed!(holder(&caller));
    let seen = seen(&caller, signed).await?;
    let mut query = Query::parse(&caller.visit.ui.query);
    let asked = Asked::read(&mut query, &seen);
    if !query.errors.is_empty() {
        let page = page::view(&caller.visit.ui, &seen, &asked, &query.errors);
        return Ok(caller.page(status(&query.errors), &page));
    }
    let table = csv::table(&caller.visit.ui, &seen, &asked);
    Ok(unkept(frame_csv::table("work", table)))
}

async fn audit(caller: Caller) -> Answer {
    let signed = signed!(holder(&caller));
    let store = &caller.visit.store;
    let failed = |error: StoreError| caller.visit.store_failed(&error);
    let programmes = programmes(&caller, signed).await?;
    let mut query = Query::parse(&caller.visit.ui.query);
    let asked = audit::Asked::read(&mut query, &programmes);
    let range = EntryRange::Before(asked.before);
    let found = store.filtered_entries(range, PER_PAGE, &asked.filter).await;
    let found = found.map_err(failed)?;
    let audit = Audit {
        programmes: &programmes,
        actors: &store.actors().await.map_err(failed)?,
        asked: &asked,
        errors: &query.errors,
        found: &found,
    };
    let page = audit::view(&caller.visit.ui, &audit);
    Ok(caller.page(status(&query.errors), &page))
}
