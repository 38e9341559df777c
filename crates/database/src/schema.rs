//! What follows from the descriptions of tables: making them, emptying them, showing them.

use std::fmt::Write as _;

use crate::connection::Connection;
use crate::error::DatabaseError;
use crate::table::{Column, ColumnType, Table};
use crate::values;
use crate::words::WordIndex;

impl Connection<'_> {
    /// The statements that make a table with its indexes.
    fn statements(&self, table: &Table) -> Vec<String> {
        if self.is_sqlite() {
            return table.create_sqlite();
        }
        let mut statements = table.create_postgres(table.name);
        statements.extend(table.indexes_on(table.name));
        statements
    }

    fn word_statements(&self, index: &WordIndex) -> Vec<String> {
        if self.is_sqlite() {
            return index.create_sqlite();
        }
        let mut statements = index.create_postgres(index.name);
        statements.extend(index.indexes_on(index.name));
        statements
    }

    /// What the tables are made with, as text: two sets of descriptions are the same where this is.
    pub fn description(&self, tables: &[&Table], words: &[WordIndex]) -> String {
        let mut lines: Vec<String> = Vec::new();
        for table in tables {
            lines.extend(self.statements(table));
            lines.push(table.on_conflict());
        }
        for index in words {
            lines.extend(self.word_statements(index));
        }
        lines.join("\n")
    }

    /// Makes tables anew, empty. Those of the same names are dropped.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remake(
        &mut self,
        tables: &[&Table],
        words: &[WordIndex],
    ) -> Result<(), DatabaseError> {
        let names = tables.iter().map(|table| table.name);
        for name in names.chain(words.iter().map(|index| index.name)) {
            self.drop_table(name).await?;
        }
        for table in tables {
            for statement in self.statements(table) {
                self.execute(&statement, vec![]).await?;
            }
        }
        for index in words {
            for statement in self.word_statements(index) {
                self.execute(&statement, vec![]).await?;
            }
        }
        Ok(())
    }

    /// Drops a table of this name, if there is one: `name` is the program's own.
    ///
    /// # Errors
    /// What the database says.
    pub async fn drop_table(&mut self, name: &str) -> Result<(), DatabaseError> {
        let text = format!("DROP TABLE IF EXISTS {name}");
        self.execute(&text, vec![]).await.map(drop)
    }

    /// Whether there is a table of this name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn has_table(&mut self, name: &str) -> Result<bool, DatabaseError> {
        let text = if self.is_sqlite() {
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1"
        } else {
            "SELECT count(*) FROM pg_class WHERE oid = to_regclass($1)"
        };
        Ok(self.number(text, values![name]).await? > 0)
    }

    /// Takes every row out of a table.
    ///
    /// # Errors
    /// What the database says.
    pub async fn clear(&mut self, table: &Table) -> Result<(), DatabaseError> {
        let text = format!("DELETE FROM {}", table.name);
        self.execute(&text, vec![]).await.map(drop)
    }

    /// Takes out of a table every row that holds words of an entry's contents. Gives how many those were.
    ///
    /// # Errors
    /// A table with words that does not say of which entry they are, and what the database says.
    pub async fn forget(&mut self, table: &Table, entry: u64) -> Result<u64, DatabaseError> {
        if !table.holds_words() {
            return Ok(0);
        }
        let name = table.name;
        if table.column("entry").is_none() {
            return Err(DatabaseError::malformed(format!(
                "table {name} holds words and has no column `entry` to find them by"
            )));
        }
        let text = format!("DELETE FROM {name} WHERE entry = $1");
        self.execute(&text, values![entry]).await
    }

    /// Writes a table's rows as lines of text, in the order of its columns.
    ///
    /// # Errors
    /// What the database says.
    pub async fn dump(&mut self, table: &Table, out: &mut String) -> Result<(), DatabaseError> {
        let name = table.name;
        let shown: Vec<String> = table
            .columns
            .iter()
            .map(|column| self.shown(column))
            .collect();
        let text = format!(
            "SELECT {} FROM {name} ORDER BY {}",
            shown.join(" || ' ' || "),
            table.names()
        );
        for row in self.rows(&text, vec![]).await? {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{name}: {:?}", row.text(0)?);
        }
        Ok(())
    }

    /// Every type has a text form in both databases; bytes are shown by their hexadecimal digits.
    fn shown(&self, column: &Column) -> String {
        let name = column.name;
        let text = match (column.kind, self.is_sqlite()) {
            (ColumnType::Bytes | ColumnType::Content, true) => format!("lower(hex({name}))"),
            (ColumnType::Bytes | ColumnType::Content, false) => format!("encode({name}, 'hex')"),
            _ => format!("CAST({name} AS TEXT)"),
        };
        format!("coalesce({text}, '-')")
    }
}
