//! A table of counts with the sums that readers know.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::SurveyError;

/// The most cells that are protected at once.
const MOST: usize = 5000;
/// The level of a key that stands for the sum over all others.
const SUM: &str = "*";

/// A cell: its levels, one a dimension (`*` for a sum), and how many people are in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its levels.
    pub key: Vec<String>,
    /// How many.
    pub n: u64,
}

fn threshold() -> u64 {
    10
}

/// A table, or several that share cells: linked tables are one system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellTable {
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// Cells, sums among them.
    pub cells: Vec<Cell>,
    /// Counts above 0 and below it are not to be known.
    #[serde(default = "threshold")]
    pub threshold: u64,
    /// [sum, parts] by the places of cells. Without any, what the `*` of keys say.
    #[serde(default)]
    pub relations: Vec<(usize, Vec<usize>)>,
}

impl CellTable {
    /// Reads JSON: {"cells": [{"key": […], "n": …}], "threshold": 10, "relations": [[sum, [parts]]]}.
    ///
    /// # Errors
    /// [`SurveyError::CellTable`] for what is no such table or does not add up, [`SurveyError::TooManyCells`].
    pub fn read(bytes: &[u8]) -> Result<Self, SurveyError> {
        let wrong = |problem: String| SurveyError::CellTable { problem };
        let mut table: Self =
            serde_json::from_slice(bytes).map_err(|error| wrong(error.to_string()))?;
        if table.relations.is_empty() {
            table.relations = table.by_keys();
        }
        table.check()?;
        Ok(table)
    }

    /// Refuses a table whose sums are not those of their parts.
    ///
    /// # Errors
    /// As [`CellTable::read`].
    pub fn check(&self) -> Result<(), SurveyError> {
        let wrong = |problem: String| Err(SurveyError::CellTable { problem });
        if self.cells.len() > MOST {
            return Err(SurveyError::TooManyCells {
                cells: self.cells.len() as u64,
                most: MOST as u64,
            });
        }
        if self.threshold == 0 {
            return wrong("the threshold is 0, so that nothing is to be hidden".to_owned());
        }
        for (sum, parts) in &self.relations {
            let places = parts.iter().chain([sum]);
            if let Some(place) = places.into_iter().find(|place| **place >= self.cells.len()) {
                return wrong(format!(
                    "a relation names cell {place}, and there are {}",
                    self.cells.len()
                ));
            }
            // Counts of people are far below what a sum of 5,000 of them could pass.
            let together = parts
                .iter()
                .fold(0_u64, |sum, part| sum.saturating_add(self.cells[*part].n));
            if together != self.cells[*sum].n {
                let key = self.cells[*sum].key.join(" × ");
                return wrong(format!(
                    "`{key}` is {}, but its parts add up to {together}",
                    self.cells[*sum].n
                ));
            }
        }
        Ok(())
    }

    /// For each dimension and each choice of the others, the cell with `*` is the sum of those that are there.
    fn by_keys(&self) -> Vec<(usize, Vec<usize>)> {
        let places: HashMap<&[String], usize> = self
            .cells
            .iter()
            .enumerate()
            .map(|(at, cell)| (cell.key.as_slice(), at))
            .collect();
        let mut relations: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut of: HashMap<(usize, usize), usize> = HashMap::new();
        for (at, cell) in self.cells.iter().enumerate() {
            for dimension in 0..cell.key.len() {
                let level = &cell.key[dimension];
                if level == SUM || level.starts_with('@') {
                    continue;
                }
                let mut key = cell.key.clone();
                key[dimension] = SUM.to_owned();
                let Some(&sum) = places.get(key.as_slice()) else {
                    continue;
                };
                let place = *of.entry((dimension, sum)).or_insert_with(|| {
                    relations.push((sum, Vec::new()));
                    relations.len() - 1
                });
                relations[place].1.push(at);
            }
        }
        relations
    }

    /// The cells that are not to be known.
    pub fn primary(&self) -> Vec<usize> {
        let small = |at: &usize| (1..self.threshold).contains(&self.cells[*at].n);
        (0..self.cells.len()).filter(small).collect()
    }
}
