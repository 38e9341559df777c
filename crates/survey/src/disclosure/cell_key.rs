//! The cell-key method: noise that is the same for the same people, whatever table they stand in (Fraser and Wooton 2005; Office for National
//! Statistics 2021).

use std::collections::HashMap;

use crate::SurveyError;
use crate::table::Table;

/// Keys are below it.
const KEYS: u64 = 256;
/// Counts up to it have rows of their own; above, the last 250 rows repeat.
const LAST: u64 = 750;
const REPEATED: u64 = 250;

/// A table of noise by count and key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerturbationTable(HashMap<(u64, u64), i64>);

/// A count with its noise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Perturbed {
    /// The sum of the record keys, mod 256.
    pub key: u64,
    /// The row of the table of noise.
    pub row: u64,
    /// The noise.
    pub noise: i64,
    /// What is published; `None` below the threshold.
    pub count: Option<i64>,
}

impl PerturbationTable {
    /// Reads CSV with columns pcv, ckey and pvalue.
    ///
    /// # Errors
    /// What [`Table::read`] refuses, columns that are not there, what is no number.
    pub fn read(bytes: &[u8]) -> Result<Self, SurveyError> {
        let table = Table::read(bytes)?;
        let column = |name: &str| table.required(table.column(name)?);
        let (rows, keys, noise) = (column("pcv")?, column("ckey")?, column("pvalue")?);
        let entries = rows.iter().zip(&keys).zip(&noise);
        let entries =
            entries.map(|((row, key), noise)| ((*row as u64, *key as u64), *noise as i64));
        Ok(Self(entries.collect()))
    }

    /// The published count of a cell with these record keys. Cells that the table of noise does not have keep their count.
    pub fn perturb(&self, keys: impl IntoIterator<Item = u64>, threshold: i64) -> Perturbed {
        let (mut count, mut sum) = (0_u64, 0_u64);
        for key in keys {
            count += 1;
            sum = (sum + key) % KEYS;
        }
        let row = if count <= LAST {
            count
        } else {
            (count - 1) % REPEATED + LAST - REPEATED + 1
        };
        let noise = self.0.get(&(row, sum)).copied().unwrap_or(0);
        let published = count as i64 + noise;
        Perturbed {
            key: sum,
            row,
            noise,
            count: (published >= threshold).then_some(published),
        }
    }
}
