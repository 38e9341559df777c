//! Hiding, showing and erasing contents. The entry that committed to one never changes.

mod asked;
mod commands;
mod moderating;
mod own;
mod own_acts;
pub(crate) mod project;
mod reading;

pub use asked::OwnWords;
pub use commands::Erased;
pub use own::{ErasedOwn, OwnContent};
pub use own_acts::{OwnAct, OwnWordsOf};
