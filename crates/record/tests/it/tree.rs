//! The tree against ct-merkle, and proofs of very large trees.

use ct_merkle::HashableLeaf;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use madang_record::hash::sha256;
use madang_record::tree::{MAX_SIZE, root_from_nodes};
use madang_record::{
    Frontier, Hash, NodeReader, ProofError, TreeError, consistency_proof, empty_root,
    inclusion_proof, leaf_hash, node_hash, verify_consistency, verify_inclusion,
};
use proptest::prelude::*;
use sha2::Sha256;

/// Every perfect node, as the frontier reports them.
#[derive(Default)]
struct Nodes {
    levels: Vec<Vec<Hash>>,
    frontier: Frontier,
}

impl Nodes {
    fn append(&mut self, leaf: Hash) {
        let levels = &mut self.levels;
        self.frontier.append_with(leaf, |level, index, hash| {
            if levels.len() == usize::from(level) {
                levels.push(Vec::new());
            }
            let row = &mut levels[usize::from(level)];
            assert_eq!(
                row.len() as u64,
                index,
                "nodes are completed from left to right"
            );
            row.push(*hash);
        });
    }
}

impl NodeReader for Nodes {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.levels
            .get(usize::from(level))?
            .get(index as usize)
            .copied()
    }
}

fn joined(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| *hash.as_bytes()).collect()
}

#[derive(Clone)]
struct Leaf([u8; 4]);

impl HashableLeaf for Leaf {
    fn hash<H: sha2::digest::Update>(&self, hasher: &mut H) {
        hasher.update(&self.0);
    }
}

const LIMIT: u32 = 300;

#[test]
fn every_root_and_proof_up_to_300_is_that_of_ct_merkle() {
    let mut oracle = MemoryBackedTree::<Sha256, Leaf>::new();
    let mut nodes = Nodes::default();
    let mut roots = vec![empty_root()];
    for n in 1..=LIMIT {
        let leaf = (n - 1).to_be_bytes();
        oracle.push(Leaf(leaf));
        nodes.append(leaf_hash(&leaf));
        let root = nodes.frontier.root();
        let size = u64::from(n);
        assert_eq!(
            root.as_bytes()[..],
            oracle.root().as_bytes()[..],
            "root of {n}"
        );
        assert_eq!(root_from_nodes(&nodes, size), Ok(root));
        roots.push(root);
        for index in 0..size {
            let proof = inclusion_proof(&nodes, index, size).unwrap();
            let theirs = oracle.prove_inclusion(index as usize);
            assert_eq!(
                joined(&proof),
                theirs.as_bytes(),
                "inclusion of {index} in {n}"
            );
            let leaf = leaf_hash(&(index as u32).to_be_bytes());
            assert_eq!(verify_inclusion(&leaf, index, size, &proof, &root), Ok(()));
        }
        for m in 1..size {
            let proof = consistency_proof(&nodes, m, size).unwrap();
            let theirs = oracle.prove_consistency((size - m) as usize);
            assert_eq!(
                joined(&proof),
                theirs.as_bytes(),
                "consistency of {m} with {n}"
            );
            assert_eq!(
                verify_consistency(m, &roots[m as usize], size, &root, &proof),
                Ok(())
            );
        }
        for m in [0, size] {
            assert_eq!(consistency_proof(&nodes, m, size), Ok(Vec::new()));
            assert_eq!(
                verify_consistency(m, &roots[m as usize], size, &root, &[]),
                Ok(())
            );
        }
    }
}

