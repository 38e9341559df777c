//! Elections and score sheets from CSV and JSON, and back.
//!
//! The README of this crate describes both formats under "Formats", with an example of each.

mod choices;
mod csv;
mod expected;
mod gather;
mod json;
mod place;
mod records;
mod rows;
mod selected;
mod sheets;
mod texts;
mod votes;
mod write;

use crate::pabulib::{Column, ParseError, ParseErrorKind};
use crate::wording::Wording;

pub use csv::{CsvOptions, read_csv};
pub use json::{read_json, read_json_with};
pub use rows::{Fields, Rows, cell, line_feeds, read_rows};
pub use selected::read_selected;
pub use sheets::{
    WrittenScore, WrittenScores, read_score_sheets_csv, read_score_sheets_json, read_scores_csv,
};
pub use votes::{WrittenVotes, read_votes_csv};
pub use write::{write_csv_ballots, write_csv_projects, write_json};

/// An error at `line`, `column` of `source`.
fn error(
    source: &str,
    line: u64,
    column: impl Into<Column>,
    field: &str,
    kind: ParseErrorKind,
) -> ParseError {
    ParseError {
        source_name: Some(source.to_owned()),
        line,
        column: column.into(),
        field: field.to_owned(),
        kind,
    }
}

fn contradiction(text: Wording) -> ParseErrorKind {
    ParseErrorKind::Contradiction(text)
}
