//! What can go wrong, said to the person who meets it.

use std::path::PathBuf;

use madang_database::{AddressFault, DatabaseError};
use madang_programme::{ReplayError, Violation, record_said};
use madang_record::{CheckpointError, NoteError, ProofError, TreeError};
use madang_words::{Argument, Said, quoted, system_said};
use thiserror::Error;

use crate::words::said;

/// A database that cannot be opened, read or trusted. [`StoreError::said`] tells why in the reader's language, `to_string` in English.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database: its address, its answers, its version.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// A file or folder beside the database.
    #[error("{}", self.said())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// What the database holds is not what was written to it.
    #[error("{}", self.said())]
    Damaged(Argument),
    /// An entry in the database breaks a rule that it must have kept when it was written.
    #[error("{}", self.said())]
    Replay(#[from] ReplayError),
    /// The database is behind, or on another branch than, what was signed before.
    #[error("{0}")]
    Forked(Said),
    /// The memory of the last signed checkpoint cannot be used.
    #[error("{0}")]
    Guard(Said),
    /// The signing key is not the one in force.
    #[error("{0}")]
    Key(Said),
    /// The database holds another log.
    #[error("{}", self.said())]
    Origin {
        /// The origin that was given.
        expected: String,
        /// The origin on record.
        found: String,
    },
    /// The database holds no record yet, and a reader cannot begin one.
    #[error("{}", self.said())]
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
    Closed(Said),
    /// The random number generator of the system failed.
    #[error("{}", self.said())]
    Random(getrandom::Error),
}

impl StoreError {
    /// It as a sentence.
    pub fn said(&self) -> Said {
        match self {
            StoreError::Database(error) => of_database(error),
            StoreError::File { path, source } => said!(
                "store-file",
                path = path.display().to_string(),
                problem = system_said(source)
            ),
            StoreError::Damaged(what) => said!("store-damaged", what = what.clone()),
            StoreError::Replay(error) => said!("store-damaged-entry", what = error.said()),
            StoreError::Forked(said)
            | StoreError::Guard(said)
            | StoreError::Key(said)
            | StoreError::Closed(said) => said.clone(),
            StoreError::Origin { expected, found } => said!(
                "store-other-origin",
                found = quoted(found),
                expected = quoted(expected)
            ),
            StoreError::Empty => said!("store-empty"),
            StoreError::Note(error) => record_said(error),
            StoreError::Checkpoint(error) => record_said(error),
            StoreError::Proof(error) => record_said(error),
            StoreError::Random(error) => {
                said!("store-no-randomness", problem = error.to_string())
            }
        }
    }

    /// What the database holds is not what was written to it.
    pub(crate) fn damaged(reason: Said) -> StoreError {
        StoreError::Damaged(reason.into())
    }

    /// The same of what no person but a programmer can bring about, in a text for them.
    pub(crate) fn mistaken(text: impl Into<String>) -> StoreError {
        StoreError::Damaged(Argument::from(text.into()))
    }

    /// Whether the disk (or a quota, or SQLite's page limit) is full.
    pub(crate) fn is_disk_full(&self) -> bool {
        matches!(self, StoreError::Database(error) if error.is_disk_full())
    }

    /// Says of a database whose files are damaged where it is, and what can be done.
    pub(crate) fn at(self, place: &str) -> StoreError {
        let what: Argument = match self {
            StoreError::Database(DatabaseError::Malformed(reason)) => reason.into(),
            StoreError::Database(error) if error.is_damage() => of_database(&error).into(),
            StoreError::Damaged(what) => what,
            StoreError::Replay(error) => error.said().into(),
            other => return other,
        };
        StoreError::damaged(said!("store-at", place = place, what = what))
    }
}

