//! Proofs from what is kept, and receipts with them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use madang_database::{Connection, Database};
use madang_record::receipt::ReceiptBody;
use madang_record::tile::TILE_HEIGHT;
use madang_record::{
    Hash, NodeReader, ProofError, Receipt, Salt, TlogProof, consistency_proof, empty_root,
    inclusion_proof, node_hash,
};
use madang_words::{quoted, serde_said};

use super::{WIDTH, body_salts, tile_hashes};
use crate::Store;
use crate::error::StoreError;
use crate::kept::entry_bytes;
use crate::replica::Head;
use crate::words::said;

impl Store {
    /// The receipt of an entry under the current checkpoint, with the bodies that are kept; `None` where there is no
    /// such entry. It is for whoever made the entry: sealed and restricted bodies are in it.
    ///
    /// # Errors
    /// What the database says, and an entry that is missing.
    pub async fn receipt(&self, index: u64) -> Result<Option<Receipt>, StoreError> {
        if index >= self.size().await? {
            return Ok(None);
        }
        receipt(self.database(), index).await.map(Some)
    }

    /// The proof that an entry is in the tree of `size` entries: the hashes from the leaf's sibling upwards.
    ///
    /// # Errors
    /// An index or size beyond the tree, and what the database says.
    pub async fn inclusion_proof(&self, index: u64, size: u64) -> Result<Vec<Hash>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        within(connection, size).await?;
        prove(connection, |nodes| inclusion_proof(nodes, index, size)).await
    }

    /// The proof that the tree of `new` entries grew from that of `old`.
    ///
    /// # Errors
    /// Sizes beyond the tree or in the wrong order, and what the database says.
    pub async fn consistency_proof(&self, old: u64, new: u64) -> Result<Vec<Hash>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        within(connection, new).await?;
        prove(connection, |nodes| consistency_proof(nodes, old, new)).await
    }
}

async fn within(connection: &mut Connection<'_>, size: u64) -> Result<(), StoreError> {
    let head = Head::read(connection).await?.size();
    if size > head {
        return Err(ProofError::IndexBeyondSize {
            index: size,
            size: head,
        }
        .into());
    }
    Ok(())
}

/// The receipt of an entry that is there.
pub(crate) async fn receipt(database: &Database, index: u64) -> Result<Receipt, StoreError> {
    let mut lent = database.reader().await?;
    let connection = &mut lent.connection();
    let head = Head::read(connection).await?;
    let hashes = prove(connection, |nodes| {
        inclusion_proof(nodes, index, head.size())
    })
    .await?;
    let entry = entry_bytes(connection, index, index + 1)
        .await?
        .pop()
        .unwrap_or_default();
    let entry = String::from_utf8(entry)
        .map_err(|_| StoreError::damaged(said!("store-not-text", entry = index)))?;
    let mut bodies = Vec::new();
    for (name, salt, content) in body_salts(connection, index).await? {
        let content = serde_json::from_slice(&content).map_err(|error| {
            StoreError::damaged(said!(
                "store-body-unreadable",
                name = quoted(&name),
                entry = index,
                problem = serde_said(error)
            ))
        })?;
        bodies.push(ReceiptBody {
            name,
            salt,
            content,
        });
    }
    Ok(Receipt {
        entry,
        proof: TlogProof {
            extra: None,
            index,
            hashes,
            checkpoint: head.checkpoint,
        },
        bodies,
    })
}

/// The salts of an entry's bodies by name.
pub(crate) async fn salts(
    database: &Database,
    index: u64,
) -> Result<Vec<(String, Salt)>, StoreError> {
    let mut lent = database.reader().await?;
    let bodies = body_salts(&mut lent.connection(), index).await?;
    Ok(bodies
        .into_iter()
        .map(|(name, salt, _)| (name, salt))
        .collect())
}

/// Writes down which nodes a proof asks for.
#[derive(Default)]
struct Asked(RefCell<BTreeSet<(u8, u64)>>);

impl NodeReader for Asked {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.0.borrow_mut().insert((level, index));
        Some(empty_root())
    }
}

/// Nodes that were read.
struct Known(BTreeMap<(u8, u64), Hash>);

impl NodeReader for Known {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.0.get(&(level, index)).copied()
    }
}

/// Makes a proof: first to see which nodes it takes, then with them.
async fn prove(
    connection: &mut Connection<'_>,
    make: impl Fn(&dyn NodeReader) -> Result<Vec<Hash>, ProofError> + Send,
) -> Result<Vec<Hash>, StoreError> {
    let needed = {
        let asked = Asked::default();
        make(&asked)?;
        asked.0.into_inner()
    };
    let mut known = BTreeMap::new();
    for (level, index) in needed {
        known.insert((level, index), node(connection, level, index).await?);
    }
    Ok(make(&Known(known))?)
}

/// A perfect node: the root of some neighbouring hashes of a tile.
async fn node(connection: &mut Connection<'_>, level: u8, index: u64) -> Result<Hash, StoreError> {
    let (tile_level, height) = (level / TILE_HEIGHT, level % TILE_HEIGHT);
    let first = index << height;
    let (tile, offset) = (first / WIDTH, first % WIDTH);
    let count = 1u64 << height;
    // As much of the tile as the node spans; the whole tile is kept as soon as it is full.
    let width = offset + count;
    let hashes = tile_hashes(connection, tile_level, tile, width).await?;
    let mut hashes: Vec<Hash> = hashes
        .into_iter()
        .skip(usize::try_from(offset).unwrap_or(usize::MAX))
        .collect();
    while hashes.len() > 1 {
        hashes = hashes
            .chunks(2)
            .map(|pair| node_hash(&pair[0], &pair[pair.len() - 1]))
            .collect();
    }
    hashes.pop().ok_or_else(|| {
        StoreError::damaged(said!(
            "store-node-empty",
            index = index,
            level = u64::from(level)
        ))
    })
}
