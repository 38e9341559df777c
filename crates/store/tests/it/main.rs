//! The store from outside, on both databases.
#![allow(clippy::unwrap_used, reason = "tests may panic")]

mod announced;
mod answers;
mod attached;
mod casting;
mod clock;
mod consultations;
mod content;
mod designs;
mod faults;
mod files;
mod guard;
mod kept;
mod keys;
mod lapsed;
mod listed;
mod minutes;
mod needs;
mod proposing;
mod published;
mod read;
mod reading;
mod record;
mod rehearsal;
mod scoring;
mod seals;
mod search;
mod services;
mod support;
mod voice_keys;
mod voices;
mod voters;
mod writer;
