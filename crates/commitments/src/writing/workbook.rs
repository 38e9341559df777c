//! The table in the current schema as a workbook. Every cell is written as a string: nothing in it is computed, and no number changes its form.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::Unwritten;
use super::table::Table;
use crate::extended::CONTINUED;
use crate::row::Row;

/// How many units of UTF-16 a cell has room for.
const ROOM: usize = 32_767;

/// How many columns a sheet has room for.
const COLUMNS: usize = 16_384;

/// Commitments in the current schema as a workbook, the same bytes for the same rows. A text that has no room in its cell goes on in columns beside it.
///
/// # Errors
/// More rows or columns than a workbook has, and what its writer says.
pub fn workbook(rows: &[Row]) -> Result<Vec<u8>, Unwritten> {
    let problem = |error: XlsxError| Unwritten::Workbook(error.to_string());
    let table = Table::of(rows);
    let labels = table.labels();
    let parts = most_parts(&table, rows, labels.len());
    let columns: usize = parts.iter().sum();
    if columns > COLUMNS {
        return Err(Unwritten::Columns(
            u64::try_from(columns).unwrap_or(u64::MAX),
        ));
    }
    let mut workbook = Workbook::new();
    // The time of writing would make other bytes of the same rows.
    let created = ExcelDateTime::from_ymd(2016, 1, 1).map_err(problem)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Commitments").map_err(problem)?;
    sheet.set_freeze_panes(1, 0).map_err(problem)?;
    let mut column = 0_u16;
    for (label, parts) in labels.iter().zip(&parts) {
        for part in 1..=*parts {
            let label = if part == 1 {
                label.clone()
            } else {
                format!("{label}{CONTINUED}{part})")
            };
            sheet.write_string(0, column, &label).map_err(problem)?;
            column += 1;
        }
    }
    for (line, row) in (1_u32..).zip(rows) {
        let mut column = 0_u16;
        for (cell, parts) in table.cells(row).into_iter().zip(&parts) {
            for (beside, part) in (column..).zip(split(&cell.text)) {
                if !part.is_empty() {
                    sheet.write_string(line, beside, part).map_err(problem)?;
                }
            }
            column += u16::try_from(*parts).unwrap_or(u16::MAX);
        }
    }
    workbook.save_to_buffer().map_err(problem)
}

/// Into how many cells the longest text of each column goes.
fn most_parts(table: &Table, rows: &[Row], columns: usize) -> Vec<usize> {
    let mut most = vec![1; columns];
    for row in rows {
        for (most, cell) in most.iter_mut().zip(table.cells(row)) {
            // What is short in bytes is short in units too.
            if cell.text.len() > ROOM {
                *most = (*most).max(split(&cell.text).len());
            }
        }
    }
    most
}

/// A text in parts that a cell has room for.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while rest.len() > ROOM {
        let mut units = 0;
        let fits = |c: char| {
            units += c.len_utf16();
            units <= ROOM
        };
        let mut fits = fits;
        let end = rest
            .char_indices()
            .find(|(_, c)| !fits(*c))
            .map(|(place, _)| place);
        let Some(end) = end else { break };
        let (part, after) = rest.split_at(end);
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts
}
