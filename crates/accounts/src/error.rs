//! What can go wrong.

use madang_database::DatabaseError;
use thiserror::Error;

/// Why nothing came of what was asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AccountsError {
    /// The database: its address, its answers, its version.
    #[error("the accounts: {0}")]
    Database(#[from] DatabaseError),
    /// What stands in a row cannot have been written by this program.
    #[error("the accounts are damaged: {0}. Restore a backup of them")]
    Damaged(String),
    /// More people are waiting for their passwords to be checked than can be.
    #[error("too many passwords are being checked; ask again in a few seconds")]
    Busy,
    /// The system gave no random numbers.
    #[error("the system gave no random numbers: {0}")]
    Random(getrandom::Error),
    /// A passkey could not be asked for or kept.
    #[error("a passkey could not be used: {0}")]
    Passkey(String),
    /// A password could not be hashed, or its hash could not be read.
    #[error("a password could not be checked: {0}")]
    Hash(String),
}

impl AccountsError {
    pub(crate) fn damaged(reason: impl Into<String>) -> AccountsError {
        AccountsError::Damaged(reason.into())
    }
}
