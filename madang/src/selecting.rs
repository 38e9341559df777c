//! Closing a vote, opening its ballots, computing and publishing its selection.

mod published;

use anyhow::{Context, Result};
use madang_exchange::votes::seed_text;
use madang_programme::votes::Lot;
use madang_programme::votes::SCORES;
use madang_programme::votes::VotePhase;
use madang_programme::votes::selection::{Computed, OpenedSheet, compute};
use madang_programme::votes::tally::OpenedBallot;
use madang_programme::votes::{BallotsOpened, CloseVote};
use madang_programme::{Actor, Command, Violation};
use madang_store::{Store, StoreError, Submission};

use crate::data::DataDirectory;
use crate::secrets::Secret;

/// What the person who opens the ballots gives for a lot.
#[derive(Debug, Default)]
pub struct LotGiven {
    /// The seed, where it is not the one in the data directory.
    pub seed: Option<String>,
    /// The public value.
    pub value: Option<String>,
}

/// Takes a vote from wherever it stands to its published selection, and returns that selection. A vote whose selection
/// is published already is computed again and held against what was published, and nothing is recorded. `None` where the vote is closed now, and the public
/// value of its lot is still to come. `closed` is told when it has just been closed, and not before.
///
/// # Errors
/// An unknown vote, a step that is refused, a lot's value that is given before the vote is closed, or none of its seed; a
/// published selection that is another one than follows from its ballots, or whose ballots are not all there any more.
pub async fn publish(
    store: &Store,
    directory: &DataDirectory,
    actor: &Actor,
    programme: &str,
    vote: &str,
    lot: &LotGiven,
    closed: &dyn Fn(),
) -> Result<Option<Computed>> {
    let step = |command: Command| Submission {
        actor: actor.clone(),
        idempotency_key: None,
        command,
        terms: Default::default(),
    };
    loop {
        let (phase, has_lot) = store
            .with_state(|state| {
                let vote = state.vote(programme, vote)?;
                let has_lot = state.rule(programme, &vote.rule)?.lot.is_some();
                Ok::<_, Violation>((vote.phase, has_lot))
            })
            .await??;
        match phase {
            VotePhase::Open => {
                if has_lot && lot.value.is_some() {
                    refuse!("select-lot-too-early", vote = vote);
                }
                let command = CloseVote {
                    programme: programme.to_owned(),
                    vote: vote.to_owned(),
                };
                store.submit(step(command.into())).await?;
                closed();
                if has_lot {
                    return Ok(None);
                }
            }
            VotePhase::Closed { .. } => {
                let lot = match (has_lot, &lot.value) {
                    (false, _) => None,
                    (true, None) => return Ok(None),
                    (true, Some(value)) => Some(Lot::new(
                        seed(directory, programme, vote, lot)?,
                        value.trim(),
                    )),
                };
                let facts = BallotsOpened {
                    programme: programme.to_owned(),
                    vote: vote.to_owned(),
                    lot,
                };
                store.submit(step(Command::plain(facts))).await?;
            }
            VotePhase::Opened { .. } => {
                let computed = recompute(store, programme, vote).await?;
                store.submit(step(computed.clone().into())).await?;
                for secret in [Secret::Pseudonyms, Secret::LotSeed] {
                    secret.forget(directory, programme, vote)?;
                }
                return Ok(Some(computed));
            }
            VotePhase::Selected { entry, .. } => {
                published::check_whole(store, programme, vote, entry).await?;
                let computed = recompute(store, programme, vote).await?;
                published::compare(store, entry, &computed).await?;
                return Ok(Some(computed));
            }
            VotePhase::Cancelled { .. } => {
                refuse!("select-cancelled", vote = vote)
            }
        }
    }
}

fn seed(
    directory: &DataDirectory,
    programme: &str,
    vote: &str,
    given: &LotGiven,
) -> Result<String> {
    if let Some(seed) = &given.seed {
        return Ok(seed.clone());
    }
    match Secret::LotSeed.read(directory, programme, vote)? {
        Some(seed) => Ok(seed_text(&seed)),
        None => refuse!(
            "select-no-seed",
            file = Secret::LotSeed.file(directory, programme, vote)
        ),
    }
}

async fn recompute(store: &Store, programme: &str, vote: &str) -> Result<Computed> {
    let ballots: Vec<OpenedBallot> = store.opened_ballots(programme, vote).collect().await?;
    let sheets = opened_sheets(store, programme, vote).await?;
    // The engine needs the processor to itself; the state is small and is copied for it.
    let state = store.with_state(Clone::clone).await?;
    let (programme, vote) = (programme.to_owned(), vote.to_owned());
    tokio::task::spawn_blocking(move || {
        compute::<StoreError>(
            &state,
            &programme,
            &vote,
            &sheets,
            ballots.into_iter().map(Ok),
        )
    })
    .await
    .with_context(|| t!("select-interrupted"))?
    .map_err(Into::into)
}

/// The score sheets of a vote whose ballots are open.
///
/// # Errors
/// What the database says; a sheet that is not public any more.
pub async fn opened_sheets(store: &Store, programme: &str, vote: &str) -> Result<Vec<OpenedSheet>> {
    let on_record = store
        .with_state(|state| state.vote(programme, vote).map(|vote| vote.sheets.clone()))
        .await??;
    let mut sheets = Vec::with_capacity(on_record.len());
    for ((body, member), entry) in on_record {
        let detail = store
            .entry(entry)
            .await?
            .with_context(|| t!("select-entry-missing", entry = entry))?;
        let content = detail
            .open_body(SCORES)
            .with_context(|| t!("select-sheet-hidden", entry = entry))?;
        sheets.push(OpenedSheet {
            body,
            member,
            content: serde_json::from_slice(content)?,
        });
    }
    Ok(sheets)
}

#[cfg(test)]
mod tests;
