//! The record as it is published: checkpoint, entries, tiles, proofs, receipts.

mod acts;
mod entries;
mod proofs;
pub(crate) mod shapes;
pub(crate) mod stored;
mod stream;
mod views;

use madang_database::{Connection, values};
use madang_programme::record_said;
use madang_record::tile::{TILE_WIDTH, encode_bundle, encode_tile};
use madang_record::{Hash, Salt};

use crate::Store;
use crate::error::StoreError;
use crate::kept::{entry_bytes, hash, leaves, salt};
use crate::replica::Head;
use crate::words::said;

pub(crate) use proofs::{receipt, salts};
pub use stream::RowStream;

/// Entries of a full bundle.
const WIDTH: u64 = TILE_WIDTH as u64;

/// The deepest level of tiles that a tree can have.
const MAX_LEVEL: u8 = 7;

impl Store {
    /// The last signed checkpoint, a signed note; empty before the first entry.
    ///
    /// # Errors
    /// What the database says.
    pub async fn checkpoint(&self) -> Result<String, StoreError> {
        let mut lent = self.database().reader().await?;
        Ok(Head::read(&mut lent.connection()).await?.checkpoint)
    }

    /// How many entries there are.
    ///
    /// # Errors
    /// What the database says.
    pub async fn size(&self) -> Result<u64, StoreError> {
        let mut lent = self.database().reader().await?;
        Ok(Head::read(&mut lent.connection()).await?.size())
    }

    /// A tile of `width` hashes (1–256), 32 bytes each, as tlog-tiles has it; `None` where the tree has not that many.
    ///
    /// # Errors
    /// What the database says, and an entry that is missing.
    pub async fn tile(
        &self,
        level: u8,
        index: u64,
        width: u16,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let size = Head::read(connection).await?.size();
        let fits = (1..=TILE_WIDTH).contains(&width) && level <= MAX_LEVEL;
        let end = index
            .checked_mul(WIDTH)
            .and_then(|first| first.checked_add(u64::from(width)));
        match end {
            Some(end) if fits && end <= size >> (8 * u32::from(level)) => {}
            _ => return Ok(None),
        }
        Ok(Some(encode_tile(
            &tile_hashes(connection, level, index, u64::from(width)).await?,
        )))
    }

    /// A bundle of `width` entries (1–256), each with its length in two bytes before it, as tlog-tiles has it; `None`
    /// where there are not that many.
    ///
    /// # Errors
    /// What the database says, and an entry that is missing.
    pub async fn entry_bundle(
        &self,
        index: u64,
        width: u16,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let size = Head::read(connection).await?.size();
        let first = index.checked_mul(WIDTH);
        let end = first.and_then(|first| first.checked_add(u64::from(width)));
        let (Some(first), Some(end)) = (first, end) else {
            return Ok(None);
        };
        if !(1..=TILE_WIDTH).contains(&width) || end > size {
            return Ok(None);
        }
        let entries = entry_bytes(connection, first, end).await?;
        encode_bundle(&entries)
            .map(Some)
            .map_err(|error| StoreError::damaged(record_said(&error)))
    }
}

/// The hashes of a tile: the one that is kept, or made from what is below it.
async fn tile_hashes(
    connection: &mut Connection<'_>,
    level: u8,
    index: u64,
    width: u64,
) -> Result<Vec<Hash>, StoreError> {
    if width == WIDTH {
        let text = "SELECT data FROM tile WHERE level = $1 AND idx = $2";
        if let Some(row) = connection
            .row(text, values![u64::from(level), index])
            .await?
        {
            let data = row.bytes(0)?;
            return madang_record::tile::parse_tile(&data, TILE_WIDTH)
                .map_err(|error| StoreError::damaged(record_said(&error)));
        }
    }
    let first = index * WIDTH;
    if level == 0 {
        return leaves(connection, first, first + width).await;
    }
    let below = level - 1;
    let text =
        "SELECT idx, root FROM tile WHERE level = $1 AND idx >= $2 AND idx < $3 ORDER BY idx";
    let mut known = std::collections::BTreeMap::new();
    for row in connection
        .rows(text, values![u64::from(below), first, first + width])
        .await?
    {
        known.insert(row.number(0)?, hash(&row.bytes(1)?)?);
    }
    let mut hashes = Vec::with_capacity(known.len());
    for child in first..first + width {
        hashes.push(match known.get(&child) {
            Some(root) => *root,
            // The builder has not come to it yet.
            None => {
                let below = Box::pin(tile_hashes(connection, below, child, WIDTH)).await?;
                madang_record::tile::tile_root(&below)
                    .ok_or_else(|| StoreError::damaged(said!("store-tile-not-full")))?
            }
        });
    }
    Ok(hashes)
}

/// The salts that are kept for an entry's bodies.
async fn body_salts(
    connection: &mut Connection<'_>,
    index: u64,
) -> Result<Vec<(String, Salt, Vec<u8>)>, StoreError> {
    let text = "SELECT name, salt, content FROM body WHERE entry = $1 ORDER BY name";
    let rows = connection.rows(text, values![index]).await?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, salt(&row.bytes(1)?)?, row.bytes(2)?)))
        .collect()
}
