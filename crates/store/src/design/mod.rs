//! Designs: lists, and one with its phases, what came of each, and who worked in it.

pub(crate) mod project;
mod read;
pub(crate) mod shapes;
pub(crate) mod tables;
