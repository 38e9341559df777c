//! What becomes of contents after they were committed to. Every copy of one, in whatever table, follows it: a table says
//! which of its columns hold words, and nothing else is needed.

use std::collections::{BTreeMap, BTreeSet};

use madang_database::{Connection, Rows, values};
use madang_programme::State;
use madang_record::{EntryRef, VisibilityRef};

use super::general::CONTENT;
use crate::error::StoreError;
use crate::kept::entry_bytes;

/// What happened to a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Restricted,
    Released,
    Erased,
}

impl Status {
    fn name(self) -> &'static str {
        match self {
            Status::Restricted => "restricted",
            Status::Released => "released",
            Status::Erased => "erased",
        }
    }
}

/// Notes what became of a content; one that is erased goes with its salt.
pub(crate) async fn note(
    connection: &mut Connection<'_>,
    by: u64,
    entry: u64,
    name: &str,
    status: Status,
) -> Result<(), StoreError> {
    if status == Status::Erased {
        let text = "DELETE FROM body WHERE entry = $1 AND name = $2";
        connection.execute(text, values![entry, name]).await?;
        // During a refill of the read tables it is gone long since.
        let text = "INSERT INTO trace (entry) SELECT CAST($1 AS BIGINT) \
                    WHERE CAST($2 AS BIGINT) >= (SELECT size FROM head WHERE id = 1) ON CONFLICT DO NOTHING";
        connection.execute(text, values![entry, by]).await?;
    }
    let mut rows = Rows::new(&CONTENT);
    rows.push(values![entry, name, status.name(), by])?;
    Ok(rows.write(connection).await?)
}

/// An entry that is on record with its contents.
pub(crate) struct Readable {
    pub(crate) bytes: Vec<u8>,
    contents: BTreeMap<String, Vec<u8>>,
    /// Contents that are restricted or erased.
    hidden: BTreeSet<String>,
    /// Contents that were restricted once.
    released: BTreeSet<String>,
}

impl Readable {
    /// The contents that the public may read now.
    pub(crate) fn public(&self, entry: &EntryRef<'_>, state: &State) -> BTreeMap<&str, &[u8]> {
        let contents = self.contents.iter();
        contents
            .filter(|(name, _)| {
                !self.hidden.contains(*name)
                    && (self.released.contains(*name) || is_public(entry, state, name))
            })
            .map(|(name, content)| (name.as_str(), content.as_slice()))
            .collect()
    }
}

/// Reads an entry with its contents and what became of them.
pub(crate) async fn readable(
    connection: &mut Connection<'_>,
    entry: u64,
) -> Result<Readable, StoreError> {
    let bytes = entry_bytes(connection, entry, entry + 1).await?.pop();
    let mut readable = Readable {
        bytes: bytes.unwrap_or_default(),
        contents: BTreeMap::new(),
        hidden: BTreeSet::new(),
        released: BTreeSet::new(),
    };
    let text = "SELECT name, status FROM content WHERE entry = $1";
    for row in connection.rows(text, values![entry]).await? {
        let names = if row.text(1)? == Status::Released.name() {
            &mut readable.released
        } else {
            &mut readable.hidden
        };
        names.insert(row.text(0)?);
    }
    let text = "SELECT name, content FROM body WHERE entry = $1";
    for row in connection.rows(text, values![entry]).await? {
        readable.contents.insert(row.text(0)?, row.bytes(1)?);
    }
    Ok(readable)
}

/// Whether a content of an entry was public from the beginning, or its seal is broken.
pub(crate) fn is_public(entry: &EntryRef<'_>, state: &State, name: &str) -> bool {
    entry
        .bodies
        .iter()
        .find(|body| body.name == name)
        .is_some_and(|body| match &body.visibility {
            VisibilityRef::Public => true,
            VisibilityRef::Sealed { until } => state.is_unsealed(until),
            VisibilityRef::Restricted { .. } => false,
        })
}
