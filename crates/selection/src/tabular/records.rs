//! Text of a table cut into rows and fields (RFC 4180).

use super::{contradiction, error};
use crate::amounts::over_fields;
use crate::columns::ids;
use crate::pabulib::ParseError;
use crate::spelling::{trimmed, unguarded};
use crate::wording::wording;

/// One row with its line, as a spreadsheet counts them.
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) fields: Vec<String>,
    /// The ids of a ballot's choices where each has a row of its own: nothing in them parts a list.
    pub(super) listed: Option<Vec<String>>,
}

impl Row {
    /// Number of fields up to the last that is not empty.
    pub(super) fn filled(&self) -> usize {
        let filled = |field: &String| !trimmed(field).is_empty();
        let last = self.fields.iter().rposition(filled);
        last.map_or(0, |last| last + 1)
    }

    /// The ids of the choices in a cell, which `signs` part unless each had a row of its own.
    pub(super) fn ids(&self, column: usize, signs: &[char]) -> Vec<&str> {
        match &self.listed {
            Some(listed) => listed.iter().map(String::as_str).collect(),
            None => ids(&self.fields[column], signs),
        }
    }

    /// Takes away what guards its fields against being read as formulas, but in lists, where each id has its own.
    pub(super) fn unguard(&mut self, is_list: impl Fn(usize) -> bool) {
        for (at, field) in self.fields.iter_mut().enumerate() {
            let text = trimmed(field);
            let bare = unguarded(text);
            if bare.len() < text.len() && !is_list(at) {
                *field = bare.to_owned();
            }
        }
    }

    /// The first field of an amount whose commas were taken for separators, and the amount: where that alone is why the row
    /// is longer than the `width` of the header.
    pub(super) fn amount_over_fields(&self, width: usize) -> Option<(usize, String)> {
        let more = self.fields.len().checked_sub(width)?;
        let (mut first, mut found, mut at) = (None, 0, 0);
        while at < self.fields.len() {
            let Some((amount, taken)) = over_fields(&self.fields[at..]) else {
                at += 1;
                continue;
            };
            first.get_or_insert((at, amount));
            found += taken - 1;
            at += taken;
        }
        first.filter(|_| more > 0 && more == found)
    }
}

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
            listed: None,
        });
        row.fields.push(std::mem::take(field));
    };
    while let Some(character) = characters.next() {
        if quoted {
            match character {
                '"' if characters.next_if_eq(&'"').is_some() => field.push('"'),
                '"' => quoted = false,
                // Lines of a cell are of one kind, whichever system wrote them.
                '\r' if characters.peek() == Some(&'\n') => {}
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
