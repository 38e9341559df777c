//! The pages of the record.

use axum::extract::Path;
use axum::routing::{MethodRouter, get};
use madang_record::{Checkpoint, Entry};

use crate::frame::app::{Answer, App, Visit, vkey};
use crate::frame::fault::Fault;
use crate::frame::query::{self, Query};
use crate::record::{entry, feed, links, list, roles, verify};

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::ALL, get(record)),
        (links::ONE, get(entry)),
        (links::CHECKPOINT, get(checkpoint)),
        (links::VERIFY, get(verify)),
        (links::ROLES, get(roles)),
        (links::FEED, get(feed::feed)),
    ]
}

async fn record(visit: Visit) -> Answer {
    let failed = |error| visit.store_failed(&error);
    let programmes = visit.store.programmes().await.map_err(failed)?;
    let mut query = Query::parse(&visit.ui.query);
    let asked = list::Asked::read(&mut query, &programmes);
    let entries = visit
        .store
        .latest_entries(asked.before, list::PER_PAGE, asked.space.as_deref());
    let found = entries.await.map_err(failed)?;
    let size = visit.store.size().await.map_err(failed)?;
    let page = list::view(&visit.ui, size, &programmes, &asked, &query.errors, &found);
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
    let page = entry::EntryPage {
        detail: &detail,
        entry: &parsed,
        proof: &receipt.proof,
        checkpoint: &signed,
    };
    Ok(visit.page(&entry::view(&visit.ui, &page)))
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
