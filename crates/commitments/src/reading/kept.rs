//! What this crate wrote itself: a document of JSON, or lines of it.

use std::collections::HashMap;

use csv::StringRecord;
use serde::Deserialize;

use super::{Base, Unread, cells, rows};
use crate::extended::FORMAT;
use crate::report::{Reason, Reported};
use crate::row::Row;
use crate::schema::Schema;

#[derive(Deserialize)]
struct Document {
    format: String,
    commitments: Option<Vec<Kept>>,
}

/// A commitment as it is kept. What was read of it stands beside and is read anew.
#[derive(Deserialize)]
struct Kept {
    schema: Schema,
    line: u64,
    cells: HashMap<String, String>,
    #[serde(default)]
    others: Vec<(String, String)>,
}

/// Reads a document, or a line that says the format and one for each commitment.
///
/// # Errors
/// It is none, or of another format.
pub(super) fn read(text: &str, encoding: &'static str) -> Result<Base, Unread> {
    let first = text.trim_start().lines().next().unwrap_or_default();
    let kept = match serde_json::from_str::<Document>(first) {
        Ok(Document {
            format,
            commitments: None,
        }) => {
            known(&format)?;
            lines(text)?
        }
        _ => {
            let document: Document =
                serde_json::from_str(text).map_err(|error| wrong(&error, 0))?;
            known(&document.format)?;
            document.commitments.unwrap_or_default()
        }
    };
    let mut base = Base {
        rows: 0,
        commitments: Vec::with_capacity(kept.len()),
        reported: Vec::new(),
        encoding: Some(encoding),
    };
    for kept in kept {
        base.rows += 1;
        let row = row(kept)?;
        if !rows::names_something(&row) {
            base.reported.push(Reported {
                line: row.line,
                field: String::new(),
                value: String::new(),
                reason: Reason::NamesNothing,
            });
            continue;
        }
        cells::report(&row, &mut base.reported);
        base.commitments.push(row);
    }
    rows::finish(&mut base);
    Ok(base)
}

fn known(format: &str) -> Result<(), Unread> {
    if format == FORMAT {
        return Ok(());
    }
    Err(Unread::Format(format.to_owned()))
}

fn lines(text: &str) -> Result<Vec<Kept>, Unread> {
    let numbered = (0_u64..).zip(text.lines());
    let filled = numbered.filter(|(_, line)| !line.trim().is_empty());
    let kept = filled.skip(1).map(|(before, line)| {
        let kept = serde_json::from_str(line);
        kept.map_err(|error| wrong(&error, before))
    });
    kept.collect()
}

fn wrong(error: &serde_json::Error, before: u64) -> Unread {
    let line = u64::try_from(error.line()).unwrap_or(0) + before;
    Unread::Json {
        line,
        problem: error.to_string(),
    }
}

fn row(kept: Kept) -> Result<Row, Unread> {
    let mut kept_cells = kept.cells;
    let columns = kept.schema.columns().iter();
    let cells = columns.map(|column| kept_cells.remove(column.label).unwrap_or_default());
    let cells: StringRecord = cells.collect();
    if let Some(label) = kept_cells.into_keys().min() {
        return Err(Unread::Json {
            line: kept.line,
            problem: format!("no column {label:?} in {}", kept.schema.name()),
        });
    }
    Ok(Row {
        schema: kept.schema,
        line: kept.line,
        ordinal: 1,
        cells,
        others: kept.others,
    })
}