/// What a database says that is not this store's, such as the one of the accounts; `None` for any other error.
pub fn database_said(error: &(dyn std::error::Error + 'static)) -> Option<Said> {
    error.downcast_ref().map(of_database)
}

/// What the database says, which knows no language but English.
fn of_database(error: &DatabaseError) -> Said {
    match error {
        DatabaseError::Address { url, reason } => {
            let reason: Argument = match reason {
                AddressFault::Pages => said!("store-address-pages").into(),
                AddressFault::File => said!("store-address-file").into(),
                AddressFault::Scheme => said!("store-address-scheme").into(),
                AddressFault::Malformed(problem) => problem.into(),
            };
            said!("store-address", address = quoted(url), reason = reason)
        }
        DatabaseError::File { path, source } => said!(
            "store-file",
            path = path.display().to_string(),
            problem = system_said(source)
        ),
        DatabaseError::Unclosed { file, log } => said!(
            "store-unclosed",
            file = file.display().to_string(),
            log = log.display().to_string()
        ),
        DatabaseError::Answer(error) => said!("store-answer", problem = error.to_string()),
        DatabaseError::LogInUse => said!("store-log-in-use"),
        DatabaseError::Migrate(error) => said!("store-migrate", problem = error.to_string()),
        DatabaseError::Newer { found, known } => said!(
            "store-newer",
            found = found.to_string(),
            known = known.to_string()
        ),
        DatabaseError::Older { found, known } => said!(
            "store-older",
            found = found.to_string(),
            known = known.to_string()
        ),
        DatabaseError::Malformed(what) => said!("store-damaged", what = what),
        other => said!("store-text", text = other.to_string()),
    }
}

impl From<TreeError> for StoreError {
    fn from(error: TreeError) -> StoreError {
        StoreError::damaged(record_said(&error))
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
    /// The idempotency key made a ballot that was taken out since.
    TakenOut {
        /// The ballot.
        entry: u64,
        /// The entry that took it out.
        by: u64,
    },
    /// The voter has a ballot on the record whose place this one would not take.
    SecondBallot {
        /// That ballot.
        entry: u64,
        /// Why another would not count.
        because: Said,
    },
    /// Nothing is recorded until a person has decided.
    ReadOnly(Said),
    /// It is on record, but not remembered outside the database yet.
    NotRemembered(Said),
    /// The disk is full.
    DiskFull,
    /// The database did not take it.
    Unavailable(Said),
    /// The connection was lost while the change was being made durable, and the database cannot be asked.
    OutcomeUnknown(Said),
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
            SubmitError::TakenOut { entry, by } => {
                said!("store-taken-out", entry = *entry, by = *by)
            }
            SubmitError::SecondBallot { entry, because } => said!(
                "store-second-ballot",
                entry = *entry,
                because = because.clone()
            ),
            SubmitError::ReadOnly(reason) => said!("store-read-only", reason = reason.clone()),
            SubmitError::NotRemembered(reason) => {
                said!("store-not-remembered", reason = reason.clone())
            }
            SubmitError::DiskFull => said!("store-disk-full"),
            SubmitError::Unavailable(reason) => {
                said!("store-unavailable", reason = reason.clone())
            }
            SubmitError::OutcomeUnknown(reason) => {
                said!("store-outcome-unknown", reason = reason.clone())
            }
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
            | StoreError::Replay(_) => SubmitError::ReadOnly(error.said()),
            StoreError::Database(damaged) if damaged.is_damage() => {
                SubmitError::ReadOnly(error.said())
            }
            other => SubmitError::Unavailable(other.said()),
        }
    }
}

#[cfg(test)]
mod tests {
    use madang_words::Language;

    use super::*;

    #[test]
    fn what_the_database_says_has_its_korean_through_every_sentence() {
        let address = |reason| DatabaseError::Address {
            url: "mysql://here".to_owned(),
            reason,
        };
        let unclosed = DatabaseError::Unclosed {
            file: "madang.db".into(),
            log: "madang.db-wal".into(),
        };
        for error in [
            address(AddressFault::Pages),
            address(AddressFault::File),
            address(AddressFault::Scheme),
            unclosed,
            DatabaseError::Newer { found: 9, known: 4 },
            DatabaseError::Older { found: 1, known: 4 },
            DatabaseError::Malformed("column n".to_owned()),
        ] {
            let english = error.to_string();
            let said = StoreError::from(error).said();
            assert_eq!(said.to_string(), english, "its English is its own");
            let korean = said.in_language(Language::Ko);
            assert!(
                korean.contains("니다") || korean.contains("십시오"),
                "{korean}"
            );
            assert_ne!(korean, english);
        }
    }

    #[test]
    fn a_reason_inside_another_is_said_in_the_same_language() {
        let missing = StoreError::damaged(said!("store-entry-missing", entry = 7u64));
        let error = SubmitError::nothing_recorded(&missing.at("/data/madang.db"));
        assert_eq!(
            error.to_string(),
            "the record is read-only: the database is damaged: /data/madang.db: entry 7 is missing. Restore a backup and run \
             `madang verify` on it"
        );
        assert_eq!(
            error.said().in_language(Language::Ko),
            "기록이 읽기 전용입니다: 데이터베이스가 손상되었습니다: /data/madang.db: 항목 7번이 없습니다. 백업을 되돌리고 \
             `madang verify`로 확인하십시오"
        );
    }
}