#[test]
fn a_proof_holds_for_nothing_else() {
    let mut nodes = Nodes::default();
    let mut roots = vec![empty_root()];
    for n in 0..70u32 {
        nodes.append(leaf_hash(&n.to_be_bytes()));
        roots.push(nodes.frontier.root());
    }
    let wrong = sha256(b"wrong");
    for size in 1..=70u64 {
        let root = roots[size as usize];
        for index in 0..size {
            let leaf = leaf_hash(&(index as u32).to_be_bytes());
            let proof = inclusion_proof(&nodes, index, size).unwrap();
            assert!(verify_inclusion(&wrong, index, size, &proof, &root).is_err());
            assert!(verify_inclusion(&leaf, index, size, &proof, &wrong).is_err());
            for other in (0..size + 2).filter(|&other| other != index) {
                assert!(verify_inclusion(&leaf, other, size, &proof, &root).is_err());
            }
            let mut long = proof.clone();
            long.push(wrong);
            assert_eq!(
                verify_inclusion(&leaf, index, size, &long, &root),
                Err(ProofError::Length {
                    expected: proof.len(),
                    found: long.len()
                })
            );
            if let Some((_, short)) = proof.split_last() {
                assert_eq!(
                    verify_inclusion(&leaf, index, size, short, &root),
                    Err(ProofError::Length {
                        expected: proof.len(),
                        found: short.len()
                    })
                );
            }
            for at in 0..proof.len() {
                let mut altered = proof.clone();
                altered[at] = wrong;
                assert!(verify_inclusion(&leaf, index, size, &altered, &root).is_err());
            }
        }
        for old in 1..size {
            let proof = consistency_proof(&nodes, old, size).unwrap();
            let old_root = roots[old as usize];
            assert!(verify_consistency(old, &wrong, size, &root, &proof).is_err());
            assert!(verify_consistency(old, &old_root, size, &wrong, &proof).is_err());
            for at in 0..proof.len() {
                let mut altered = proof.clone();
                altered[at] = wrong;
                assert!(verify_consistency(old, &old_root, size, &root, &altered).is_err());
            }
            let mut long = proof.clone();
            long.push(wrong);
            assert_eq!(
                verify_consistency(old, &old_root, size, &root, &long),
                Err(ProofError::Length {
                    expected: proof.len(),
                    found: long.len()
                })
            );
            let short = &proof[..proof.len() - 1];
            assert_eq!(
                verify_consistency(old, &old_root, size, &root, short),
                Err(ProofError::Length {
                    expected: proof.len(),
                    found: short.len()
                })
            );
        }
    }
}

#[test]
fn sizes_that_do_not_go_together_are_refused() {
    let (a, b) = (sha256(b"a"), sha256(b"b"));
    assert_eq!(
        verify_inclusion(&a, 0, 0, &[], &empty_root()),
        Err(ProofError::IndexBeyondSize { index: 0, size: 0 })
    );
    assert_eq!(
        verify_consistency(3, &a, 3, &b, &[]),
        Err(ProofError::Fork {
            size: 3,
            old: a,
            new: b
        })
    );
    assert_eq!(
        verify_consistency(4, &a, 3, &b, &[]),
        Err(ProofError::OldBeyondNew { old: 4, new: 3 })
    );
    assert!(verify_consistency(3, &a, 3, &a, &[b]).is_err());
    assert!(
        verify_consistency(0, &a, 3, &b, &[]).is_err(),
        "an empty tree has one root"
    );
    assert_eq!(verify_consistency(0, &empty_root(), 3, &b, &[]), Ok(()));
    assert!(verify_consistency(0, &empty_root(), 3, &b, &[a]).is_err());
    let nothing = Nodes::default();
    assert_eq!(
        inclusion_proof(&nothing, 3, 3),
        Err(ProofError::IndexBeyondSize { index: 3, size: 3 })
    );
    assert_eq!(
        inclusion_proof(&nothing, 0, 2),
        Err(ProofError::MissingNode { level: 0, index: 1 })
    );
    assert_eq!(
        consistency_proof(&nothing, 3, 2),
        Err(ProofError::OldBeyondNew { old: 3, new: 2 })
    );
}

/// A tree of equal leaves, of any size: the hash of a perfect node depends on its level only.
struct Equal(Vec<Hash>);

