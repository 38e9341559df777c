//! What is deleted, gone from the files.
//!
//! PostgreSQL leaves a deleted row in its page, its words among the keys of an index, and both in the write-ahead log. A
//! table that held it is written anew beside itself and takes the old one's place, whose files are removed. Reading goes
//! on all the while, and writing but for the moment of the change. (VACUUM alone frees the row's place without
//! overwriting it; VACUUM FULL does what is done here, but shuts everybody out for as long as it takes.)

use crate::connection::{Changes, Connection};
use crate::error::DatabaseError;
use crate::open::Database;
use crate::table::Table;
use crate::words::WordIndex;

/// Held while tables are written anew: several nodes may be asked at once.
const LOCK: &str = "SELECT pg_advisory_lock(7017017017)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(7017017017)";

/// Segments of the log that are overwritten where they cannot be removed; more are left to time.
const MOST_SEGMENTS: u64 = 40;

/// What traces of something erased remain, for the operator: where, and what to do about each.
pub type Remains = Vec<Remain>;

/// A place that emptying the log does not reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remain {
    /// Too many of PostgreSQL's old log segments, which it overwrites as it goes.
    OldSegments,
    /// Segments that PostgreSQL keeps for a replication slot or by a setting.
    HeldSegments,
    /// Archived segments.
    Archive,
    /// The logs of replicas.
    Replicas,
    /// The whole log: the database's user may not empty it, as the database says.
    NotAllowed(String),
}

/// A table as PostgreSQL keeps it.
struct Shape {
    name: &'static str,
    key: Vec<&'static str>,
    create: Vec<String>,
    indexes: Vec<String>,
    /// The indexes' names now and as they are to be.
    names: Vec<(String, String)>,
}

fn new_name(name: &str) -> String {
    format!("{name}_new")
}

impl Shape {
    fn of_table(table: &Table) -> Shape {
        let new = new_name(table.name);
        let names = table.index_names(&new).into_iter();
        Shape {
            name: table.name,
            key: table.key.to_vec(),
            create: table.create_postgres(&new),
            indexes: table.indexes_on(&new),
            names: names.zip(table.index_names(table.name)).collect(),
        }
    }

    fn of_words(index: &WordIndex) -> Shape {
        let new = new_name(index.name);
        let names = index.index_names(&new).into_iter();
        Shape {
            name: index.name,
            key: vec!["entry"],
            create: index.create_postgres(&new),
            indexes: index.indexes_on(&new),
            names: names.zip(index.index_names(index.name)).collect(),
        }
    }
}

/// Writes tables anew, so that rows that were deleted are in no file of theirs any more. On SQLite, which overwrites what
/// it deletes, there is nothing to do. `lock` is a statement that keeps writers out of them until its transaction ends;
/// rows of them are added and deleted, never changed.
///
/// # Errors
/// What the database says; the tables are as they were then.
pub async fn rewrite(
    database: &Database,
    tables: &[&Table],
    words: &[WordIndex],
    lock: &str,
) -> Result<(), DatabaseError> {
    let mut lent = database.maintainer().await?;
    let connection = &mut lent.connection();
    if connection.is_sqlite() {
        return Ok(());
    }
    let tables = tables.iter().map(|table| Shape::of_table(table));
    let shapes: Vec<Shape> = tables.chain(words.iter().map(Shape::of_words)).collect();
    connection.execute(LOCK, vec![]).await?;
    let mut done = Ok(());
    for shape in &shapes {
        done = copy(connection, shape).await;
        if done.is_ok() {
            done = change_places(database.begin().await?, shape, lock).await;
        }
        if done.is_err() {
            break;
        }
    }
    connection.execute(UNLOCK, vec![]).await?;
    done?;
    // The planner's samples of the old tables. Only a superuser may; others are warned, and nothing is lost: of columns that
    // hold contents none are taken.
    connection
        .execute("VACUUM FULL pg_statistic", vec![])
        .await
        .map(drop)
}

/// Writes a table's rows into a new table beside it.
async fn copy(connection: &mut Connection<'_>, shape: &Shape) -> Result<(), DatabaseError> {
    let (name, new) = (shape.name, new_name(shape.name));
    // One that was left when the program stopped half-way.
    connection.drop_table(&new).await?;
    for statement in &shape.create {
        connection.execute(statement, vec![]).await?;
    }
    connection
        .execute(&format!("INSERT INTO {new} SELECT * FROM {name}"), vec![])
        .await?;
    for statement in &shape.indexes {
        connection.execute(statement, vec![]).await?;
    }
    connection
        .execute(&format!("ANALYZE {new}"), vec![])
        .await
        .map(drop)
}

