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
    // Lines are those of a spreadsheet: a field that goes over several of them stands in one.
    let mut line = 1u64;
    let mut rows = Vec::new();
    let mut row: Option<Row> = None;
    let (mut field, mut quoted, mut was_quoted) = (String::new(), false, false);
    let mut characters = text.chars().peekable();
    let finish = |row: &mut Option<Row>, field: &mut String, line: u64| {
        let row = row.get_or_insert_with(|| Row {
            line,
            fields: Vec::new(),
        });
        row.fields.push(std::mem::take(field));
    };
    while let Some(character) = characters.next() {
        if quoted {
            match character {
                '"' if characters.next_if_eq(&'"').is_some() => field.push('"'),
                '"' => quoted = false,
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
                    finish(&mut row, &mut field, line);
                    rows.extend(row.take());
                }
                line += 1;
                was_quoted = false;
            }
            other if other == separator => {
                finish(&mut row, &mut field, line);
                was_quoted = false;
            }
            other => field.push(other),
        }
    }
    if quoted {
        let kind = contradiction(wording!(
            "error-open-quote",
            "a quoted field is never closed: the file may be cut off"
        ));
        return Err(error(source, line, 0, "row", kind));
    }
    if row.is_some() || !field.is_empty() || was_quoted {
        finish(&mut row, &mut field, line);
        rows.extend(row.take());
    }
    Ok(rows)
}
