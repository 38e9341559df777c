//! The Merkle tree of RFC 6962: its right edge, and proofs made from and checked against it.

mod frontier;

use crate::hash::{Hash, empty_root, node_hash};
pub use frontier::{Frontier, TreeError};

/// The largest number of leaves: sizes and indexes fit a signed 64-bit integer, as other implementations have it.
pub const MAX_SIZE: u64 = i64::MAX as u64;

/// Gives the hashes of perfect nodes, from which proofs are made.
pub trait NodeReader {
    /// The hash of the perfect node that spans leaves `index·2^level` up to `(index + 1)·2^level`; `None` if it is
    /// not known.
    fn node(&self, level: u8, index: u64) -> Option<Hash>;
}

/// Why a proof could not be made or does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProofError {
    /// The leaf is not in the tree.
    #[error("there is no entry {index} in a tree of {size}")]
    IndexBeyondSize {
        /// Index of the leaf.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// The older tree is larger than the newer.
    #[error("the older tree has {old} entries, more than the {new} of the newer")]
    OldBeyondNew {
        /// Leaves in the older tree.
        old: u64,
        /// Leaves in the newer tree.
        new: u64,
    },
    /// A hash needed for the proof is not there.
    #[error(
        "the hash of node {index} at level {level} is missing; the tile that holds it must be rebuilt"
    )]
    MissingNode {
        /// Level above the leaves.
        level: u8,
        /// Index within the level.
        index: u64,
    },
    /// The proof has the wrong number of hashes.
    #[error("the proof has {found} hashes where this tree needs {expected}")]
    Length {
        /// Hashes it must have.
        expected: usize,
        /// Hashes it has.
        found: usize,
    },
    /// The proof leads to another root.
    #[error("the proof leads to the root {computed}, not to {expected}")]
    RootMismatch {
        /// Root that the proof must lead to.
        expected: Hash,
        /// Root that it leads to.
        computed: Hash,
    },
    /// Two trees of one size with different roots.
    #[error("two different trees of {size} entries: {old} and {new}")]
    Fork {
        /// Leaves in both.
        size: u64,
        /// Root of the one.
        old: Hash,
        /// Root of the other.
        new: Hash,
    },
}

/// The largest power of two smaller than `n`, for `n ≥ 2`.
const fn split(n: u64) -> u64 {
    1 << (63 - (n - 1).leading_zeros())
}

/// The Merkle tree hash of leaves `start..end`, where `start` is a multiple of a power of two that is at least the
/// range's length, or the range reaches the right edge of such a one.
fn range_hash<R: NodeReader + ?Sized>(
    reader: &R,
    start: u64,
    end: u64,
) -> Result<Hash, ProofError> {
    let length = end - start;
    if length.is_power_of_two() {
        let level = length.trailing_zeros() as u8;
        let index = start >> level;
        return reader
            .node(level, index)
            .ok_or(ProofError::MissingNode { level, index });
    }
    let middle = start + split(length);
    let left = range_hash(reader, start, middle)?;
    Ok(node_hash(&left, &range_hash(reader, middle, end)?))
}

/// The root of the first `size` leaves, from perfect nodes.
///
/// # Errors
/// A node that is not there.
pub fn root_from_nodes<R: NodeReader + ?Sized>(reader: &R, size: u64) -> Result<Hash, ProofError> {
    if size == 0 {
        Ok(empty_root())
    } else {
        range_hash(reader, 0, size)
    }
}

