//! What a database address names.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use crate::error::{AddressFault, DatabaseError};

/// How long a writer waits for another process to let go of the database.
pub(crate) const BUSY: Duration = Duration::from_secs(15);

/// A database address, read.
pub(crate) enum Address {
    Sqlite(Box<SqliteConnectOptions>, PathBuf),
    Postgres(Box<PgConnectOptions>),
}

impl Address {
    pub(crate) fn parse(url: &str) -> Result<Address, DatabaseError> {
        let wrong = |reason: AddressFault| DatabaseError::Address {
            url: without_password(url),
            reason,
        };
        if url.starts_with("sqlite:") {
            let (rest, pages) = match url.split_once("?max_page_count=") {
                Some((rest, pages)) => (rest, Some(pages)),
                None => (url, None),
            };
            let mut options = SqliteConnectOptions::from_str(rest)
                .map_err(|error| wrong(AddressFault::Malformed(error.to_string())))?;
            if let Some(pages) = pages {
                let pages: u32 = pages.parse().map_err(|_| wrong(AddressFault::Pages))?;
                options = options.pragma("max_page_count", pages.to_string());
            }
            let file = options.get_filename().to_owned();
            if file.as_os_str().is_empty() || url.contains(":memory:") {
                return Err(wrong(AddressFault::File));
            }
            let options = options
                .busy_timeout(BUSY)
                .statement_cache_capacity(400)
                .disable_statement_logging();
            return Ok(Address::Sqlite(Box::new(options), file));
        }
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url)
                .map_err(|error| wrong(AddressFault::Malformed(error.to_string())))?;
            return Ok(Address::Postgres(Box::new(
                options.disable_statement_logging(),
            )));
        }
        Err(wrong(AddressFault::Scheme))
    }

    /// Where tables of another kind stand beside those of this address: `madang.accounts.db` beside `madang.db`, the schema
    /// `accounts` in the same PostgreSQL database.
    pub(crate) fn beside(self, name: &str) -> Address {
        match self {
            Address::Sqlite(options, file) => {
                let file = file.with_extension(format!("{name}.db"));
                Address::Sqlite(Box::new(options.filename(&file)), file)
            }
            Address::Postgres(options) => {
                Address::Postgres(Box::new(options.options([("search_path", name)])))
            }
        }
    }
}

/// A database address fit for a message.
pub(crate) fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 < at => {
            let (user, rest) = (&url[scheme + 3..at], &url[at..]);
            let user = user.split(':').next().unwrap_or_default();
            format!("{}{user}{rest}", &url[..scheme + 3])
        }
        _ => url.to_owned(),
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

    #[test]
    fn tables_beside_stand_in_a_file_of_their_own() {
        let address = Address::parse("sqlite:///tmp/kept/madang.db?max_page_count=9");
        match address.map(|address| address.beside("accounts")) {
            Ok(Address::Sqlite(options, file)) => {
                assert_eq!(file, PathBuf::from("/tmp/kept/madang.accounts.db"));
                assert_eq!(options.get_filename(), file);
            }
            _ => panic!("an address of SQLite"),
        }
    }
}
