//! Proposals: lists, search, counts.

mod find;
pub(crate) mod project;
mod proposers;
mod read;
mod relevance;
pub(crate) mod shapes;
pub(crate) mod tables;
