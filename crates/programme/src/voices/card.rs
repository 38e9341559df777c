//! The codes of cards that were printed for a workshop: which there are was committed to before it, so that one that was handed in and
//! never entered can be proved, and one that nobody printed cannot be entered.

use madang_record::Hash;
use madang_record::hash::{empty_root, leaf_hash, node_hash};
use madang_record::tree::verify_inclusion;
use serde::{Deserialize, Serialize};

/// That a card is one of those that were issued: where its receipt stands among theirs, sorted, and the hashes that lead from it to the
/// root (RFC 9162).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardProof {
    /// Its place among the receipts, from 0.
    pub place: u32,
    /// The hashes, from the leaf's sibling up.
    pub path: Vec<Hash>,
}

impl CardProof {
    /// That a receipt is one of these, which are sorted; `None` where it is not.
    pub fn of(receipts: &[String], receipt: &str) -> Option<CardProof> {
        let place = receipts.binary_search_by(|one| one.as_str().cmp(receipt));
        let place = place.ok()?;
        let mut path = Vec::new();
        let (mut from, mut to) = (0, receipts.len());
        while to - from > 1 {
            let middle = from + split(to - from);
            let sibling = match place < middle {
                true => card_root(&receipts[middle..to]),
                false => card_root(&receipts[from..middle]),
            };
            path.push(sibling);
            match place < middle {
                true => to = middle,
                false => from = middle,
            }
        }
        path.reverse();
        let place = u32::try_from(place).ok()?;
        Some(CardProof { place, path })
    }

    /// Whether it leads from a receipt to the root of so many.
    pub fn leads(&self, receipt: &str, count: u32, root: &Hash) -> bool {
        let (place, count) = (self.place.into(), count.into());
        let leaf = leaf_hash(receipt.as_bytes());
        verify_inclusion(&leaf, place, count, &self.path, root).is_ok()
    }
}

/// The root of the tree of receipts, in this order.
pub fn card_root(receipts: &[String]) -> Hash {
    match receipts {
        [] => empty_root(),
        [one] => leaf_hash(one.as_bytes()),
        all => {
            let (left, right) = all.split_at(split(all.len()));
            node_hash(&card_root(left), &card_root(right))
        }
    }
}

/// The largest power of two below a number above one: so many leaves stand on the left.
fn split(leaves: usize) -> usize {
    leaves.next_power_of_two() / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_receipt_leads_to_the_root_and_no_other_does() {
        for count in 1..20u32 {
            let receipts: Vec<String> = (0..count).map(|one| format!("{one:032x}")).collect();
            let root = card_root(&receipts);
            for receipt in &receipts {
                let proof = CardProof::of(&receipts, receipt).expect("it is one of them");
                assert!(proof.leads(receipt, count, &root), "{count} {receipt}");
                let other = format!("{:032x}", count);
                assert!(!proof.leads(&other, count, &root));
                let elsewhere = CardProof {
                    place: proof.place + 1,
                    ..proof.clone()
                };
                assert!(!elsewhere.leads(receipt, count, &root));
            }
            assert_eq!(CardProof::of(&receipts, "x"), None);
        }
    }
}
