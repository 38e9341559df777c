//! Closing a vote, opening its ballots, computing and publishing its selection.

use anyhow::{Context, Result};
use madang_programme::body::SCORES;
use madang_programme::event::vote::BallotsOpened;
use madang_programme::selection::{Computed, OpenedSheet, compute};
use madang_programme::state::VotePhase;
use madang_programme::tally::OpenedBallot;
use madang_programme::{Actor, Command};
use madang_store::model::BodyView;
use madang_store::{Store, StoreError, Submission};

/// Takes a vote from wherever it stands to its published selection, and returns that selection. A vote whose selection
/// is published already is computed again, and nothing is recorded.
///
/// # Errors
/// An unknown vote, or a step that is refused.
pub async fn publish(
    store: &Store,
    actor: &Actor,
    programme: &str,
    vote: &str,
) -> Result<Computed> {
    let step = |command: Command| Submission {
        actor: actor.clone(),
        idempotency_key: None,
        command,
    };
    loop {
        let phase = store
            .with_state(|state| state.vote(programme, vote).map(|vote| vote.phase))
            .await??;
        match phase {
            VotePhase::Open => {
                let command = Command::CloseVote {
                    programme: programme.to_owned(),
                    vote: vote.to_owned(),
                };
                store.submit(step(command)).await?;
            }
            VotePhase::Closed { .. } => {
                let facts = BallotsOpened {
                    programme: programme.to_owned(),
                    vote: vote.to_owned(),
                };
                store.submit(step(Command::OpenBallots(facts))).await?;
            }
            VotePhase::Opened { .. } => {
                let computed = recompute(store, programme, vote).await?;
                let command =
                    Command::PublishSelection(computed.facts.clone(), computed.outcome.clone());
                store.submit(step(command)).await?;
                return Ok(computed);
            }
            VotePhase::Selected { .. } => return recompute(store, programme, vote).await,
        }
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
    .context("the selection was interrupted")?
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
            .with_context(|| format!("entry {entry} is missing"))?;
        let content = detail.bodies.iter().find_map(|view| match view {
            BodyView::Open { name, content, .. } if name == SCORES => Some(content),
            _ => None,
        });
        let content =
            content.with_context(|| format!("the score sheet of entry {entry} is not public"))?;
        sheets.push(OpenedSheet {
            body,
            member,
            content: serde_json::from_slice(content)?,
        });
    }
    Ok(sheets)
}
