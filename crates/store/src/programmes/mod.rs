//! Programmes with their groups, bodies, rules and votes.

pub(crate) mod project;
mod read;
pub(crate) mod shapes;

pub(crate) use read::summaries;
