//! The store from outside, on both databases.
#![allow(clippy::unwrap_used, reason = "tests may panic")]

mod content;
mod faults;
mod files;
mod guard;
mod kept;
mod listed;
mod published;
mod read;
mod reading;
mod record;
mod search;
mod support;
mod writer;
