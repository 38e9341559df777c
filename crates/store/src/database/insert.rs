//! Many rows in one statement: arrays on PostgreSQL, `VALUES` lists of a few fixed lengths on SQLite, so that there are
//! few statements to prepare.

use std::fmt::Write as _;

use sqlx::AssertSqlSafe;

use super::{Connection, Value};
use crate::error::StoreError;

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Int,
    Text,
    Bytes,
}

/// A table that rows are added to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its columns.
    pub(crate) columns: &'static [(&'static str, Column)],
    /// What stands after the values: `ON CONFLICT …`.
    pub(crate) on_conflict: &'static str,
    /// The select list on PostgreSQL, where it is not the columns themselves.
    pub(crate) postgres_select: &'static str,
}

/// Lengths of `VALUES` lists.
const LENGTHS: [usize; 10] = [512, 256, 128, 64, 32, 16, 8, 4, 2, 1];

/// Rows on their way into a table.
#[derive(Debug)]
pub(crate) struct Rows {
    table: Table,
    values: Vec<Value>,
}

impl Rows {
    pub(crate) fn new(table: Table) -> Rows {
        Rows {
            table,
            values: Vec::new(),
        }
    }

    /// Adds a row: one value for each column.
    pub(crate) fn push(&mut self, row: Vec<Value>) {
        debug_assert_eq!(row.len(), self.table.columns.len());
        self.values.extend(row);
    }

    /// Writes all rows and leaves none.
    pub(crate) async fn write(
        &mut self,
        connection: &mut Connection<'_>,
    ) -> Result<(), StoreError> {
        if self.values.is_empty() {
            return Ok(());
        }
        let values = std::mem::take(&mut self.values);
        match connection {
            Connection::Sqlite(_) => self.write_lists(connection, values).await,
            Connection::Postgres(_) => self.write_arrays(connection, values).await,
        }
    }

    fn names(&self) -> String {
        self.table
            .columns
            .iter()
            .map(|(name, _)| *name)
            .collect::<Vec<_>>()
            .join(", ")
    }

    async fn write_lists(
        &self,
        connection: &mut Connection<'_>,
        values: Vec<Value>,
    ) -> Result<(), StoreError> {
        let width = self.table.columns.len();
        let mut rest = values.into_iter();
        while rest.len() > 0 {
            let rows = rest.len() / width;
            let length = LENGTHS
                .into_iter()
                .find(|length| *length <= rows)
                .unwrap_or(1);
            let mut text = format!("INSERT INTO {} ({}) VALUES ", self.table.name, self.names());
            for row in 0..length {
                text.push_str(if row == 0 { "(" } else { ",(" });
                for column in 0..width {
                    text.push_str(if column == 0 { "?" } else { ",?" });
                }
                text.push(')');
            }
            text.push_str(self.table.on_conflict);
            let chunk: Vec<Value> = rest.by_ref().take(length * width).collect();
            connection.execute(&text, chunk).await?;
        }
        Ok(())
    }

    async fn write_arrays(
        &self,
        connection: &mut Connection<'_>,
        values: Vec<Value>,
    ) -> Result<(), StoreError> {
        let Connection::Postgres(connection) = connection else {
            return Ok(());
        };
        let width = self.table.columns.len();
        let names = self.names();
        let select = if self.table.postgres_select.is_empty() {
            &*names
        } else {
            self.table.postgres_select
        };
        let mut text = format!(
            "INSERT INTO {} ({names}) SELECT {select} FROM unnest(",
            self.table.name
        );
        for (number, (_, column)) in self.table.columns.iter().enumerate() {
            let kind = match column {
                Column::Int => "bigint",
                Column::Text => "text",
                Column::Bytes => "bytea",
            };
            let comma = if number == 0 { "" } else { ", " };
            // Writing to a String cannot fail.
            let _ = write!(text, "{comma}${}::{kind}[]", number + 1);
        }
        let _ = write!(text, ") AS rows ({names}){}", self.table.on_conflict);
        let rows = values.len() / width;
        let mut columns: Vec<Vec<Value>> = (0..width).map(|_| Vec::with_capacity(rows)).collect();
        for (position, value) in values.into_iter().enumerate() {
            columns[position % width].push(value);
        }
        let mut query = sqlx::query(AssertSqlSafe(text));
        for (column, (name, kind)) in columns.into_iter().zip(self.table.columns) {
            query = match kind {
                Column::Int => query.bind(pick(column, name, |value| match value {
                    Value::Int(value) => Some(value),
                    _ => None,
                })?),
                Column::Text => query.bind(pick(column, name, |value| match value {
                    Value::Text(value) => Some(value),
                    _ => None,
                })?),
                Column::Bytes => query.bind(pick(column, name, |value| match value {
                    Value::Bytes(value) => Some(value),
                    _ => None,
                })?),
            };
        }
        query.execute(&mut **connection).await?;
        Ok(())
    }
}

fn pick<T>(
    column: Vec<Value>,
    name: &str,
    take: impl Fn(Value) -> Option<Option<T>>,
) -> Result<Vec<Option<T>>, StoreError> {
    column
        .into_iter()
        .map(|value| {
            take(value).ok_or_else(|| {
                StoreError::damaged(format!("a value of another type for column {name}"))
            })
        })
        .collect()
}
