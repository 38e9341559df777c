//! `summary.csv`: a key and its value a row, without names of columns; a value may have several lines.

use std::io::BufRead;

use super::csv::Reader;
use super::{FileError, RowProblem};

/// What the file says, in its order.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Summary {
    /// Keys with their values.
    pub pairs: Vec<(String, String)>,
    /// Rows that were left out.
    pub problems: Vec<RowProblem>,
}

impl Summary {
    /// A value by its key.
    pub fn value(&self, key: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value.as_str())
    }
}

/// Reads the file.
///
/// # Errors
/// Where it cannot be read.
pub fn read_summary(input: impl BufRead) -> Result<Summary, FileError> {
    let mut reader = Reader::new(input);
    let mut summary = Summary::default();
    while let Some(row) = reader.read()? {
        let pair = || Ok((row.text(0)?.trim().to_owned(), row.rest(1)?));
        match pair() {
            Ok(pair) => summary.pairs.push(pair),
            Err(problem) => summary.problems.push(row.problem(problem)),
        }
    }
    Ok(summary)
}
