//! Opening a database.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection as _, PgPool, SqlitePool};

use crate::address::{Address, BUSY, without_password};
use crate::connection::{Changes, Lent};
use crate::error::DatabaseError;
use crate::migrate::{Migrations, migrator};
use crate::values;

/// Connections that answer queries.
const READERS: u32 = 8;

/// Connections to PostgreSQL that write: one that records, one that keeps tiles, others for maintenance.
const WRITERS: u32 = 4;

/// How long a connection may lie idle before it is asked whether it still stands.
const IDLE: Duration = Duration::from_secs(1);

/// Pages (4 KiB) in the write-ahead log before they are copied into the database file.
const WAL_PAGES: &str = "4000";

/// How often a lock that another process holds is tried.
const AGAIN: Duration = Duration::from_millis(10);

/// How long whoever asks whether the database answers is willing to wait.
const PATIENCE: Duration = Duration::from_secs(2);

/// A database, open. Clones are handles of the same.
#[derive(Clone, Debug)]
pub struct Database {
    pools: Pools,
    place: String,
}

#[derive(Clone, Debug)]
enum Pools {
    /// SQLite: one connection that writes, some that read.
    Sqlite { write: SqlitePool, read: SqlitePool },
    /// PostgreSQL: connections that write, so that whoever records waits for no reader, and some that read.
    Postgres { write: PgPool, read: PgPool },
}

impl Database {
    /// The file of an address of SQLite, and that of tables of another kind beside it; none of an address that is of no file.
    pub fn files(url: &str, beside: &str) -> Vec<PathBuf> {
        match Address::parse(url) {
            Ok(Address::Sqlite(options, file)) => {
                let other = match Address::Sqlite(options, file.clone()).beside(beside) {
                    Address::Sqlite(_, other) => Some(other),
                    Address::Postgres(_) => None,
                };
                std::iter::once(file).chain(other).collect()
            }
            Ok(Address::Postgres(_)) | Err(_) => Vec::new(),
        }
    }

    /// Opens a database for reading and writing; makes it and its tables where they are missing.
    ///
    /// # Errors
    /// An address that cannot be used, a database of a newer version (nothing is touched then), and what the database
    /// says.
    pub async fn open(url: &str, migrations: &Migrations) -> Result<Database, DatabaseError> {
        let place = without_password(url);
        let pools = match Address::parse(url)? {
            Address::Sqlite(options, file) => open_sqlite(*options, &file, migrations).await?,
            Address::Postgres(options) => open_postgres(*options, migrations).await?,
        };
        Ok(Database { pools, place })
    }

    /// Opens tables of another kind beside those of a database, for reading and writing: on SQLite in a file of their own
    /// (`madang.accounts.db` beside `madang.db`), on PostgreSQL in the schema `name` of the same database. `name` is a plain
    /// word written in the program.
    ///
    /// # Errors
    /// As for [`Database::open`].
    pub async fn open_beside(
        url: &str,
        name: &'static str,
        migrations: &Migrations,
    ) -> Result<Database, DatabaseError> {
        let place = format!("{} ({name})", without_password(url));
        let pools = match Address::parse(url)?.beside(name) {
            Address::Sqlite(options, file) => open_sqlite(*options, &file, migrations).await?,
            Address::Postgres(options) => {
                make_schema(&options, name).await?;
                open_postgres(*options, migrations).await?
            }
        };
        Ok(Database { pools, place })
    }

    /// Opens a database that is there, for reading only.
    ///
    /// # Errors
    /// As for [`Database::open`], and a database that is of an older version, which a reader cannot bring up to date.
    pub async fn open_read_only(
        url: &str,
        migrations: &Migrations,
    ) -> Result<Database, DatabaseError> {
        let database = Database::look(url).await?;
        let found = migrations
            .check(&mut database.reader().await?.connection())
            .await?;
        let known = migrations.known();
        if found < known {
            return Err(DatabaseError::Older { found, known });
        }
        Ok(database)
    }

