//! Migrations: for tables whose rows cannot be made again. An applied one is never edited.

use sqlx::migrate::Migrator;

use crate::connection::Connection;
use crate::error::DatabaseError;

/// The migrations of a set of tables, for both databases; their versions are the same.
#[derive(Clone, Copy, Debug)]
pub struct Migrations {
    /// For SQLite.
    pub sqlite: &'static Migrator,
    /// For PostgreSQL.
    pub postgres: &'static Migrator,
}

impl Migrations {
    pub(crate) fn known(&self) -> i64 {
        let versions = self.sqlite.iter().map(|migration| migration.version);
        versions.max().unwrap_or(0)
    }

    /// The version of the database, which must not be newer than the program's. Zero where it has no tables yet.
    pub(crate) async fn check(
        &self,
        connection: &mut Connection<'_>,
    ) -> Result<i64, DatabaseError> {
        let there = if connection.is_sqlite() {
            "SELECT count(*) FROM sqlite_master WHERE name = '_sqlx_migrations'"
        } else {
            "SELECT count(*) FROM pg_class WHERE oid = to_regclass('_sqlx_migrations')"
        };
        if connection.number(there, vec![]).await? == 0 {
            return Ok(0);
        }
        let text = "SELECT CAST(coalesce(max(version), 0) AS BIGINT) FROM _sqlx_migrations";
        let found = i64::try_from(connection.number(text, vec![]).await?).unwrap_or(i64::MAX);
        let known = self.known();
        if found > known {
            return Err(DatabaseError::Newer { found, known });
        }
        Ok(found)
    }
}
