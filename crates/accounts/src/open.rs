//! Opening the accounts: tables of their own beside the record's.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use madang_database::{Changes, Database, DatabaseError, Migrations, values};
use tokio::sync::{Notify, OnceCell, Semaphore};

pub use madang_words::moment::{Clock, system_clock};

use crate::account::AccountId;
use crate::error::AccountsError;
use crate::grouped::Grouped;
use crate::limit::One;
use crate::password::AT_ONCE;
use crate::provider::Provider;
use crate::roll::Went;
use crate::token::random;

/// Nothing here can be made again: an applied migration is never edited.
const MIGRATIONS: Migrations = madang_database::migrations![
    "0001_accounts",
    "0002_passkeys",
    "0003_drafts",
    "0004_saved_forms",
    "0005_counters",
    "0006_following",
    "0007_identities",
    "0008_work",
    "0009_notes",
    "0010_rolls"
];

impl Accounts {
    /// The files of a database of SQLite: the record's and the accounts' beside it, whether they are there or not. None of an address
    /// that is of no file.
    pub fn files_with(url: &str) -> Vec<PathBuf> {
        Database::files(url, NAME)
    }
}

/// What the tables are called: the file `madang.accounts.db` beside `madang.db`, the schema `accounts` on PostgreSQL.
const NAME: &str = "accounts";

/// The accounts, open. Clones are handles of the same.
#[derive(Clone)]
pub struct Accounts {
    pub(crate) inner: Arc<Inner>,
    pub(crate) provider: Option<Provider>,
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
    /// By what is hashed who is counted.
    pub(crate) counted: OnceCell<Vec<u8>>,
    /// Counts of those who come at the same time.
    pub(crate) counting: Grouped<One, (u64, u64)>,
    /// Names of those who need one at the same time.
    pub(crate) naming: Grouped<(AccountId, String), Option<String>>,
    /// Marks of those who vote at the same time.
    pub(crate) going: Grouped<Went, bool>,
    /// With what is sealed what somebody keeps for later.
    pub(crate) saved: OnceCell<Vec<u8>>,
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
                counted: OnceCell::new(),
                counting: Grouped::default(),
                naming: Grouped::default(),
                going: Grouped::default(),
                saved: OnceCell::new(),
                mail_queued: Notify::new(),
            }),
            provider: None,
        })
    }

    /// The same, with a provider by which people sign in as well.
    #[must_use]
    pub fn with_provider(self, provider: Option<Provider>) -> Accounts {
        Accounts { provider, ..self }
    }

    /// The time, in milliseconds since 1970.
    pub fn now(&self) -> u64 {
        (self.inner.clock)()
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.inner.database.close().await;
    }

    /// Deletes what has run out: links, questions to devices and providers, counters, drafts, saved forms, sessions of participants past their longest, mail that nobody waits for.
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
            ("DELETE FROM draft WHERE until <= $1", now),
            ("DELETE FROM saved_form WHERE until <= $1", now),
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

    /// A secret of the accounts, which all nodes share.
    pub(crate) async fn secret(&self, name: &str) -> Result<Vec<u8>, AccountsError> {
        let text = "INSERT INTO secret (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
        self.change(text, values![name, random::<32>()?.to_vec()])
            .await?;
        let text = "SELECT value FROM secret WHERE name = $1";
        let row = self.row(text, values![name]).await?;
        let row =
            row.ok_or_else(|| AccountsError::damaged("a secret that was made and is gone"))?;
        Ok(row.bytes(0)?)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// An applied migration is never edited: databases know them by these hashes and refuse others.
    #[test]
    fn applied_migrations_are_as_they_were() {
        let [sqlite, postgres] = MIGRATIONS.hashes();
        assert_eq!(
            sqlite,
            [
                "a76ad3bbfc4333ddb70c35c5",
                "7d415d58cc9d74f71d06de40",
                "eb5ef489ff7a428ffd4de644",
                "da4de9b48cd8e096d69af1b9",
                "afec07bd2d9a2be77cb8083e",
                "5850f44084c4fb9e87a4d963",
                "16f5a595f518add021629e49",
                "c00248a46d64f69daa47579b",
                "a733fa49b3cc622e0500484e",
                "47e718b283cb18de6bafe478"
            ]
        );
        assert_eq!(
            postgres,
            [
                "57eed21f32ceaa9faa602df5",
                "3cedb1c10b99569c8e920d69",
                "cc51edcf2f7e11318fe3d7df",
                "9206370f00b450fae59d32db",
                "afec07bd2d9a2be77cb8083e",
                "fa5b671f5ca0a4d9bc0e2ba9",
                "4d308dd117dfbd23ccdcdffb",
                "11cdf871b899d2291268f95e",
                "99c257b6dcbde1c61196d259",
                "05767294cc04ea4e5a7c56f1"
            ]
        );
        for folder in ["sqlite", "postgres"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("migrations")
                .join(folder);
            let files = std::fs::read_dir(folder).expect("the migrations");
            assert_eq!(files.count(), sqlite.len(), "a file that no list names");
        }
    }
}
