//! Voices: lists, search, counts, and what became of each.

mod erased;
pub(crate) mod files;
mod lapsed;
pub(crate) mod project;
pub(crate) mod read;
pub(crate) mod shapes;
mod slips;
pub(crate) mod tables;
