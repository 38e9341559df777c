//! The nodes that a batch completes, kept until its receipts are made: no receipt needs another read.

use madang_record::{Frontier, Hash, NodeReader};

/// The old right edge and every node that new leaves completed.
#[derive(Debug)]
pub(super) struct Nodes {
    edge: Vec<(u8, u64, Hash)>,
    levels: Vec<Level>,
}

/// Completed nodes of one level: they are consecutive.
#[derive(Debug, Default)]
struct Level {
    first: u64,
    hashes: Vec<Hash>,
}

impl Nodes {
    /// Takes the right edge before the batch.
    pub(super) fn new(frontier: &Frontier) -> Nodes {
        let size = frontier.size();
        let mut start = 0;
        let edge = frontier
            .roots()
            .iter()
            .zip(levels_of(size))
            .map(|(root, level)| {
                let index = start >> level;
                start += 1u64 << level;
                (level, index, *root)
            });
        Nodes {
            edge: edge.collect(),
            levels: Vec::new(),
        }
    }

    /// Takes a node as the frontier completes it.
    pub(super) fn completed(&mut self, level: u8, index: u64, hash: &Hash) {
        while self.levels.len() <= usize::from(level) {
            self.levels.push(Level::default());
        }
        let level = &mut self.levels[usize::from(level)];
        if level.hashes.is_empty() {
            level.first = index;
        }
        level.hashes.push(*hash);
    }
}

/// The levels of a tree's maximal perfect subtrees, largest first.
fn levels_of(size: u64) -> impl Iterator<Item = u8> {
    (0..63u8).rev().filter(move |level| size >> level & 1 == 1)
}

impl NodeReader for Nodes {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        let completed = self.levels.get(usize::from(level)).and_then(|known| {
            let position = usize::try_from(index.checked_sub(known.first)?).ok()?;
            known.hashes.get(position)
        });
        let edge = || {
            self.edge
                .iter()
                .find(|(l, i, _)| (*l, *i) == (level, index))
                .map(|(_, _, hash)| *hash)
        };
        completed.copied().or_else(edge)
    }
}

#[cfg(test)]
mod tests {
    use madang_record::{inclusion_proof, leaf_hash, verify_inclusion};

    use super::*;

    #[test]
    fn every_new_leaf_is_proved_from_the_edge_and_the_batch() {
        for old in 0..70u64 {
            for new in 1..40u64 {
                let mut frontier = Frontier::new();
                for leaf in 0..old {
                    frontier.append(leaf_hash(&leaf.to_be_bytes()));
                }
                let mut nodes = Nodes::new(&frontier);
                for leaf in old..old + new {
                    frontier.append_with(leaf_hash(&leaf.to_be_bytes()), |level, index, hash| {
                        nodes.completed(level, index, hash);
                    });
                }
                for leaf in old..old + new {
                    let proof = inclusion_proof(&nodes, leaf, old + new)
                        .expect("the batch knows every node");
                    let hash = leaf_hash(&leaf.to_be_bytes());
                    verify_inclusion(&hash, leaf, old + new, &proof, &frontier.root())
                        .expect("the proof holds");
                }
            }
        }
    }
}
