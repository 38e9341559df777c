//! Read tables are a cache: they can be remade from the entries, and the two must be equal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use madang_programme::State;
use madang_programme::body::TEXT;
use madang_record::{EntryRef, Frontier, leaf_hash};

use crate::Store;
use crate::database::{Connection, values};
use crate::error::StoreError;
use crate::read::project::{Projection, clear};
use crate::read::tables::DUMPED;
use crate::replica::{CHUNK, Head};

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
            let head = Head::read(connection, true).await?;
            clear(connection).await?;
            let size = head.size();
            let (mut state, mut frontier) = (State::default(), Frontier::new());
            let mut projection = Projection::default();
            let mut from = 0;
            while from < size {
                let to = size.min(from + CHUNK);
                let texts = texts(connection, from, to).await?;
                for (index, bytes) in
                    (from..to).zip(crate::record::entry_bytes(connection, from, to).await?)
                {
                    let entry = EntryRef::parse(&bytes).map_err(|error| {
                        StoreError::damaged(format!("entry {index} cannot be read: {error}"))
                    })?;
                    let event = state.apply(&entry)?;
                    frontier.append(leaf_hash(&bytes));
                    let text = texts.get(&index).map(Vec::as_slice);
                    if !projection.add(&state, index, &event, text)? {
                        projection.write(connection).await?;
                        projection.change(connection, index, &event).await?;
                    }
                }
                projection.write(connection).await?;
                from = to;
                progress(from, size);
            }
            if frontier != head.frontier {
                return Err(StoreError::damaged(
                    "the entries do not make the tree that was signed",
                ));
            }
        }
        changes.commit().await
    }

    /// All read tables as text, in the order of their keys: to hold rebuilt ones equal to those that grew.
    ///
    /// # Errors
    /// What the database says.
    pub async fn dump_read_tables(&self) -> Result<String, StoreError> {
        let mut changes = self.database().begin().await?;
        let connection = &mut changes.connection();
        let mut out = String::new();
        for (table, columns) in DUMPED {
            // Every type has a text form in both databases; bytes are compared by their hexadecimal digits.
            let shown: Vec<String> = columns
                .split(", ")
                .map(|column| shown(connection, column))
                .collect();
            let text = format!(
                "SELECT {} FROM {table} ORDER BY {columns}",
                shown.join(" || ' ' || ")
            );
            dump(connection, table, &text, &mut out).await?;
        }
        if connection.is_sqlite() {
            let text = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms \
                        USING fts5vocab(main, proposal_search, instance)";
            connection.execute(text, vec![]).await?;
            let text = "SELECT doc || ' ' || term || ' ' || offset FROM search_terms ORDER BY doc, offset, term";
            dump(connection, "proposal_search", text, &mut out).await?;
            connection
                .execute("DROP TABLE temp.search_terms", vec![])
                .await?;
        } else {
            let text = "SELECT entry || ' ' || grams::text FROM proposal_search ORDER BY entry";
            dump(connection, "proposal_search", text, &mut out).await?;
        }
        changes.rollback().await?;
        Ok(out)
    }
}

fn shown(connection: &Connection<'_>, column: &str) -> String {
    let text = match (column, connection.is_sqlite()) {
        ("voter", true) => "lower(hex(voter))".to_owned(),
        ("voter", false) => "encode(voter, 'hex')".to_owned(),
        _ => format!("CAST({column} AS TEXT)"),
    };
    format!("coalesce({text}, '-')")
}

async fn dump(
    connection: &mut Connection<'_>,
    table: &str,
    text: &str,
    out: &mut String,
) -> Result<(), StoreError> {
    for row in connection.rows(text, vec![]).await? {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{table}: {:?}", row.text(0)?);
    }
    Ok(())
}

/// The bodies `text` of a range of entries that are not erased.
async fn texts(
    connection: &mut Connection<'_>,
    from: u64,
    to: u64,
) -> Result<BTreeMap<u64, Vec<u8>>, StoreError> {
    let text = "SELECT entry, content FROM body WHERE entry >= $1 AND entry < $2 AND name = $3";
    let rows = connection.rows(text, values![from, to, TEXT]).await?;
    rows.iter()
        .map(|row| Ok((row.number(0)?, row.bytes(1)?)))
        .collect()
}
