//! Many rows in one statement: arrays on PostgreSQL, `VALUES` lists of a few fixed lengths on SQLite, so that there are
//! few statements to prepare.

use std::fmt::Write as _;

use sqlx::AssertSqlSafe;

use crate::connection::Connection;
use crate::error::DatabaseError;
use crate::table::{Column, ColumnType, Table};
use crate::value::Value;

/// Lengths of `VALUES` lists.
const LENGTHS: [usize; 10] = [512, 256, 128, 64, 32, 16, 8, 4, 2, 1];

/// Where rows go.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) table: &'static str,
    pub(crate) columns: &'static [Column],
    /// What stands after the values.
    pub(crate) on_conflict: String,
    /// The select list on PostgreSQL, where it is not the columns themselves.
    pub(crate) postgres_select: Option<&'static str>,
}

impl Target {
    fn names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        names.join(", ")
    }
}

/// Rows on their way into a table.
#[derive(Debug)]
pub struct Rows {
    target: Target,
    values: Vec<Value>,
}

impl Rows {
    /// Rows for a table.
    pub fn new(table: &Table) -> Rows {
        Rows::into_target(Target {
            table: table.name,
            columns: table.columns,
            on_conflict: table.on_conflict(),
            postgres_select: None,
        })
    }

    pub(crate) fn into_target(target: Target) -> Rows {
        Rows {
            target,
            values: Vec::new(),
        }
    }

    /// Adds a row: one value for each column.
    ///
    /// # Errors
    /// A row of another length, and a value that does not belong into its column: words of a content into one that is
    /// not declared to hold such, above all.
    pub fn push(&mut self, row: Vec<Value>) -> Result<(), DatabaseError> {
        let (table, columns) = (self.target.table, self.target.columns);
        if row.len() != columns.len() {
            let (found, wanted) = (row.len(), columns.len());
            return Err(DatabaseError::malformed(format!(
                "a row of {found} values for the {wanted} columns of {table}"
            )));
        }
        for (value, column) in row.iter().zip(columns) {
            let fits = matches!(
                (value, column.kind),
                (Value::Int(_), ColumnType::Int)
                    | (Value::Text(_), ColumnType::Text)
                    | (Value::Words(_), ColumnType::Words)
                    | (Value::Bytes(_), ColumnType::Bytes | ColumnType::Content)
                    // An empty value of any type leaves the column empty.
                    | (Value::Text(None), ColumnType::Words)
            );
            if !fits {
                let (name, kind) = (column.name, column.kind);
                return Err(DatabaseError::malformed(format!(
                    "column {name} of {table} holds {kind:?}, and is not described to hold anything else"
                )));
            }
        }
        self.values.extend(row);
        Ok(())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Writes all rows and leaves none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn write(&mut self, connection: &mut Connection<'_>) -> Result<(), DatabaseError> {
        if self.values.is_empty() {
            return Ok(());
        }
        let values = std::mem::take(&mut self.values);
        match connection {
            Connection::Sqlite(_) => self.write_lists(connection, values).await,
            Connection::Postgres(_) => self.write_arrays(connection, values).await,
        }
    }

    async fn write_lists(
        &self,
        connection: &mut Connection<'_>,
        values: Vec<Value>,
    ) -> Result<(), DatabaseError> {
        let width = self.target.columns.len();
        let names = self.target.names();
        let mut rest = values.into_iter();
        while rest.len() > 0 {
            let rows = rest.len() / width;
            let length = LENGTHS
                .into_iter()
                .find(|length| *length <= rows)
                .unwrap_or(1);
            let mut text = format!("INSERT INTO {} ({names}) VALUES ", self.target.table);
            for row in 0..length {
                text.push_str(if row == 0 { "(" } else { ",(" });
                for column in 0..width {
                    text.push_str(if column == 0 { "?" } else { ",?" });
                }
                text.push(')');
            }
            text.push_str(&self.target.on_conflict);
            let chunk: Vec<Value> = rest.by_ref().take(length * width).collect();
            connection.execute(&text, chunk).await?;
        }
        Ok(())
    }

    async fn write_arrays(
        &self,
        connection: &mut Connection<'_>,
        values: Vec<Value>,
    ) -> Result<(), DatabaseError> {
        let Connection::Postgres(connection) = connection else {
            return Ok(());
        };
        let width = self.target.columns.len();
        let rows = values.len() / width;
        let mut columns: Vec<Vec<Value>> = (0..width).map(|_| Vec::with_capacity(rows)).collect();
        for (position, value) in values.into_iter().enumerate() {
            columns[position % width].push(value);
        }
        let mut query = sqlx::query(AssertSqlSafe(self.array_statement()));
        for (values, column) in columns.into_iter().zip(self.target.columns) {
            query = match column.kind {
                ColumnType::Int => query.bind(pick(values, column, |value| match value {
                    Value::Int(value) => Some(value),
                    _ => None,
                })?),
                ColumnType::Text | ColumnType::Words => {
                    query.bind(pick(values, column, |value| match value {
                        Value::Text(value) | Value::Words(value) => Some(value),
                        _ => None,
                    })?)
                }
                ColumnType::Bytes | ColumnType::Content => {
                    query.bind(pick(values, column, |value| match value {
                        Value::Bytes(value) => Some(value),
                        _ => None,
                    })?)
                }
            };
        }
        query.execute(&mut **connection).await?;
        Ok(())
    }

    fn array_statement(&self) -> String {
        let names = self.target.names();
        let select = self.target.postgres_select.unwrap_or(&names);
        let mut text = format!(
            "INSERT INTO {} ({names}) SELECT {select} FROM unnest(",
            self.target.table
        );
        for (number, column) in self.target.columns.iter().enumerate() {
            let kind = match column.kind {
                ColumnType::Int => "bigint",
                ColumnType::Text | ColumnType::Words => "text",
                ColumnType::Bytes | ColumnType::Content => "bytea",
            };
            let comma = if number == 0 { "" } else { ", " };
            // Writing to a String cannot fail.
            let _ = write!(text, "{comma}${}::{kind}[]", number + 1);
        }
        let _ = write!(text, ") AS rows ({names}){}", self.target.on_conflict);
        text
    }
}

fn pick<T>(
    values: Vec<Value>,
    column: &Column,
    take: impl Fn(Value) -> Option<Option<T>>,
) -> Result<Vec<Option<T>>, DatabaseError> {
    values
        .into_iter()
        .map(|value| {
            take(value).ok_or_else(|| {
                let name = column.name;
                DatabaseError::malformed(format!("a value of another type for column {name}"))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values;

    #[test]
    fn words_go_into_no_column_that_is_not_described_to_hold_them() {
        const PLAIN: Table = Table::new(
            "plain",
            &[Column::int("entry"), Column::text("title")],
            &["entry"],
        );
        let words = || Value::Words(Some("what somebody said".to_owned()));
        let refused = Rows::new(&PLAIN).push(vec![Value::from(1u64), words()]);
        let refused = refused
            .expect_err("a table that forgot to say so")
            .to_string();
        assert!(refused.contains("column title of plain"), "{refused}");
        const SAID: Table = Table::new(
            "said",
            &[Column::int("entry"), Column::words("title")],
            &["entry"],
        );
        Rows::new(&SAID)
            .push(vec![Value::from(1u64), words()])
            .expect("a table that says so");
        assert!(Rows::new(&SAID).push(values![1u64, "plain text"]).is_err());
        assert!(Rows::new(&PLAIN).push(values![1u64]).is_err());
    }
}
