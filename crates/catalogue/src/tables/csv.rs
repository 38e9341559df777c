//! CSV (RFC 4180, UTF-8). What a spreadsheet would compute has a `'` before it, which is taken away when it is read.

use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};
use madang_words::guard::{guarded, unguarded};

use super::{Row, columns, is_header, services};
use crate::file::Catalogue;
use crate::problem::Problem;
use crate::remark::Remark;

/// The catalogue as CSV.
#[must_use]
pub fn to_csv(catalogue: &Catalogue) -> String {
    let columns = columns::of(&catalogue.services);
    let mut out = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let rows = catalogue
        .services
        .iter()
        .map(|service| columns::cells(service, &columns));
    for row in std::iter::once(columns.clone()).chain(rows) {
        let cells = row.iter().map(|cell| guarded(cell).into_owned());
        // Writing into memory does not fail.
        let _ = out.write_record(cells);
    }
    let bytes = out.into_inner().unwrap_or_default();
    // By this mark spreadsheets know UTF-8; without it Korean is read as something else.
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

/// Reads a catalogue from CSV. A column that is not known and a cell that is not understood are told by line and column, and left out.
///
/// # Errors
/// No header with `id` and a name; a column twice; a row with more or fewer cells than the header, without an id or a name; an id twice.
pub fn from_csv(text: &str) -> Result<(Catalogue, Vec<Remark>), Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut header: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| Problem::Encoding {
            line: error.position().map_or(0, |position| line(position.line())),
        })?;
        let number = record.position().map_or(0, |position| {
            // Where a record begins is told before the blank lines above it.
            let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
            let rest = text.as_bytes().get(from..).unwrap_or_default().iter();
            let blank = rest.take_while(|byte| matches!(byte, b'\r' | b'\n'));
            line(position.line()) + blank.filter(|byte| **byte == b'\n').count()
        });
        let cells: Vec<String> = cells(&record);
        let Some(header) = &header else {
            let names: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
            if !is_header(&names) {
                return Err(Problem::NoHeader);
            }
            header = Some(names);
            continue;
        };
        if cells.len() != header.len() {
            return Err(Problem::Cells {
                line: number,
                cells: cells.len(),
                wanted: header.len(),
            });
        }
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(Row {
                number,
                cells,
                refused: Vec::new(),
            });
        }
    }
    services(&header.ok_or(Problem::NoHeader)?, rows)
}

fn line(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn cells(record: &StringRecord) -> Vec<String> {
    record
        .iter()
        .map(|cell| unguarded(cell).replace("\r\n", "\n"))
        .collect()
}
