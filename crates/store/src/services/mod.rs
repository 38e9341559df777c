//! Services: lists, and one with its milestones, its versions and what was said of it.

pub(crate) mod project;
mod read;
pub(crate) mod shapes;
pub(crate) mod tables;
