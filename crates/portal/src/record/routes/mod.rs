//! The pages of the record.

mod hiding;
mod review;
mod said;

use axum::extract::{Path, Request};
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::routing::{MethodRouter, get};
use madang_programme::subject::SubjectKind;
use madang_record::Entry;

use crate::accounts::caller::{Caller, seen_by};
use crate::frame::app::{Answer, App, Visit, vkey};
use crate::frame::entries::checkpoint_of;
use crate::frame::fault::Fault;
use crate::frame::query::{self, Query};
use crate::record::names::Names;
use crate::record::{ballot, entry, feed, find, links, list, roles, verify};

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::ALL, get(record)),
        (links::ONE, get(entry)),
        (links::CHECKPOINT, get(checkpoint)),
        (links::VERIFY, get(verify)),
        (links::FIND, get(find_by_number).post(find_by_receipt)),
        (links::ROLES, get(roles)),
        (links::FEED, get(feed::feed)),
        (links::OF_VOICE, get(feed::of_voice)),
        (links::OF_NEED, get(feed::of_need)),
        (links::OF_SERVICE, get(feed::of_service)),
        (links::OF_DESIGN, get(feed::of_design)),
        (links::OF_PROPOSAL, get(feed::of_proposal)),
        (links::HIDE, get(hiding::asked).post(hiding::sent)),
        (links::REVIEW, get(review::asked).post(review::sent)),
    ]
}

async fn record(visit: Visit) -> Answer {
    let failed = |error| visit.store_failed(&error);
    let programmes = visit.store.programmes().await.map_err(failed)?;
    let mut query = Query::parse(&visit.ui.query);
    let asked = list::Asked::read(&mut query, &programmes);
    let size = visit.store.size().await.map_err(failed)?;
    let found = visit
        .store
        .filtered_entries(asked.range(size), list::PER_PAGE, &asked.filter)
        .await
        .map_err(failed)?;
    let names = Names::read(&visit.store, &found.items)
        .await
        .map_err(failed)?;
    let list = list::List {
        size,
        programmes: &programmes,
        actors: &visit.store.actors().await.map_err(failed)?,
        asked: &asked,
        errors: &query.errors,
        found: &found,
        names: &names,
    };
    let page = list::view(&visit.ui, &list);
    Ok(visit.page_with(!query.errors.is_empty(), &page))
}

async fn entry(visit: Visit, caller: Option<Caller>, Path(index): Path<String>) -> Answer {
    let failed = |error| visit.store_failed(&error);
    let index = query::index(&index).ok_or_else(|| visit.not_found())?;
    let detail = visit
        .store
        .entry(index)
        .await
        .map_err(failed)?
        .ok_or_else(|| visit.not_found())?;
    let receipt = visit
        .store
        .receipt(index)
        .await
        .map_err(failed)?
        .ok_or_else(|| visit.not_found())?;
    let broken = |error: &dyn std::fmt::Display| {
        tracing::error!(index, %error, "an entry cannot be shown");
        visit.fault(Fault::Internal)
    };
    let parsed = Entry::from_bytes(&detail.bytes).map_err(|error| broken(&error))?;
    let signed = checkpoint_of(&receipt.proof.checkpoint).map_err(|error| broken(&error))?;
    let ballot = ballot::read(&visit.store, &detail, None)
        .await
        .map_err(failed)?;
    let said = said::said_of(&visit, &detail, &parsed).await?;
    let programme = SubjectKind::Programme.whole(&parsed.space);
    let subjects = [parsed.subject.as_str(), &programme];
    let names = Names::of(&visit.store, &subjects).await.map_err(failed)?;
    let names_of = detail.bodies.iter().map(|body| body.name().to_owned());
    let contents = names_of.map(|name| (index, name)).collect();
    visit.tell_hidden_contents(contents).await.map_err(failed)?;
    let ways = hiding::ways_of(&visit, caller.as_ref(), &detail).await?;
    let page = entry::EntryPage {
        detail: &detail,
        ways: &ways,
        ballot: ballot.as_ref(),
        said: &said,
        names: &names,
        entry: &parsed,
        proof: &receipt.proof,
        checkpoint: &signed,
    };
    let page = entry::view(&visit.ui, &page);
    Ok(seen_by(&visit, caller.as_ref(), &page))
}

async fn checkpoint(visit: Visit) -> Answer {
    let note = visit
        .store
        .checkpoint()
        .await
        .map_err(|error| visit.store_failed(&error))?;
    let key = vkey(&visit.store)
        .await
        .map_err(|error| visit.store_failed(&error))?;
    let signed = checkpoint_of(&note).map_err(|error| {
        tracing::error!(%error, "the checkpoint cannot be shown");
        visit.fault(Fault::Internal)
    })?;
    Ok(visit.page(&verify::checkpoint(&visit.ui, &note, &signed, &key)))
}

async fn roles(visit: Visit) -> Answer {
    Ok(visit.page(&roles::view(&visit.ui)))
}

async fn verify(visit: Visit) -> Answer {
    let key = vkey(&visit.store)
        .await
        .map_err(|error| visit.store_failed(&error))?;
    Ok(visit.page(&verify::verify(&visit.ui, &key)))
}

async fn find_by_number(visit: Visit) -> Answer {
    let asked = find::by_number(&visit.store, &visit.ui.query)
        .await
        .map_err(|error| visit.store_failed(&error))?;
    Ok(visit.page_with(
        !asked.query.errors.is_empty(),
        &find::view(&visit.ui, &asked),
    ))
}

/// A receipt shows what somebody chose: nobody keeps the answer.
async fn find_by_receipt(visit: Visit, request: Request) -> Answer {
    let asked = find::by_receipt(&visit.store, request)
        .await
        .map_err(|error| visit.store_failed(&error))?;
    let page = find::view(&visit.ui, &asked);
    let mut answer = visit.page_with(!asked.query.errors.is_empty(), &page);
    let headers = answer.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}
