//! The pages of commitments.

pub mod whole;

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{MethodRouter, get};
use maud::{Markup, html};

use crate::commitments::gaps::{OnRecord, Shown, held};
use crate::commitments::{corrections, evidence, links, list, page};
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::entries::checkpoint_of;
use crate::frame::fault::Fault;
use crate::frame::query::Query;
use crate::model::ProgrammeSummary;
use crate::programmes::labels::plain_title;
use crate::programmes::list::{Level, programme_cards};
use crate::programmes::routes::with_what_goes_on;
use crate::votes::labels::vote_name;
use crate::votes::links as votes;
use crate::votes::routes::announced_of;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::ALL, get(countries)),
        (links::OF_COUNTRY, get(country)),
        (links::ONE, get(commitment)),
        (links::EVIDENCE, get(evidence)),
    ]
}

async fn countries(visit: Visit) -> Answer {
    let countries = visit
        .store
        .countries()
        .await
        .map_err(|error| visit.store_failed(&error))?;
    if let [only] = countries.as_slice() {
        let href = visit.ui.href(&links::country(&only.country));
        return Ok(Redirect::temporary(&href).into_response());
    }
    Ok(visit.page(&list::countries(&visit.ui, &countries)))
}

async fn country(visit: Visit, Path(country): Path<String>) -> Answer {
    let all = visit
        .store
        .commitments(&country)
        .await
        .map_err(|error| visit.store_failed(&error))?;
    if all.is_empty() {
        let capitals = country.to_uppercase();
        if country != capitals {
            let href = visit.ui.href(&links::country(&capitals));
            return Ok(Redirect::permanent(&href).into_response());
        }
        return Err(visit.not_found());
    }
    let mut query = Query::parse(&visit.ui.query);
    let asked = list::Asked::read(&mut query, &all);
    let page = list::list(&visit.ui, &country, &all, &asked, &query.errors);
    Ok(visit.page_with(!query.errors.is_empty(), &page))
}

async fn evidence(visit: Visit, Path(id): Path<String>) -> Answer {
    let failed = |error| visit.store_failed(&error);
    let detail = visit.store.commitment(&id).await.map_err(failed)?;
    let mut detail = detail.ok_or_else(|| visit.not_found())?;
    corrections::stand(&mut detail);
    let note = visit.store.checkpoint().await.map_err(failed)?;
    let signed = checkpoint_of(&note).map_err(|error| {
        tracing::error!(%error, "the checkpoint cannot be shown");
        visit.fault(Fault::Internal)
    })?;
    let programmes = visit.store.programmes_under(&id).await.map_err(failed)?;
    let on_record = on_record(&visit, &programmes).await?;
    let under = evidence::Under {
        programmes: &programmes,
        on_record: &on_record,
        checkpoint: (signed.size, &signed.root.to_hex()),
    };
    Ok(visit.page(&evidence::view(&visit.ui, &detail, &under)))
}

/// What there is on record under a commitment that shows what reviewers looked for.
async fn on_record(visit: &Visit, under: &[ProgrammeSummary]) -> Result<OnRecord, Failure> {
    let mut found = OnRecord::default();
    for summary in under {
        // What is made up is no evidence.
        if summary.facts.example {
            found.examples = true;
            continue;
        }
        let id = &summary.facts.id;
        let detail = visit.store.programme(id).await;
        let Some(detail) = detail.map_err(|error| visit.store_failed(&error))? else {
            continue;
        };
        let announced = announced_of(visit, id).await?;
        let decided = detail.votes.iter();
        let decided = decided.filter_map(|vote| Some((vote, vote.selection.as_ref()?)));
        found.selections.extend(decided.map(|(vote, selection)| {
            let ui = &visit.ui;
            let of = plain_title(ui, summary);
            Shown {
                address: votes::vote(id, &vote.facts.id),
                name: html! { (of) ", " (vote_name(ui, &announced, &vote.facts.id)) },
                entry: selection.published.entry,
            }
        }));
    }
    Ok(found)
}

/// How much of what reviewers of a commitment could not find is on this record, in a sentence for pages of programmes under it.
pub async fn evidence_in_short(visit: &Visit, id: &str) -> Result<Option<Markup>, Failure> {
    let failed = |error| visit.store_failed(&error);
    let Some(detail) = visit.store.commitment(id).await.map_err(failed)? else {
        return Ok(None);
    };
    let programmes = visit.store.programmes_under(id).await.map_err(failed)?;
    let on_record = on_record(visit, &programmes).await?;
    Ok(held(&detail, &on_record).in_short(&visit.ui, id))
}

/// What a correction of a commitment changed, for the page of its entry.
pub async fn corrected_by(
    visit: &Visit,
    commitment: &str,
    entry: u64,
) -> Result<Option<Markup>, Failure> {
    let detail = visit.store.commitment(commitment).await;
    let detail = detail.map_err(|error| visit.store_failed(&error))?;
    Ok(detail.and_then(|detail| corrections::by_entry(&visit.ui, &detail, entry)))
}

async fn commitment(visit: Visit, Path(id): Path<String>) -> Answer {
    let detail = visit
        .store
        .commitment(&id)
        .await
        .map_err(|error| visit.store_failed(&error))?;
    if detail.is_none() && id != id.to_uppercase() {
        // Identifiers are in capitals; who writes one down may not know.
        let href = visit.ui.href(&links::commitment(&id.to_uppercase()));
        return Ok(Redirect::permanent(&href).into_response());
    }
    let mut detail = detail.ok_or_else(|| visit.not_found())?;
    let corrected =
        (!detail.corrections.is_empty()).then(|| corrections::section(&visit.ui, &detail));
    corrections::stand(&mut detail);
    let programmes = visit.store.programmes_under(&id).await;
    let programmes = programmes.map_err(|error| visit.store_failed(&error))?;
    let on_record = on_record(&visit, &programmes).await?;
    let programmes = with_what_goes_on(&visit, &programmes).await?;
    let programmes =
        (!programmes.is_empty()).then(|| programme_cards(&visit.ui, &programmes, Level::Third));
    let gaps = held(&detail, &on_record);
    Ok(visit.page(&page::view(
        &visit.ui, &detail, &gaps, corrected, programmes,
    )))
}
