//! What can go wrong, said to the person who meets it.

use std::path::PathBuf;

use thiserror::Error;

/// A database that cannot be opened, read or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DatabaseError {
    /// An address that names no database.
    #[error("the database address {url:?} cannot be used: {reason}")]
    Address {
        /// The address, without its password.
        url: String,
        /// What is wrong and what is expected.
        reason: AddressFault,
    },
    /// A file or folder beside the database.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A database that was not closed, where nothing can be written beside it.
    #[error(
        "{} was not closed: what was recorded last stands in {}, and reading both takes a folder that can be written. Stop the \
         server that has it open, or copy both files into such a folder and name that",
        file.display(),
        log.display()
    )]
    Unclosed {
        /// The database.
        file: PathBuf,
        /// What was recorded last.
        log: PathBuf,
    },
    /// The database answered with an error, or did not answer.
    #[error("the database: {0}")]
    Answer(#[from] sqlx::Error),
    /// SQLite's log cannot be emptied while somebody reads an older state of it.
    #[error("the write-ahead log is in use")]
    LogInUse,
    /// The tables could not be made or brought up to date.
    #[error("the tables of the database could not be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The database was made by a newer version of the program.
    #[error(
        "the database was brought to version {found} by a newer program; this one knows version {known} and has touched \
         nothing. Start the newer program"
    )]
    Newer {
        /// Its version.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// The database has not been brought up to date, which a reader cannot do.
    #[error(
        "the database is of version {found}; this program reads version {known}. Start it once for writing (`madang \
         rebuild` will do), which brings the database up to date"
    )]
    Older {
        /// Its version.
        found: i64,
        /// The one that this program reads.
        known: i64,
    },
    /// What stands in a row is not what its column is for, or what was to be written does not fit its table.
    #[error("the database is damaged: {0}. Restore a backup and run `madang verify` on it")]
    Malformed(String),
}

/// What is wrong with an address.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AddressFault {
    /// The most pages of a file.
    #[error("max_page_count must be a number")]
    Pages,
    /// No file is named.
    #[error("a record is kept in a file; name one: sqlite:///path/madang.db")]
    File,
    /// It is of another kind of database.
    #[error("it must begin with sqlite:// or postgres://")]
    Scheme,
    /// What the database's library says of it.
    #[error("{0}")]
    Malformed(String),
}

impl DatabaseError {
    pub(crate) fn malformed(reason: impl Into<String>) -> DatabaseError {
        DatabaseError::Malformed(reason.into())
    }

    fn code(&self) -> Option<String> {
        match self {
            DatabaseError::Answer(sqlx::Error::Database(error)) => {
                error.code().map(|code| code.into_owned())
            }
            _ => None,
        }
    }

    /// Whether the disk (or a quota, or SQLite's page limit) is full.
    pub fn is_disk_full(&self) -> bool {
        // SQLITE_FULL; SQLITE_IOERR_SHMSIZE when the shared memory file cannot grow; PostgreSQL's disk_full.
        let full = |code: String| ["13", "4874", "53100"].contains(&code.as_str());
        match self {
            DatabaseError::Answer(sqlx::Error::Io(error)) => {
                error.kind() == std::io::ErrorKind::StorageFull
            }
            other => other.code().is_some_and(full),
        }
    }

    /// Whether SQLite could not make or use its files beside the database.
    pub(crate) fn is_refused_beside(&self) -> bool {
        // SQLITE_CANTOPEN; SQLITE_READONLY, _RECOVERY, _CANTLOCK, _CANTINIT, _DIRECTORY.
        let refused =
            |code: String| ["14", "8", "264", "520", "1288", "1544"].contains(&code.as_str());
        self.code().is_some_and(refused)
    }

    /// Whether the files themselves are damaged: a page that cannot be what was written.
    pub fn is_damage(&self) -> bool {
        // SQLITE_CORRUPT, SQLITE_CORRUPT_VTAB, SQLITE_NOTADB; PostgreSQL's data_corrupted, index_corrupted.
        let damaged = |code: String| ["11", "267", "26", "XX001", "XX002"].contains(&code.as_str());
        matches!(self, DatabaseError::Malformed(_)) || self.code().is_some_and(damaged)
    }
}
