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
    let mut count = Count {
        bytes: text.as_bytes(),
        at: 0,
        line: 1,
    };
    // A text in memory that is UTF-8 gives no error.
    let records = reader.into_records().map_while(Result::ok);
    records.map(move |cells| {
        let byte = cells.position().map_or(0, csv::Position::byte);
        Line {
            number: count.line_of(usize::try_from(byte).unwrap_or(usize::MAX)),
            cells,
            open: false,
            formulas: Vec::new(),
        }
    })
}

/// Counts lines as editors do. The reader of CSV begins a record before the second character of a line end that has two, and before blank lines.
struct Count<'t> {
    bytes: &'t [u8],
    at: usize,
    line: u64,
}

impl Count<'_> {
    /// The line of what begins at a byte or, where line ends stand there, behind these; asked in the order of the text.
    fn line_of(&mut self, byte: usize) -> u64 {
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let rest = self.bytes.get(byte..).unwrap_or_default();
        let start = byte + rest.iter().take_while(|byte| is_end(byte)).count();
        let passed = self.bytes.get(self.at..start).unwrap_or_default();
        let next = passed.iter().skip(1).chain([&0]);
        let pairs = passed.iter().zip(next);
        let ends =
            pairs.filter(|(byte, next)| **byte == b'\n' || **byte == b'\r' && **next != b'\n');
        self.line += u64::try_from(ends.count()).unwrap_or(0);
        self.at = start;
        self.line
    }
}
