//! Polis' export files, read by the names of their columns and written as `polis-export/1`.
//!
//! A row that cannot be read is left out and told with its line; a file whose columns are not what they must be is refused.

mod comments;
mod csv;
mod export;
mod groups;
mod rules;
mod signs;
mod summary;
mod votes;

use std::io;

pub use comments::{Comment, Comments, read_comments};
pub use export::{
    Exported, write_comment_groups, write_comments, write_matrix, write_routes, write_statements,
    write_summary, write_votes,
};
pub use groups::{MatrixFile, read_groups};
pub use rules::{RulesFile, read_rules};
pub use signs::{CountDifference, Signs, count_differences, signs};
pub use summary::{Summary, read_summary};
pub use votes::{VoteEvent, Votes, read_votes};

/// Why a row was left out, or what was done with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A vote that is none of -1, 0 and 1.
    #[error(
        "column \"{column}\": {value:?} is no vote; write 1 (agree), -1 (disagree) or 0 (pass)"
    )]
    Vote {
        /// The column's name.
        column: String,
        /// What stands there.
        value: String,
    },
    /// An id that is no whole number within the range.
    #[error("column \"{column}\": {value:?} is no id: a whole number from 0 to {largest}")]
    Id {
        /// The column's name.
        column: String,
        /// What stands there.
        value: String,
        /// The largest id.
        largest: u64,
    },
    /// A number that is none.
    #[error("column \"{column}\": {value:?} is not a whole number")]
    Number {
        /// The column's name.
        column: String,
        /// What stands there.
        value: String,
    },
    /// Another number of fields than columns.
    #[error("{found} fields where there are {expected} columns")]
    Fields {
        /// Fields in the row.
        found: usize,
        /// Columns in the file.
        expected: usize,
    },
    /// More fields than columns: the last column took the rest, since its commas were not quoted.
    #[error(
        "{found} fields in {expected} columns: the last column takes the rest, since nothing is quoted"
    )]
    Joined {
        /// Fields in the row.
        found: usize,
        /// Columns in the file.
        expected: usize,
    },
    /// Bytes that are no UTF-8.
    #[error("not UTF-8: save the file as UTF-8")]
    Encoding,
    /// A quote that is opened and never closed.
    #[error("a quotation mark is opened and not closed before the file ends")]
    Quote,
    /// A statement that stands twice.
    #[error("statement {0} stands twice; the first row counts")]
    Twice(u32),
}

impl Problem {
    /// Whether the row was taken all the same.
    pub fn taken(&self) -> bool {
        matches!(self, Self::Joined { .. })
    }
}

/// A problem with the line at which its row begins, the header being line 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// The line.
    pub line: u64,
    /// What is wrong there.
    pub problem: Problem,
}

/// Why a whole file is refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// It cannot be read.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// There is not even a line of column names.
    #[error("the file is empty: its first line must name the columns")]
    Empty,
    /// A column is not there.
    #[error("there is no column \"{0}\": name it in the first line")]
    Missing(String),
    /// A column is there twice.
    #[error("column \"{0}\" is there twice: leave one of them out")]
    Twice(String),
    /// The rules are no JSON, or not of this shape.
    #[error("line {line}, column {column}: {what}")]
    Json {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
        /// What the reader says.
        what: String,
    },
}
