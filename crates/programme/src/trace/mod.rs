//! The trace: what each thing grew out of and what grew out of it, from voices to selections, and how that is walked.

mod links;
mod walk;

pub use links::{Change, How, Link, links, thing};
pub use walk::{Hop, MOST_EXPANDED, MOST_SHOWN, Neighbours, Walk, Way};
