//! The handlers of the pages: what the store says, given to the page.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{MethodRouter, get};
use madang_record::{Checkpoint, Entry};
use madang_store::{Store, StoreError};

use crate::analysis;
use crate::app::{App, Failure, Visit, vkey};
use crate::feed;
use crate::model::{EntryDetail, ProgrammeDetail, ProposalDetail, ProposalFilter, VoteDetail};
use crate::outcome::Outcome;
use crate::pages;
use crate::pages::error::Fault;
use crate::pages::selection::VotePage;
use crate::query::{self, Query};
use crate::ui::step;

type Answer = Result<Response<Body>, Failure>;

/// The pages: address without its language, handler. The same addresses without a language lead to the visitor's.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        ("/programmes", get(programmes)),
        ("/programmes/{programme}", get(programme)),
        ("/programmes/{programme}/proposals", get(proposals)),
        (
            "/programmes/{programme}/proposals/{proposal}",
            get(proposal),
        ),
        ("/programmes/{programme}/selection", get(selection)),
        ("/programmes/{programme}/votes/{vote}", get(vote)),
        ("/commitments", get(countries)),
        ("/countries/{country}", get(country)),
        ("/commitments/{commitment}", get(commitment)),
        ("/record", get(record)),
        ("/record/entries/{index}", get(entry)),
        ("/record/checkpoint", get(checkpoint)),
        ("/record/verify", get(verify)),
        ("/record/feed.atom", get(feed::feed)),
        ("/data", get(data)),
        ("/data/api", get(api)),
    ]
}

/// Home: its address ends in a slash, so it is routed by itself.
pub async fn home(visit: Visit) -> Answer {
    let failed = |error| visit.store_failed(&error);
    let programmes = visit.store.programmes().await.map_err(failed)?;
    let latest = visit
        .store
        .latest_entries(None, 8, None)
        .await
        .map_err(failed)?;
    Ok(visit.page(&pages::home::view(
        &visit.ui,
        &programmes,
        latest.total,
        &latest.items,
    )))
}

async fn programmes(visit: Visit) -> Answer {
    let programmes = visit
        .store
        .programmes()
        .await
        .map_err(|error| visit.store_failed(&error))?;
    Ok(visit.page(&pages::home::programmes(&visit.ui, &programmes)))
}

async fn programme_of(visit: &Visit, id: &str) -> Result<ProgrammeDetail, Failure> {
    let found = visit
        .store
        .programme(id)
        .await
        .map_err(|error| visit.store_failed(&error))?;
    found.ok_or_else(|| visit.not_found())
}

async fn programme(visit: Visit, Path(id): Path<String>) -> Answer {
    let detail = programme_of(&visit, &id).await?;
    Ok(visit.page(&pages::programme::view(&visit.ui, &detail)))
}

async fn proposals(visit: Visit, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let mut query = Query::parse(&visit.ui.query);
    let asked = pages::proposals::Asked::read(&mut query, &programme);
    let failed = |error| visit.store_failed(&error);
    let (found, counts) = tokio::try_join!(
        visit.store.proposals(&id, &asked.filter),
        visit.store.proposal_counts(&id),
    )
    .map_err(failed)?;
    let list = pages::proposals::List {
        programme: &programme,
        asked: &asked,
        errors: &query.errors,
        found: &found,
        counts: &counts,
    };
    Ok(visit.page_with(
        !query.errors.is_empty(),
        &pages::proposals::view(&visit.ui, &list),
    ))
}

async fn proposal(visit: Visit, Path((programme, id)): Path<(String, String)>) -> Answer {
    let detail = programme_of(&visit, &programme).await?;
    let failed = |error| visit.store_failed(&error);
    let proposal = visit
        .store
        .proposal(&programme, &id)
        .await
        .map_err(failed)?;
    let proposal = proposal.ok_or_else(|| visit.not_found())?;
    let vote = detail
        .votes
        .iter()
        .find(|vote| Some(&vote.facts.id) == proposal.vote.as_ref());
    let (outcome, others) = match vote {
        Some(vote) if vote.selection.is_some() => (
            published(&visit.store, vote)
                .await
                .map_err(failed)?
                .as_ref()
                .and_then(Outcome::of),
            titles(&visit.store, &programme).await.map_err(failed)?,
        ),
        _ => (None, BTreeMap::new()),
    };
    Ok(visit.page(&pages::proposal::view(
        &visit.ui,
        &detail,
        &proposal,
        outcome.as_ref(),
        &others,
    )))
}

/// The entry that publishes a vote's selection, with its bodies.
async fn published(store: &Store, vote: &VoteDetail) -> Result<Option<EntryDetail>, StoreError> {
    match &vote.selection {
        Some(selection) => store.entry(selection.published.entry).await,
        None => Ok(None),
    }
}

/// The most proposals that are fetched for their titles.
const MOST_TITLES: u64 = 1000;

async fn titles(
    store: &Store,
    programme: &str,
) -> Result<BTreeMap<String, ProposalDetail>, StoreError> {
    let mut found = BTreeMap::new();
    let mut filter = ProposalFilter {
        limit: 100,
        ..ProposalFilter::default()
    };
    while filter.offset < MOST_TITLES {
        let page = store.proposals(programme, &filter).await?;
        let last = (page.items.len() as u64) < filter.limit;
        found.extend(
            page.items
                .into_iter()
                .map(|proposal| (proposal.facts.id.clone(), proposal)),
        );
        if last {
            break;
        }
        filter.offset += filter.limit;
    }
    Ok(found)
}

