//! How many records share what an attacker may know of a person.

use crate::SurveyError;
use crate::cells::Cells;
use crate::table::Column;

/// The most key variables whose combinations are looked through.
const MOST: usize = 10;

/// Records by how many share their keys (k-anonymity, Samarati and Sweeney 1998). Codes of missing answers are values like others.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Risk {
    /// For each record how many share its keys, itself included.
    pub alike: Vec<u32>,
    /// How many different combinations there are.
    pub groups: usize,
}

impl Risk {
    /// The smallest group; 0 without records.
    pub fn least(&self) -> u32 {
        self.alike.iter().copied().min().unwrap_or(0)
    }

    /// How many records are in groups smaller than `k`.
    pub fn below(&self, k: u32) -> usize {
        self.alike.iter().filter(|alike| **alike < k).count()
    }
}

/// Counts for each record how many share its keys.
pub fn risk(keys: &[&Column]) -> Risk {
    let cells = combined(keys.iter().copied());
    let counts = counted(&cells);
    Risk {
        alike: cells.of.iter().map(|&cell| counts[cell as usize]).collect(),
        groups: cells.first.len(),
    }
}

/// How many groups of records that share their keys have one value of `sensitive` alone: whoever is known to be in such a group has no secret left
/// there (ℓ-diversity, Machanavajjhala and others 2007). Codes of missing answers are values like others.
pub fn groups_of_one_value(keys: &[&Column], sensitive: &Column) -> usize {
    let groups = combined(keys.iter().copied());
    let mut values = groups.clone();
    values.refine(&sensitive.codes, sensitive.levels.len());
    let mut different = vec![0_u32; groups.first.len()];
    for &row in &values.first {
        different[groups.of[row] as usize] += 1;
    }
    different
        .iter()
        .filter(|different| **different == 1)
        .count()
}

fn combined<'a>(keys: impl IntoIterator<Item = &'a Column>) -> Cells {
    let mut cells = Cells::of(0);
    for key in keys {
        if cells.of.is_empty() {
            cells = Cells::of(key.codes.len());
        }
        cells.refine(&key.codes, key.levels.len());
    }
    cells
}

fn counted(cells: &Cells) -> Vec<u32> {
    let mut counts = vec![0_u32; cells.first.len()];
    cells.of.iter().for_each(|&cell| counts[cell as usize] += 1);
    counts
}

/// Minimal sample uniques (Elliot, Manning and Ford 2002): combinations of keys in which a record is alone, while it is alone in no part of
/// them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Uniques {
    /// The SUDA score of each record: Σ (A − k)! over its minimal uniques of k of A keys.
    pub scores: Vec<u64>,
    /// The size of its smallest one; 0 where it has none.
    pub smallest: Vec<u8>,
}

impl Uniques {
    /// How many records have a minimal unique.
    pub fn records(&self) -> usize {
        self.smallest.iter().filter(|size| **size > 0).count()
    }
}

/// The minimal sample uniques of all records.
///
/// # Errors
/// [`SurveyError::TooManyKeys`] for more than ten keys.
pub fn uniques(keys: &[&Column]) -> Result<Uniques, SurveyError> {
    if keys.len() > MOST {
        return Err(SurveyError::TooManyKeys {
            keys: keys.len() as u64,
            most: MOST as u64,
        });
    }
    let rows = keys.first().map_or(0, |key| key.codes.len());
    let mut unique: Vec<Vec<bool>> = vec![vec![]; 1 << keys.len()];
    let (mut scores, mut smallest) = (vec![0_u64; rows], vec![0_u8; rows]);
    // Parts of a mask are smaller numbers than it.
    for mask in 1..1_usize << keys.len() {
        let inside = keys
            .iter()
            .enumerate()
            .filter(|(at, _)| (mask >> at) & 1 == 1);
        let cells = combined(inside.map(|(_, key)| *key));
        let counts = counted(&cells);
        let size = mask.count_ones();
        let parts: Vec<usize> = (0..keys.len())
            .map(|at| mask & !(1 << at))
            .filter(|part| *part != mask && *part != 0)
            .collect();
        let score: u64 = (1..=keys.len() as u64 - u64::from(size)).product();
        for row in 0..rows {
            let alone = counts[cells.of[row] as usize] == 1;
            if alone && parts.iter().all(|part| !unique[*part][row]) {
                scores[row] += score;
                if smallest[row] == 0 || smallest[row] > size as u8 {
                    smallest[row] = size as u8;
                }
            }
        }
        unique[mask] = cells
            .of
            .iter()
            .map(|&cell| counts[cell as usize] == 1)
            .collect();
    }
    Ok(Uniques { scores, smallest })
}
