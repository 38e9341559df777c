//! What can go wrong.

use madang_database::DatabaseError;
use madang_words::Said;
use thiserror::Error;

use crate::words::said;

/// Why nothing came of what was asked. [`AccountsError::said`] tells it in the reader's language, `to_string` in English.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AccountsError {
    /// The database: its address, its answers, its version.
    #[error("{}", self.said())]
    Database(#[from] DatabaseError),
    /// What stands in a row cannot have been written by this program.
    #[error("{}", self.said())]
    Damaged(String),
    /// More people are waiting for their passwords to be checked than can be.
    #[error("{}", self.said())]
    Busy,
    /// The system gave no random numbers.
    #[error("{}", self.said())]
    Random(getrandom::Error),
    /// A passkey could not be asked for or kept.
    #[error("{}", self.said())]
    Passkey(String),
    /// A password could not be hashed, or its hash could not be read.
    #[error("{}", self.said())]
    Hash(String),
}

impl AccountsError {
    /// It as a sentence. What the database says is English here: whoever knows that speaks for it.
    pub fn said(&self) -> Said {
        match self {
            AccountsError::Database(error) => {
                said!("accounts-database", problem = error.to_string())
            }
            AccountsError::Damaged(what) => said!("accounts-damaged", what = what),
            AccountsError::Busy => said!("accounts-busy"),
            AccountsError::Random(error) => {
                said!("accounts-random", problem = error.to_string())
            }
            AccountsError::Passkey(problem) => said!("accounts-passkey", problem = problem),
            AccountsError::Hash(problem) => said!("accounts-hash", problem = problem),
        }
    }

    /// [`AccountsError::Database`] as a sentence, where what the database says is known in the reader's language.
    pub fn of_database(problem: Said) -> Said {
        said!("accounts-database", problem = problem)
    }

    pub(crate) fn damaged(reason: impl Into<String>) -> AccountsError {
        AccountsError::Damaged(reason.into())
    }
}