async fn selection_page(
    visit: &Visit,
    programme: &ProgrammeDetail,
    vote: Option<&VoteDetail>,
    own: bool,
) -> Answer {
    let failed = |error| visit.store_failed(&error);
    let (entry, proposals) = match vote {
        Some(vote) if vote.selection.is_some() => (
            published(&visit.store, vote).await.map_err(failed)?,
            titles(&visit.store, &programme.summary.facts.id)
                .await
                .map_err(failed)?,
        ),
        _ => (None, BTreeMap::new()),
    };
    let outcome = entry.as_ref().and_then(Outcome::of);
    let analysis = entry.as_ref().and_then(analysis::of);
    let page = VotePage {
        programme,
        vote,
        outcome: outcome.as_ref(),
        analysis: analysis.as_ref(),
        proposals: &proposals,
    };
    Ok(visit.page(&pages::selection::view(&visit.ui, &page, own)))
}

async fn selection(visit: Visit, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    selection_page(&visit, &programme, programme.votes.last(), false).await
}

async fn vote(visit: Visit, Path((id, vote)): Path<(String, String)>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let vote = programme
        .votes
        .iter()
        .find(|known| known.facts.id == vote)
        .ok_or_else(|| visit.not_found())?;
    selection_page(&visit, &programme, Some(vote), true).await
}

async fn countries(visit: Visit) -> Answer {
    let countries = visit
        .store
        .countries()
        .await
        .map_err(|error| visit.store_failed(&error))?;
    if let [only] = countries.as_slice() {
        let href = visit
            .ui
            .href(&format!("/countries/{}", step(&only.country)));
        return Ok(Redirect::temporary(&href).into_response());
    }
    Ok(visit.page(&pages::commitments::countries(&visit.ui, &countries)))
}

async fn country(visit: Visit, Path(country): Path<String>) -> Answer {
    let all = visit
        .store
        .commitments(&country)
        .await
        .map_err(|error| visit.store_failed(&error))?;
    if all.is_empty() {
        return Err(visit.not_found());
    }
    let mut query = Query::parse(&visit.ui.query);
    let asked = pages::commitments::Asked::read(&mut query, &all);
    let page = pages::commitments::list(&visit.ui, &country, &all, &asked, &query.errors);
    Ok(visit.page_with(!query.errors.is_empty(), &page))
}

async fn commitment(visit: Visit, Path(id): Path<String>) -> Answer {
    let detail = visit
        .store
        .commitment(&id)
        .await
        .map_err(|error| visit.store_failed(&error))?;
    let detail = detail.ok_or_else(|| visit.not_found())?;
    Ok(visit.page(&pages::commitment::view(&visit.ui, &detail)))
}

async fn record(visit: Visit) -> Answer {
    let failed = |error| visit.store_failed(&error);
    let programmes = visit.store.programmes().await.map_err(failed)?;
    let mut query = Query::parse(&visit.ui.query);
    let asked = pages::record::Asked::read(&mut query, &programmes);
    let entries = visit.store.latest_entries(
        asked.before,
        pages::record::PER_PAGE,
        asked.space.as_deref(),
    );
    let found = entries.await.map_err(failed)?;
    let size = visit.store.size().await.map_err(failed)?;
    let page = pages::record::view(&visit.ui, size, &programmes, &asked, &query.errors, &found);
    Ok(visit.page_with(!query.errors.is_empty(), &page))
}

async fn entry(visit: Visit, Path(index): Path<String>) -> Answer {
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
    let page = pages::entry::EntryPage {
        detail: &detail,
        entry: &parsed,
        proof: &receipt.proof,
        checkpoint: &signed,
    };
    Ok(visit.page(&pages::entry::view(&visit.ui, &page)))
}

/// What a signed note says, its signatures being the verifier's to check.
pub fn checkpoint_of(note: &str) -> Result<Checkpoint, String> {
    let text = madang_record::Note::parse(note)
        .map_err(|error| error.to_string())?
        .text;
    Checkpoint::parse(&text).map_err(|error| error.to_string())
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
        tracing::error!(error, "the checkpoint cannot be shown");
        visit.fault(Fault::Internal)
    })?;
    Ok(visit.page(&pages::record::checkpoint(&visit.ui, &note, &signed, &key)))
}

async fn verify(visit: Visit) -> Answer {
    let key = vkey(&visit.store)
        .await
        .map_err(|error| visit.store_failed(&error))?;
    Ok(visit.page(&pages::record::verify(&visit.ui, &key)))
}

async fn data(visit: Visit) -> Answer {
    let failed = |error| visit.store_failed(&error);
    let mut details = Vec::new();
    for summary in visit.store.programmes().await.map_err(failed)? {
        details.extend(
            visit
                .store
                .programme(&summary.facts.id)
                .await
                .map_err(failed)?,
        );
    }
    Ok(visit.page(&pages::data::view(&visit.ui, &details)))
}

async fn api(State(app): State<App>, visit: Visit) -> Answer {
    Ok(visit.page(&pages::api::view(&visit.ui, &app.openapi)))
}
