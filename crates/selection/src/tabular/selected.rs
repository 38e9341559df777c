//! An outcome as a table or a list.

use super::csv::Table;
use crate::pabulib::ParseError;
use crate::spelling::trimmed;
use crate::wording::wording;

/// The ids that an outcome selects, with their lines: from a table with the column `project_id` (and only rows with 1 in a column
/// `selected`, if there is one), or from text with an id a line.
///
/// # Errors
/// The first thing that cannot be accepted, with line, column and field.
pub fn read_selected(text: &str, source: &str) -> Result<Vec<(u64, String)>, ParseError> {
    let is_table = text
        .split(['\n', '\r'])
        .filter(|line| !trimmed(line).is_empty())
        .map(str::to_lowercase)
        // The first may state the separator.
        .take(2)
        .any(|line| line.contains("project_id"));
    if !is_table {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let lines = (1..)
            .zip(text.lines())
            .map(|(at, line)| (at, trimmed(line)));
        let lines = lines.filter(|(_, line)| !line.is_empty());
        return Ok(lines.map(|(at, line)| (at, line.to_owned())).collect());
    }
    let table = Table::read(text, source)?.sound()?;
    let id = table.required(&["project_id"])?;
    let selected = table.column(&["selected"]);
    let mut ids = Vec::new();
    for row in &table.rows {
        let is_selected = match selected.map(|column| (column, trimmed(&row.fields[column]))) {
            None | Some((_, "1")) => true,
            Some((_, "0" | "")) => false,
            Some((column, _)) => {
                let expected = wording!("error-one-or-nought", "1 or 0");
                return Err(table.fault(row, column, expected));
            }
        };
        if is_selected {
            ids.push((row.line, trimmed(&row.fields[id]).to_owned()));
        }
    }
    Ok(ids)
}
