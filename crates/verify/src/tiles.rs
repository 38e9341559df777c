//! Holds each published tile against the tree that is computed from the entries.

use madang_record::Hash;
use madang_record::tile::TileId;

use crate::report::Report;
use crate::said::said;

/// Height of a tile in levels of the tree.
const HEIGHT: u8 = 8;
/// Hashes in a full tile.
const WIDTH: usize = 256;

/// The right edge of every level of tiles: hashes computed and not yet compared.
#[derive(Debug, Default)]
pub(crate) struct TileEdge {
    levels: Vec<(u64, Vec<Hash>)>,
}

/// A tile that is due for comparison.
#[derive(Debug)]
pub(crate) struct DueTile {
    pub(crate) level: u8,
    pub(crate) index: u64,
    pub(crate) hashes: Vec<Hash>,
}

impl TileEdge {
    /// Takes a completed node of the tree; returns the tile that it fills, if it fills one.
    pub(crate) fn add(&mut self, tree_level: u8, hash: &Hash) -> Option<DueTile> {
        if !tree_level.is_multiple_of(HEIGHT) {
            return None;
        }
        let level = usize::from(tree_level / HEIGHT);
        if self.levels.len() <= level {
            self.levels
                .resize_with(level + 1, || (0, Vec::with_capacity(WIDTH)));
        }
        let (index, hashes) = self.levels.get_mut(level)?;
        hashes.push(*hash);
        if hashes.len() < WIDTH {
            return None;
        }
        let due = DueTile {
            level: level as u8,
            index: *index,
            hashes: std::mem::take(hashes),
        };
        *index += 1;
        Some(due)
    }

    /// The partial tiles at the end.
    pub(crate) fn finish(self) -> impl Iterator<Item = DueTile> {
        self.levels
            .into_iter()
            .zip(0u8..)
            .filter(|((_, hashes), _)| !hashes.is_empty())
            .map(|((index, hashes), level)| DueTile {
                level,
                index,
                hashes,
            })
    }
}

impl DueTile {
    /// Which tile it is.
    pub(crate) fn id(&self) -> TileId {
        TileId {
            level: self.level,
            index: self.index,
            width: self.hashes.len() as u16,
        }
    }

    /// The first entry below hash `number` of this tile.
    pub(crate) fn first_entry(&self, number: usize) -> u64 {
        (self.index * WIDTH as u64 + number as u64) << (HEIGHT * self.level)
    }

    /// Compares with the published bytes and reports the first hash that differs.
    pub(crate) fn compare(&self, path: &str, published: Option<&[u8]>, report: &mut Report) {
        let Some(published) = published else {
            report.fail(Some(self.first_entry(0)), path, said("verify-tile-missing"));
            return;
        };
        if published.len() != self.hashes.len() * 32 {
            let reason = said("verify-tile-length")
                .number("bytes", published.len() as u64)
                .number("hashes", self.hashes.len() as u64)
                .number("must", self.hashes.len() as u64 * 32);
            report.fail(Some(self.first_entry(0)), path, reason);
            return;
        }
        let differing = published
            .chunks_exact(32)
            .zip(&self.hashes)
            .position(|(is, must)| is != must.as_bytes());
        if let Some(number) = differing {
            let first = self.first_entry(number);
            let last = self.first_entry(number + 1) - 1;
            if self.level > 0 && report.names_one_of(first..=last) {
                // It follows from what is altered below, and says less exactly where.
                return;
            }
            let reason = if self.level == 0 {
                said("verify-leaf-differs")
            } else {
                said("verify-tile-differs")
                    .number("number", number as u64)
                    .number("first", first)
                    .number("last", last)
            };
            report.fail(Some(first), path, reason);
        }
    }
}
