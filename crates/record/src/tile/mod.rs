//! Tiles and entry bundles of C2SP tlog-tiles: their paths, their bytes, and which of them a log publishes.

mod bundle;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::hash::{Hash, node_hash};
use crate::tree::NodeReader;
pub use bundle::{BundleReader, encode_bundle};

/// Hashes in a full tile and entries in a full bundle.
pub const TILE_WIDTH: u16 = 256;

/// Levels of the tree between a tile's hashes and the root of its subtree.
pub const TILE_HEIGHT: u8 = 8;

/// The largest tile level a tree of 2⁶³ leaves has.
const MAX_LEVEL: u8 = 7;

/// A tile of hashes: `tile/<level>/<index>[.p/<width>]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    /// Level of tiles, from zero: the hashes of a tile at level L span 256^L entries each.
    pub level: u8,
    /// Index within the level.
    pub index: u64,
    /// Number of hashes, 1 to 256.
    pub width: u16,
}

/// A bundle of entries: `tile/entries/<index>[.p/<width>]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BundleId {
    /// Index of the bundle; it holds the entries from `256·index`.
    pub index: u64,
    /// Number of entries, 1 to 256.
    pub width: u16,
}

/// Why a tile or bundle is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TileError {
    /// The path is not one of tlog-tiles.
    #[error("{0:?} is not the path of a tile or entry bundle")]
    Path(String),
    /// A tile whose length is not 32 bytes for each hash.
    #[error("a tile of {width} hashes is {} bytes long, not {found}", 32 * usize::from(*width))]
    TileLength {
        /// Hashes it should hold.
        width: u16,
        /// Bytes it has.
        found: usize,
    },
    /// A bundle that ends inside an entry.
    #[error("the bundle ends inside entry {position} of {width}, at byte {offset}")]
    Truncated {
        /// Which entry of the bundle, from zero.
        position: u16,
        /// Entries it should hold.
        width: u16,
        /// Where the entry starts.
        offset: usize,
    },
    /// A bundle with bytes after its last entry.
    #[error(
        "{excess} bytes stand after the last of the bundle's {width} entries, at byte {offset}"
    )]
    TrailingBytes {
        /// Entries it should hold.
        width: u16,
        /// Where the excess starts.
        offset: usize,
        /// How many bytes there are too many.
        excess: usize,
    },
    /// An entry too long for the 16 bits of its length.
    #[error("entry {position} of the bundle is {length} bytes long, more than 65535")]
    EntryTooLong {
        /// Which entry of the bundle, from zero.
        position: usize,
        /// Its length in bytes.
        length: usize,
    },
    /// A bundle of no or too many entries.
    #[error("a bundle holds 1 to 256 entries, not {0}")]
    Count(usize),
}

/// Writes an index in groups of three digits, all but the last led by an `x`: 1234067 is `x001/x234/067`.
fn write_index(f: &mut impl fmt::Write, index: u64) -> fmt::Result {
    let mut divisor = 1u64;
    while index / divisor >= 1000 {
        divisor *= 1000;
    }
    while divisor > 1 {
        write!(f, "x{:03}/", index / divisor % 1000)?;
        divisor /= 1000;
    }
    write!(f, "{:03}", index % 1000)
}

/// Reads groups of three digits; only the shortest spelling is accepted.
fn parse_index(text: &str) -> Option<u64> {
    let mut index = 0u64;
    let mut parts = text.split('/').peekable();
    let mut first = true;
    while let Some(part) = parts.next() {
        let digits = if parts.peek().is_some() {
            part.strip_prefix('x')?
        } else {
            part
        };
        if digits.len() != 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        if first && parts.peek().is_some() && digits == "000" {
            return None;
        }
        first = false;
        index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    Some(index)
}

fn write_numbered(f: &mut impl fmt::Write, index: u64, width: u16) -> fmt::Result {
    write_index(f, index)?;
    if width < TILE_WIDTH {
        write!(f, ".p/{width}")
    } else {
        Ok(())
    }
}

/// Reads `<index>[.p/<width>]`.
fn parse_numbered(text: &str) -> Option<(u64, u16)> {
    let Some((index, width)) = text.split_once(".p/") else {
        return Some((parse_index(text)?, TILE_WIDTH));
    };
    let canonical =
        width.len() <= 3 && width.bytes().all(|b| b.is_ascii_digit()) && !width.starts_with('0');
    let width = width
        .parse::<u16>()
        .ok()
        .filter(|w| canonical && (1..TILE_WIDTH).contains(w))?;
    Some((parse_index(index)?, width))
}

impl fmt::Display for TileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/{}/", self.level)?;
        write_numbered(f, self.index, self.width)
    }
}

