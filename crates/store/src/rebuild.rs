//! Read tables are a cache: they can be remade from the entries, and the two must be equal.

use std::collections::BTreeMap;

use madang_database::{Connection, values};
use madang_programme::State;
use madang_programme::record_said;
use madang_record::{EntryRef, Frontier, leaf_hash};

use crate::Store;
use crate::error::StoreError;
use crate::kept::entry_bytes;
use crate::projection::general::GRAMS;
use crate::projection::rows::Then;
use crate::projection::{ALL, Projection};
use crate::replica::{CHUNK, Head};
use crate::words::said;

impl Store {
    /// Empties all read tables and fills them from the entries, in one transaction; nothing is recorded meanwhile.
    /// `progress` is told how many entries of how many are done.
    ///
    /// # Errors
    /// What the database says, and entries that do not make the tree that was signed: nothing is changed then.
    pub async fn rebuild(&self, progress: &(dyn Fn(u64, u64) + Sync)) -> Result<(), StoreError> {
        let mut changes = self.database().begin().await?;
        {
            let connection = &mut changes.connection();
            let (head, _) = Head::lock(connection).await?;
            GRAMS.clear(connection).await?;
            for table in ALL.iter() {
                connection.clear(table).await?;
            }
            refill(connection, &head, progress).await?;
        }
        changes.commit().await?;
        self.shared.programmes.forget();
        Ok(())
    }

    /// All read tables as text, in the order of their columns: to hold rebuilt ones equal to those that grew.
    ///
    /// # Errors
    /// What the database says.
    pub async fn dump_read_tables(&self) -> Result<String, StoreError> {
        let mut changes = self.database().begin().await?;
        let connection = &mut changes.connection();
        let mut out = String::new();
        for table in ALL.iter() {
            connection.dump(table, &mut out).await?;
        }
        GRAMS.dump(connection, &mut out).await?;
        changes.rollback().await?;
        Ok(out)
    }
}

/// Fills empty read tables from all entries.
pub(crate) async fn refill(
    connection: &mut Connection<'_>,
    head: &Head,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<(), StoreError> {
    let size = head.size();
    let (mut state, mut frontier) = (State::default(), Frontier::new());
    let mut projection = Projection::default();
    let mut from = 0;
    while from < size {
        let to = size.min(from + CHUNK);
        let kept = contents(connection, from, to).await?;
        let entries = entry_bytes(connection, from, to).await?;
        for (index, bytes) in (from..to).zip(entries) {
            let entry = EntryRef::parse(&bytes).map_err(|error| {
                StoreError::damaged(said!(
                    "store-entry-unreadable",
                    entry = index,
                    problem = record_said(&error)
                ))
            })?;
            let event = state.apply(&entry)?;
            frontier.append(leaf_hash(&bytes));
            let of_entry = (index, String::new())..(index + 1, String::new());
            let contents = kept
                .range(of_entry)
                .map(|((_, name), content)| (name.as_str(), content.as_slice()))
                .collect();
            if projection.add(&state, index, &entry, &event, &contents)? == Then::Changes {
                projection.write(connection).await?;
                projection.change(connection, &state, index, &event).await?;
            }
        }
        projection.write(connection).await?;
        from = to;
        progress(from, size);
    }
    if frontier != head.frontier {
        return Err(StoreError::damaged(said!("store-tree-differs")));
    }
    Ok(())
}

/// The contents of a range of entries that are not erased.
async fn contents(
    connection: &mut Connection<'_>,
    from: u64,
    to: u64,
) -> Result<BTreeMap<(u64, String), Vec<u8>>, StoreError> {
    let text = "SELECT entry, name, content FROM body WHERE entry >= $1 AND entry < $2";
    let rows = connection.rows(text, values![from, to]).await?;
    rows.iter()
        .map(|row| Ok(((row.number(0)?, row.text(1)?), row.bytes(2)?)))
        .collect()
}
