//! From files to commands.
//!
//! Every file is read and checked whole before the first command is given: a malformed one imports nothing.

pub mod commitments;
pub mod opening;
pub mod programme;
pub mod pseudonyms;
pub mod secrets;
pub mod tables;
pub mod vote;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use madang_programme::event::vote::BallotRule;
use madang_programme::text::{Language, Text};
use madang_programme::{Actor, Command, Role};
use madang_store::{Store, Submission, SubmitError};

use crate::progress::Progress;

/// Commands that are given in one transaction while something is imported.
const BATCH: usize = 2_000;

/// The official in whose name files are imported.
///
/// # Errors
/// Never; the name is a valid pseudonym.
pub fn official() -> Result<Actor> {
    Ok(Actor::new(Role::Official, "import")?)
}

/// A command that is given once, however often the import is run: `key` says which of the file's steps it is.
pub fn once(actor: &Actor, key: String, command: Command) -> Submission {
    Submission {
        actor: actor.clone(),
        idempotency_key: Some(key),
        command,
    }
}

/// Gives all commands, each once, with a progress bar.
///
/// # Errors
/// The first command that is refused, with its place in the list; batches before it stand, and the import can be run
/// again.
pub async fn submit(store: &Store, what: &str, submissions: Vec<Submission>) -> Result<()> {
    let progress = Progress::new(what);
    let of = submissions.len() as u64;
    let mut done = 0;
    let mut rest = submissions.into_iter().peekable();
    while rest.peek().is_some() {
        let batch: Vec<Submission> = rest.by_ref().take(BATCH).collect();
        done += batch.len() as u64;
        store
            .submit_all(batch)
            .await
            .map_err(|error: SubmitError| anyhow::anyhow!("{what}: {error}"))?;
        progress.set(done, of);
    }
    Ok(())
}

/// Text of a file's language map.
///
/// # Errors
/// A language tag that the interface does not know.
pub fn text(map: &BTreeMap<String, String>) -> Result<Text> {
    let mut text = Text::default();
    for (tag, words) in map {
        let language = Language::from_tag(tag);
        if language == Language::Und && tag != "und" {
            bail!("{tag:?} is not a language that texts may be in; known: ko, en, pl, und");
        }
        text.0.insert(language, words.clone());
    }
    Ok(text)
}

/// Reads a JSON file into its type; an error names file, line and column.
///
/// # Errors
/// A file that cannot be read, is not JSON, or does not fit the type.
pub fn read_json<T: serde::de::DeserializeOwned>(file: &Path) -> Result<T> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_slice(&bytes).map_err(|error| {
        anyhow::anyhow!(
            "{}:{}:{}: {error}",
            file.display(),
            error.line(),
            error.column()
        )
    })
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
