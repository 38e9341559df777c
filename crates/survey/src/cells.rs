//! Combinations of categories that are there.

use std::collections::HashMap;

/// Rows by the combination of all that they were refined by, numbered in the order in which they are met.
#[derive(Clone, Debug)]
pub(crate) struct Cells {
    /// The combination of each row.
    pub(crate) of: Vec<u32>,
    /// The first row of each.
    pub(crate) first: Vec<usize>,
}

/// Up to how many combinations are looked up in an array.
const ARRAY: usize = 1 << 22;

impl Cells {
    pub(crate) fn of(rows: usize) -> Self {
        Self {
            of: vec![0; rows],
            first: vec![0],
        }
    }

    /// Splits each combination by the codes of its rows, all below `levels`.
    pub(crate) fn refine(&mut self, codes: &[u32], levels: usize) {
        let before = self.first.len();
        let mut first = Vec::new();
        if before.saturating_mul(levels) <= ARRAY {
            let mut known = vec![u32::MAX; before * levels];
            for (row, (cell, &code)) in self.of.iter_mut().zip(codes).enumerate() {
                let entry = &mut known[*cell as usize * levels + code as usize];
                if *entry == u32::MAX {
                    *entry = first.len() as u32;
                    first.push(row);
                }
                *cell = *entry;
            }
        } else {
            let mut known: HashMap<(u32, u32), u32> = HashMap::new();
            for (row, (cell, &code)) in self.of.iter_mut().zip(codes).enumerate() {
                *cell = *known.entry((*cell, code)).or_insert_with(|| {
                    first.push(row);
                    first.len() as u32 - 1
                });
            }
        }
        self.first = first;
    }
}
