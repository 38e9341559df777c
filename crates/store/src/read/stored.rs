//! Entries with their events and public words, as the read tables point at them.

use std::collections::BTreeMap;

use madang_programme::Event;
use serde::de::DeserializeOwned;

use super::model::BodyView;
use super::record::parse;
use super::views::Views;
use crate::database::{Connection, Row, Value, values};
use crate::error::StoreError;

/// Entries asked for in one query.
const AT_ONCE: usize = 128;

/// An entry, read.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) index: u64,
    pub(super) at: String,
    pub(super) event: Event,
    bytes: Vec<u8>,
}

impl Stored {
    /// Reads an entry's bytes.
    pub(super) fn read(index: u64, bytes: Vec<u8>) -> Result<Stored, StoreError> {
        let (at, event) = {
            let entry = parse(index, &bytes)?;
            let event = Event::parse(entry.kind, entry.facts)
                .map_err(|error| StoreError::damaged(format!("entry {index}: {error}")))?;
            (entry.at.to_owned(), event)
        };
        Ok(Stored {
            index,
            at,
            event,
            bytes,
        })
    }

    /// From a row of index and bytes.
    pub(super) fn from_row(row: &Row, first: usize) -> Result<Stored, StoreError> {
        Stored::read(row.number(first)?, row.bytes(first + 1)?)
    }
}

/// Reads one entry.
pub(super) async fn one(connection: &mut Connection<'_>, index: u64) -> Result<Stored, StoreError> {
    let mut found = several(connection, &[index]).await?;
    found
        .remove(&index)
        .ok_or_else(|| StoreError::damaged(format!("entry {index} is missing")))
}

/// Reads several entries.
pub(super) async fn several(
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

/// The body of a name of several entries, where it is public, was public from the beginning, and is not erased.
pub(super) async fn texts<T: DeserializeOwned>(
    connection: &mut Connection<'_>,
    name: &str,
    indexes: &[u64],
) -> Result<BTreeMap<u64, T>, StoreError> {
    let mut found = BTreeMap::new();
    for chunk in indexes.chunks(AT_ONCE) {
        let text = format!(
            "SELECT b.entry, b.content FROM body b \
             LEFT JOIN content c ON c.entry = b.entry AND c.name = b.name AND c.status <> 'released' \
             WHERE c.entry IS NULL AND b.entry IN ({}) AND b.name = ${}",
            placeholders(chunk.len()),
            chunk.len() + 1
        );
        let mut values = numbers(chunk);
        values.push(name.into());
        for row in connection.rows(&text, values).await? {
            let index = row.number(0)?;
            found.insert(index, content(index, name, &row.bytes(1)?)?);
        }
    }
    Ok(found)
}

/// A body of one entry as the public may see it.
pub(super) async fn visible<T: DeserializeOwned>(
    connection: &mut Connection<'_>,
    stored: &Stored,
    name: &str,
) -> Result<Option<T>, StoreError> {
    let entry = parse(stored.index, &stored.bytes)?;
    let mut views = Views::read(connection, stored.index, stored.index + 1).await?;
    for view in views.of(connection, stored.index, &entry).await? {
        if let BodyView::Open {
            name: found,
            content: bytes,
            ..
        } = view
            && found == name
        {
            return content(stored.index, name, &bytes).map(Some);
        }
    }
    Ok(None)
}

fn content<T: DeserializeOwned>(index: u64, name: &str, bytes: &[u8]) -> Result<T, StoreError> {
    serde_json::from_slice(bytes).map_err(|error| {
        StoreError::damaged(format!(
            "body {name:?} of entry {index} cannot be read: {error}"
        ))
    })
}

/// `$1,$2,…`
pub(super) fn placeholders(number: usize) -> String {
    (1..=number)
        .map(|n| format!("${n}"))
        .collect::<Vec<_>>()
        .join(",")
}

fn numbers(indexes: &[u64]) -> Vec<Value> {
    indexes.iter().flat_map(|index| values![*index]).collect()
}
