//! The page of a programme's checks.

use std::collections::BTreeSet;

use axum::extract::Path;
use axum::routing::{MethodRouter, get};
use madang_programme::finding::{Check, Finding, Status};
use madang_programme::openness::in_order;
use madang_store::{Store, StoreError};
use maud::Markup;

use crate::frame::app::{Answer, App, Failure, Visit};
use crate::model::InstitutionDetail;
use crate::openness::page::{AllFound, Found};
use crate::openness::reviewed::{self, Asked, Figures, figures};
use crate::openness::{links, page};
use crate::programmes::routes::programme_of;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::OF_PROGRAMME, get(openness)),
        (links::REVIEWED, get(asked_for)),
    ]
}

/// What the checks find in a programme at a time: numbers of all, and what is late.
///
/// # Errors
/// What the store says.
pub async fn found(store: &Store, programme: &str, now: &str) -> Result<AllFound, StoreError> {
    let linted = store.linted(programme).await?;
    let none = |check| (check, Found::default());
    let mut all: AllFound = Check::ALL.map(none).into();
    let mut take = |finding: Finding| {
        let of = all.entry(finding.check).or_default();
        of.numbers.add(finding.status);
        if matches!(finding.status, Status::Overdue | Status::Broken) {
            of.late.push(finding);
        }
    };
    let checked =
        store.with_state(|state| state.check_openness(programme, &linted, now, &mut take));
    // A programme that is not there has nothing to find.
    let _ = checked.await?;
    for of in all.values_mut() {
        of.late
            .sort_by(|one, other| in_order(one).cmp(&in_order(other)));
    }
    Ok(all)
}

/// What the checks find about a subject of a programme now, as a section of its page; nothing where they find nothing.
pub async fn of_subject(
    visit: &Visit,
    programme: &str,
    subject: &str,
    institutions: &[InstitutionDetail],
) -> Result<Markup, Failure> {
    let failed = |error| visit.store_failed(&error);
    let now = visit.store.now();
    let linted = visit.store.linted(programme).await.map_err(failed)?;
    let found = visit.store.with_state(|state| {
        let mut found = Vec::new();
        let checked = state.check_openness(programme, &linted, &now, &mut |finding| {
            if finding.subject == subject {
                found.push(finding);
            }
        });
        // A programme that is not there has nothing to find.
        checked.map(|()| found).unwrap_or_default()
    });
    let mut found = found.await.map_err(failed)?;
    found.sort_by_key(|finding| (finding.check, finding.duty));
    Ok(page::section(&visit.ui, (programme, institutions), &found))
}

async fn openness(visit: Visit, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let now = visit.store.now();
    let found = found(&visit.store, &id, &now).await;
    let failed = |error| visit.store_failed(&error);
    let found = found.map_err(failed)?;
    let institutions = visit.store.institutions(&id).await.map_err(failed)?;
    let page = page::view(&visit.ui, &programme, &institutions, &found, &now);
    Ok(visit.page(&page))
}

/// What the reviewer asked for: of programmes that run under that commitment.
async fn asked_for(visit: Visit, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    if programme.summary.facts.commitment.as_deref() != Some(links::COMMITMENT) {
        return Err(visit.not_found());
    }
    let failed = |error| visit.store_failed(&error);
    let now = visit.store.now();
    let figures = visit.store.with_state(|state| {
        let mut found = Vec::new();
        let checked = state.check_openness(&id, &[], &now, &mut |finding| found.push(finding));
        // A programme that is not there has nothing to find.
        checked.map_or_else(|_| Figures::new(), |()| figures(state, &id, &found, &now))
    });
    let mut figures = figures.await.map_err(failed)?;
    for asked in Asked::ALL {
        let Some(kind) = asked.kind() else {
            continue;
        };
        let done = visit.store.done_of_kind(&id, kind).await.map_err(failed)?;
        let figure = figures.entry(asked).or_default();
        let subjects: BTreeSet<&str> = done.iter().map(|(_, subject)| subject.as_str()).collect();
        figure.done = match asked {
            // Of one meeting there are one minutes, however often they were put right.
            Asked::Minutes => subjects.len() as u64,
            Asked::Recordings => done.len() as u64,
            _ => figure.done,
        };
        figure.entries = done.iter().map(|(entry, _)| *entry).collect();
    }
    let page = reviewed::view(&visit.ui, &programme, &figures, &now);
    Ok(visit.page(&page))
}
