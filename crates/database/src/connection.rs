//! Connections and transactions.

use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection};

use crate::error::DatabaseError;

/// A connection lent by the pool.
pub enum Lent {
    /// Of SQLite.
    Sqlite(PoolConnection<Sqlite>),
    /// Of PostgreSQL.
    Postgres(PoolConnection<Postgres>),
}

/// A transaction. One that is dropped before its end takes its connection with it, since nobody knows what state that
/// is in: SQLite rolls back by itself when the disk is full, and sqlx's own transactions do not notice.
pub struct Changes {
    connection: Lent,
    open: bool,
}

impl Drop for Changes {
    fn drop(&mut self) {
        if self.open {
            match &mut self.connection {
                Lent::Sqlite(connection) => connection.close_on_drop(),
                Lent::Postgres(connection) => connection.close_on_drop(),
            }
        }
    }
}

/// A connection to run statements on.
pub enum Connection<'a> {
    /// Of SQLite.
    Sqlite(&'a mut SqliteConnection),
    /// Of PostgreSQL.
    Postgres(&'a mut PgConnection),
}

impl Lent {
    /// To run statements on.
    pub fn connection(&mut self) -> Connection<'_> {
        match self {
            Lent::Sqlite(connection) => Connection::Sqlite(connection),
            Lent::Postgres(connection) => Connection::Postgres(connection),
        }
    }
}

impl Changes {
    /// Begins a transaction that writes.
    pub(crate) async fn begin(connection: Lent) -> Result<Changes, DatabaseError> {
        let mut changes = Changes {
            connection,
            open: true,
        };
        let begin = if changes.connection().is_sqlite() {
            "BEGIN IMMEDIATE"
        } else {
            "BEGIN"
        };
        changes.connection().execute(begin, vec![]).await?;
        Ok(changes)
    }

    /// To run statements on.
    pub fn connection(&mut self) -> Connection<'_> {
        self.connection.connection()
    }

    /// Makes the changes durable.
    ///
    /// # Errors
    /// What the database says; it is unknown then whether they are.
    pub async fn commit(mut self) -> Result<(), DatabaseError> {
        self.connection().execute("COMMIT", vec![]).await?;
        self.open = false;
        Ok(())
    }

    /// Takes the changes back.
    ///
    /// # Errors
    /// What the database says.
    pub async fn rollback(mut self) -> Result<(), DatabaseError> {
        self.connection().execute("ROLLBACK", vec![]).await?;
        self.open = false;
        Ok(())
    }
}
