//! Needs: lists, search, the voices of each by number, and what became of it.

pub(crate) mod project;
mod read;
pub(crate) mod shapes;
pub(crate) mod tables;
