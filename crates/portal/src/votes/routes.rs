//! The pages of votes and selections.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::routing::{MethodRouter, get};
use madang_store::{Store, StoreError};
use maud::Markup;

use crate::frame::app::{Answer, App, Failure, Visit};
use crate::model::{
    EntryDetail, ProgrammeDetail, ProposalDetail, ProposalFilter, ProposalState, VoteDetail,
};
use crate::programmes::routes::programme_of;
use crate::votes::page::VotePage;
use crate::votes::why::Fate;
use crate::votes::{analysis, links, outcome, page, why};

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![(links::SELECTION, get(selection)), (links::ONE, get(vote))]
}

/// Why a proposal fared as it did, for its page; nothing before a selection is published.
pub async fn why_of(
    visit: &Visit,
    programme: &ProgrammeDetail,
    proposal: &ProposalDetail,
) -> Result<Option<Markup>, Failure> {
    if !matches!(
        proposal.state,
        ProposalState::Selected | ProposalState::NotSelected
    ) {
        return Ok(None);
    }
    let failed = |error| visit.store_failed(&error);
    let id = &programme.summary.facts.id;
    let vote = programme
        .votes
        .iter()
        .find(|vote| Some(&vote.facts.id) == proposal.vote.as_ref());
    let (outcome, others) = match vote {
        Some(vote) if vote.selection.is_some() => (
            published(&visit.store, vote)
                .await
                .map_err(failed)?
                .as_ref()
                .and_then(outcome::of),
            titles(&visit.store, id).await.map_err(failed)?,
        ),
        _ => (None, BTreeMap::new()),
    };
    let fate = Fate {
        programme,
        proposal,
        vote: proposal.vote.as_deref().unwrap_or_default(),
        outcome: outcome.as_ref(),
        others: &others,
    };
    Ok(Some(why::section(&visit.ui, &fate)))
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
    let outcome = entry.as_ref().and_then(outcome::of);
    let analysis = entry.as_ref().and_then(analysis::of);
    let page = VotePage {
        programme,
        vote,
        outcome: outcome.as_ref(),
        analysis: analysis.as_ref(),
        proposals: &proposals,
    };
    Ok(visit.page(&page::view(&visit.ui, &page, own)))
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
