//! Closing a vote, opening its ballots, computing and publishing its selection.

use std::time::Duration;

use anyhow::Result;
use madang_exchange::votes::seed_text;
use madang_programme::votes::selection::Computed;
use madang_programme::votes::{BallotsOpened, CloseVote, Lot, VotePhase};
use madang_programme::{Actor, Command, State, Violation};
use madang_store::{Store, Submission};

use crate::data::DataDirectory;
use crate::secrets::Secret;
use crate::words;

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
                let computed = store.recount(programme, vote).await?;
                store.submit(step(computed.clone().into())).await?;
                Secret::forget_of_vote(directory, programme, vote)?;
                return Ok(Some(computed));
            }
            VotePhase::Selected { entry, .. } => {
                let found = store.held_against(programme, vote, entry).await?;
                for left in found.left {
                    note!("madang: {}", left.in_language(words::language()));
                }
                return Ok(Some(found.computed));
            }
            VotePhase::Cancelled { .. } => {
                refuse!("select-cancelled", vote = vote)
            }
        }
    }
}

/// Deletes the secrets of votes that are over: whoever ends a vote on a page of the portal has no hold of them.
///
/// # Errors
/// What the database says; a file that cannot be removed.
pub async fn forget_of_ended(store: &Store, directory: &DataDirectory) -> Result<()> {
    let ended = |state: &State| {
        let votes = state.programme_ids().flat_map(|programme| {
            let votes = state.votes(programme);
            votes.map(move |(id, vote)| (programme, id, vote.phase))
        });
        let over = votes.filter(|(.., phase)| phase.is_over());
        let over = over.map(|(programme, vote, _)| (programme.to_owned(), vote.to_owned()));
        over.collect::<Vec<(String, String)>>()
    };
    for (programme, vote) in store.with_state(ended).await? {
        Secret::forget_of_vote(directory, &programme, &vote)?;
    }
    Ok(())
}

/// How often [`keep_forgetting`] looks.
const LOOK_AGAIN: Duration = Duration::from_secs(600);

/// Does [`forget_of_ended`] again and again; what fails is for the log.
pub async fn keep_forgetting(store: Store, directory: DataDirectory) {
    loop {
        if let Err(error) = forget_of_ended(&store, &directory).await {
            tracing::error!(%error, "secrets of votes that are over could not be deleted");
        }
        tokio::time::sleep(LOOK_AGAIN).await;
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

#[cfg(test)]
mod tests;