    /// Opens a database that is there, of whatever version, for a look at what every version has.
    ///
    /// # Errors
    /// An address that cannot be used, and what the database says.
    pub async fn look(url: &str) -> Result<Database, DatabaseError> {
        let place = without_password(url);
        let pools = match Address::parse(url)? {
            Address::Sqlite(options, file) => {
                let read = look_at_sqlite(options.create_if_missing(false), &file).await?;
                Pools::Sqlite {
                    write: read.clone(),
                    read,
                }
            }
            Address::Postgres(options) => {
                let options = options.options([("default_transaction_read_only", "on")]);
                let read = postgres_pool(READERS, options).await?;
                Pools::Postgres {
                    write: read.clone(),
                    read,
                }
            }
        };
        Ok(Database { pools, place })
    }

    /// Its address, without a password: fit for a message.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// A connection for queries.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn reader(&self) -> Result<Lent, DatabaseError> {
        Ok(match &self.pools {
            Pools::Sqlite { read, .. } => Lent::Sqlite(read.acquire().await?),
            Pools::Postgres { read, .. } => Lent::Postgres(read.acquire().await?),
        })
    }

    /// A connection that may write outside of a transaction: for maintenance.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn maintainer(&self) -> Result<Lent, DatabaseError> {
        Ok(match &self.pools {
            Pools::Sqlite { write, .. } => Lent::Sqlite(write.acquire().await?),
            Pools::Postgres { write, .. } => Lent::Postgres(write.acquire().await?),
        })
    }

    /// Begins a transaction that writes.
    ///
    /// # Errors
    /// A database that does not answer, or that another process holds for too long.
    pub async fn begin(&self) -> Result<Changes, DatabaseError> {
        Changes::begin(self.maintainer().await?).await
    }

    /// Whether the database answers, found out within two seconds: where it is down, asking it waits far longer.
    ///
    /// # Errors
    /// What the database says, or that it says nothing.
    pub async fn answers(&self) -> Result<(), DatabaseError> {
        let ask = async {
            let mut lent = self.reader().await?;
            let text = "SELECT CAST(1 AS BIGINT)";
            lent.connection().number(text, vec![]).await.map(drop)
        };
        match tokio::time::timeout(PATIENCE, ask).await {
            Ok(answer) => answer,
            Err(_) => Err(DatabaseError::Answer(sqlx::Error::PoolTimedOut)),
        }
    }

    /// Closes every connection.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres { write, read } => {
                read.close().await;
                write.close().await;
            }
        }
    }
}