impl Equal {
    fn new() -> Self {
        let mut levels = vec![leaf_hash(b"same")];
        for level in 0..63 {
            levels.push(node_hash(&levels[level], &levels[level]));
        }
        Self(levels)
    }

    fn frontier(&self, size: u64) -> Frontier {
        let roots = (0..63)
            .rev()
            .filter(|bit| size >> bit & 1 == 1)
            .map(|bit| self.0[bit]);
        Frontier::from_parts(size, roots.collect()).unwrap()
    }
}

impl NodeReader for Equal {
    fn node(&self, level: u8, _: u64) -> Option<Hash> {
        self.0.get(usize::from(level)).copied()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn proofs_of_very_large_trees_hold(
        a in 0..=MAX_SIZE, b in 1..=MAX_SIZE, shift in 0u32..62, index in any::<u64>(),
    ) {
        let tree = Equal::new();
        let (old, new) = ((a >> shift).min(b), b.max(a >> shift));
        let (old_root, root) = (tree.frontier(old).root(), tree.frontier(new).root());
        prop_assert_eq!(root_from_nodes(&tree, new), Ok(root));
        let proof = consistency_proof(&tree, old, new).unwrap();
        prop_assert!(proof.len() <= 64);
        prop_assert_eq!(verify_consistency(old, &old_root, new, &root, &proof), Ok(()));
        let index = index % new;
        let proof = inclusion_proof(&tree, index, new).unwrap();
        prop_assert!(proof.len() <= 63);
        prop_assert_eq!(verify_inclusion(&leaf_hash(b"same"), index, new, &proof, &root), Ok(()));
    }

    #[test]
    fn whatever_is_given_is_judged_without_a_panic(
        old in any::<u64>(), new in any::<u64>(), count in 0usize..130, shift in 0u32..64,
    ) {
        let (new, proof) = (new >> shift, vec![leaf_hash(b"same"); count]);
        let root = sha256(b"root");
        prop_assert!(verify_inclusion(&root, old, new, &proof, &root).is_err() || new == 1);
        let _ = verify_consistency(old, &root, new, &root, &proof);
    }

    #[test]
    fn a_frontier_read_back_goes_on_as_before(first in 0u32..600, more in 0u32..40) {
        let mut frontier = Frontier::new();
        (0..first).for_each(|n| frontier.append(leaf_hash(&n.to_be_bytes())));
        let mut again = Frontier::from_bytes(&frontier.to_bytes()).unwrap();
        prop_assert_eq!(&again, &frontier);
        for n in first..first + more {
            frontier.append(leaf_hash(&n.to_be_bytes()));
            again.append(leaf_hash(&n.to_be_bytes()));
        }
        prop_assert_eq!(again.root(), frontier.root());
        prop_assert_eq!(again.roots().len(), again.size().count_ones() as usize);
    }

    #[test]
    fn a_frontier_is_read_from_nothing_else(bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
        if let Ok(frontier) = Frontier::from_bytes(&bytes) {
            prop_assert_eq!(frontier.to_bytes(), bytes);
        }
    }
}

#[test]
fn a_frontier_must_fit_its_size() {
    let hash = sha256(b"x");
    assert_eq!(
        Frontier::from_parts(3, vec![hash]),
        Err(TreeError::RootCount {
            size: 3,
            expected: 2,
            found: 1
        })
    );
    assert_eq!(
        Frontier::from_parts(1 << 63, vec![hash]),
        Err(TreeError::TooLarge(1 << 63))
    );
    assert_eq!(Frontier::from_bytes(&[0; 7]), Err(TreeError::Length(7)));
    assert_eq!(Frontier::from_bytes(&[0; 9]), Err(TreeError::Length(9)));
    assert_eq!(Frontier::from_bytes(&[0; 8]), Ok(Frontier::new()));
    assert_eq!(Frontier::new().root(), empty_root());
}
