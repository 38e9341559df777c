//! Values into statements, rows out of them.

use madang_record::Hash;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{AssertSqlSafe, Postgres, Row as _, Sqlite};

use super::Connection;
use crate::error::StoreError;

/// A value of a statement. The types are those that both databases share.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

/// Values of a statement: `values![index, "text"]`.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::database::Value::from($value)),*] };
}
pub(crate) use values;

impl From<i64> for Value {
    fn from(value: i64) -> Value {
        Value::Int(Some(value))
    }
}

impl From<u64> for Value {
    /// Sizes, indexes and amounts on the record all fit 63 bits.
    fn from(value: u64) -> Value {
        Value::Int(Some(i64::try_from(value).unwrap_or(i64::MAX)))
    }
}

impl From<Option<u64>> for Value {
    fn from(value: Option<u64>) -> Value {
        value.map_or(Value::Int(None), Value::from)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value::Text(Some(value.to_owned()))
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Value {
        Value::Text(Some(value.clone()))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Value {
        Value::Text(Some(value))
    }
}

impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Value {
        Value::Text(value)
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Value {
        Value::Bytes(Some(value))
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Value {
        Value::Bytes(Some(value.to_vec()))
    }
}

impl From<Hash> for Value {
    fn from(value: Hash) -> Value {
        Value::Bytes(Some(value.as_bytes().to_vec()))
    }
}

/// A row that a query gave.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

macro_rules! column {
    ($row:expr, $column:expr) => {
        match $row {
            Row::Sqlite(row) => row.try_get($column),
            Row::Postgres(row) => row.try_get($column),
        }
    };
}

impl Row {
    /// An integer that is not negative.
    pub(crate) fn number(&self, column: usize) -> Result<u64, StoreError> {
        let value: i64 = column!(self, column)?;
        u64::try_from(value).map_err(|_| {
            StoreError::damaged(format!("column {column} holds the negative number {value}"))
        })
    }

    /// The same, where it is there.
    pub(crate) fn optional_number(&self, column: usize) -> Result<Option<u64>, StoreError> {
        let value: Option<i64> = column!(self, column)?;
        value.map(|_| self.number(column)).transpose()
    }

    pub(crate) fn text(&self, column: usize) -> Result<String, StoreError> {
        Ok(column!(self, column)?)
    }

    pub(crate) fn optional_text(&self, column: usize) -> Result<Option<String>, StoreError> {
        Ok(column!(self, column)?)
    }

    pub(crate) fn bytes(&self, column: usize) -> Result<Vec<u8>, StoreError> {
        Ok(column!(self, column)?)
    }

    /// A hash: 32 bytes.
    pub(crate) fn hash(&self, column: usize) -> Result<Hash, StoreError> {
        let bytes = self.bytes(column)?;
        Hash::from_slice(&bytes).ok_or_else(|| {
            StoreError::damaged(format!(
                "column {column} holds {} bytes, not a hash",
                bytes.len()
            ))
        })
    }
}

/// The text of a statement: written in the program, with nothing in it that came from outside.
type Text<'s> = &'s str;

fn sqlite_query(text: Text<'_>, values: Vec<Value>) -> Query<'static, Sqlite, SqliteArguments> {
    let mut query = sqlx::query(AssertSqlSafe(text.to_owned()));
    for value in values {
        query = match value {
            Value::Int(value) => query.bind(value),
            Value::Text(value) => query.bind(value),
            Value::Bytes(value) => query.bind(value),
        };
    }
    query
}

fn postgres_query(text: Text<'_>, values: Vec<Value>) -> Query<'static, Postgres, PgArguments> {
    let mut query = sqlx::query(AssertSqlSafe(text.to_owned()));
    for value in values {
        query = match value {
            Value::Int(value) => query.bind(value),
            Value::Text(value) => query.bind(value),
            Value::Bytes(value) => query.bind(value),
        };
    }
    query
}

impl Connection<'_> {
    /// Whether this is SQLite.
    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self, Connection::Sqlite(_))
    }

    /// Runs a statement and gives how many rows it changed.
    pub(crate) async fn execute(
        &mut self,
        text: Text<'_>,
        values: Vec<Value>,
    ) -> Result<u64, StoreError> {
        Ok(match self {
            Connection::Sqlite(connection) => sqlite_query(text, values)
                .execute(&mut **connection)
                .await?
                .rows_affected(),
            Connection::Postgres(connection) => postgres_query(text, values)
                .execute(&mut **connection)
                .await?
                .rows_affected(),
        })
    }

    /// Runs a query and gives all its rows.
    pub(crate) async fn rows(
        &mut self,
        text: Text<'_>,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, StoreError> {
        Ok(match self {
            Connection::Sqlite(connection) => {
                let rows = sqlite_query(text, values)
                    .fetch_all(&mut **connection)
                    .await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Connection::Postgres(connection) => {
                let rows = postgres_query(text, values)
                    .fetch_all(&mut **connection)
                    .await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// Runs a query and gives its first row.
    pub(crate) async fn row(
        &mut self,
        text: Text<'_>,
        values: Vec<Value>,
    ) -> Result<Option<Row>, StoreError> {
        Ok(match self {
            Connection::Sqlite(connection) => sqlite_query(text, values)
                .fetch_optional(&mut **connection)
                .await?
                .map(Row::Sqlite),
            Connection::Postgres(connection) => postgres_query(text, values)
                .fetch_optional(&mut **connection)
                .await?
                .map(Row::Postgres),
        })
    }

    /// Runs a query whose result is one number.
    pub(crate) async fn number(
        &mut self,
        text: Text<'_>,
        values: Vec<Value>,
    ) -> Result<u64, StoreError> {
        match self.row(text, values).await? {
            Some(row) => row.number(0),
            None => Err(StoreError::damaged(format!("no row for {text}"))),
        }
    }
}
