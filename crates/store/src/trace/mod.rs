//! The trace: what each thing grew out of and what grew out of it.

pub(crate) mod project;
mod read;
pub(crate) mod shapes;
pub(crate) mod tables;
