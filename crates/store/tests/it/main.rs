//! The store from outside, on both databases.
#![allow(clippy::unwrap_used, reason = "tests may panic")]

mod answers;
mod clock;
mod content;
mod faults;
mod files;
mod guard;
mod kept;
mod keys;
mod listed;
mod needs;
mod published;
mod read;
mod reading;
mod record;
mod rehearsal;
mod seals;
mod search;
mod support;
mod voices;
mod voters;
mod writer;
