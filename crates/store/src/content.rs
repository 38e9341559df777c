//! Hiding and erasing bodies. The entry that committed to one never changes.

use madang_programme::event::content::{ContentErased, ContentReleased, ContentRestricted};
use madang_programme::{Actor, Command};
use madang_record::Receipt;

use crate::Store;
use crate::append::Submission;
use crate::database::{Connection, Database};
use crate::error::{StoreError, SubmitError};

impl Store {
    /// Shows a body to some roles only, from here on.
    ///
    /// # Errors
    /// As for [`Store::submit`].
    pub async fn restrict(
        &self,
        actor: Actor,
        facts: ContentRestricted,
    ) -> Result<Receipt, SubmitError> {
        self.submit(Submission {
            actor,
            idempotency_key: None,
            command: Command::RestrictContent(facts),
        })
        .await
    }

    /// Shows a restricted body to everybody again.
    ///
    /// # Errors
    /// As for [`Store::submit`].
    pub async fn release(
        &self,
        actor: Actor,
        facts: ContentReleased,
    ) -> Result<Receipt, SubmitError> {
        self.submit(Submission {
            actor,
            idempotency_key: None,
            command: Command::ReleaseContent(facts),
        })
        .await
    }

    /// Deletes a body and its salt for good, with what the search index and the write-ahead log hold of it. Backups
    /// and, on PostgreSQL, archived log segments keep it until they expire. The tree stays as it is.
    ///
    /// # Errors
    /// As for [`Store::submit`]. A write-ahead log that is in use is emptied as soon as it is not.
    pub async fn erase(&self, actor: Actor, facts: ContentErased) -> Result<Receipt, SubmitError> {
        let command = Command::EraseContent(facts);
        let receipt = self
            .submit(Submission {
                actor,
                idempotency_key: None,
                command,
            })
            .await?;
        if let Err(error) = remove_traces(self.database()).await {
            tracing::warn!(%error, "the body is erased; its traces in the write-ahead log go with the next commit");
        }
        Ok(receipt)
    }
}

/// Takes what was deleted out of the write-ahead log (SQLite) or out of the tables' pages (PostgreSQL).
pub(crate) async fn remove_traces(database: &Database) -> Result<(), StoreError> {
    let mut lent = database.maintainer().await?;
    let connection = &mut lent.connection();
    if let Connection::Postgres(_) = connection {
        for table in ["body", "proposal", "proposal_search"] {
            connection
                .execute(&format!("VACUUM {table}"), vec![])
                .await?;
        }
        return Ok(());
    }
    let row = connection
        .row("PRAGMA wal_checkpoint(TRUNCATE)", vec![])
        .await?;
    match row.map(|row| row.number(0)).transpose()? {
        Some(0) => Ok(()),
        _ => Err(StoreError::Closed(
            "the write-ahead log is in use".to_owned(),
        )),
    }
}
