//! Hiding, showing and erasing contents. The entry that committed to one never changes.

mod commands;
pub(crate) mod project;

pub use commands::Erased;