impl FromStr for TileId {
    type Err = TileError;
    fn from_str(path: &str) -> Result<Self, TileError> {
        Self::parse(path)
    }
}

impl TileId {
    /// The path below the log's prefix: `tile/0/x001/234.p/56`.
    pub fn path(&self) -> String {
        self.to_string()
    }

    /// Reads a path as [`TileId::path`] writes it; other spellings and levels that no tree reaches are refused.
    ///
    /// # Errors
    /// Any other spelling, and a level that no tree reaches.
    pub fn parse(path: &str) -> Result<Self, TileError> {
        let parsed = path.strip_prefix("tile/").and_then(|rest| {
            let (level, numbered) = rest.split_once('/')?;
            let level = match level.as_bytes() {
                [digit @ b'0'..=b'7'] => digit - b'0',
                _ => return None,
            };
            let (index, width) = parse_numbered(numbered)?;
            Some(Self {
                level,
                index,
                width,
            })
        });
        parsed.ok_or_else(|| TileError::Path(path.to_owned()))
    }

    /// The same tile at its full width of 256.
    pub const fn full(self) -> Self {
        Self {
            width: TILE_WIDTH,
            ..self
        }
    }

    /// Whether the tile has all 256 hashes.
    pub const fn is_full(self) -> bool {
        self.width == TILE_WIDTH
    }
}

impl fmt::Display for BundleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tile/entries/")?;
        write_numbered(f, self.index, self.width)
    }
}

impl FromStr for BundleId {
    type Err = TileError;
    fn from_str(path: &str) -> Result<Self, TileError> {
        Self::parse(path)
    }
}

impl BundleId {
    /// The path below the log's prefix: `tile/entries/x001/234.p/56`.
    pub fn path(&self) -> String {
        self.to_string()
    }

    /// Reads a path as [`BundleId::path`] writes it; other spellings are refused.
    ///
    /// # Errors
    /// Any other spelling.
    pub fn parse(path: &str) -> Result<Self, TileError> {
        path.strip_prefix("tile/entries/")
            .and_then(parse_numbered)
            .map(|(index, width)| Self { index, width })
            .ok_or_else(|| TileError::Path(path.to_owned()))
    }

    /// The index of the bundle's first entry.
    pub const fn first_entry(self) -> u64 {
        self.index.saturating_mul(TILE_WIDTH as u64)
    }

    /// The level-0 tile with the leaf hashes of the bundle's entries.
    pub const fn tile(self) -> TileId {
        TileId {
            level: 0,
            index: self.index,
            width: self.width,
        }
    }
}

/// The path of the bundle with the open bodies of entries `256·index` and following: `body/x001/234`.
///
/// Bodies open and are erased over time, so this is not part of tlog-tiles and has no partial form.
pub fn body_path(index: u64) -> String {
    let mut path = String::from("body/");
    // Writing to a String cannot fail.
    let _ = write_index(&mut path, index);
    path
}

/// Reads a path as [`body_path`] writes it; `None` for any other spelling.
pub fn parse_body_path(path: &str) -> Option<u64> {
    path.strip_prefix("body/").and_then(parse_index)
}

/// Hashes at a level of tiles for a tree of this size.
const fn hashes_at(level: u8, size: u64) -> u64 {
    size >> (TILE_HEIGHT * level)
}

/// Every tile that a log of this size publishes: level by level, each from the left, the partial one last.
pub fn tiles_for_size(size: u64) -> impl Iterator<Item = TileId> {
    new_tiles(0, size)
}

/// Every tile of the log at size `new` that it did not publish at size `old`: level by level, from the left.
pub fn new_tiles(old: u64, new: u64) -> impl Iterator<Item = TileId> {
    (0..=MAX_LEVEL).flat_map(move |level| {
        widths(hashes_at(level, old), hashes_at(level, new)).map(move |(index, width)| TileId {
            level,
            index,
            width,
        })
    })
}

