//! Bodies of people and their members.

pub(crate) mod project;
pub(crate) mod read;
pub(crate) mod shapes;
