//! Whoever lost every passkey waits a day, of which all their addresses are told, before they can add another. Whoever reads
//! somebody's mail does not take their account over unseen.

use madang_database::values;

use crate::account::AccountId;
use crate::error::AccountsError;
use crate::open::Accounts;

const HOUR: u64 = 3_600_000;

/// How long they wait, in milliseconds.
pub const WAIT: u64 = 24 * HOUR;

/// How long they can add one then, in milliseconds.
pub const OPEN: u64 = 7 * 24 * HOUR;

impl Accounts {
    /// Begins the wait; one that is under way goes on.
    ///
    /// # Errors
    /// What the database says.
    pub async fn begin_recovery(&self, account: AccountId) -> Result<(), AccountsError> {
        let now = self.now();
        let text = "UPDATE account SET recovers = $2 WHERE id = $1 AND (recovers IS NULL OR recovers <= $3)";
        let over = now.saturating_sub(WAIT + OPEN);
        self.change(text, values![account.bytes(), now, over])
            .await
            .map(drop)
    }

    /// Ends it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn stop_recovery(&self, account: AccountId) -> Result<(), AccountsError> {
        let text = "UPDATE account SET recovers = NULL WHERE id = $1";
        self.change(text, values![account.bytes()]).await.map(drop)
    }

    /// When the wait of an account is over, in milliseconds since 1970; `None` where it does not wait, or has waited too long
    /// ago.
    ///
    /// # Errors
    /// What the database says.
    pub async fn recovery(&self, account: AccountId) -> Result<Option<u64>, AccountsError> {
        let text = "SELECT recovers FROM account WHERE id = $1";
        let row = self.row(text, values![account.bytes()]).await?;
        let since = row.map(|row| row.optional_number(0)).transpose()?.flatten();
        let over = since.map(|since| since.saturating_add(WAIT));
        Ok(over.filter(|over| self.now() < over.saturating_add(OPEN)))
    }
}
