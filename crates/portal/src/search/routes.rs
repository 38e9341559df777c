//! The page of the search.

use axum::routing::{MethodRouter, get};
use madang_store::StoreError;

use crate::commitments::list::Asked;
use crate::frame::app::{Answer, App, Visit};
use crate::frame::form::SEARCH;
use crate::frame::query::Query;
use crate::model::{ProposalFilter, ProposalOrder};
use crate::search::links;
use crate::search::page::{self, Found};

/// Things shown of each programme, and of the commitments; the lists have all.
const SHOWN: usize = 5;

/// The most programmes that are searched, the newest first.
const MOST_PROGRAMMES: usize = 20;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![(links::SEARCH, get(search))]
}

async fn search(visit: Visit) -> Answer {
    let mut query = Query::parse(&visit.ui.query);
    let search = query.search(SEARCH);
    let found = found(&visit, query, search).await;
    let found = found.map_err(|error| visit.store_failed(&error))?;
    let mistakes = !found.query.errors.is_empty();
    Ok(visit.page_with(mistakes, &page::view(&visit.ui, &found)))
}

async fn found(visit: &Visit, query: Query, search: String) -> Result<Found, StoreError> {
    let mut found = Found {
        query,
        search,
        ..Found::default()
    };
    if found.search.is_empty() || !found.query.errors.is_empty() {
        return Ok(found);
    }
    let store = &visit.store;
    let filter = ProposalFilter {
        search: found.search.clone(),
        order: ProposalOrder::Relevance,
        limit: SHOWN as u64,
        ..ProposalFilter::default()
    };
    let programmes = store.programmes().await?.into_iter().rev();
    for programme in programmes.take(MOST_PROGRAMMES) {
        let page = store.proposals(&programme.facts.id, &filter).await?;
        if !page.items.is_empty() {
            found.proposals.push((programme, page));
        }
    }
    let asked = Asked {
        search: found.search.clone(),
        ..Asked::default()
    };
    for country in store.countries().await? {
        for commitment in store.commitments(&country.country).await? {
            if !asked.matches(&commitment) {
                continue;
            }
            found.commitments.1 += 1;
            if found.commitments.0.len() < SHOWN {
                found.commitments.0.push(commitment);
            }
        }
    }
    Ok(found)
}
