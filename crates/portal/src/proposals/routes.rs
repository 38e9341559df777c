//! The pages of proposals.

use axum::extract::Path;
use axum::routing::{MethodRouter, get};

use crate::frame::app::{Answer, App, Visit};
use crate::frame::query::Query;
use crate::programmes::routes::programme_of;
use crate::proposals::{links, list, page};
use crate::votes::routes::why_of;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::OF_PROGRAMME, get(proposals)),
        (links::ONE, get(proposal)),
    ]
}

async fn proposals(visit: Visit, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let mut query = Query::parse(&visit.ui.query);
    let asked = list::Asked::read(&mut query, &programme);
    let failed = |error| visit.store_failed(&error);
    let (found, counts) = tokio::try_join!(
        visit.store.proposals(&id, &asked.filter),
        visit.store.proposal_counts(&id),
    )
    .map_err(failed)?;
    let list = list::List {
        programme: &programme,
        asked: &asked,
        errors: &query.errors,
        found: &found,
        counts: &counts,
    };
    Ok(visit.page_with(!query.errors.is_empty(), &list::view(&visit.ui, &list)))
}

async fn proposal(visit: Visit, Path((programme, id)): Path<(String, String)>) -> Answer {
    let detail = programme_of(&visit, &programme).await?;
    let proposal = visit
        .store
        .proposal(&programme, &id)
        .await
        .map_err(|error| visit.store_failed(&error))?
        .ok_or_else(|| visit.not_found())?;
    let why = why_of(&visit, &detail, &proposal).await?;
    Ok(visit.page(&page::view(&visit.ui, &detail, &proposal, why)))
}
