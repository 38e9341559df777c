//! Hiding, showing and erasing contents. The entry that committed to one never changes.

mod commands;
mod own;
pub(crate) mod project;
mod reading;

pub use commands::Erased;
pub use own::{ErasedOwn, OwnContent};
