//! Reading files of commitments as they come, with a report of all that was not understood.

mod cells;
mod encoding;
mod header;
mod kept;
mod rows;
mod table;
mod workbook;

use madang_words::Said;

use crate::extended::FORMAT;
use crate::report::Reported;
use crate::row::Row;
use crate::schema::Schema;
use crate::words::said;

/// What was read of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    /// Its rows that have something in them, those that were left out counted.
    pub rows: u64,
    /// Those that were not left out.
    pub commitments: Vec<Row>,
    /// All that was not understood, by line.
    pub reported: Vec<Reported>,
    /// The encoding of a text file; `None` of a workbook.
    pub encoding: Option<&'static str>,
}

impl Base {
    /// Whether it has the inputs of stars alone, and no commitments to keep.
    pub fn is_of_stars(&self) -> bool {
        let stars = |row: &Row| row.schema == Schema::StarVectors;
        self.commitments.iter().any(stars)
    }
}

/// Why nothing was read of a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.said())]
pub enum Unread {
    /// Bytes of no encoding that could be recognised.
    Encoding,
    /// Bytes that are UTF-8 but for a few.
    Broken {
        /// The line of the first of these.
        line: u64,
    },
    /// Bytes that are not all of the encoding that was named.
    NamedEncoding(&'static str),
    /// No encoding has this name.
    UnknownEncoding(String),
    /// No line has the labels of a known layout.
    NoHeader,
    /// A workbook that cannot be read.
    Workbook(String),
    /// A file that is not one of this crate's.
    Json {
        /// The line.
        line: u64,
        /// What is wrong there.
        problem: String,
    },
    /// A file of another version of this crate.
    Format(String),
    /// Inputs of stars where commitments are asked for.
    Vectors,
}

impl Unread {
    /// The reason as a sentence.
    pub fn said(&self) -> Said {
        match self {
            Unread::Encoding => said!("unread-encoding"),
            Unread::Broken { line } => said!("unread-broken", line = line.to_string()),
            Unread::NamedEncoding(name) => {
                said!("unread-named-encoding", encoding = (*name).to_owned())
            }
            Unread::UnknownEncoding(name) => {
                said!("unread-unknown-encoding", encoding = name.clone())
            }
            Unread::NoHeader => said!("unread-no-header"),
            Unread::Workbook(problem) => said!("unread-workbook", problem = problem.clone()),
            Unread::Json { line, problem } => {
                said!(
                    "unread-json",
                    line = line.to_string(),
                    problem = problem.clone()
                )
            }
            Unread::Format(format) => {
                said!(
                    "unread-format",
                    format = format.clone(),
                    known = FORMAT.to_owned()
                )
            }
            Unread::Vectors => said!("unread-vectors"),
        }
    }
}

/// How a file is to be read, where it does not say so itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Its encoding, in a name of the Encoding Standard.
    pub encoding: Option<&'a str>,
    /// Whether it is a CSV file without guards against spreadsheets: a `'` before a formula is part of the text.
    pub raw: bool,
}

/// Reads a file: CSV in either layout, with `,`, `;` or tabs between cells; a workbook; or what this crate wrote as JSON or lines of JSON.
///
/// # Errors
/// A file of which nothing can be read. What is wrong in a row or value is in the report, and what is left is read.
pub fn read(bytes: &[u8], options: Options<'_>) -> Result<Base, Unread> {
    if bytes.starts_with(b"PK\x03\x04") {
        let lines = workbook::lines(bytes)?;
        return rows::base(lines, None, false);
    }
    let (text, encoding) = encoding::decode(bytes, options.encoding)?;
    if text.trim_start().starts_with('{') {
        return kept::read(&text, encoding);
    }
    rows::base(table::lines(&text)?, Some(encoding), !options.raw)
}

/// The same, of commitments alone.
///
/// # Errors
/// As [`read`], and a file of star inputs.
pub fn read_commitments(bytes: &[u8], options: Options<'_>) -> Result<Base, Unread> {
    let base = read(bytes, options)?;
    if base.is_of_stars() {
        return Err(Unread::Vectors);
    }
    Ok(base)
}
