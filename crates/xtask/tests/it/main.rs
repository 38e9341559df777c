//! The rules of the house, held against the sources of this repository, and seen to fail on a planted breach of each.

mod house;
mod planted;
