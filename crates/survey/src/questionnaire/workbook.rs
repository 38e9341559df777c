//! Sheets of an Excel workbook as texts.

use std::io::Cursor;

use calamine::{Data, DataRef, Reader, Xlsx};

use super::model::{Finding, Place, Rule};
use crate::SurveyError;

/// A sheet: its header and its rows, each with its number.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    /// Headers, trimmed.
    pub(super) header: Vec<String>,
    /// The number of the row, from 1, and its cells.
    pub(super) rows: Vec<(u32, Vec<String>)>,
}

/// More rows than any questionnaire has; a workbook can say that a cell stands in its last one.
const ROWS: usize = 20_000;
const COLUMNS: u32 = 500;
/// The greatest workbook that is read, packed.
const BYTES: usize = 16 << 20;

/// The sheets of a workbook, and cells whose formula has no value.
pub(super) fn sheets(bytes: &[u8]) -> Result<(Vec<Sheet>, Vec<Finding>), SurveyError> {
    let wrong = |problem: String| SurveyError::Workbook { problem };
    if bytes.len() > BYTES {
        return Err(wrong(format!("it has more than {} MiB", BYTES >> 20)));
    }
    let mut workbook: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| wrong(error.to_string()))?;
    let mut findings = Vec::new();
    // The name of a packed file stands in the archive as it is.
    let macros = b"vbaProject.bin";
    if bytes.windows(macros.len()).any(|window| window == macros) {
        findings.push(Finding::new(
            Rule::Macros,
            vec![],
            Place::new("workbook", 0, None),
        ));
    }
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let mut reader = workbook
            .worksheet_cells_reader(&name)
            .map_err(|error| wrong(error.to_string()))?;
        let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
        while let Some(cell) = reader
            .next_cell_with_formula()
            .map_err(|error| wrong(error.to_string()))?
        {
            let (row, column) = cell.pos;
            let text = text(&cell.value);
            if text.is_empty() && cell.formula.is_some() {
                let place = Place::new(&name, row + 1, Some(&letters(column)));
                let at = format!("{name}!{}{}", letters(column), row + 1);
                findings.push(Finding::new(Rule::FormulaWithoutValue, vec![at], place));
            }
            if text.is_empty() || column >= COLUMNS {
                continue;
            }
            if rows.last().is_none_or(|(last, _)| *last != row + 1) {
                rows.push((row + 1, Vec::new()));
            }
            if rows.len() > ROWS {
                return Err(wrong(format!("sheet `{name}` has more than {ROWS} rows")));
            }
            if let Some((_, cells)) = rows.last_mut() {
                cells.resize(cells.len().max(column as usize + 1), String::new());
                cells[column as usize] = text;
            }
        }
        let mut rows = rows.into_iter();
        let header = rows.next().map(|(_, cells)| cells).unwrap_or_default();
        sheets.push(Sheet {
            name,
            header,
            rows: rows.collect(),
        });
    }
    Ok((sheets, findings))
}

/// What a cell says: whole numbers without a point, as people see them.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        other => Data::from(other.clone()).to_string().trim().to_owned(),
    }
}

/// The letters of a column.
fn letters(column: u32) -> String {
    let (more, last) = (column / 26, column % 26);
    let last = char::from_u32(u32::from(b'A') + last).unwrap_or('?');
    if more == 0 {
        last.to_string()
    } else {
        format!("{}{last}", letters(more - 1))
    }
}

impl Sheet {
    /// Headers that have one of these names not, and something below.
    pub(super) fn others(&self, names: &[&str]) -> Vec<&str> {
        let headers = self.header.iter().enumerate();
        let others = headers.filter(|(place, header)| {
            !header.is_empty()
                && !names.contains(&named(header).0.as_str())
                && self
                    .rows
                    .iter()
                    .any(|(_, cells)| !cell(cells, Some(*place)).is_empty())
        });
        others.map(|(_, header)| header.as_str()).collect()
    }

    /// The places of columns whose header is one of these names, with a language after `::` or none.
    pub(super) fn columns(&self, names: &[&str]) -> Vec<(usize, String)> {
        let headers = self.header.iter().enumerate();
        headers
            .filter_map(|(place, header)| {
                let (name, language) = named(header);
                names
                    .contains(&name.as_str())
                    .then(|| (place, language.trim().to_owned()))
            })
            .collect()
    }

    /// The place of the first column of one of these names.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        self.columns(names).first().map(|(place, _)| *place)
    }
}

/// The name of a column as forms have it, and its language: `label::한국어 (ko)`, `Hint: English`, `bind::relevant`.
fn named(header: &str) -> (String, &str) {
    let plain = |name: &str| name.trim().to_lowercase().replace([' ', '-'], "_");
    let (first, rest) = header
        .split_once("::")
        .or_else(|| header.split_once(':'))
        .unwrap_or((header, ""));
    match plain(first).as_str() {
        // What a form says of the XForm beneath it.
        "bind" | "control" | "body" => match plain(rest).as_str() {
            "jr:constraintmsg" => ("constraint_message".to_owned(), ""),
            "jr:requiredmsg" => ("required_message".to_owned(), ""),
            "readonly" => ("read_only".to_owned(), ""),
            name => (name.to_owned(), ""),
        },
        name => (name.to_owned(), rest),
    }
}

/// The text of a cell; empty where the row ends before it.
pub(super) fn cell(cells: &[String], place: Option<usize>) -> &str {
    place
        .and_then(|place| cells.get(place))
        .map_or("", String::as_str)
}
