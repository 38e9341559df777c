//! Opening the accounts: tables of their own beside the record's.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use madang_database::{Changes, Database, DatabaseError, Migrations, values};
use sqlx::migrate::Migrator;
use tokio::sync::{Notify, OnceCell, Semaphore};

use crate::error::AccountsError;
use crate::password::AT_ONCE;

/// Gives the time in milliseconds since 1970-01-01T00:00:00Z.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// The system's clock.
pub fn system_clock() -> Clock {
    Arc::new(|| {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |since| {
            u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
        })
    })
}

/// Nothing here can be made again: an applied migration is never edited.
const MIGRATIONS: Migrations = Migrations {
    sqlite: &SQLITE,
    postgres: &POSTGRES,
};
static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// What the tables are called: the file `madang.accounts.db` beside `madang.db`, the schema `accounts` on PostgreSQL.
const NAME: &str = "accounts";

/// The accounts, open. Clones are handles of the same.
#[derive(Clone)]
pub struct Accounts {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) database: Database,
    clock: Clock,
    /// Turns of those whose passwords are hashed: each takes 19 MiB.
    pub(crate) hashing: Arc<Semaphore>,
    pub(crate) waiting_to_hash: AtomicUsize,
    pub(crate) hashed: AtomicUsize,
    /// The hash of a password that nobody has, for who is not known.
    pub(crate) nobody: OnceCell<String>,
    /// By what passkeys are made up that nobody has.
    pub(crate) decoys: OnceCell<Vec<u8>>,
    /// Told when a mail is queued.
    pub(crate) mail_queued: Notify,
}

impl std::fmt::Debug for Accounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Accounts")
            .field("place", &self.inner.database.place())
            .finish_non_exhaustive()
    }
}

impl Accounts {
    /// Opens the accounts that belong to the record at `url` (`sqlite:///path/madang.db` or `postgres://…`); makes their
    /// tables where they are missing.
    ///
    /// # Errors
    /// An address that cannot be used, accounts of a newer version of the program, and what the database says.
    pub async fn open(url: &str, clock: Clock) -> Result<Accounts, AccountsError> {
        let database = Database::open_beside(url, NAME, &MIGRATIONS).await?;
        Ok(Accounts {
            inner: Arc::new(Inner {
                database,
                clock,
                hashing: Arc::new(Semaphore::new(AT_ONCE)),
                waiting_to_hash: AtomicUsize::new(0),
                hashed: AtomicUsize::new(0),
                nobody: OnceCell::new(),
                decoys: OnceCell::new(),
                mail_queued: Notify::new(),
            }),
        })
    }

    /// The time, in milliseconds since 1970.
    pub fn now(&self) -> u64 {
        (self.inner.clock)()
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.inner.database.close().await;
    }

    /// Deletes what has run out: links, questions to devices, counters, sessions of participants past their longest, mail that nobody waits for.
    /// To be asked now and then.
    ///
    /// # Errors
    /// What the database says.
    pub async fn sweep(&self) -> Result<(), AccountsError> {
        let now = self.now();
        let mut changes = self.changes().await?;
        let longest = crate::session::Lasting::PARTICIPANT.longest;
        for (text, before) in [
            ("DELETE FROM link WHERE until <= $1", now),
            ("DELETE FROM ceremony WHERE until <= $1", now),
            ("DELETE FROM counter WHERE until <= $1", now),
            ("DELETE FROM mail WHERE until <= $1", now),
            (
                "DELETE FROM session WHERE made <= $1",
                now.saturating_sub(longest),
            ),
        ] {
            changes.connection().execute(text, values![before]).await?;
        }
        Ok(changes.commit().await?)
    }

    pub(crate) async fn changes(&self) -> Result<Changes, DatabaseError> {
        self.inner.database.begin().await
    }

    /// One statement that changes something, in a transaction of its own; gives how many rows it changed.
    pub(crate) async fn change(
        &self,
        text: &str,
        values: Vec<madang_database::Value>,
    ) -> Result<u64, AccountsError> {
        let mut changes = self.changes().await?;
        let changed = changes.connection().execute(text, values).await?;
        changes.commit().await?;
        Ok(changed)
    }

    pub(crate) async fn rows(
        &self,
        text: &str,
        values: Vec<madang_database::Value>,
    ) -> Result<Vec<madang_database::Row>, AccountsError> {
        let mut lent = self.inner.database.reader().await?;
        Ok(lent.connection().rows(text, values).await?)
    }

    pub(crate) async fn row(
        &self,
        text: &str,
        values: Vec<madang_database::Value>,
    ) -> Result<Option<madang_database::Row>, AccountsError> {
        let mut lent = self.inner.database.reader().await?;
        Ok(lent.connection().row(text, values).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An applied migration is never edited: databases know them by these hashes and refuse others.
    #[test]
    fn applied_migrations_are_as_they_were() {
        let hashes = |migrator: &Migrator| -> Vec<(i64, String)> {
            let short = |bytes: &[u8]| bytes.iter().take(12).map(|b| format!("{b:02x}")).collect();
            let all = migrator.iter();
            all.map(|migration| (migration.version, short(&migration.checksum)))
                .collect()
        };
        assert_eq!(
            hashes(&SQLITE),
            [
                (1, "a76ad3bbfc4333ddb70c35c5".to_owned()),
                (2, "7d415d58cc9d74f71d06de40".to_owned())
            ]
        );
        assert_eq!(
            hashes(&POSTGRES),
            [
                (1, "57eed21f32ceaa9faa602df5".to_owned()),
                (2, "3cedb1c10b99569c8e920d69".to_owned())
            ]
        );
    }
}
