//! Lines of a table in text.

use csv::{ReaderBuilder, StringRecord};

use super::{Unread, header};

/// A line of a table.
#[derive(Debug)]
pub(super) struct Line {
    /// Its number, from 1.
    pub number: u64,
    /// Its cells, as they are written.
    pub cells: StringRecord,
    /// Whether a quote is opened in it that is never closed.
    pub open: bool,
    /// Columns whose cell is a formula, with the value that was computed last; only workbooks have such.
    pub formulas: Vec<usize>,
}

/// The lines of a text, by the separator under which its header is found.
///
/// # Errors
/// There is no header under any.
pub(super) fn lines(text: &str) -> Result<Vec<Line>, Unread> {
    let found = [b',', b';', b'\t'].into_iter().find(|separator| {
        let first = records(text, *separator).take(header::WITHIN);
        let first: Vec<StringRecord> = first.map(|line| line.cells).collect();
        header::find(first.iter()).is_some()
    });
    let separator = found.ok_or(Unread::NoHeader)?;
    let mut lines: Vec<Line> = records(text, separator).collect();
    // In a table whose quotes are all closed their number is even: one is doubled inside a cell.
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
        && let Some(last) = lines.last_mut()
    {
        last.open = true;
    }
    Ok(lines)
}

fn records(text: &str, separator: u8) -> impl Iterator<Item = Line> + '_ {
    let reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    // A text in memory that is UTF-8 gives no error.
    reader
        .into_records()
        .map_while(Result::ok)
        .map(|cells| Line {
            number: cells.position().map_or(0, csv::Position::line),
            cells,
            open: false,
            formulas: Vec::new(),
        })
}
