//! The log's own entries.

pub(crate) mod project;
