//! What can go wrong, said to the person who meets it.

use std::path::PathBuf;

use madang_database::DatabaseError;
use madang_programme::{ReplayError, Violation};
use madang_record::{CheckpointError, NoteError, ProofError, TreeError};
use madang_words::{Said, quoted};
use thiserror::Error;

use crate::words::said;

/// A database that cannot be opened, read or trusted.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database: its address, its answers, its version.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// A file or folder beside the database.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// What the database holds is not what was written to it.
    #[error("the database is damaged: {0}. Restore a backup and run `madang verify` on it")]
    Damaged(String),
    /// An entry in the database breaks a rule that it must have kept when it was written.
    #[error("the database is damaged: {0}")]
    Replay(#[from] ReplayError),
    /// The database is behind, or on another branch than, what was signed before.
    #[error("{0}")]
    Forked(String),
    /// The memory of the last signed checkpoint cannot be used.
    #[error("{0}")]
    Guard(String),
    /// The signing key is not the one in force.
    #[error("{0}")]
    Key(String),
    /// The database holds another log.
    #[error(
        "the database holds the record of {found:?}, not of {expected:?}: give its own origin, or another database"
    )]
    Origin {
        /// The origin that was given.
        expected: String,
        /// The origin on record.
        found: String,
    },
    /// The database holds no record yet, and a reader cannot begin one.
    #[error("the database holds no record yet")]
    Empty,
    /// A key's text or a note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// A checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// A proof that was asked for cannot be made.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The store was opened for reading, or its writer has stopped.
    #[error("{0}")]
    Closed(String),
    /// The random number generator of the system failed.
    #[error("the system gave no random numbers: {0}")]
    Random(getrandom::Error),
}

impl StoreError {
    pub(crate) fn damaged(reason: impl Into<String>) -> StoreError {
        StoreError::Damaged(reason.into())
    }

    /// Whether the disk (or a quota, or SQLite's page limit) is full.
    pub(crate) fn is_disk_full(&self) -> bool {
        matches!(self, StoreError::Database(error) if error.is_disk_full())
    }

    /// Says of a database whose files are damaged where it is, and what can be done.
    pub(crate) fn at(self, place: &str) -> StoreError {
        match self {
            StoreError::Database(DatabaseError::Malformed(reason)) => {
                StoreError::Damaged(format!("{place}: {reason}"))
            }
            StoreError::Database(error) if error.is_damage() => {
                StoreError::Damaged(format!("{place}: {error}"))
            }
            StoreError::Damaged(reason) => StoreError::Damaged(format!("{place}: {reason}")),
            StoreError::Replay(error) => StoreError::Damaged(format!("{place}: {error}")),
            other => other,
        }
    }
}

impl From<TreeError> for StoreError {
    fn from(error: TreeError) -> StoreError {
        StoreError::Damaged(error.to_string())
    }
}

/// A command that was not recorded. [`SubmitError::said`] tells why in the reader's language, `to_string` in English.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", self.said())]
#[non_exhaustive]
pub enum SubmitError {
    /// It would break a rule of the programme.
    Refused(Violation),
    /// One of several commands would break a rule, so that none was recorded.
    RefusedAt {
        /// Which one, from zero.
        position: usize,
        /// Of how many.
        of: usize,
        /// The rule.
        violation: Violation,
    },
    /// The idempotency key came with another command before.
    KeyReused {
        /// The key.
        key: String,
        /// The entry that the first command made.
        entry: u64,
    },
    /// The voter has a ballot on the record whose place this one would not take.
    SecondBallot {
        /// That ballot.
        entry: u64,
        /// Why another would not count.
        because: Said,
    },
    /// Nothing is recorded until a person has decided.
    ReadOnly(String),
    /// It is on record, but not remembered outside the database yet.
    NotRemembered(String),
    /// The disk is full.
    DiskFull,
    /// The database did not take it.
    Unavailable(String),
    /// The connection was lost while the change was being made durable, and the database cannot be asked.
    OutcomeUnknown(String),
}

impl From<Violation> for SubmitError {
    fn from(violation: Violation) -> SubmitError {
        SubmitError::Refused(violation)
    }
}

impl SubmitError {
    /// It as a sentence.
    pub fn said(&self) -> Said {
        match self {
            SubmitError::Refused(violation) => violation.said(),
            SubmitError::RefusedAt {
                position,
                of,
                violation,
            } => said!(
                "store-refused-at",
                position = position + 1,
                of = *of,
                violation = violation.said()
            ),
            SubmitError::KeyReused { key, entry } => {
                said!("store-key-reused", key = quoted(key), entry = *entry)
            }
            SubmitError::SecondBallot { entry, because } => said!(
                "store-second-ballot",
                entry = *entry,
                because = because.clone()
            ),
            SubmitError::ReadOnly(reason) => said!("store-read-only", reason = reason),
            SubmitError::NotRemembered(reason) => said!("store-not-remembered", reason = reason),
            SubmitError::DiskFull => said!("store-disk-full"),
            SubmitError::Unavailable(reason) => said!("store-unavailable", reason = reason),
            SubmitError::OutcomeUnknown(reason) => said!("store-outcome-unknown", reason = reason),
        }
    }

    /// What an error of the database means for a command of which nothing was recorded.
    pub(crate) fn nothing_recorded(error: &StoreError) -> SubmitError {
        if error.is_disk_full() {
            return SubmitError::DiskFull;
        }
        match error {
            StoreError::Forked(_)
            | StoreError::Key(_)
            | StoreError::Damaged(_)
            | StoreError::Replay(_) => SubmitError::ReadOnly(error.to_string()),
            StoreError::Database(error) if error.is_damage() => {
                SubmitError::ReadOnly(error.to_string())
            }
            other => SubmitError::Unavailable(other.to_string()),
        }
    }
}
