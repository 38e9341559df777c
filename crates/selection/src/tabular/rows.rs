//! A table whose columns mean something to whoever reads it.

use std::borrow::Cow;
use std::sync::Arc;

use super::csv::Table;
use crate::pabulib::{Column, ParseError};

/// A table as spreadsheets write it: names of columns in small letters, and rows, each as long as these.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rows {
    /// The names of the columns, each once.
    pub columns: Vec<String>,
    /// The same as the table writes them.
    pub written: Vec<Arc<str>>,
    /// The rows that are not blank.
    pub rows: Vec<Fields>,
    /// What is wrong with rows of another length, which are not among them.
    pub faults: Vec<ParseError>,
}

/// One row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fields {
    /// Its line as a spreadsheet counts them, from 1.
    pub line: u64,
    /// One field a column, as it stands there.
    pub fields: Vec<String>,
}

/// A cell by the place of its column in a table, from 0, beside the headers of that table as it writes them.
pub fn cell(written: &[Arc<str>], column: usize) -> Column {
    Column::Cell {
        number: column as u64 + 1,
        header: written.get(column).cloned().unwrap_or_default(),
    }
}

/// Reads a table of any columns: comma, semicolon or tab, as its first line has them, with or without a byte order mark.
///
/// # Errors
/// A table without a header, a column that stands twice, a quote that does not end.
pub fn read_rows(text: &str, source: &str) -> Result<Rows, ParseError> {
    let table = Table::read(text, source)?;
    let rows = table.rows.into_iter().map(|row| Fields {
        line: row.line,
        fields: row.fields,
    });
    Ok(Rows {
        columns: table.headers,
        written: table.written,
        rows: rows.collect(),
        faults: table.faults,
    })
}

/// `text` with a line feed for each carriage return, where what ends its first line is a carriage return alone, as old
/// spreadsheets have it.
pub fn line_feeds(text: &str) -> Cow<'_, str> {
    let first = text.find(['\r', '\n']);
    let alone = first.is_some_and(|at| {
        let rest = &text[at..];
        rest.starts_with('\r') && !rest.starts_with("\r\n")
    });
    match alone {
        true => Cow::Owned(text.replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}
