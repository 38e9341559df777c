//! The pages of programmes.

pub mod whole;

use axum::extract::Path;
use axum::routing::{MethodRouter, get};

use crate::answers::routes::share_of;
use crate::bodies::section::body_section;
use crate::commitments::routes::evidence_in_short;
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::model::ProgrammeDetail;
use crate::programmes::{links, list, page};
use crate::votes::routes::announced_of;
use crate::votes::table::votes_table;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![(links::ALL, get(programmes)), (links::ONE, get(programme))]
}

async fn programmes(visit: Visit) -> Answer {
    let programmes = visit
        .store
        .programmes()
        .await
        .map_err(|error| visit.store_failed(&error))?;
    Ok(visit.page(&list::programmes(&visit.ui, &programmes)))
}

/// The programme of that identifier.
pub async fn programme_of(visit: &Visit, id: &str) -> Result<ProgrammeDetail, Failure> {
    let found = visit
        .store
        .programme(id)
        .await
        .map_err(|error| visit.store_failed(&error))?;
    found.ok_or_else(|| visit.not_found())
}

async fn programme(visit: Visit, Path(id): Path<String>) -> Answer {
    let detail = programme_of(&visit, &id).await?;
    let zone = &detail.summary.facts.zone;
    let bodies: Vec<_> = detail
        .bodies
        .iter()
        .map(|body| body_section(&visit.ui, zone, body))
        .collect();
    let announced = announced_of(&visit, &id).await?;
    let table = votes_table(&visit.ui, &detail, &announced);
    let evidence = match &detail.summary.facts.commitment {
        Some(commitment) => evidence_in_short(&visit, commitment).await?,
        None => None,
    };
    let sections = page::Sections {
        evidence,
        share: share_of(&visit, &id).await?,
        table,
        bodies: &bodies,
    };
    Ok(visit.page(&page::view(&visit.ui, &detail, &sections)))
}
