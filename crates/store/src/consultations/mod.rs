//! Consultations: lists, and one with what was published of it.

pub(crate) mod project;
mod read;
pub(crate) mod shapes;
pub(crate) mod tables;
