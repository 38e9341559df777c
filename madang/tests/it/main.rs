//! The program on plain files, as a user runs it.

mod common;
mod convert;
mod options;
mod select;
