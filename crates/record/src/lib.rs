#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")
)]
#![warn(missing_docs)]
#![warn(clippy::missing_errors_doc)]

pub mod body;
pub mod checkpoint;
pub mod cosignature;
pub mod encoding;
pub mod entry;
pub mod hash;
pub mod json;
pub mod note;
pub mod policy;
pub mod proof;
pub mod receipt;
pub mod tile;
pub mod time;
pub mod tree;

pub use body::{BodyError, OpenBody, OpenBodyRef, Salt, body_hash};
pub use checkpoint::{Checkpoint, CheckpointError, OpenedCheckpoint};
pub use entry::{
    BodyCommitment, BodyCommitmentRef, Entry, EntryError, EntryRef, Reference, ReferenceRef,
    Visibility, VisibilityRef,
};
pub use hash::{Hash, empty_root, leaf_hash, node_hash};
pub use json::{JsonError, JsonReason, check_canonical, to_canonical};
pub use note::{
    Algorithm, Note, NoteError, SignatureLine, SigningKey, VerifiedSignature, VerifyingKey,
    check_key_name,
};
pub use policy::{Policy, PolicyError, PolicyOutcome};
pub use proof::{TlogProof, TlogProofError};
pub use receipt::{Receipt, ReceiptBody, ReceiptError, VerifiedReceipt};
pub use tile::{BundleId, BundleReader, TileError, TileId, TileNodes};
pub use tree::{
    Frontier, NodeReader, ProofError, TreeError, consistency_proof, inclusion_proof,
    verify_consistency, verify_inclusion,
};
