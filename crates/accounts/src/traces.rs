//! What was deleted, gone from the files.

use madang_database::{Remains, empty_log};

use crate::error::AccountsError;
use crate::open::Accounts;

/// Tables with something of persons in them.
const TABLES: &str = "account, contact, session, link, counter, pseudonym, mail";

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
