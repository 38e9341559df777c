#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod absent;
pub mod codes;
pub mod dates;
mod extended;
pub mod figures;
pub mod progress;
pub mod reading;
pub mod report;
pub mod results;
mod row;
pub mod schema;
pub mod stars;
mod view;
mod words;
pub mod writing;

pub use absent::{Absent, Reading};
pub use extended::FORMAT;
pub use madang_words::guard;
pub use reading::{Base, Options, Unread, read, read_commitments};
pub use row::{Report, Row};
pub use view::{Coded, Commitment, Dated, Flagged, Given, StarRow, Starred};
pub use writing::Unwritten;
