//! The pages of the record.

mod hiding;

use std::collections::BTreeMap;

use axum::extract::{Path, Request};
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::routing::{MethodRouter, get};
use madang_programme::votes::{SCORES, ScoresContent};
use madang_programme::{Event, bodies, commitments, proposals, votes};
use madang_record::Entry;

use crate::accounts::caller::{Caller, seen_by};
use crate::commitments::routes::corrected_by;
use crate::frame::app::{Answer, App, Failure, Visit, vkey};
use crate::frame::entries::checkpoint_of;
use crate::frame::fault::Fault;
use crate::frame::query::{self, Query};
use crate::model::{EntryDetail, read_body};
use crate::proposals::routes::amended_by;
use crate::record::entry::Said;
use crate::record::names::Names;
use crate::record::{ballot, entry, feed, find, links, list, roles, said, verify};
use crate::votes::rule_words::selection_rule;

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
        (links::HIDE, get(hiding::asked).post(hiding::sent)),
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
    let said = said_of(&visit, &detail, &parsed).await?;
    let programme = links::programme_subject(&parsed.space);
    let subjects = [parsed.subject.as_str(), &programme];
    let names = Names::of(&visit.store, &subjects).await.map_err(failed)?;
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

/// What an entry says in words.
async fn said_of(visit: &Visit, detail: &EntryDetail, entry: &Entry) -> Result<Said, Failure> {
    let failed = |error| visit.store_failed(&error);
    let facts = serde_json::to_string(&entry.facts).unwrap_or_default();
    let Ok(event) = Event::parse(&entry.kind, &facts) else {
        return Ok(Said::default());
    };
    let changes = match &event {
        Event::Proposals(proposals::Event::ProposalAmended(facts)) => {
            let of = &facts.values;
            amended_by(visit, &of.programme, &of.id, detail.index).await?
        }
        Event::Proposals(proposals::Event::ProposalRevised(facts)) => {
            amended_by(visit, &facts.programme, &facts.proposal, detail.index).await?
        }
        Event::Commitments(commitments::Event::CommitmentCorrected(facts)) => {
            corrected_by(visit, &facts.values.id, detail.index).await?
        }
        _ => None,
    };
    let left = match &event {
        Event::Bodies(bodies::Event::MemberLeft(facts)) => {
            let left = said::who_left(&visit.store, facts, detail.index).await;
            left.map_err(failed)?
        }
        _ => None,
    };
    let programme = match entry.space.as_str() {
        "" => None,
        space => visit.store.programme(space).await.map_err(failed)?,
    };
    let scored = match &event {
        Event::Votes(votes::Event::ScoresSubmitted(facts)) => {
            let sheet = read_body::<ScoresContent>(detail, SCORES);
            let scores = sheet.map(|sheet| sheet.scores).unwrap_or_default();
            let ids = scores.keys().map(String::as_str).collect();
            let named = visit.store.proposals_named(&facts.programme, &ids).await;
            named.map_err(failed)?
        }
        _ => BTreeMap::new(),
    };
    let rule = match (&event, &programme) {
        (Event::Votes(votes::Event::RuleFixed(facts)), Some(programme)) => {
            selection_rule(&visit.ui, programme, &facts.rule)
        }
        _ => Vec::new(),
    };
    let reading = said::Reading {
        detail,
        rule: &rule,
        programme: programme.as_ref(),
        left: left.as_ref(),
        proposals: &scored,
    };
    Ok(Said {
        lines: said::lines(&visit.ui, &event, &reading),
        changes,
    })
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
