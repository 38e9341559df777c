//! What a feature adds to its tables.

use std::collections::BTreeMap;

use madang_database::{ColumnType, Conflict, Connection, Rows, Table, Value, values};
use madang_programme::{State, Violation};

use super::general::SUBJECT;
use crate::error::StoreError;

/// Where an entry stands, for those who project it.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    /// Its index.
    pub(crate) index: u64,
    /// The state that has taken it.
    pub(crate) state: &'a State,
}

/// What is to be done about an entry besides adding its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// Nothing.
    Added,
    /// It changes rows that are there already: everything that was held back is to be written first.
    Changes,
}

/// What projecting an event gives.
pub(crate) type Projected = Result<Then, StoreError>;

/// A thing that the state had and has no more: the replay would have refused the entry.
pub(crate) fn missing(violation: Violation) -> StoreError {
    StoreError::damaged(violation.said())
}

/// Tables that are made of contents and outlive them: [`forget`](super::forget) leaves them, and whoever empties them is named.
/// By its row a file's bytes are found when the words are gone; the store's attachments take it out with the bytes.
pub(super) const OUTLIVE: [&str; 1] = ["attachment"];

/// Rows that are made of contents: of words that may be erased.
pub(crate) struct OfContents<'r>(&'r mut NewRows);

impl OfContents<'_> {
    /// Adds a row to a table where erasing finds it.
    pub(crate) fn push(&mut self, table: &Table, row: Vec<Value>) -> Result<(), StoreError> {
        if table.holds_words() || OUTLIVE.contains(&table.name) {
            return self.0.push(table, row);
        }
        Err(StoreError::mistaken(format!(
            "{}: what is made of a content is `Column::words`, or nobody takes it out when that is erased",
            table.name
        )))
    }
}

/// Rows on their way into the read tables.
#[derive(Debug, Default)]
pub(crate) struct NewRows {
    rows: BTreeMap<&'static str, Rows>,
    /// Numbers to be added to what is there, by table and key: one row a key, however many entries it comes from.
    sums: BTreeMap<&'static str, (Table, Vec<Sum>)>,
}

/// A key, and the number to be added to what stands there.
type Sum = (Vec<Value>, i64);

impl NewRows {
    /// Adds a row to a table.
    pub(crate) fn push(&mut self, table: &Table, row: Vec<Value>) -> Result<(), StoreError> {
        if let Conflict::Add(column) = table.conflict {
            return self.sum(table, column, row);
        }
        let rows = self
            .rows
            .entry(table.name)
            .or_insert_with(|| Rows::new(table));
        Ok(rows.push(row)?)
    }

    /// The same rows for whoever makes them of contents.
    pub(crate) fn of_contents(&mut self) -> OfContents<'_> {
        OfContents(self)
    }

    /// Adds a thing that entries are about from here on.
    pub(crate) fn subject(
        &mut self,
        kind: &str,
        scope: &str,
        parent: &str,
        id: &str,
        at: &At<'_>,
    ) -> Result<(), StoreError> {
        self.push(&SUBJECT, values![kind, scope, parent, id, at.index])
    }

    fn sum(&mut self, table: &Table, column: &str, mut row: Vec<Value>) -> Result<(), StoreError> {
        let position = table.columns.iter().position(|other| other.name == column);
        let number = position.map(|position| row.remove(position));
        let Some(Value::Int(Some(number))) = number else {
            let table = table.name;
            return Err(StoreError::mistaken(format!(
                "{table}: column {column} adds numbers up"
            )));
        };
        let (_, sums) = self
            .sums
            .entry(table.name)
            .or_insert_with(|| (*table, Vec::new()));
        // The last one first: ballots of one vote come together.
        match sums.iter_mut().rev().find(|(key, _)| *key == row) {
            Some((_, sum)) => *sum += number,
            None => sums.push((row, number)),
        }
        Ok(())
    }

    /// Keeps the rows of tables alone that hold words of a content: what is added again when a content is shown again.
    pub(crate) fn only_words(&mut self, tables: &[&Table]) {
        let holds_words = |name: &str| {
            let mut columns = tables
                .iter()
                .filter(|table| table.name == name)
                .flat_map(|table| table.columns);
            columns.any(|column| column.kind == ColumnType::Words)
        };
        self.rows.retain(|name, _| holds_words(name));
        self.sums.clear();
    }

    /// Writes everything that was held back.
    pub(crate) async fn write(
        &mut self,
        connection: &mut Connection<'_>,
    ) -> Result<(), StoreError> {
        for rows in self.rows.values_mut() {
            rows.write(connection).await?;
        }
        for (table, sums) in std::mem::take(&mut self.sums).into_values() {
            let Conflict::Add(column) = table.conflict else {
                continue;
            };
            let position = table.columns.iter().position(|other| other.name == column);
            let mut rows = Rows::new(&table);
            for (mut row, sum) in sums {
                row.insert(position.unwrap_or(row.len()), Value::from(sum));
                rows.push(row)?;
            }
            rows.write(connection).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use madang_database::Column;

    use super::*;

    const LISTED: Table = Table::new(
        OUTLIVE[0],
        &[Column::int("entry"), Column::text("hash")],
        &["entry", "hash"],
    );

    #[test]
    fn what_is_made_of_a_content_goes_where_erasing_finds_it() {
        let mut rows = NewRows::default();
        let mut of_contents = rows.of_contents();
        let listed = of_contents.push(&LISTED, values![7u64, "00"]);
        assert!(listed.is_ok(), "{listed:?}");
        let row = values!["voice", "p", "", "what somebody said", 7u64];
        let refused = of_contents.push(&SUBJECT, row);
        let refused = refused
            .expect_err("a table that erasing passes by")
            .to_string();
        assert!(refused.contains("Column::words"), "{refused}");
    }
}
