//! Applies other rules to the ballots of a decided vote.

use madang_programme::votes::beside::{Beside, beside};
use madang_programme::votes::selection::ComputeError;
use madang_store::{Store, StoreError};
use thiserror::Error;

use crate::votes::sheets::sheets;

/// It could not be worked out.
#[derive(Debug, Error)]
pub enum Failed {
    /// The database could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The record does not have what it takes.
    #[error(transparent)]
    Compute(#[from] ComputeError<StoreError>),
    /// The work was broken off.
    #[error("the work was broken off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

/// Applies other rules to the ballots of a vote.
///
/// # Errors
/// What the store says; what is missing on the record.
pub async fn apply(store: &Store, programme: &str, vote: &str) -> Result<Beside, Failed> {
    let ballots = store.opened_ballots(programme, vote).collect().await?;
    let sheets = sheets(store, programme, vote).await?;
    let sheets: Vec<_> = sheets.into_iter().map(|(_, sheet)| sheet).collect();
    // The engine needs the processor to itself; the state shares what it does not change.
    let state = store.with_state(Clone::clone).await?;
    let (programme, vote) = (programme.to_owned(), vote.to_owned());
    let work = move || {
        let ballots = ballots.into_iter().map(Ok::<_, StoreError>);
        beside(&state, &programme, &vote, &sheets, ballots)
    };
    Ok(tokio::task::spawn_blocking(work).await??)
}
