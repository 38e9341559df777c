//! The index of words: which entries have which tokens. FTS5 without content on SQLite, a `tsvector` under GIN on
//! PostgreSQL.

use std::fmt::Write as _;

use crate::connection::Connection;
use crate::error::DatabaseError;
use crate::insert::{Rows, Target};
use crate::table::Column;
use crate::value::Value;
use crate::values;

/// An index of tokens by entry. Tokens are parted by spaces and hold letters and digits alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordIndex {
    /// Its name.
    pub name: &'static str,
}

const SQLITE: &[Column] = &[Column::int("rowid"), Column::words("grams")];
const POSTGRES: &[Column] = &[Column::int("entry"), Column::words("grams")];
const POSTGRES_SELECT: &str = "entry, array_to_tsvector(string_to_array(grams, ' '))";

impl WordIndex {
    pub(crate) fn create_sqlite(&self) -> Vec<String> {
        let name = self.name;
        vec![
            format!(
                "CREATE VIRTUAL TABLE {name} USING fts5 (grams, content = '', tokenize = 'ascii')"
            ),
            format!("INSERT INTO {name} ({name}, rank) VALUES ('secure-delete', 1)"),
        ]
    }

    pub(crate) fn create_postgres(&self, name: &str) -> Vec<String> {
        vec![
            format!("CREATE TABLE {name} (entry BIGINT PRIMARY KEY, grams TSVECTOR NOT NULL)"),
            // The planner's statistics would keep the rarest words of what is erased.
            format!("ALTER TABLE {name} ALTER COLUMN grams SET STATISTICS 0"),
        ]
    }

    pub(crate) fn indexes_on(&self, name: &str) -> Vec<String> {
        vec![format!(
            "CREATE INDEX {name}_grams ON {name} USING gin (grams)"
        )]
    }

    pub(crate) fn index_names(&self, name: &str) -> Vec<String> {
        vec![format!("{name}_pkey"), format!("{name}_grams")]
    }

    /// Adds entries with their tokens.
    ///
    /// # Errors
    /// What the database says.
    pub async fn add(
        &self,
        connection: &mut Connection<'_>,
        entries: impl IntoIterator<Item = (u64, String)>,
    ) -> Result<(), DatabaseError> {
        let sqlite = connection.is_sqlite();
        let mut rows = Rows::into_target(Target {
            table: self.name,
            columns: if sqlite { SQLITE } else { POSTGRES },
            on_conflict: String::new(),
            postgres_select: (!sqlite).then_some(POSTGRES_SELECT),
        });
        for (entry, grams) in entries {
            rows.push(vec![Value::from(entry), Value::Words(Some(grams))])?;
        }
        rows.write(connection).await
    }

    /// Takes an entry out, which was added with these tokens: an index without content must be told.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove(
        &self,
        connection: &mut Connection<'_>,
        entry: u64,
        grams: String,
    ) -> Result<(), DatabaseError> {
        let name = self.name;
        if connection.is_sqlite() {
            let text =
                format!("INSERT INTO {name} ({name}, rowid, grams) VALUES ('delete', $1, $2)");
            connection.execute(&text, values![entry, grams]).await?;
        } else {
            let text = format!("DELETE FROM {name} WHERE entry = $1");
            connection.execute(&text, values![entry]).await?;
        }
        Ok(())
    }

    /// Takes every entry out.
    ///
    /// # Errors
    /// What the database says.
    pub async fn clear(&self, connection: &mut Connection<'_>) -> Result<(), DatabaseError> {
        let name = self.name;
        let text = if connection.is_sqlite() {
            format!("INSERT INTO {name} ({name}) VALUES ('delete-all')")
        } else {
            format!("DELETE FROM {name}")
        };
        connection.execute(&text, vec![]).await.map(drop)
    }

    /// Writes every entry with its tokens as lines of text. Needs a connection that may write.
    ///
    /// # Errors
    /// What the database says.
    pub async fn dump(
        &self,
        connection: &mut Connection<'_>,
        out: &mut String,
    ) -> Result<(), DatabaseError> {
        let name = self.name;
        let rows = if connection.is_sqlite() {
            let terms = format!("temp.{name}_terms");
            let text = format!(
                "CREATE VIRTUAL TABLE IF NOT EXISTS {terms} USING fts5vocab(main, {name}, instance)"
            );
            connection.execute(&text, vec![]).await?;
            let text = format!(
                "SELECT doc || ' ' || term || ' ' || offset FROM {terms} ORDER BY doc, offset, term"
            );
            let rows = connection.rows(&text, vec![]).await?;
            connection
                .execute(&format!("DROP TABLE {terms}"), vec![])
                .await?;
            rows
        } else {
            let text = format!("SELECT entry || ' ' || grams::text FROM {name} ORDER BY entry");
            connection.rows(&text, vec![]).await?
        };
        for row in rows {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{name}: {:?}", row.text(0)?);
        }
        Ok(())
    }
}
