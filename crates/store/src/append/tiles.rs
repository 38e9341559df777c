//! Full tiles, derived from entries that are committed. Each bundle is read again and hashed again before its tile is
//! kept, and the tiles together must make the tree that was signed: what the disk holds is what was hashed.

use std::collections::BTreeMap;
use std::sync::Arc;

use madang_database::{Connection, Rows, values};
use madang_record::tile::{TILE_HEIGHT, TILE_WIDTH, encode_tile, tile_root};
use madang_record::{Frontier, Hash};
use tokio::sync::{mpsc, oneshot};

use super::writer::Work;
use crate::error::StoreError;
use crate::kept::tables::TILE;
use crate::kept::{hash, leaves};
use crate::shared::Shared;
use crate::words::said;

/// Entries of a full bundle.
const WIDTH: u64 = TILE_WIDTH as u64;

/// Bundles read between two writes.
const AT_ONCE: u64 = 64;

/// Full tiles on their way into the database.
#[derive(Debug)]
pub(crate) struct NewTiles {
    /// Level, index, hashes.
    tiles: Vec<(u8, u64, Vec<Hash>)>,
    /// The tree of the roots of level-0 tiles, after these.
    frontier: Frontier,
}

impl NewTiles {
    /// Writes the tiles; other nodes may have written them before.
    pub(super) async fn write(&self, connection: &mut Connection<'_>) -> Result<(), StoreError> {
        let mut rows = Rows::new(&TILE);
        for (level, index, hashes) in &self.tiles {
            let root = tile_root(hashes)
                .ok_or_else(|| StoreError::damaged(said!("store-tile-not-full")))?;
            rows.push(values![
                u64::from(*level),
                *index,
                root.as_bytes().as_slice(),
                encode_tile(hashes)
            ])?;
        }
        rows.write(connection).await?;
        // The bytes of a frontier begin with its size, so that they grow with it.
        let bytes = self.frontier.to_bytes();
        connection
            .execute(
                "UPDATE tile_head SET frontier = $1 WHERE id = 1 AND frontier < $1",
                values![bytes],
            )
            .await?;
        Ok(())
    }
}

/// Builds tiles after commits until every handle of the store is gone.
pub(crate) async fn build(shared: Arc<Shared>, queue: mpsc::WeakSender<Work>) {
    let mut committed = shared.committed.subscribe();
    loop {
        let (frontier, _) = committed.borrow_and_update().clone();
        let Some(sender) = queue.upgrade() else {
            return;
        };
        let Some(leave) = shared.in_background().await else {
            return;
        };
        match build_up_to(&shared, &frontier, &sender).await {
            Ok(()) => {}
            Err(error @ (StoreError::Damaged(_) | StoreError::Forked(_))) => {
                shared.make_read_only(&error.said());
                return;
            }
            Err(error) => {
                tracing::warn!(%error, "tiles could not be built; the next commit tries again")
            }
        }
        drop((sender, leave));
        tokio::select! {
            changed = committed.changed() => if changed.is_err() { return },
            () = closed(&queue) => return,
        }
    }
}

/// Waits until nobody can submit any more.
async fn closed(queue: &mpsc::WeakSender<Work>) {
    while queue.strong_count() > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
}

async fn build_up_to(
    shared: &Shared,
    head: &Frontier,
    queue: &mpsc::Sender<Work>,
) -> Result<(), StoreError> {
    let bundles = head.size() / WIDTH;
    if bundles == 0 {
        return Ok(());
    }
    let mut frontier = read_frontier(shared).await?;
    let begun = frontier.size();
    while frontier.size() < bundles {
        let to = bundles.min(frontier.size() + AT_ONCE);
        let (tiles, after) = read_tiles(shared, frontier, to).await?;
        if to == bundles {
            check(&after, head)?;
        }
        let (reply, kept) = oneshot::channel();
        let work = Work::Tiles(
            NewTiles {
                tiles,
                frontier: after.clone(),
            },
            reply,
        );
        if queue.send(work).await.is_err() {
            return Ok(());
        }
        match kept.await {
            Ok(result) => result?,
            Err(_) => return Ok(()),
        }
        frontier = after;
    }
    // Other nodes build too, and may be further than the commit that woke this one.
    if begun == bundles {
        check(&frontier, head)
    } else {
        Ok(())
    }
}

/// The tree of tiles must be the upper part of the tree that was signed.
fn check(tiles: &Frontier, head: &Frontier) -> Result<(), StoreError> {
    if tiles.roots() == head.roots().get(..tiles.roots().len()).unwrap_or_default() {
        return Ok(());
    }
    Err(StoreError::damaged(said!(
        "store-tiles-differ",
        size = head.size()
    )))
}

async fn read_frontier(shared: &Shared) -> Result<Frontier, StoreError> {
    let mut lent = shared.database.reader().await?;
    let row = lent
        .connection()
        .row("SELECT frontier FROM tile_head WHERE id = 1", vec![])
        .await?;
    let row = row.ok_or_else(|| StoreError::damaged(said!("store-no-tiles-head")))?;
    Ok(Frontier::from_bytes(&row.bytes(0)?)?)
}

/// Reads and hashes the bundles from the frontier's size up to `to`.
async fn read_tiles(
    shared: &Shared,
    mut frontier: Frontier,
    to: u64,
) -> Result<(Vec<(u8, u64, Vec<Hash>)>, Frontier), StoreError> {
    let mut lent = shared.database.reader().await?;
    let connection = &mut lent.connection();
    let mut tiles = Vec::new();
    let mut roots: BTreeMap<(u8, u64), Hash> = BTreeMap::new();
    for index in frontier.size()..to {
        let hashes = leaves(connection, index * WIDTH, (index + 1) * WIDTH).await?;
        let root = tile_root(&hashes)
            .ok_or_else(|| StoreError::damaged(said!("store-bundle-not-full", index = index)))?;
        let mut above = Vec::new();
        frontier.append_with(root, |level, index, hash| {
            if level % TILE_HEIGHT == 0 {
                roots.insert((level / TILE_HEIGHT, index), *hash);
                if level > 0 {
                    above.push((level / TILE_HEIGHT, index));
                }
            }
        });
        tiles.push((0, index, hashes));
        for (level, index) in above {
            let hashes = children(connection, &roots, level, index).await?;
            tiles.push((level, index, hashes));
        }
    }
    Ok((tiles, frontier))
}

/// The hashes of a full tile above level 0: the roots of 256 tiles below, read or just made.
async fn children(
    connection: &mut Connection<'_>,
    made: &BTreeMap<(u8, u64), Hash>,
    level: u8,
    index: u64,
) -> Result<Vec<Hash>, StoreError> {
    let below = level - 1;
    let range = index * WIDTH..(index + 1) * WIDTH;
    let text = "SELECT idx, root FROM tile WHERE level = $1 AND idx >= $2 AND idx < $3";
    let mut known = BTreeMap::new();
    for row in connection
        .rows(text, values![u64::from(below), range.start, range.end])
        .await?
    {
        known.insert(row.number(0)?, hash(&row.bytes(1)?)?);
    }
    let hash = |index| {
        known
            .get(&index)
            .or_else(|| made.get(&(below, index)))
            .copied()
    };
    let hashes: Option<Vec<Hash>> = range.map(hash).collect();
    hashes.ok_or_else(|| {
        StoreError::damaged(said!(
            "store-tiles-missing",
            level = u64::from(level),
            index = index
        ))
    })
}
