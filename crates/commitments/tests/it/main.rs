//! The crate on the partnership's own files and on bad ones.

mod bad_input;
mod bases;
mod common;
mod dates;
mod figures;
mod round_trip;
mod vectors;
