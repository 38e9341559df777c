//! Applies rules again to the ballots of a decided vote: others, and its own to changed ones.

use std::sync::Arc;
use std::time::{Duration, Instant};

use madang_programme::State;
use madang_programme::votes::beside::{Beside, beside};
use madang_programme::votes::otherwise::{Otherwise, otherwise};
use madang_programme::votes::points::{Points, points};
use madang_programme::votes::selection::{ComputeError, OpenedSheet};
use madang_programme::votes::tally::OpenedBallot;
use madang_store::{Store, StoreError};
use thiserror::Error;

use crate::votes::sheets::sheets;

/// How long candidates of a vote are looked at for what they were missing: whoever is not looked at by then is told so.
const LOOKED_AT_FOR: Duration = Duration::from_secs(30);

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

/// What a vote was decided from, as far as it is public.
struct Decided {
    state: State,
    sheets: Vec<OpenedSheet>,
    ballots: Vec<OpenedBallot>,
}

/// Reads what a vote was decided from, and works on it where it keeps no request waiting.
async fn work<T: Send + 'static>(
    store: &Store,
    programme: &str,
    vote: &str,
    work: impl FnOnce(Decided) -> Result<T, ComputeError<StoreError>> + Send + 'static,
) -> Result<T, Failed> {
    let ballots = store.opened_ballots(programme, vote).collect().await?;
    let sheets = sheets(store, programme, vote).await?;
    let decided = Decided {
        sheets: sheets.into_iter().map(|(_, sheet)| sheet).collect(),
        // The engine needs the processor to itself; the state shares what it does not change.
        state: store.with_state(Clone::clone).await?,
        ballots,
    };
    Ok(tokio::task::spawn_blocking(move || work(decided)).await??)
}

/// Applies other rules to the ballots of a vote.
///
/// # Errors
/// What the store says; what is missing on the record.
pub async fn others(store: &Store, programme: &str, vote: &str) -> Result<Beside, Failed> {
    let of = (programme.to_owned(), vote.to_owned());
    let apply = move |decided: Decided| {
        let ballots = decided.ballots.into_iter().map(Ok);
        beside(&decided.state, &of.0, &of.1, &decided.sheets, ballots)
    };
    work(store, programme, vote, apply).await
}

/// Adds up the points that the ballots of a vote give.
///
/// # Errors
/// What the store says; what is missing on the record.
pub async fn added_up(store: &Store, programme: &str, vote: &str) -> Result<Points, Failed> {
    let of = (programme.to_owned(), vote.to_owned());
    let apply = move |decided: Decided| {
        let ballots = decided.ballots.into_iter().map(Ok);
        points(&decided.state, &of.0, &of.1, &decided.sheets, ballots)
    };
    work(store, programme, vote, apply).await
}

/// Applies a vote's own rule to changed ballots: what its candidates, or `only` one of them, were missing, or had to spare.
///
/// # Errors
/// What the store says; what is missing on the record.
pub async fn changed(
    store: &Store,
    programme: &str,
    vote: &str,
    only: Option<String>,
) -> Result<Otherwise, Failed> {
    let of = (programme.to_owned(), vote.to_owned());
    // Where this is dropped nobody waits for it any more.
    let wanted = Arc::new(());
    let asked = Arc::downgrade(&wanted);
    let apply = move |decided: Decided| {
        let ballots = decided.ballots.into_iter().map(Ok);
        let begun = Instant::now();
        let mut go_on = || begun.elapsed() < LOOKED_AT_FOR && asked.strong_count() > 0;
        let (state, sheets) = (&decided.state, &decided.sheets);
        let only = only.as_deref();
        otherwise(state, &of.0, &of.1, sheets, ballots, only, &mut go_on)
    };
    let found = work(store, programme, vote, apply).await;
    drop(wanted);
    found
}
