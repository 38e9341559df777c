//! The tests of the record as a whole, in one program.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod contents;
mod entries;
mod go_interop;
mod notes;
mod policies;
mod proofs;
mod support;
mod tampering;
mod tiles;
mod tree;
