//! Votes: every count and every selection, and what became of a single ballot.

mod explainer;
mod explanations;
mod fate;
mod held;
mod look_up;
mod looked_at;
mod partial;
mod published;
mod recount;
mod sheets;
mod spool;
mod watched;

pub use explainer::Explainer;
pub use fate::{Fate, NotCounted, fate};
pub(crate) use recount::Recount;
pub(crate) use watched::Watched;

use std::io;

use madang_words::{Said, system_said};

use crate::source::SourceError;

/// A temporary file that could not be written or read.
pub(crate) fn temporary(error: &io::Error) -> Said {
    let error = SourceError {
        path: "a temporary file".to_owned(),
        reason: system_said(error),
    };
    error.said()
}
