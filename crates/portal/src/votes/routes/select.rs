//! The selection of a vote is computed and looked at, and published as it was seen by who has shown their passkey just now; one
//! that is published is held against what follows from its ballots.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::Response;
use madang_programme::content::ContentState;
use madang_programme::votes::VotePhase;
use madang_programme::votes::selection::Computed;
use madang_programme::{Actor, State};
use madang_store::RecountError;
use maud::{Markup, html};

use super::office::At;
use crate::accounts::caller::signed;
use crate::frame::act::{once, recorded};
use crate::frame::app::{Answer, Failure};
use crate::frame::form::Sending;
use crate::frame::kept::Source;
use crate::frame::query::{FieldError, Query, WHOLE};
use crate::votes::links::Act;
use crate::votes::publishing::{self, DIGEST, Found, Preview};

/// How long somebody waits for a selection; it goes on where it takes longer.
const PATIENCE: Duration = Duration::from_secs(5);

/// From what a selection follows.
struct Basis {
    source: Source,
    published: Option<u64>,
    costs: BTreeMap<String, u64>,
}

async fn from(at: &At) -> Result<Option<Basis>, Failure> {
    let visit = &at.caller.visit;
    let from = visit.store.with_state(|state: &State| {
        let vote = state.vote(at.id(), &at.vote).ok()?;
        let opened = vote.phase.opened()?;
        let within =
            |(entry, _, _): &(u64, &str, &ContentState)| (vote.entry..opened).contains(entry);
        let changed = state.contents().filter(within);
        let costs = vote
            .candidates
            .iter()
            .map(|(id, one)| (id.clone(), one.cost));
        Some(Basis {
            source: Source {
                entry: opened,
                changed_by: changed.map(|(_, _, became)| became.by()).max(),
                part: 0,
            },
            published: match vote.phase {
                VotePhase::Selected { entry, .. } => Some(entry),
                _ => None,
            },
            costs: costs.collect(),
        })
    });
    from.await.map_err(|error| visit.store_failed(&error))
}

/// The selection, or the published one held against it; `None` while it is being worked out.
async fn found(at: &At, from: &Basis, held: Option<u64>) -> Option<Arc<Found>> {
    let visit = &at.caller.visit;
    let (store, kept) = (visit.store.clone(), Arc::clone(&visit.kept));
    let (programme, vote) = (at.id().to_owned(), at.vote.clone());
    let work = async move {
        let _turn = kept.turn().await?;
        let found = match held {
            Some(published) => {
                let held = store.held_against(&programme, &vote, published).await;
                held.map(|held| Found::Holds(Box::new(held)))
            }
            None => {
                let computed = store.recount(&programme, &vote).await;
                computed.map(|computed| Found::Computed(Box::new(computed)))
            }
        };
        match found {
            Ok(found) => Some(found),
            Err(RecountError::Because(reason)) => Some(Found::Not(reason)),
            Err(RecountError::Store(error)) => {
                tracing::error!(programme, vote, %error, "a selection could not be computed");
                None
            }
        }
    };
    let source = Source {
        part: usize::from(held.is_some()),
        ..from.source
    };
    visit.kept.worked_out(source, PATIENCE, work).await
}

fn page(at: &At, errors: &[FieldError], content: Markup) -> Response<Body> {
    at.page(Act::Select, "vote-set-select-lead", errors, content)
}

fn under_way(at: &At) -> Response<Body> {
    let ui = &at.caller.visit.ui;
    let content = html! {
        p.notice { (ui.t("vote-set-under-way")) " " a href=(ui.href(&at.address(Act::Select))) { (ui.t("vote-set-look-again")) } }
    };
    page(at, &[], content)
}

async fn preview(
    at: &At,
    from: &Basis,
    computed: &Computed,
    sending: &Sending,
    errors: &[FieldError],
) -> Answer {
    let visit = &at.caller.visit;
    let selected = computed.facts.selected.iter();
    let selected: BTreeSet<&str> = selected.map(String::as_str).collect();
    let proposals = visit.store.proposals_named(at.id(), &selected).await;
    let proposals = proposals.map_err(|error| visit.store_failed(&error))?;
    let action = at.address(Act::Select);
    let preview = Preview {
        programme: &at.programme,
        computed,
        proposals: &proposals,
        costs: &from.costs,
        action: &action,
    };
    Ok(page(
        at,
        errors,
        publishing::preview(&visit.ui, &preview, sending),
    ))
}

/// The selection as it would be published, or the published one computed again.
pub async fn asked(at: &At) -> Answer {
    let ui = &at.caller.visit.ui;
    let from = from(at).await?;
    let from = from.ok_or_else(|| at.caller.visit.not_found())?;
    let Some(found) = found(at, &from, from.published).await else {
        return Ok(under_way(at));
    };
    match (&*found, from.published) {
        (found, Some(published)) => Ok(page(at, &[], publishing::held(ui, published, found))),
        (Found::Computed(computed), None) => {
            preview(at, &from, computed, &Sending::new(None), &[]).await
        }
        (Found::Not(reason), None) => Ok(page(at, &[], publishing::not(ui, reason))),
        (Found::Holds(_), None) => Ok(under_way(at)),
    }
}

/// The selection that was seen is published.
pub async fn sent(at: At, actor: Actor, body: &str) -> Answer {
    let (visit, ui) = (&at.caller.visit, &at.caller.visit.ui);
    let from = from(&at).await?;
    let from = from.ok_or_else(|| visit.not_found())?;
    let mut query = Query::parse(body);
    let sending = Sending::sent(&mut query);
    let seen = query.text(DIGEST);
    let Some(found) = found(&at, &from, None).await else {
        return Ok(under_way(&at));
    };
    let computed = match &*found {
        Found::Computed(computed) => computed,
        Found::Not(reason) => return Ok(page(&at, &[], publishing::not(ui, reason))),
        Found::Holds(_) => return Ok(under_way(&at)),
    };
    if computed.facts.input_digest != seen {
        query.refuse(WHOLE, "vote-set-other-now", "", "");
    }
    if query.errors.is_empty() {
        signed!(at.caller.confirmed(&at.address(Act::Select)));
        let asked = once(&actor, &sending.key, Computed::clone(computed).into());
        if let Some(entry) = recorded(visit, &mut query, &[], asked).await {
            return Ok(at.done(entry));
        }
    }
    preview(&at, &from, computed, &sending, &query.errors).await
}
