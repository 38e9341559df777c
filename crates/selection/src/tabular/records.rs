//! Text of a table cut into rows and fields (RFC 4180).

use super::csv::Row;
use super::{contradiction, error};
use crate::pabulib::ParseError;
use crate::wording::wording;

/// The rows of `text`, blank lines left out.
///
/// # Errors
/// A quote that does not end.
pub(super) fn records(text: &str, separator: char, source: &str) -> Result<Vec<Row>, ParseError> {
    let (mut line, mut column) = (1u64, 0u64);
    let mut rows = Vec::new();
    let mut row: Option<Row> = None;
    let (mut field, mut quoted, mut was_quoted) = (String::new(), false, false);
    let mut began = (1u64, 1u64);
    let mut characters = text.chars().peekable();
    let finish = |row: &mut Option<Row>, field: &mut String, began: (u64, u64)| {
        let row = row.get_or_insert_with(|| Row {
            line: began.0,
            fields: Vec::new(),
            columns: Vec::new(),
        });
        row.fields.push(std::mem::take(field));
        row.columns.push(began.1);
    };
    while let Some(character) = characters.next() {
        column += 1;
        if quoted {
            match character {
                '"' if characters.next_if_eq(&'"').is_some() => {
                    column += 1;
                    field.push('"');
                }
                '"' => quoted = false,
                '\n' => {
                    line += 1;
                    column = 0;
                    field.push('\n');
                }
                other => field.push(other),
            }
            continue;
        }
        match character {
            '"' if field.is_empty() && !was_quoted => {
                quoted = true;
                was_quoted = true;
            }
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' => {
                if row.is_some() || !field.is_empty() || was_quoted {
                    finish(&mut row, &mut field, began);
                    rows.extend(row.take());
                }
                line += 1;
                column = 0;
                was_quoted = false;
                began = (line, 1);
            }
            other if other == separator => {
                finish(&mut row, &mut field, began);
                was_quoted = false;
                began = (line, column + 1);
            }
            other => field.push(other),
        }
    }
    if quoted {
        let kind = contradiction(wording!(
            "error-open-quote",
            "a quoted field is never closed: the file may be cut off"
        ));
        return Err(error(source, began.0, began.1, "row", kind));
    }
    if row.is_some() || !field.is_empty() || was_quoted {
        finish(&mut row, &mut field, began);
        rows.extend(row.take());
    }
    Ok(rows)
}
