//! The roll of a vote: who may vote in it. The record has how many they are and the root of a tree over them; the leaves, from which with
//! the salt it could be tried who is among them, stand beside the database.

mod closed;

pub use closed::{RollClosed, RollSource};

use madang_record::{Frontier, leaf_hash};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::state::VoteState;
use crate::fact::Checked;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// How long a salt is, in bytes.
pub const SALT: usize = 32;

/// The longest identifier of somebody on a roll, in bytes.
pub const MOST_IDENTIFIER: usize = 255;

/// A roll that was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollState {
    /// Its entry.
    pub entry: u64,
    /// How many are on it.
    pub size: u64,
    /// The root of the tree over its leaves: 64 hex digits.
    pub root: String,
    /// Where it is from.
    pub source: RollSource,
}

/// An identifier as it is hashed: in Unicode normal form KC, without what stands around it, in capital letters, without hyphens. `None` where nothing
/// is left, and of what is too long to be one.
pub fn normalised(identifier: &str) -> Option<String> {
    let composed: String = identifier.nfkc().collect();
    let kept: String = composed
        .trim()
        .to_uppercase()
        .chars()
        .filter(|one| !is_hyphen(*one))
        .collect();
    (!kept.is_empty() && kept.len() <= MOST_IDENTIFIER).then_some(kept)
}

/// A hyphen, as people and programs write it.
fn is_hyphen(one: char) -> bool {
    matches!(one, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}')
}

/// The leaf of somebody on a roll: SHA-256 of the roll's salt and the identifier, [`normalised`].
pub fn leaf(salt: &[u8; SALT], identifier: &str) -> Option<[u8; 32]> {
    let salted = Sha256::new().chain_update(salt);
    let hashed = salted.chain_update(normalised(identifier)?.as_bytes());
    Some(hashed.finalize().into())
}

/// The root of the tree over leaves, which are taken in ascending order whatever order they come in (RFC 6962): 64 hex digits.
pub fn root(leaves: &[[u8; 32]]) -> String {
    let mut sorted: Vec<&[u8; 32]> = leaves.iter().collect();
    sorted.sort_unstable();
    let mut tree = Frontier::default();
    for leaf in sorted {
        tree.append(leaf_hash(leaf));
    }
    tree.root().to_hex()
}

impl State {
    pub(super) fn close_roll(&mut self, closed: &RollClosed, entry: u64) -> Checked {
        self.programme(&closed.programme)?;
        let roll = RollState {
            entry,
            size: closed.size,
            root: closed.root.clone(),
            source: closed.source,
        };
        let rolls = self.rolls_mut(&closed.programme);
        rolls.insert(closed.vote.clone(), roll);
        Ok(())
    }
}

impl VoteState {
    /// Whether people on a roll vote in the portal themselves.
    pub fn has_roll(&self) -> bool {
        self.roll.is_some()
    }

    /// Checks that no more ballots counted than people are on the roll, where there is one.
    pub(super) fn check_counted(&self, counted: u64) -> Checked {
        match &self.roll {
            Some(roll) if counted > roll.size => Err(Violation::field(
                "tally.counted",
                said!("vote-roll-exceeded", counted = counted, size = roll.size),
            )),
            Some(_) | None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_identifier_has_one_leaf_however_it_is_written() {
        let salt = [7; SALT];
        let written = [
            "ab-12-cd",
            " AB12CD ",
            "ａｂ１２ｃｄ",
            "ab\u{2011}12\u{2212}cd",
        ];
        let leaves: Vec<_> = written.iter().map(|one| leaf(&salt, one)).collect();
        assert!(leaves[0].is_some());
        assert!(leaves.iter().all(|one| *one == leaves[0]), "{leaves:?}");
        assert_ne!(leaf(&salt, "ab12ce"), leaves[0]);
        assert_ne!(leaf(&[8; SALT], "ab12cd"), leaves[0]);
        assert_eq!(leaf(&salt, " - "), None);
        assert_eq!(leaf(&salt, &"a".repeat(256)), None);
    }

    #[test]
    fn a_root_does_not_depend_on_the_order_and_changes_with_every_leaf() {
        let three = [[1; 32], [2; 32], [3; 32]];
        let turned = [[3; 32], [1; 32], [2; 32]];
        assert_eq!(root(&three), root(&turned));
        assert_ne!(root(&three), root(&three[..2]));
        assert_ne!(root(&three), root(&[[1; 32], [2; 32], [4; 32]]));
        // By hand, as RFC 6962 has it.
        let alone = leaf_hash(&[1; 32]).to_hex();
        assert_eq!(root(&three[..1]), alone);
    }
}
