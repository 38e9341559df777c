//! Entries with their events and public words, as the read tables point at them.

use std::collections::BTreeMap;

use madang_database::{Connection, Row, Value, values};
use madang_programme::{Event, State};
use madang_words::{quoted, serde_said};
use serde::de::DeserializeOwned;

use crate::error::StoreError;
use crate::kept::parse;
use crate::projection::contents::{Status, may_be_read};
use crate::words::said;

/// Entries asked for in one query.
pub(crate) const AT_ONCE: usize = 128;

/// An entry, read.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) index: u64,
    pub(crate) at: String,
    pub(crate) actor: String,
    pub(crate) event: Event,
}

impl Stored {
    /// Reads an entry's bytes.
    pub(crate) fn read(index: u64, bytes: &[u8]) -> Result<Stored, StoreError> {
        let entry = parse(index, bytes)?;
        let event = Event::parse(entry.kind, entry.facts).map_err(|error| {
            StoreError::damaged(said!(
                "store-entry-unreadable",
                entry = index,
                problem = error.said()
            ))
        })?;
        Ok(Stored {
            index,
            at: entry.at.to_owned(),
            actor: entry.actor.to_owned(),
            event,
        })
    }

    /// From a row of index and bytes.
    pub(crate) fn from_row(row: &Row, first: usize) -> Result<Stored, StoreError> {
        Stored::read(row.number(first)?, &row.bytes(first + 1)?)
    }
}

/// Reads one entry.
pub(crate) async fn one(connection: &mut Connection<'_>, index: u64) -> Result<Stored, StoreError> {
    let mut found = several(connection, &[index]).await?;
    found
        .remove(&index)
        .ok_or_else(|| StoreError::damaged(said!("store-entry-missing", entry = index)))
}

/// Reads several entries.
pub(crate) async fn several(
    connection: &mut Connection<'_>,
    indexes: &[u64],
) -> Result<BTreeMap<u64, Stored>, StoreError> {
    let mut found = BTreeMap::new();
    for chunk in indexes.chunks(AT_ONCE) {
        let text = format!(
            "SELECT idx, bytes FROM entry WHERE idx IN ({})",
            placeholders(chunk.len())
        );
        for row in connection.rows(&text, numbers(chunk)).await? {
            let entry = Stored::from_row(&row, 0)?;
            found.insert(entry.index, entry);
        }
    }
    Ok(found)
}

/// A row of a table points to an entry of another kind than the table is of.
pub(crate) fn of_another_kind(stored: &Stored) -> StoreError {
    StoreError::damaged(said!("store-other-kind", entry = stored.index))
}

/// What a list shows of these entries, in this order: the columns of its table beside each entry with its words, by `detail`. Rows are
/// those of the table whose entries are asked for; one that is not there is left out.
pub(crate) async fn details<W: DeserializeOwned, D>(
    connection: &mut Connection<'_>,
    table: &str,
    columns: &[&str],
    name: &str,
    entries: &[u64],
    detail: impl Fn(Stored, Option<W>, &Row) -> Result<D, StoreError>,
) -> Result<Vec<D>, StoreError> {
    let mut texts = texts(connection, name, entries).await?;
    let own: String = columns
        .iter()
        .map(|column| format!("t.{column}, "))
        .collect();
    let mut found = BTreeMap::new();
    for chunk in entries.chunks(AT_ONCE) {
        let text = format!(
            "SELECT {own}e.idx, e.bytes FROM {table} t JOIN entry e ON e.idx = t.entry \
             WHERE t.entry IN ({})",
            placeholders(chunk.len())
        );
        for row in connection.rows(&text, numbers(chunk)).await? {
            let stored = Stored::from_row(&row, columns.len())?;
            let index = stored.index;
            let words = texts.remove(&index);
            found.insert(index, detail(stored, words, &row)?);
        }
    }
    let in_order = entries.iter().filter_map(|entry| found.remove(entry));
    Ok(in_order.collect())
}

/// The entries of a table about a programme from one on, in the order of the record, as many as are read at once.
pub(crate) async fn following(
    connection: &mut Connection<'_>,
    table: &str,
    programme: &str,
    from: u64,
) -> Result<Vec<u64>, StoreError> {
    let text = format!(
        "SELECT entry FROM {table} WHERE programme = $1 AND entry >= $2 ORDER BY entry LIMIT {AT_ONCE}"
    );
    entries(connection, &text, values![programme, from]).await
}

/// The entries that a question asks for.
pub(crate) async fn entries(
    connection: &mut Connection<'_>,
    text: &str,
    values: Vec<Value>,
) -> Result<Vec<u64>, StoreError> {
    let rows = connection.rows(text, values).await?;
    let entries = rows.iter().map(|row| Ok(row.number(0)?));
    entries.collect()
}

/// The content of a name of several entries, where it was public from the beginning or was released, and is neither
/// restricted nor erased. A content under seal is not among them, whatever became of its seal.
pub(crate) async fn texts<T: DeserializeOwned>(
    connection: &mut Connection<'_>,
    name: &str,
    indexes: &[u64],
) -> Result<BTreeMap<u64, T>, StoreError> {
    public(connection, &State::default(), name, indexes).await
}

/// The same, with contents whose seals are broken in `state`.
pub(crate) async fn public<T: DeserializeOwned>(
    connection: &mut Connection<'_>,
    state: &State,
    name: &str,
    indexes: &[u64],
) -> Result<BTreeMap<u64, T>, StoreError> {
    let mut found = BTreeMap::new();
    for chunk in indexes.chunks(AT_ONCE) {
        let text = format!(
            "SELECT b.entry, b.content, e.bytes, c.status FROM body b JOIN entry e ON e.idx = b.entry \
             LEFT JOIN content c ON c.entry = b.entry AND c.name = b.name \
             WHERE b.entry IN ({}) AND b.name = ${}",
            placeholders(chunk.len()),
            chunk.len() + 1
        );
        let mut values = numbers(chunk);
        values.push(name.into());
        for row in connection.rows(&text, values).await? {
            let index = row.number(0)?;
            let became = row.optional_text(3)?;
            let became = became.as_deref().map(Status::read).transpose()?;
            let bytes = row.bytes(2)?;
            if may_be_read(&parse(index, &bytes)?, name, became, state) {
                found.insert(index, content(index, name, &row.bytes(1)?)?);
            }
        }
    }
    Ok(found)
}

/// A content as it stands in its table.
pub(crate) fn content<T: DeserializeOwned>(
    index: u64,
    name: &str,
    bytes: &[u8],
) -> Result<T, StoreError> {
    serde_json::from_slice(bytes).map_err(|error| {
        StoreError::damaged(said!(
            "store-body-unreadable",
            name = quoted(name),
            entry = index,
            problem = serde_said(error)
        ))
    })
}

/// `$1,$2,…`
pub(crate) fn placeholders(number: usize) -> String {
    (1..=number)
        .map(|n| format!("${n}"))
        .collect::<Vec<_>>()
        .join(",")
}

fn numbers(indexes: &[u64]) -> Vec<Value> {
    indexes.iter().flat_map(|index| values![*index]).collect()
}
