//! The rows of the VOTES section, kept so that a file can be written back in full and outcomes can
//! be broken down by what voters told about themselves.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::spelling::{stated, trimmed};

/// Texts of one column, back to back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextColumn {
    bytes: String,
    ends: Vec<u64>,
}

impl TextColumn {
    /// Number of texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text in row `row`.
    pub fn get(&self, row: usize) -> &str {
        let start = if row == 0 {
            0
        } else {
            self.ends[row - 1] as usize
        };
        &self.bytes[start..self.ends[row] as usize]
    }

    pub(crate) fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u64);
    }
}

/// One row per voter, in the order of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VoterRows {
    /// Names of all columns in the order of the source, `voter_id`, `vote` and `points` included.
    pub(crate) headers: Vec<String>,
    /// Texts by header; the columns `vote` and `points` are empty here and follow from the ballots.
    pub(crate) columns: Vec<TextColumn>,
    /// For each row the distinct ballot it cast.
    pub(crate) groups: Vec<u32>,
    /// For each row how many voters it stands for; empty where each is one.
    pub(crate) weights: Vec<u64>,
}

/// Most values of a column by which voters are told apart, in representation as in influence.
pub const MOST_VALUES: usize = 60;

/// A column that has more values than [`MOST_VALUES`], so that voters are not told apart by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ColumnLeftOut {
    /// Its header.
    pub column: String,
    /// It has more values than this.
    pub more_than: usize,
}

/// Voters told apart by one column.
pub(crate) struct Told {
    pub(crate) column: String,
    /// Ages are put into bands of ten years.
    pub(crate) banded: bool,
    /// Values, ascending.
    pub(crate) values: Vec<String>,
    /// For each row the number of its value.
    pub(crate) rows: Vec<u32>,
}

impl VoterRows {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Names of all columns in the order of the source, `voter_id`, `vote` and `points` included.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// For each row the distinct ballot it cast.
    pub fn groups(&self) -> &[u32] {
        &self.groups
    }

    /// How many voters stand in row `row`.
    pub fn weight(&self, row: usize) -> u64 {
        self.weights.get(row).copied().unwrap_or(1)
    }

    /// What voters told about themselves, by column, where it tells them apart; and the columns with
    /// too many values for that.
    pub(crate) fn told(&self) -> (Vec<Told>, Vec<ColumnLeftOut>) {
        let (mut told, mut left_out) = (Vec::new(), Vec::new());
        for (header, column) in self.headers.iter().zip(&self.columns) {
            if matches!(header.as_str(), "voter_id" | "vote" | "points") || column.is_empty() {
                continue;
            }
            match tell_apart(header, column) {
                Some(found) if found.values.len() > 1 => told.push(found),
                Some(_) => {}
                None => left_out.push(ColumnLeftOut {
                    column: header.clone(),
                    more_than: MOST_VALUES,
                }),
            }
        }
        (told, left_out)
    }

    /// The column called `header`.
    pub fn column(&self, header: &str) -> Option<&TextColumn> {
        let index = self.headers.iter().position(|name| name == header)?;
        self.columns.get(index)
    }
}

/// Highest age that is put into a band.
const OLDEST: u64 = 150;

/// `None` with more than [`MOST_VALUES`] values.
fn tell_apart(header: &str, column: &TextColumn) -> Option<Told> {
    let banded = header == "age";
    let band = |text: &str| match text.parse::<u64>() {
        // Nobody is older; what is, is shown as it was written.
        Ok(age) if banded && age <= OLDEST => {
            let first = age / 10 * 10;
            format!("{first}–{}", first + 9)
        }
        _ => text.to_owned(),
    };
    // Values by their first row; each text is looked at once.
    let mut texts: HashMap<&str, u32> = HashMap::new();
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut rows = Vec::with_capacity(column.len());
    for row in 0..column.len() {
        let text = stated(trimmed(column.get(row))).unwrap_or_default();
        let number = match texts.get(text) {
            Some(number) => *number,
            None => {
                let next = numbers.len() as u32;
                let number = *numbers.entry(band(text)).or_insert(next);
                if numbers.len() > MOST_VALUES {
                    return None;
                }
                texts.insert(text, number);
                number
            }
        };
        rows.push(number);
    }
    let mut rank = vec![0u32; numbers.len()];
    for (place, first) in (0u32..).zip(numbers.values()) {
        rank[*first as usize] = place;
    }
    rows.iter_mut().for_each(|row| *row = rank[*row as usize]);
    Some(Told {
        column: header.to_owned(),
        banded,
        values: numbers.into_keys().collect(),
        rows,
    })
}
