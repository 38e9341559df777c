//! What was deleted, gone from the files.

use std::time::Duration;

use madang_database::{Remains, empty_log};

use crate::error::AccountsError;
use crate::open::Accounts;

/// Tables with something of persons in them.
const TABLES: &str = "account, contact, session, link, counter, pseudonym, mail, passkey, ceremony, draft, saved_form, follow, quote, identity, note, roll_leaf, paper";

/// How often clearing is tried in the background, and how long it waits in between.
const ATTEMPTS: u32 = 20;
const PAUSE: Duration = Duration::from_secs(3);

/// Clears traces in the background, until it succeeds.
pub(crate) async fn keep_clearing(accounts: Accounts) {
    for _ in 0..ATTEMPTS {
        tokio::time::sleep(PAUSE).await;
        match accounts.clear_traces().await {
            Ok(_) => return,
            Err(error) => {
                tracing::warn!(%error, "traces of an erased account are left in the database's files for now");
            }
        }
    }
}

impl Accounts {
    /// Takes what was deleted out of the database's files, as far as the database lets us; gives what is not reached, for the
    /// operator. SQLite overwrites what it deletes and empties its log here. PostgreSQL writes the tables anew, during which
    /// nobody signs in: they are small.
    ///
    /// # Errors
    /// What the database says; SQLite's log cannot be emptied while somebody reads an older state of it.
    pub async fn clear_traces(&self) -> Result<Remains, AccountsError> {
        {
            let mut lent = self.inner.database.maintainer().await?;
            let mut connection = lent.connection();
            if !connection.is_sqlite() {
                let text = format!("VACUUM FULL {TABLES}");
                connection.execute(&text, vec![]).await?;
            }
        }
        Ok(empty_log(&self.inner.database).await?)
    }
}
