//! Lines of a workbook's first sheet that has a header.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use csv::StringRecord;

use super::table::Line;
use super::{Unread, header};

/// The lines of the first sheet in which a header is found.
///
/// # Errors
/// What the workbook's reader says; there is no header on any sheet.
pub(super) fn lines(bytes: &[u8]) -> Result<Vec<Line>, Unread> {
    let problem = |error: calamine::XlsxError| Unread::Workbook(error.to_string());
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(problem)?;
    for sheet in workbook.sheet_names() {
        let range = workbook.worksheet_range(&sheet).map_err(problem)?;
        let formulas = workbook.worksheet_formula(&sheet).map_err(problem)?;
        let lines = of_sheet(&range, &formulas);
        if header::find(lines.iter().map(|line| &line.cells)).is_some() {
            return Ok(lines);
        }
    }
    Err(Unread::NoHeader)
}

fn of_sheet(range: &Range<Data>, formulas: &Range<String>) -> Vec<Line> {
    let Some((first_row, first_column)) = range.start() else {
        return Vec::new();
    };
    let numbered = (first_row..).zip(range.rows());
    let lines = numbered.map(|(row, cells)| {
        let is_formula = |column: &u32| {
            let formula = formulas.get_value((row, first_column + column));
            formula.is_some_and(|formula| !formula.is_empty())
        };
        let columns = 0..u32::try_from(cells.len()).unwrap_or(u32::MAX);
        let places = columns.filter(is_formula);
        let places = places.filter_map(|column| usize::try_from(column).ok());
        Line {
            number: u64::from(row) + 1,
            formulas: places.collect(),
            cells: cells.iter().map(text).collect::<StringRecord>(),
            open: false,
        }
    });
    lines.collect()
}

/// A cell as text. A number that is whole is written so, and a day as ISO 8601 has it.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Bool(true) => "1".to_owned(),
        Data::Bool(false) => "0".to_owned(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}
