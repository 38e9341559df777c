//! The program on plain files, as a user runs it.

mod acts;
mod common;
mod convert;
mod damaged;
mod options;
mod own;
mod readable;
mod select;
