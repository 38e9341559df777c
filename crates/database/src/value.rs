//! Values into statements, rows out of them.

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{AssertSqlSafe, Postgres, Row as _, Sqlite};

use crate::connection::Connection;
use crate::error::DatabaseError;

/// A value of a statement. The types are those that both databases share.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A whole number.
    Int(Option<i64>),
    /// A text.
    Text(Option<String>),
    /// A text with words of a content in it: it goes into columns only that are declared to hold such.
    Words(Option<String>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
}

/// Values of a statement: `values![index, "text"]`.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { ::std::vec![$($crate::Value::from($value)),*] };
}

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

/// A row that a query gave.
pub enum Row {
    /// Of SQLite.
    Sqlite(SqliteRow),
    /// Of PostgreSQL.
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
    ///
    /// # Errors
    /// Where the column is of another type, empty or negative.
    pub fn number(&self, column: usize) -> Result<u64, DatabaseError> {
        let value: i64 = column!(self, column)?;
        u64::try_from(value).map_err(|_| {
            DatabaseError::malformed(format!("column {column} holds the negative number {value}"))
        })
    }

    /// The same, where it is there.
    ///
    /// # Errors
    /// As for [`Row::number`].
    pub fn optional_number(&self, column: usize) -> Result<Option<u64>, DatabaseError> {
        let value: Option<i64> = column!(self, column)?;
        value.map(|_| self.number(column)).transpose()
    }

    /// A text.
    ///
    /// # Errors
    /// Where the column is of another type or empty.
    pub fn text(&self, column: usize) -> Result<String, DatabaseError> {
        Ok(column!(self, column)?)
    }

    /// The same, where it is there.
    ///
    /// # Errors
    /// Where the column is of another type.
    pub fn optional_text(&self, column: usize) -> Result<Option<String>, DatabaseError> {
        Ok(column!(self, column)?)
    }

    /// Bytes.
    ///
    /// # Errors
    /// Where the column is of another type or empty.
    pub fn bytes(&self, column: usize) -> Result<Vec<u8>, DatabaseError> {
        Ok(column!(self, column)?)
    }

    /// The same, where they are there.
    ///
    /// # Errors
    /// Where the column is of another type.
    pub fn optional_bytes(&self, column: usize) -> Result<Option<Vec<u8>>, DatabaseError> {
        Ok(column!(self, column)?)
    }
}

/// The text of a statement: written in the program, with nothing in it that came from outside.
type Text<'s> = &'s str;

fn sqlite_query(text: Text<'_>, values: Vec<Value>) -> Query<'static, Sqlite, SqliteArguments> {
    let mut query = sqlx::query(AssertSqlSafe(text.to_owned()));
    for value in values {
        query = match value {
            Value::Int(value) => query.bind(value),
            Value::Text(value) | Value::Words(value) => query.bind(value),
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
            Value::Text(value) | Value::Words(value) => query.bind(value),
            Value::Bytes(value) => query.bind(value),
        };
    }
    query
}

/// PostgreSQL knows no NUL in a text, and takes a question with one for a mistake of the program's. What is kept has no
/// control characters, so that another one asks the same: nothing is found.
fn without_nul(values: &mut [Value]) {
    for value in values {
        if let Value::Text(Some(text)) | Value::Words(Some(text)) = value
            && text.contains('\0')
        {
            *text = text.replace('\0', "\u{1}");
        }
    }
}

impl Connection<'_> {
    /// Whether this is SQLite.
    pub fn is_sqlite(&self) -> bool {
        matches!(self, Connection::Sqlite(_))
    }

    /// Runs a statement and gives how many rows it changed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn execute(
        &mut self,
        text: Text<'_>,
        values: Vec<Value>,
    ) -> Result<u64, DatabaseError> {
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
    ///
    /// # Errors
    /// What the database says.
    pub async fn rows(
        &mut self,
        text: Text<'_>,
        mut values: Vec<Value>,
    ) -> Result<Vec<Row>, DatabaseError> {
        Ok(match self {
            Connection::Sqlite(connection) => {
                let rows = sqlite_query(text, values)
                    .fetch_all(&mut **connection)
                    .await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Connection::Postgres(connection) => {
                without_nul(&mut values);
                let rows = postgres_query(text, values)
                    .fetch_all(&mut **connection)
                    .await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// Runs a query and gives its first row.
    ///
    /// # Errors
    /// What the database says.
    pub async fn row(
        &mut self,
        text: Text<'_>,
        mut values: Vec<Value>,
    ) -> Result<Option<Row>, DatabaseError> {
        Ok(match self {
            Connection::Sqlite(connection) => sqlite_query(text, values)
                .fetch_optional(&mut **connection)
                .await?
                .map(Row::Sqlite),
            Connection::Postgres(connection) => {
                without_nul(&mut values);
                postgres_query(text, values)
                    .fetch_optional(&mut **connection)
                    .await?
                    .map(Row::Postgres)
            }
        })
    }

    /// Runs a query whose result is one number.
    ///
    /// # Errors
    /// What the database says, and no row at all.
    pub async fn number(
        &mut self,
        text: Text<'_>,
        values: Vec<Value>,
    ) -> Result<u64, DatabaseError> {
        match self.row(text, values).await? {
            Some(row) => row.number(0),
            None => Err(DatabaseError::malformed(format!("no row for {text}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_with_a_nul_stays_a_question() {
        let mut values = crate::values!["a\0b", 7u64, "plain"];
        without_nul(&mut values);
        assert_eq!(values, crate::values!["a\u{1}b", 7u64, "plain"]);
    }
}
