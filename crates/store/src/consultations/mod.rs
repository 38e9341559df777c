//! Consultations: lists, and one with what was published of it.

mod cards;
pub(crate) mod ending;
pub(crate) mod minutes;
pub(crate) mod project;
mod promoting;
mod read;
pub(crate) mod shapes;
pub(crate) mod tables;
