//! Proposals: lists, search, counts.

mod find;
pub(crate) mod project;
mod proposers;
mod read;
pub(crate) mod shapes;
pub(crate) mod tables;
