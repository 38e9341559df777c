//! The pages of programmes.

mod rule;
mod setup;
pub mod whole;

use axum::extract::Path;
use axum::routing::{MethodRouter, get};

use madang_programme::Role;
use madang_programme::subject::SubjectKind;
use maud::Markup;

use crate::accounts::caller::{Caller, seen_by};
use crate::accounts::followed::note_followed;
use crate::answers::routes::share_of;
use crate::bodies::section::body_section;
use crate::commitments::routes::evidence_in_short;
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::model::{ProgrammeDetail, ProgrammeSummary};
use crate::programmes::{links, list, page};
use crate::proposals::routes::under_way_of;
use crate::services::routes::growth_of;
use crate::votes::routes::announced_of;
use crate::votes::table::votes_table;

pub use setup::official_of;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::ALL, get(programmes)),
        (links::NEW, get(setup::new).post(setup::new_sent)),
        (links::ONE, get(programme)),
        (links::SETUP, get(setup::tasks)),
        (links::STEP, get(setup::step).post(setup::step_sent)),
    ]
}

/// Whether whoever reads is an official of a whole programme, or of the whole record.
fn is_official(caller: Option<&Caller>, programme: Option<&str>) -> bool {
    acts(caller, Role::Official, programme)
}

/// The same of another role.
fn acts(caller: Option<&Caller>, role: Role, programme: Option<&str>) -> bool {
    let acting = caller.map(|caller| caller.acting_for_all(role, programme));
    matches!(acting, Some(Ok(Some(_))))
}

async fn programmes(visit: Visit, caller: Option<Caller>) -> Answer {
    let programmes = visit
        .store
        .programmes()
        .await
        .map_err(|error| visit.store_failed(&error))?;
    let begins = is_official(caller.as_ref(), None);
    let programmes = with_what_goes_on(&visit, &programmes).await?;
    let page = list::programmes(&visit.ui, &programmes, begins);
    Ok(seen_by(&visit, caller.as_ref(), &page))
}

/// Programmes with what goes on in each whatever its last selection came to.
pub async fn with_what_goes_on<'a>(
    visit: &Visit,
    programmes: &'a [ProgrammeSummary],
) -> Result<Vec<(&'a ProgrammeSummary, Markup)>, Failure> {
    let mut found = Vec::new();
    for programme in programmes {
        found.push((programme, under_way_of(visit, &programme.facts).await?));
    }
    Ok(found)
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

async fn programme(mut visit: Visit, caller: Option<Caller>, Path(id): Path<String>) -> Answer {
    note_followed(
        &mut visit,
        caller.as_ref(),
        &SubjectKind::Programme.whole(&id),
    )
    .await?;
    let detail = programme_of(&visit, &id).await?;
    let zone = &detail.summary.facts.zone;
    let bodies: Vec<_> = detail
        .bodies
        .iter()
        .map(|body| body_section(&visit.ui, (&id, zone), body))
        .collect();
    let announced = announced_of(&visit, &id).await?;
    let table = votes_table(&visit.ui, &detail, &announced);
    let evidence = match &detail.summary.facts.commitment {
        Some(commitment) => evidence_in_short(&visit, commitment).await?,
        None => None,
    };
    let institutions = visit.store.institutions(&id).await;
    let institutions = institutions.map_err(|error| visit.store_failed(&error))?;
    let sections = page::Sections {
        listens: !institutions.is_empty(),
        evidence,
        share: share_of(&visit, &id).await?,
        table,
        services: growth_of(&visit, &detail).await?,
        bodies: &bodies,
        now: under_way_of(&visit, &detail.summary.facts).await?,
        sets_up: is_official(caller.as_ref(), Some(&id)),
        appoints: acts(caller.as_ref(), Role::Administrator, Some(&id)),
    };
    let page = page::view(&visit.ui, &detail, &sections);
    Ok(seen_by(&visit, caller.as_ref(), &page))
}
