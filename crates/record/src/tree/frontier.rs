//! The right edge of a tree, which grows.

use super::MAX_SIZE;
use crate::hash::{Hash, empty_root, node_hash};

/// The right edge of a tree: its size and the roots of its maximal perfect subtrees, largest first.
///
/// It is all that is needed to append leaves and to give the root; at most 63 hashes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    roots: Vec<Hash>,
}

/// Why a frontier could not be read or grown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TreeError {
    /// The number of subtree roots does not fit the size.
    #[error("a tree of {size} leaves has {expected} subtree roots at its right edge, not {found}")]
    RootCount {
        /// Leaves.
        size: u64,
        /// Roots it must have.
        expected: u32,
        /// Roots given.
        found: usize,
    },
    /// More leaves than [`MAX_SIZE`].
    #[error("a tree of {0} leaves is larger than 9223372036854775807, the limit")]
    TooLarge(u64),
    /// The bytes of a stored frontier have the wrong length.
    #[error(
        "a stored frontier is 8 bytes of size and 32 bytes for each subtree root, not {0} bytes"
    )]
    Length(usize),
}

impl Frontier {
    /// The empty tree.
    pub const fn new() -> Self {
        Self {
            size: 0,
            roots: Vec::new(),
        }
    }

    /// Takes a size and the roots of its maximal perfect subtrees, largest first.
    ///
    /// # Errors
    /// Another number of roots than the size has.
    pub fn from_parts(size: u64, roots: Vec<Hash>) -> Result<Self, TreeError> {
        if size > MAX_SIZE {
            return Err(TreeError::TooLarge(size));
        }
        let expected = size.count_ones();
        if roots.len() != expected as usize {
            return Err(TreeError::RootCount {
                size,
                expected,
                found: roots.len(),
            });
        }
        Ok(Self { size, roots })
    }

    /// The number of leaves.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the maximal perfect subtrees, largest first; one for each one-bit of the size.
    pub fn roots(&self) -> &[Hash] {
        &self.roots
    }

    /// The Merkle tree hash.
    pub fn root(&self) -> Hash {
        let mut roots = self.roots.iter().rev();
        match roots.next() {
            None => empty_root(),
            Some(&last) => roots.fold(last, |right, left| node_hash(left, &right)),
        }
    }

    /// Appends a leaf by its leaf hash.
    pub fn append(&mut self, leaf: Hash) {
        self.append_with(leaf, |_, _, _| {});
    }

    /// Appends a leaf by its leaf hash and calls back for every perfect node that this completes.
    ///
    /// The callback takes the node's level (0 for the leaf itself), its index within the level and its hash, and is
    /// called upwards from level 0. Every perfect node of the tree is completed exactly once.
    pub fn append_with(&mut self, leaf: Hash, mut completed: impl FnMut(u8, u64, &Hash)) {
        let (mut hash, mut index, mut level) = (leaf, self.size, 0u8);
        completed(level, index, &hash);
        while index & 1 == 1 {
            // An odd index means that the left sibling is the last root of the edge.
            let Some(left) = self.roots.pop() else { break };
            hash = node_hash(&left, &hash);
            index >>= 1;
            level += 1;
            completed(level, index, &hash);
        }
        self.roots.push(hash);
        self.size += 1;
    }

    /// Writes the size (eight bytes, big-endian) and the roots (32 bytes each).
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(8 + 32 * self.roots.len());
        bytes.extend_from_slice(&self.size.to_be_bytes());
        for root in &self.roots {
            bytes.extend_from_slice(root.as_bytes());
        }
        bytes
    }

    /// Reads what [`Frontier::to_bytes`] wrote.
    ///
    /// # Errors
    /// Bytes that it did not write.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TreeError> {
        let Some((size, rest)) = bytes.split_first_chunk::<8>() else {
            return Err(TreeError::Length(bytes.len()));
        };
        let (roots, tail) = rest.as_chunks::<32>();
        if !tail.is_empty() {
            return Err(TreeError::Length(bytes.len()));
        }
        Self::from_parts(
            u64::from_be_bytes(*size),
            roots.iter().map(|&root| Hash::from_bytes(root)).collect(),
        )
    }
}
