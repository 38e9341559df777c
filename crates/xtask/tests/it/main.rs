//! The rules of the house, held against the sources of this repository, and seen to fail on a planted breach of each; and
//! the tasks that write.

mod house;
mod planted;
mod sbom;
mod tasks;
