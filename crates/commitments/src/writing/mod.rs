//! Writing commitments: in the current schema as CSV and as a workbook, and as JSON. What is read again is what was written, cell for cell.

mod json;
mod table;
mod workbook;

use madang_words::Said;

use crate::guard;
use crate::row::Row;
use crate::words::said;

pub use json::{json, json_lines};
pub use workbook::workbook;

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.said())]
pub enum Unwritten {
    /// What the writer of workbooks says.
    Workbook(String),
    /// A workbook has no room for so many columns.
    Columns(u64),
    /// What the writer of CSV or JSON says.
    Table(String),
}

impl Unwritten {
    /// The reason as a sentence.
    pub fn said(&self) -> Said {
        match self {
            Unwritten::Workbook(problem) => said!("unwritten-workbook", problem = problem.clone()),
            Unwritten::Columns(columns) => {
                said!("unwritten-too-many-columns", columns = columns.to_string())
            }
            Unwritten::Table(problem) => said!("unwritten-csv", problem = problem.clone()),
        }
    }
}

/// Commitments in the current schema as CSV: its 171 columns, then whatever these rows have that those have no place for. Cells that a spreadsheet
/// would compute are guarded by a `'`, unless it is written `raw`, for machines.
///
/// # Errors
/// What the writer of CSV says.
pub fn csv(rows: &[Row], raw: bool) -> Result<Vec<u8>, Unwritten> {
    let problem = |error: &dyn std::error::Error| Unwritten::Table(error.to_string());
    let table = table::Table::of(rows);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(table.labels())
        .map_err(|error| problem(&error))?;
    for row in rows {
        for cell in table.cells(row) {
            let guarded = match raw || cell.is_measure() {
                true => cell.text,
                false => match guard::guarded(&cell.text) {
                    std::borrow::Cow::Owned(guarded) => guarded.into(),
                    std::borrow::Cow::Borrowed(_) => cell.text,
                },
            };
            writer
                .write_field(guarded.as_bytes())
                .map_err(|error| problem(&error))?;
        }
        writer
            .write_record(None::<&[u8]>)
            .map_err(|error| problem(&error))?;
    }
    writer.into_inner().map_err(|error| problem(error.error()))
}
