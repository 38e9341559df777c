//! What somebody brings to hold a record against: what it is called, and what the record must then show.

use madang_record::Hash;
use madang_words::Said;

use crate::said::said;

/// What the report calls an earlier checkpoint.
pub(crate) const OLD: &str = "the earlier checkpoint";
/// What it calls a receipt.
pub(crate) const RECEIPT: &str = "the receipt";
/// What it calls the checkpoint in a receipt.
pub(crate) const RECEIPT_CHECKPOINT: &str = "the receipt's checkpoint";

/// Whether a failure of that place is about the entry of a receipt, not about its checkpoint.
pub(crate) fn is_of_entry(place: &str) -> bool {
    place == RECEIPT
}

/// Whether a failure of that place is about what a receipt shows.
pub(crate) fn is_of_receipt(place: &str) -> bool {
    [RECEIPT, RECEIPT_CHECKPOINT].contains(&place)
}

/// Whether a failure of that place is about what somebody brought, which goes again where that is none of this record's.
pub(crate) fn is_brought(place: &str) -> bool {
    place == OLD || is_of_receipt(place)
}

/// What an expectation comes from, as a sentence names it.
pub(crate) fn promised(name: &str) -> Said {
    said(match name {
        OLD => "verify-promise-old",
        RECEIPT => "verify-promise-receipt",
        _ => "verify-promise-receipt-checkpoint",
    })
}

/// Something to hold against the tree at a certain size or index.
pub(crate) struct Expectation {
    /// What it is, for the report.
    pub(crate) name: &'static str,
    /// What the tree must show.
    pub(crate) kind: ExpectationKind,
}

pub(crate) enum ExpectationKind {
    /// The tree of the first `size` entries has this root.
    Root { size: u64, root: Hash },
    /// The entry at this index has this leaf hash.
    Leaf { index: u64, leaf: Hash },
}