/// Every entry bundle that a log of this size publishes, from the left, the partial one last.
pub fn bundles_for_size(size: u64) -> impl Iterator<Item = BundleId> {
    new_bundles(0, size)
}

/// Every entry bundle of the log at size `new` that it did not publish at size `old`.
pub fn new_bundles(old: u64, new: u64) -> impl Iterator<Item = BundleId> {
    widths(old, new).map(|(index, width)| BundleId { index, width })
}

/// Indexes and widths of the rows of 256 that change when a count grows from `old` to `new`.
fn widths(old: u64, new: u64) -> impl Iterator<Item = (u64, u16)> {
    let row = u64::from(TILE_WIDTH);
    let partial = (new % row) as u16;
    let last = (new > old && partial > 0).then_some((new / row, partial));
    (old / row..new / row)
        .map(|index| (index, TILE_WIDTH))
        .chain(last)
}

/// Concatenates the hashes of a tile.
pub fn encode_tile(hashes: &[Hash]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(32 * hashes.len());
    for hash in hashes {
        bytes.extend_from_slice(hash.as_bytes());
    }
    bytes
}

/// Reads a tile's hashes; fails unless there are exactly `width` of them.
///
/// # Errors
/// Another number of bytes.
pub fn parse_tile(bytes: &[u8], width: u16) -> Result<Vec<Hash>, TileError> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    if !rest.is_empty() || hashes.len() != usize::from(width) {
        return Err(TileError::TileLength {
            width,
            found: bytes.len(),
        });
    }
    Ok(hashes.iter().map(|&hash| Hash::from_bytes(hash)).collect())
}

/// The Merkle tree hash over a power of two of hashes; `None` for any other number of them.
fn subtree_root(hashes: &[Hash]) -> Option<Hash> {
    match hashes {
        [] => None,
        [hash] => Some(*hash),
        _ if hashes.len().is_power_of_two() => {
            let (left, right) = hashes.split_at(hashes.len() / 2);
            Some(node_hash(&subtree_root(left)?, &subtree_root(right)?))
        }
        _ => None,
    }
}

/// The hash that stands for a full tile in the level above; `None` unless there are 256 hashes.
pub fn tile_root(hashes: &[Hash]) -> Option<Hash> {
    if hashes.len() == usize::from(TILE_WIDTH) {
        subtree_root(hashes)
    } else {
        None
    }
}

/// Tiles that have been asked for, by level and index; `None` if there is none or it has the wrong length.
type ReadTiles = BTreeMap<(u8, u64), Option<Vec<Hash>>>;

/// Reads the nodes of a tree of a given size from its tiles, keeping those it has read.
///
/// The tiles are taken as they are: whoever makes a proof from them checks it against a trusted root.
pub struct TileNodes<F> {
    size: u64,
    fetch: F,
    tiles: RefCell<ReadTiles>,
}

impl<F: Fn(TileId) -> Option<Vec<u8>>> TileNodes<F> {
    /// Takes the size of the tree whose tiles are published, and a function that gives the bytes of a tile.
    pub fn new(size: u64, fetch: F) -> Self {
        Self {
            size,
            fetch,
            tiles: RefCell::new(BTreeMap::new()),
        }
    }
}

impl<F: Fn(TileId) -> Option<Vec<u8>>> NodeReader for TileNodes<F> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        let (tile_level, height) = (level / TILE_HEIGHT, level % TILE_HEIGHT);
        if tile_level > MAX_LEVEL {
            return None;
        }
        let first = index.checked_mul(1 << height)?;
        let end = first.checked_add(1 << height)?;
        let available = hashes_at(tile_level, self.size);
        if end > available {
            return None;
        }
        let row = u64::from(TILE_WIDTH);
        let tile = first / row;
        let width = if (tile + 1) * row <= available {
            TILE_WIDTH
        } else {
            (available % row) as u16
        };
        let mut tiles = self.tiles.borrow_mut();
        let hashes = tiles.entry((tile_level, tile)).or_insert_with(|| {
            let bytes = (self.fetch)(TileId {
                level: tile_level,
                index: tile,
                width,
            })?;
            parse_tile(&bytes, width).ok()
        });
        let from = (first % row) as usize;
        subtree_root(hashes.as_ref()?.get(from..from + (1 << height))?)
    }
}
