//! The tests of the record as a whole, in one program.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod entries;
mod go_interop;
mod notes;
mod proofs;
mod support;
mod tampering;
mod tiles;
mod tree;