async fn open_sqlite(
    options: SqliteConnectOptions,
    file: &Path,
    migrations: &Migrations,
) -> Result<Pools, DatabaseError> {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    // Ballots under seal lie in it: folder and file are their owner's alone.
    let mut builder = std::fs::DirBuilder::new();
    let made = builder.recursive(true).mode(0o700).create(folder);
    made.map_err(|source| DatabaseError::File {
        path: folder.to_owned(),
        source,
    })?;
    let _alone = alone_in(folder).await;
    let mut new = std::fs::OpenOptions::new();
    let made = new.append(true).create(true).mode(0o600).open(file);
    made.map_err(|source| DatabaseError::File {
        path: file.to_owned(),
        source,
    })?;
    // Looked at before anything of it is changed, its journal mode included.
    if std::fs::metadata(file).is_ok_and(|file| file.len() > 0) {
        let look = sqlite_readers(options.clone()).await?;
        migrations
            .check(&mut Lent::Sqlite(look.acquire().await?).connection())
            .await?;
        look.close().await;
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
    migrator(migrations.sqlite).run(&write).await?;
    let read = sqlite_readers(options).await?;
    Ok(Pools::Sqlite { write, read })
}

/// The lock under which one process at a time makes the tables in a folder: SQLite's migrations ask for none. `None` where the
/// file system has no such locks or somebody holds it for too long: then one of two fails with the database's own words.
///
/// It is the folder that is locked: whoever closes a handle of the database's file lets go of SQLite's own locks on it.
async fn alone_in(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    let since = Instant::now();
    while since.elapsed() < BUSY {
        match folder.try_lock() {
            Ok(()) => return Some(folder),
            Err(TryLockError::WouldBlock) => tokio::time::sleep(AGAIN).await,
            Err(TryLockError::Error(_)) => return None,
        }
    }
    None
}

/// Opens a file that is there, also where nothing can be written beside it.
async fn look_at_sqlite(
    options: SqliteConnectOptions,
    file: &Path,
) -> Result<SqlitePool, DatabaseError> {
    let about = |path: &Path| {
        let about = std::fs::metadata(path);
        about.map_err(|source| DatabaseError::File {
            path: path.to_owned(),
            source,
        })
    };
    about(file)?;
    let refused = match answering(options.clone()).await {
        Err(error) if error.is_refused_beside() => error,
        opened => return opened,
    };
    // SQLite shares what was written last through files beside the database. Where it cannot make them, and none are left over,
    // the database is all in its own file, and nobody here can change it.
    let mut last = file.as_os_str().to_owned();
    last.push("-wal");
    match about(Path::new(&last)) {
        Ok(log) if log.len() > 0 => Err(DatabaseError::Unclosed {
            file: file.to_owned(),
            log: last.into(),
        }),
        Ok(_) => answering(options.immutable(true)).await,
        Err(DatabaseError::File { source, .. }) if source.kind() == ErrorKind::NotFound => {
            answering(options.immutable(true)).await
        }
        Err(_) => Err(refused),
    }
}

/// Readers of a database that has answered.
async fn answering(options: SqliteConnectOptions) -> Result<SqlitePool, DatabaseError> {
    let readers = sqlite_readers(options).await?;
    let mut lent = Lent::Sqlite(readers.acquire().await?);
    let text = "SELECT count(*) FROM sqlite_master";
    lent.connection().number(text, vec![]).await?;
    drop(lent);
    Ok(readers)
}

async fn sqlite_readers(options: SqliteConnectOptions) -> Result<SqlitePool, DatabaseError> {
    let options = options
        .pragma("query_only", "ON")
        .pragma("cache_size", "-16384");
    Ok(SqlitePoolOptions::new()
        .max_connections(READERS)
        .idle_timeout(None)
        .connect_with(options)
        .await?)
}

async fn open_postgres(
    options: PgConnectOptions,
    migrations: &Migrations,
) -> Result<Pools, DatabaseError> {
    // A node that stops in the middle of a transaction must not hold the head row for ever.
    let busy = format!("{}s", BUSY.as_secs());
    let options = options.options([
        ("synchronous_commit", "on"),
        ("idle_in_transaction_session_timeout", "10s"),
        ("lock_timeout", busy.as_str()),
    ]);
    let write = postgres_pool(WRITERS, options.clone()).await?;
    migrations
        .check(&mut Lent::Postgres(write.acquire().await?).connection())
        .await?;
    migrator(migrations.postgres).run(&write).await?;
    // A plan for whatever values may come takes a condition that all rows meet for one that none does, and reads the whole table:
    // each question is planned with its own.
    let options = options.options([("plan_cache_mode", "force_custom_plan")]);
    let read = postgres_pool(READERS, options).await?;
    Ok(Pools::Postgres { write, read })
}

/// Makes a schema where it is missing. Several nodes may do so at once, of which PostgreSQL lets one.
async fn make_schema(options: &PgConnectOptions, name: &str) -> Result<(), DatabaseError> {
    let pool = postgres_pool(1, options.clone()).await?;
    let mut lent = Lent::Postgres(pool.acquire().await?);
    let mut connection = lent.connection();
    let there = "SELECT count(*) FROM pg_namespace WHERE nspname = $1";
    if connection.number(there, values![name]).await? == 0 {
        let text = format!("CREATE SCHEMA IF NOT EXISTS {name}");
        let made = connection.execute(&text, vec![]).await;
        if made.is_err() && connection.number(there, values![name]).await? == 0 {
            made?;
        }
    }
    drop(lent);
    pool.close().await;
    Ok(())
}

async fn postgres_pool(
    connections: u32,
    options: PgConnectOptions,
) -> Result<PgPool, DatabaseError> {
    // Compiling a query takes longer than any of ours.
    let options = options.options([("jit", "off")]);
    Ok(PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(BUSY)
        // A question before each question would double the journeys; one that lay idle may have been cut off meanwhile.
        .test_before_acquire(false)
        .before_acquire(|connection, of| {
            Box::pin(async move {
                if of.idle_for >= IDLE {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_with(options)
        .await?)
}
