//! Answers: lists, search, and what was done about one voice or proposal.

pub(crate) mod project;
mod read;
pub(crate) mod shapes;
pub(crate) mod tables;
