//! Proposals: lists, search, counts.

pub(crate) mod project;
mod proposers;
mod read;
pub(crate) mod shapes;
pub(crate) mod tables;
mod talk;
