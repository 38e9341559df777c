#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod answers;
pub mod bodies;
pub mod commitments;
mod encoding;
mod fields;
mod ids;
mod labels;
mod mistake;
pub mod needs;
mod places;
mod plain;
pub mod programmes;
pub mod proposals;
mod source;
mod step;
mod table;
pub mod voices;
pub mod votes;
mod words;

pub use encoding::Encoding;
pub use ids::Renamed;
pub use mistake::{Column, Mistake, Mistakes, Partly};
pub use places::Places;
pub use source::{At, SMALL, Source, open, read_within};
pub use step::{Named, Step, as_written};
pub use words::system_said;

/// What a spreadsheet must not read as a formula; whatever reads a table here takes it away again.
pub use madang_selection::guarded;

/// Whether a file can be a table at all.
///
/// # Errors
/// What it is instead: empty, a page, or without a header that is one.
pub fn is_table(source: &Source) -> Result<(), Mistakes> {
    table::is_table(source)
}

/// The columns of a table, by which one can tell what it is of.
pub fn columns(source: &Source) -> Vec<String> {
    table::columns(source)
}
