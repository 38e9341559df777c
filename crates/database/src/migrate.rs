//! Migrations: for tables whose rows cannot be made again. An applied one is never edited.

use sqlx::SqlStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

use crate::connection::Connection;
use crate::error::DatabaseError;

/// One step of the tables, in the words of one database.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The file's name without its ending: the version (its place in the list, from 1) in four digits, an underscore, what it
    /// brings.
    pub name: &'static str,
    /// What is run. Its hash is kept by the database: it is never edited.
    pub sql: &'static str,
}

/// The migrations of a set of tables, for both databases; their versions are the same. [`migrations`](crate::migrations) makes one
/// from the names of its files.
///
/// The files are read here and not by `sqlx::migrate!`, whose procedural macro would have both database drivers built a second
/// time for the machine that compiles.
#[derive(Clone, Copy, Debug)]
pub struct Migrations {
    /// For SQLite.
    pub sqlite: &'static [Step],
    /// For PostgreSQL.
    pub postgres: &'static [Step],
}

/// [`Migrations`](crate::Migrations) from names of files: `migrations!["0001_record"]` takes `migrations/sqlite/0001_record.sql` and
/// `migrations/postgres/0001_record.sql` of the crate that calls it.
#[macro_export]
macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        $crate::Migrations {
            sqlite: &[$($crate::migrations!(@ "sqlite", $name)),+],
            postgres: &[$($crate::migrations!(@ "postgres", $name)),+],
        }
    };
    (@ $folder:literal, $name:literal) => {
        $crate::Step {
            name: $name,
            sql: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"), "/migrations/", $folder, "/", $name, ".sql"
            )),
        }
    };
}

/// What brings a database to the last step. Descriptions and hashes are those that `sqlx` makes of files with these names, and that
/// databases have kept.
pub(crate) fn migrator(steps: &[Step]) -> Migrator {
    let migrations = steps.iter().zip(1..).map(|(step, version)| {
        let described = step
            .name
            .split_once('_')
            .map_or(step.name, |(_, rest)| rest);
        let description = described.replace('_', " ").into();
        let sql = SqlStr::from_static(step.sql);
        Migration::new(version, description, MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(migrations.collect())
}

impl Migrations {
    /// The first twelve bytes, in hexadecimal digits, of the hash by which databases know each step: on SQLite, on PostgreSQL. An
    /// applied step is never edited; tests hold these.
    pub fn hashes(&self) -> [Vec<String>; 2] {
        [self.sqlite, self.postgres].map(|steps| {
            let migrator = migrator(steps);
            let short = |bytes: &[u8]| bytes.iter().take(12).map(|b| format!("{b:02x}")).collect();
            migrator.iter().map(|step| short(&step.checksum)).collect()
        })
    }

    pub(crate) fn known(&self) -> i64 {
        i64::try_from(self.sqlite.len()).unwrap_or(i64::MAX)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_what_a_file_of_its_name_is() {
        let steps = [
            Step {
                name: "0001_record",
                sql: "SELECT 1;",
            },
            Step {
                name: "0002_tables_of_people",
                sql: "SELECT 2;",
            },
        ];
        let migrator = migrator(&steps);
        let read = migrator
            .iter()
            .map(|step| (step.version, &*step.description));
        assert_eq!(
            read.collect::<Vec<_>>(),
            [(1, "record"), (2, "tables of people")]
        );
        assert_ne!(
            migrator.migrations[0].checksum,
            migrator.migrations[1].checksum
        );
    }
}
