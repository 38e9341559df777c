//! Institutions: their names.

pub(crate) mod project;
mod read;
pub(crate) mod shapes;
pub(crate) mod tables;
