//! One interface to both databases: the same statement text with `$1` placeholders, the same values in, the same rows
//! out. Only what the dialects do not share is spelled twice.

mod insert;
mod value;

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool};

use crate::error::StoreError;

pub(crate) use insert::{Column, Rows, Table};
pub(crate) use value::{Row, Value, values};

/// How long a writer waits for another process to let go of the database.
const BUSY: Duration = Duration::from_secs(15);

/// Connections that answer queries.
const READERS: u32 = 8;

/// Pages (4 KiB) in the write-ahead log before they are copied into the database file.
const WAL_PAGES: &str = "4000";

/// A database, open.
#[derive(Clone, Debug)]
pub(crate) enum Database {
    /// SQLite: one connection that writes, some that read.
    Sqlite { write: SqlitePool, read: SqlitePool },
    /// PostgreSQL.
    Postgres(PgPool),
}

/// A connection lent by the pool.
pub(crate) enum Lent {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

/// A transaction. One that is dropped before its end takes its connection with it, since nobody knows what state that
/// is in: SQLite rolls back by itself when the disk is full, and sqlx's own transactions do not notice.
pub(crate) struct Changes {
    connection: Lent,
    open: bool,
}

impl Drop for Changes {
    fn drop(&mut self) {
        if self.open {
            match &mut self.connection {
                Lent::Sqlite(connection) => connection.close_on_drop(),
                Lent::Postgres(connection) => connection.close_on_drop(),
            }
        }
    }
}

/// A connection to run statements on.
pub(crate) enum Connection<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

/// What a database address names.
enum Address {
    Sqlite(Box<SqliteConnectOptions>, PathBuf),
    Postgres(Box<PgConnectOptions>),
}

impl Address {
    fn parse(url: &str) -> Result<Address, StoreError> {
        let wrong = |reason: String| StoreError::Address {
            url: without_password(url),
            reason,
        };
        if url.starts_with("sqlite:") {
            let (rest, pages) = match url.split_once("?max_page_count=") {
                Some((rest, pages)) => (rest, Some(pages)),
                None => (url, None),
            };
            let mut options =
                SqliteConnectOptions::from_str(rest).map_err(|error| wrong(error.to_string()))?;
            if let Some(pages) = pages {
                let pages: u32 = pages
                    .parse()
                    .map_err(|_| wrong("max_page_count must be a number".to_owned()))?;
                options = options.pragma("max_page_count", pages.to_string());
            }
            let file = options.get_filename().to_owned();
            if file.as_os_str().is_empty() || url.contains(":memory:") {
                return Err(wrong(
                    "a record is kept in a file; name one: sqlite:///path/madang.db".to_owned(),
                ));
            }
            let options = options
                .busy_timeout(BUSY)
                .statement_cache_capacity(400)
                .disable_statement_logging();
            return Ok(Address::Sqlite(Box::new(options), file));
        }
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options =
                PgConnectOptions::from_str(url).map_err(|error| wrong(error.to_string()))?;
            return Ok(Address::Postgres(Box::new(
                options.disable_statement_logging(),
            )));
        }
        Err(wrong(
            "it must begin with sqlite:// or postgres://".to_owned(),
        ))
    }
}

/// A database address fit for an error message.
fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 < at => {
            let (user, rest) = (&url[scheme + 3..at], &url[at..]);
            let user = user.split(':').next().unwrap_or_default();
            format!("{}{user}{rest}", &url[..scheme + 3])
        }
        _ => url.to_owned(),
    }
}

impl Database {
    /// Opens a database for reading and writing, making and migrating its tables.
    pub(crate) async fn open(url: &str) -> Result<Database, StoreError> {
        match Address::parse(url)? {
            Address::Sqlite(options, file) => {
                if let Some(folder) = file
                    .parent()
                    .filter(|folder| !folder.as_os_str().is_empty())
                {
                    std::fs::create_dir_all(folder).map_err(|source| StoreError::File {
                        path: folder.to_owned(),
                        source,
                    })?;
                }
                let options = options
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .pragma("secure_delete", "ON")
                    .pragma("wal_autocheckpoint", WAL_PAGES)
                    .pragma("cache_size", "-65536")
                    // What a statement would undo stands in memory, not in a file.
                    .pragma("temp_store", "MEMORY")
                    .pragma("recursive_triggers", "ON");
                let write = SqlitePoolOptions::new()
                    .max_connections(1)
                    .idle_timeout(None)
                    .max_lifetime(None)
                    .connect_with(options.clone())
                    .await?;
                sqlx::migrate!("migrations/sqlite").run(&write).await?;
                let read = sqlite_readers(options).await?;
                Ok(Database::Sqlite { write, read })
            }
            Address::Postgres(options) => {
                // A node that stops in the middle of a transaction must not hold the head row for ever.
                let options = options.options([
                    ("synchronous_commit", "on"),
                    ("idle_in_transaction_session_timeout", "10s"),
                    ("lock_timeout", "20s"),
                ]);
                let pool = PgPoolOptions::new()
                    .max_connections(READERS + 4)
                    .acquire_timeout(BUSY)
                    .connect_with(options)
                    .await?;
                sqlx::migrate!("migrations/postgres").run(&pool).await?;
                Ok(Database::Postgres(pool))
            }
        }
    }

