//! Excel workbooks. Every cell is written as text: nothing in it is computed, and an identifier keeps its leading noughts.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx, XlsxError};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use super::{Row, columns, is_header, services};
use crate::file::Catalogue;
use crate::problem::Problem;
use crate::remark::Remark;

/// How many units of UTF-16 a cell has room for.
const ROOM: usize = 32_767;

/// The catalogue as a workbook, the same bytes for the same services.
///
/// # Errors
/// A text that has no room in a cell; what the writer says.
pub fn to_workbook(catalogue: &Catalogue) -> Result<Vec<u8>, Problem> {
    let problem = |error: rust_xlsxwriter::XlsxError| Problem::Workbook {
        what: error.to_string(),
    };
    let columns = columns::of(&catalogue.services);
    let mut workbook = Workbook::new();
    // The time of writing would make other bytes of the same services.
    let created = ExcelDateTime::from_ymd(2016, 1, 1).map_err(problem)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Services").map_err(problem)?;
    sheet.set_freeze_panes(1, 0).map_err(problem)?;
    for (place, column) in (0..).zip(&columns) {
        sheet.write_string(0, place, column).map_err(problem)?;
    }
    for (line, service) in (1..).zip(&catalogue.services) {
        for (place, cell) in (0..).zip(columns::cells(service, &columns)) {
            // What is short in bytes is short in units too.
            if cell.len() > ROOM && cell.encode_utf16().count() > ROOM {
                let column = columns.get(usize::from(place)).cloned().unwrap_or_default();
                let service = service.id.clone();
                return Err(Problem::NoRoom { service, column });
            }
            if !cell.is_empty() {
                sheet.write_string(line, place, &cell).map_err(problem)?;
            }
        }
    }
    workbook.save_to_buffer().map_err(problem)
}

/// Reads a catalogue from the first sheet that has its header. A cell that is computed is told and not used: its formula may say something
/// else tomorrow. So is an identifier that is a number, whose leading noughts may be lost.
///
/// # Errors
/// What the reader says; no sheet with a header; what [`crate::from_csv`] refuses.
pub fn from_workbook(bytes: &[u8]) -> Result<(Catalogue, Vec<Remark>), Problem> {
    let problem = |error: XlsxError| Problem::Workbook {
        what: error.to_string(),
    };
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(problem)?;
    for sheet in workbook.sheet_names() {
        let range = workbook.worksheet_range(&sheet).map_err(problem)?;
        let formulas = workbook.worksheet_formula(&sheet).map_err(problem)?;
        let Some((first_row, first_column)) = range.start() else {
            continue;
        };
        let mut lines = (first_row..).zip(range.rows());
        let header = lines.find_map(|(_, cells)| {
            let names: Vec<String> = cells
                .iter()
                .map(|cell| text(cell).trim().to_owned())
                .collect();
            is_header(&names).then_some(names)
        });
        let Some(header) = header else { continue };
        let rows =
            lines.filter(|(_, cells)| cells.iter().any(|cell| !text(cell).trim().is_empty()));
        let rows = rows.map(|(number, cells)| row(number, first_column, cells, &header, &formulas));
        let rows: Vec<Row> = rows.collect();
        let numbers = rows
            .iter()
            .zip(numeric_ids(&header, &range, &rows, first_row));
        let numbers: Vec<(usize, String)> = numbers
            .filter(|(_, is_number)| *is_number)
            .map(|(row, _)| (row.number, cell_of(&header, row, "id")))
            .collect();
        let (catalogue, mut remarks) = services(&header, rows)?;
        let what = "a number in the workbook: leading noughts may be missing";
        remarks.extend(
            numbers
                .iter()
                .map(|(row, id)| Remark::new(*row, id, "id", id, what)),
        );
        return Ok((catalogue, remarks));
    }
    Err(Problem::NoHeader)
}

fn cell_of(header: &[String], row: &Row, column: &str) -> String {
    let place = header.iter().position(|name| name == column);
    place
        .and_then(|place| row.cells.get(place))
        .cloned()
        .unwrap_or_default()
}

/// Whether the identifier of each row is a number.
fn numeric_ids(header: &[String], range: &Range<Data>, rows: &[Row], first_row: u32) -> Vec<bool> {
    let place = header.iter().position(|name| name == "id").unwrap_or(0);
    let first_row = first_row as usize;
    let is_number = |row: &Row| {
        let cell = range.get((row.number - 1 - first_row, place));
        matches!(cell, Some(Data::Float(_) | Data::Int(_)))
    };
    rows.iter().map(is_number).collect()
}

fn row(
    number: u32,
    first_column: u32,
    cells: &[Data],
    header: &[String],
    formulas: &Range<String>,
) -> Row {
    let is_formula = |place: &usize| {
        let column = u32::try_from(*place).unwrap_or(u32::MAX);
        let formula = formulas.get_value((number, first_column.saturating_add(column)));
        formula.is_some_and(|formula| !formula.is_empty())
    };
    let computed = (0..cells.len()).filter(is_formula);
    Row {
        number: number as usize + 1,
        refused: computed
            .map(|place| (place, "a formula: not used"))
            .collect(),
        cells: cells.iter().take(header.len()).map(text).collect(),
    }
}

/// A cell as text. A number that is whole is written so, and a day as ISO 8601 has it.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string().replace("\r\n", "\n"),
    }
}
