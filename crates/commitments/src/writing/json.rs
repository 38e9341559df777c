//! Commitments as JSON: each with the cells of its own layout, and with what was read of them beside.

use std::io::{self, Write};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::Unwritten;
use crate::extended::FORMAT;
use crate::row::Row;
use crate::schema::Schema;
use crate::view::Commitment;

#[derive(Serialize)]
struct Kept<'a> {
    schema: Schema,
    line: u64,
    cells: Cells<'a>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    others: &'a [(String, String)],
    read: Commitment<'a>,
}

/// Cells by the labels of their columns, without blank ones.
struct Cells<'a>(&'a Row);

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (label, cell) in self.0.labelled().filter(|(_, cell)| !cell.is_empty()) {
            map.serialize_entry(label, cell)?;
        }
        map.end()
    }
}

impl<'a> Kept<'a> {
    fn of(row: &'a Row) -> Kept<'a> {
        Kept {
            schema: row.schema,
            line: row.line,
            cells: Cells(row),
            others: &row.others,
            read: Commitment::of(row),
        }
    }
}

#[derive(Serialize)]
struct Begin {
    format: &'static str,
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    commitments: Vec<Kept<'a>>,
}

/// Commitments as one document.
///
/// # Errors
/// What the writer of JSON says.
pub fn json(rows: &[Row]) -> Result<Vec<u8>, Unwritten> {
    let document = Document {
        format: FORMAT,
        commitments: rows.iter().map(Kept::of).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&document)
        .map_err(|error| Unwritten::Table(error.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Writes commitments as lines: one that says the format, then one for each.
///
/// # Errors
/// What the writer says.
pub fn json_lines(out: &mut impl Write, rows: &[Row]) -> io::Result<()> {
    line(out, &Begin { format: FORMAT })?;
    for row in rows {
        line(out, &Kept::of(row))?;
    }
    Ok(())
}

fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