/// Brings the new table level with the old one and puts it in its place.
async fn change_places(
    mut changes: Changes,
    shape: &Shape,
    lock: &str,
) -> Result<(), DatabaseError> {
    let (name, new) = (shape.name, new_name(shape.name));
    let same: Vec<String> = shape
        .key
        .iter()
        .map(|column| format!("o.{column} = n.{column}"))
        .collect();
    let same = same.join(" AND ");
    let mut statements = vec![
        lock.to_owned(),
        format!("DELETE FROM {new} n WHERE NOT EXISTS (SELECT 1 FROM {name} o WHERE {same})"),
        format!(
            "INSERT INTO {new} SELECT * FROM {name} o WHERE NOT EXISTS (SELECT 1 FROM {new} n WHERE {same})"
        ),
        format!("DROP TABLE {name}"),
        format!("ALTER TABLE {new} RENAME TO {name}"),
    ];
    for (now, then) in &shape.names {
        statements.push(format!("ALTER INDEX {now} RENAME TO {then}"));
    }
    for statement in statements {
        changes.connection().execute(&statement, vec![]).await?;
    }
    changes.commit().await
}

/// Takes what was deleted out of the write-ahead log, as far as the database lets us. Gives what it does not reach.
///
/// # Errors
/// What the database says; SQLite's log cannot be emptied while somebody reads an older state of it.
pub async fn empty_log(database: &Database) -> Result<Remains, DatabaseError> {
    let mut lent = database.maintainer().await?;
    let connection = &mut lent.connection();
    if connection.is_sqlite() {
        let text = "PRAGMA wal_checkpoint(TRUNCATE)";
        let busy = match connection.row(text, vec![]).await? {
            Some(row) => row.number(0)?,
            None => 1,
        };
        return match busy {
            0 => Ok(Remains::new()),
            _ => Err(DatabaseError::LogInUse),
        };
    }
    empty_postgres_log(connection).await
}

async fn empty_postgres_log(connection: &mut Connection<'_>) -> Result<Remains, DatabaseError> {
    let mut remains = Remains::new();
    // What stands in a segment before a checkpoint is not needed any more; files of removed tables go with it too.
    for statement in ["CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT"] {
        if let Err(error) = connection.execute(statement, vec![]).await {
            remains.push(Remain::NotAllowed(error.to_string()));
            return Ok(remains);
        }
    }
    // Files of old segments, renamed: they are overwritten from their beginning as the log grows.
    let text = "SELECT count(*) FROM pg_ls_waldir() \
                WHERE name ~ '^[0-9A-F]{24}$' AND name > pg_walfile_name(pg_current_wal_lsn())";
    let waiting = connection.number(text, vec![]).await.unwrap_or(u64::MAX);
    if waiting <= MOST_SEGMENTS {
        let size = "SELECT pg_size_bytes(current_setting('wal_segment_size'))";
        let size = connection.number(size, vec![]).await?;
        let text = "SELECT pg_logical_emit_message(false, 'madang', repeat('-', 1000000))";
        for _ in 0..(waiting + 1) * size / 1_000_000 + 1 {
            connection.execute(text, vec![]).await?;
        }
    } else {
        remains.push(Remain::OldSegments);
    }
    if keeps_old_segments(connection).await {
        remains.push(Remain::HeldSegments);
    }
    let text = "SELECT count(*) FROM pg_settings WHERE name = 'archive_mode' AND setting <> 'off'";
    if connection.number(text, vec![]).await? > 0 {
        remains.push(Remain::Archive);
    }
    if connection
        .number("SELECT count(*) FROM pg_stat_replication", vec![])
        .await?
        > 0
    {
        remains.push(Remain::Replicas);
    }
    Ok(remains)
}

/// Whether segments of the log from before the last checkpoint stay. Others may write and make checkpoints at the same time: a
/// segment that has just been left is there until the next one.
async fn keeps_old_segments(connection: &mut Connection<'_>) -> bool {
    const TRIES: usize = 5;
    let held = "SELECT count(*) FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$' \
                AND name < (SELECT redo_wal_file FROM pg_control_checkpoint())";
    for _ in 0..TRIES {
        let checkpoint = connection.execute("CHECKPOINT", vec![]).await;
        if checkpoint.is_err() || connection.number(held, vec![]).await.unwrap_or(0) == 0 {
            return false;
        }
    }
    true
}
