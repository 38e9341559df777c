//! Gives the steps of files to the store.

use anyhow::Result;
use madang_exchange::Step;
use madang_exchange::votes::VoteFile;
use madang_programme::Actor;
use madang_programme::votes::BallotRule;
use madang_store::{Store, Submission, SubmitError};

use crate::progress::Progress;

/// Commands that are given in one transaction while something is imported.
const BATCH: usize = 2_000;

/// The pseudonym in whose name files come in, where nobody says another.
pub const IMPORT: &str = "import";

/// Gives all steps in the name of `pseudonym`, each once however often the import is run, with a progress bar.
///
/// # Errors
/// The first command that is refused, with its place in the list; batches before it stand, and the import can be run
/// again.
pub async fn give(store: &Store, what: &str, pseudonym: &str, steps: Vec<Step>) -> Result<()> {
    let progress = Progress::new(what);
    let of = steps.len() as u64;
    let mut done = 0;
    let mut rest = steps.into_iter().peekable();
    while rest.peek().is_some() {
        let batch = rest.by_ref().take(BATCH);
        let batch = batch.map(|step| submission(step, pseudonym));
        let batch = batch.collect::<Result<Vec<_>>>()?;
        done += batch.len() as u64;
        let submitted = store.submit_all(batch).await;
        submitted.map_err(|error: SubmitError| anyhow::anyhow!("{what}: {error}"))?;
        progress.set(done, of);
    }
    Ok(())
}

fn submission(step: Step, pseudonym: &str) -> Result<Submission> {
    Ok(Submission {
        actor: Actor::new(step.role, pseudonym)?,
        idempotency_key: Some(step.key),
        command: step.command,
    })
}

/// Says which ids of a vote's file are written otherwise on the record.
pub fn say_renamed(vote: &VoteFile) {
    if let Some((count, file, record)) = vote.renamed() {
        say!(
            "madang: {count} ids of the file hold what addresses or spreadsheets reserve, and are written with ~ and two hex \
             digits on the record: {file} is {record}"
        );
    }
}

/// Says in words how a vote's ballots are read, for the person who imports them.
pub fn describe_ballots(rule: &BallotRule) -> String {
    let mut parts = vec![format!("{:?} ballots", rule.ballot_type).to_lowercase()];
    if let Some(min) = rule.min_choices {
        parts.push(format!("at least {min}"));
    }
    if let Some(max) = rule.max_choices {
        parts.push(format!("at most {max} choices"));
    }
    parts.join(", ")
}
