//! Consultations: lists, and one with what was published of it.

pub(crate) mod project;
mod promoting;
mod read;
pub(crate) mod shapes;
pub(crate) mod tables;