    /// Opens a database that is there, for reading only.
    pub(crate) async fn open_read_only(url: &str) -> Result<Database, StoreError> {
        match Address::parse(url)? {
            Address::Sqlite(options, _) => {
                let read = sqlite_readers(options.create_if_missing(false)).await?;
                Ok(Database::Sqlite {
                    write: read.clone(),
                    read,
                })
            }
            Address::Postgres(options) => {
                let options = options.options([("default_transaction_read_only", "on")]);
                let pool = PgPoolOptions::new()
                    .max_connections(READERS)
                    .acquire_timeout(BUSY)
                    .connect_with(options)
                    .await?;
                Ok(Database::Postgres(pool))
            }
        }
    }

    /// A connection for queries.
    pub(crate) async fn reader(&self) -> Result<Lent, StoreError> {
        Ok(match self {
            Database::Sqlite { read, .. } => Lent::Sqlite(read.acquire().await?),
            Database::Postgres(pool) => Lent::Postgres(pool.acquire().await?),
        })
    }

    /// A connection that may write outside of a transaction: for maintenance.
    pub(crate) async fn maintainer(&self) -> Result<Lent, StoreError> {
        Ok(match self {
            Database::Sqlite { write, .. } => Lent::Sqlite(write.acquire().await?),
            Database::Postgres(pool) => Lent::Postgres(pool.acquire().await?),
        })
    }

    /// Begins a transaction that writes.
    pub(crate) async fn begin(&self) -> Result<Changes, StoreError> {
        let connection = self.maintainer().await?;
        let mut changes = Changes {
            connection,
            open: true,
        };
        let begin = if changes.connection().is_sqlite() {
            "BEGIN IMMEDIATE"
        } else {
            "BEGIN"
        };
        changes.connection().execute(begin, vec![]).await?;
        Ok(changes)
    }

    /// Closes every connection.
    pub(crate) async fn close(&self) {
        match self {
            Database::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Database::Postgres(pool) => pool.close().await,
        }
    }
}

async fn sqlite_readers(options: SqliteConnectOptions) -> Result<SqlitePool, StoreError> {
    let options = options
        .pragma("query_only", "ON")
        .pragma("cache_size", "-16384");
    Ok(SqlitePoolOptions::new()
        .max_connections(READERS)
        .idle_timeout(None)
        .connect_with(options)
        .await?)
}

impl Lent {
    pub(crate) fn connection(&mut self) -> Connection<'_> {
        match self {
            Lent::Sqlite(connection) => Connection::Sqlite(connection),
            Lent::Postgres(connection) => Connection::Postgres(connection),
        }
    }
}

impl Changes {
    pub(crate) fn connection(&mut self) -> Connection<'_> {
        self.connection.connection()
    }

    /// Makes the changes durable. After an error it is unknown whether they are.
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        self.connection().execute("COMMIT", vec![]).await?;
        self.open = false;
        Ok(())
    }

    /// Takes the changes back.
    pub(crate) async fn rollback(mut self) -> Result<(), StoreError> {
        self.connection().execute("ROLLBACK", vec![]).await?;
        self.open = false;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_explained_without_their_password() {
        let wrong = |url: &str| match Address::parse(url) {
            Err(error) => error.to_string(),
            Ok(_) => panic!("{url} was accepted"),
        };
        assert!(wrong("mysql://u:secret@h/d").contains("mysql://u@h/d"));
        assert!(!wrong("mysql://u:secret@h/d").contains("secret"));
        assert!(wrong("sqlite::memory:").contains("in a file"));
    }
}