/// Makes the proof that leaf `index` is in the tree of the first `size` leaves (RFC 6962, section 2.1.1).
///
/// The hashes go from the leaf's sibling up to the root's child.
///
/// # Errors
/// An index beyond the size, and a node that is not there.
pub fn inclusion_proof<R: NodeReader + ?Sized>(
    reader: &R,
    index: u64,
    size: u64,
) -> Result<Vec<Hash>, ProofError> {
    if index >= size {
        return Err(ProofError::IndexBeyondSize { index, size });
    }
    let (mut start, mut end) = (0, size);
    let mut proof = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            proof.push(range_hash(reader, middle, end)?);
            end = middle;
        } else {
            proof.push(range_hash(reader, start, middle)?);
            start = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// Makes the proof that the tree of the first `new` leaves grew from that of the first `old`
/// (RFC 6962, section 2.1.2). Empty if the sizes are equal or the old tree is empty.
///
/// # Errors
/// An old size beyond the new one, and a node that is not there.
pub fn consistency_proof<R: NodeReader + ?Sized>(
    reader: &R,
    old: u64,
    new: u64,
) -> Result<Vec<Hash>, ProofError> {
    if old > new {
        return Err(ProofError::OldBeyondNew { old, new });
    }
    if old == 0 || old == new {
        return Ok(Vec::new());
    }
    let (mut start, mut end) = (0, new);
    let mut proof = Vec::new();
    // Walk down to the range that ends with the old tree; `whole` while that range is the old tree itself.
    let mut whole = true;
    while old != end {
        let middle = start + split(end - start);
        if old <= middle {
            proof.push(range_hash(reader, middle, end)?);
            end = middle;
        } else {
            proof.push(range_hash(reader, start, middle)?);
            start = middle;
            whole = false;
        }
    }
    if !whole {
        proof.push(range_hash(reader, start, end)?);
    }
    proof.reverse();
    Ok(proof)
}

fn same_root(expected: &Hash, computed: Hash) -> Result<(), ProofError> {
    if *expected == computed {
        Ok(())
    } else {
        Err(ProofError::RootMismatch {
            expected: *expected,
            computed,
        })
    }
}

/// Checks that a leaf stands at `index` in the tree of `size` leaves with this root (RFC 9162, section 2.1.3.2).
///
/// # Errors
/// An index beyond the size, a proof of another length, and one that does not lead to the root.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::IndexBeyondSize { index, size });
    }
    let wrong_length = || ProofError::Length {
        expected: inclusion_proof_length(index, size),
        found: proof.len(),
    };
    let (mut node, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return Err(wrong_length());
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(wrong_length());
    }
    same_root(root, hash)
}

/// The number of hashes in an inclusion proof.
fn inclusion_proof_length(index: u64, size: u64) -> usize {
    let (mut start, mut end, mut length) = (0, size, 0);
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            end = middle
        } else {
            start = middle
        }
        length += 1;
    }
    length
}

/// Checks that the tree with the new size and root grew from the one with the old (RFC 9162, section 2.1.4.2).
///
/// The empty tree is consistent with every tree, by an empty proof.
///
/// # Errors
/// An old size beyond the new one, a proof of another length, and one that does not lead to the roots.
pub fn verify_consistency(
    old_size: u64,
    old_root: &Hash,
    new_size: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old_size > new_size {
        return Err(ProofError::OldBeyondNew {
            old: old_size,
            new: new_size,
        });
    }
    if old_size == new_size || old_size == 0 {
        if !proof.is_empty() {
            return Err(ProofError::Length {
                expected: 0,
                found: proof.len(),
            });
        }
        if old_size == new_size && old_root != new_root {
            return Err(ProofError::Fork {
                size: old_size,
                old: *old_root,
                new: *new_root,
            });
        }
        return if old_size == 0 {
            same_root(&empty_root(), *old_root)
        } else {
            Ok(())
        };
    }
    let wrong_length = || ProofError::Length {
        expected: consistency_proof_length(old_size, new_size),
        found: proof.len(),
    };
    // A power of two is a perfect subtree of the new tree: its root starts the proof without being sent.
    let mut hashes = proof.iter();
    let first = if old_size.is_power_of_two() {
        *old_root
    } else {
        *hashes.next().ok_or_else(wrong_length)?
    };
    let (mut node, mut last) = (old_size - 1, new_size - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let (mut old, mut new) = (first, first);
    for hash in hashes {
        if last == 0 {
            return Err(wrong_length());
        }
        if node & 1 == 1 || node == last {
            old = node_hash(hash, &old);
            new = node_hash(hash, &new);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new = node_hash(&new, hash);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(wrong_length());
    }
    same_root(old_root, old)?;
    same_root(new_root, new)
}

/// The number of hashes in a consistency proof between trees of different size, the older not empty.
fn consistency_proof_length(old: u64, new: u64) -> usize {
    let (mut start, mut end, mut length) = (0, new, 0);
    let mut whole = true;
    while old != end {
        let middle = start + split(end - start);
        if old <= middle {
            end = middle;
        } else {
            start = middle;
            whole = false;
        }
        length += 1;
    }
    length + usize::from(!whole)
}
