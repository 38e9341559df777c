//! What a database says of itself before anybody has a key to open it with.

use std::str::FromStr;

use madang_database::{Database, DatabaseError};
use sqlx::sqlite::SqliteConnectOptions;

use crate::Store;
use crate::error::StoreError;

impl Store {
    /// The last signed checkpoint in a database, without replaying anything: it says that there is a record, and whose key
    /// signs it. `None` where there is no record: no file, no tables, no entries.
    ///
    /// # Errors
    /// An address that cannot be used, a database that does not answer.
    pub async fn signed_checkpoint(url: &str) -> Result<Option<String>, StoreError> {
        if url.starts_with("sqlite:") {
            // What cannot be read as an address is said by the opening below.
            let file = SqliteConnectOptions::from_str(url.split('?').next().unwrap_or(url));
            let about = file.map(|options| std::fs::metadata(options.get_filename()));
            match about {
                Ok(Ok(about)) if about.len() == 0 => return Ok(None),
                Ok(Err(error)) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
                _ => {}
            }
        }
        let database = Database::look(url).await?;
        let row = {
            let mut lent = database.reader().await?;
            let text = "SELECT checkpoint FROM head WHERE id = 1";
            lent.connection().row(text, vec![]).await
        };
        database.close().await;
        let checkpoint = match row {
            Ok(row) => row.map(|row| row.text(0)).transpose()?,
            Err(DatabaseError::Answer(sqlx::Error::Database(error)))
                if error.code().as_deref() == Some("42P01")
                    || error.message().starts_with("no such table") =>
            {
                None
            }
            Err(error) => return Err(error.into()),
        };
        Ok(checkpoint.filter(|checkpoint| !checkpoint.is_empty()))
    }
}
