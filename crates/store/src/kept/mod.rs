//! What the record's own tables hold, read as what it is: the floor below what is appended, projected and published.

pub(crate) mod tables;

use madang_database::{Connection, values};
use madang_programme::record_said;
use madang_record::{EntryRef, Hash, Salt, leaf_hash};

use crate::error::StoreError;
use crate::words::said;

/// The bytes of the entries `from..to`, all of which must be there.
pub(crate) async fn entry_bytes(
    connection: &mut Connection<'_>,
    from: u64,
    to: u64,
) -> Result<Vec<Vec<u8>>, StoreError> {
    let text = "SELECT idx, bytes FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx";
    let rows = connection.rows(text, values![from, to]).await?;
    if rows.len() as u64 != to - from {
        return Err(StoreError::damaged(said!(
            "store-entries-missing",
            from = from,
            to = to
        )));
    }
    rows.iter().map(|row| Ok(row.bytes(1)?)).collect()
}

/// The leaf hashes of the entries `from..to`, from their bytes.
pub(crate) async fn leaves(
    connection: &mut Connection<'_>,
    from: u64,
    to: u64,
) -> Result<Vec<Hash>, StoreError> {
    let text = "SELECT idx, bytes FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx";
    let rows = connection.rows(text, values![from, to]).await?;
    if rows.len() as u64 != to - from {
        return Err(StoreError::damaged(said!(
            "store-entries-missing",
            from = from,
            to = to
        )));
    }
    rows.iter()
        .map(|row| Ok(leaf_hash(&row.bytes(1)?)))
        .collect()
}

/// Reads an entry that is on record.
pub(crate) fn parse(index: u64, bytes: &[u8]) -> Result<EntryRef<'_>, StoreError> {
    EntryRef::parse(bytes).map_err(|error| {
        StoreError::damaged(said!(
            "store-entry-unreadable",
            entry = index,
            problem = record_said(&error)
        ))
    })
}

/// A hash as it is kept: 32 bytes.
pub(crate) fn hash(bytes: &[u8]) -> Result<Hash, StoreError> {
    Hash::from_slice(bytes)
        .ok_or_else(|| StoreError::damaged(said!("store-hash-length", bytes = bytes.len())))
}

/// A salt as it is kept: 32 bytes.
pub(crate) fn salt(bytes: &[u8]) -> Result<Salt, StoreError> {
    let bytes: [u8; 32] = bytes
        .try_into()
        .map_err(|_| StoreError::damaged(said!("store-salt-length", bytes = bytes.len())))?;
    Ok(Salt::from_bytes(bytes))
}
