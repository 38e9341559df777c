//! The file of weights: CSV of id and weight.

use std::io::{self, Write};

use crate::table::Column;

/// Writes `id,weight` and a line a row, weights with as many digits as tell them apart from every other double.
///
/// # Errors
/// What the writer says.
pub fn write_csv(ids: &Column, weights: &[f64], out: impl Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["id", "weight"])?;
    for (row, weight) in weights.iter().enumerate() {
        writer.write_record([ids.value(row), &weight.to_string()])?;
    }
    writer.flush()
}
