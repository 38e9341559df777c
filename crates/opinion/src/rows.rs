//! Who agrees and disagrees with what, for grouping: equal rows once, with how many people have them.

use std::cmp::Ordering;

/// Rows of signs, one a unit: people whose agreements and disagreements are the same. A row holds `2 * statement` for agreement
/// and `2 * statement + 1` for disagreement, by ascending statement; a pass is no opinion and stands in no row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    statements: usize,
    offsets: Vec<usize>,
    entries: Vec<u32>,
    weights: Vec<u32>,
}

impl Rows {
    /// Unites equal rows and sorts the units: as vectors over all statements, disagreement < none < agreement, the first statement
    /// first. Gives the unit of each row, too. `rows` are as described above.
    pub(crate) fn united(statements: usize, rows: &[&[u32]]) -> (Self, Vec<u32>) {
        let mut order: Vec<u32> = (0..rows.len() as u32).collect();
        order.sort_by(|one, other| compare(rows[*one as usize], rows[*other as usize]));
        let mut united = Self {
            statements,
            offsets: vec![0],
            ..Self::default()
        };
        let mut unit_of = vec![0; rows.len()];
        let mut last: Option<&[u32]> = None;
        for person in order {
            let row = rows[person as usize];
            if last == Some(row) {
                if let Some(weight) = united.weights.last_mut() {
                    *weight += 1;
                }
            } else {
                united.push(row, 1);
            }
            last = Some(row);
            unit_of[person as usize] = united.len() as u32 - 1;
        }
        (united, unit_of)
    }

    fn push(&mut self, row: &[u32], weight: u32) {
        self.entries.extend_from_slice(row);
        self.offsets.push(self.entries.len());
        self.weights.push(weight);
    }

    /// The units of some of the people, and which they are here: `weights` says how many of each unit's people are among them.
    pub(crate) fn some(&self, weights: &[u32]) -> (Self, Vec<u32>) {
        let mut some = Self {
            statements: self.statements,
            offsets: vec![0],
            ..Self::default()
        };
        let mut kept = Vec::new();
        for (unit, weight) in weights.iter().enumerate() {
            if *weight > 0 {
                some.push(self.row(unit), *weight);
                kept.push(unit as u32);
            }
        }
        (some, kept)
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether nobody is there.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// How many statements a row may speak of.
    pub fn statements(&self) -> usize {
        self.statements
    }

    /// How many people there are.
    pub fn people(&self) -> usize {
        self.weights.iter().map(|weight| *weight as usize).sum()
    }

    /// One unit's row.
    #[inline]
    pub fn row(&self, unit: usize) -> &[u32] {
        &self.entries[self.offsets[unit]..self.offsets[unit + 1]]
    }

    /// How many people have this row.
    #[inline]
    pub fn weight(&self, unit: usize) -> u32 {
        self.weights[unit]
    }
}

/// Compares two rows as vectors over all statements.
fn compare(one: &[u32], other: &[u32]) -> Ordering {
    let differs = one.iter().zip(other).find(|(one, other)| one != other);
    // Where one row says nothing on a statement, the other's disagreement stands before and its agreement after it.
    let beside_none = |entry: u32| match entry % 2 {
        1 => Ordering::Less,
        _ => Ordering::Greater,
    };
    match differs {
        Some((one, other)) if one / 2 == other / 2 => other.cmp(one),
        Some((one, other)) if one < other => beside_none(*one),
        Some((_, other)) => beside_none(*other).reverse(),
        None => match (one.get(other.len()), other.get(one.len())) {
            (Some(entry), _) => beside_none(*entry),
            (_, Some(entry)) => beside_none(*entry).reverse(),
            (None, None) => Ordering::Equal,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The order that the specification states, of whole vectors.
    fn as_vector(row: &[u32], statements: usize) -> Vec<i8> {
        let mut vector = vec![0; statements];
        for entry in row {
            vector[*entry as usize / 2] = if entry % 2 == 0 { 1 } else { -1 };
        }
        vector
    }

    #[test]
    fn rows_are_in_the_order_of_their_vectors() {
        // All 27 vectors over three statements.
        let rows: Vec<Vec<u32>> = (0..27_u32)
            .map(|code| {
                let signs = [code % 3, code / 3 % 3, code / 9];
                let said = signs.iter().zip(0_u32..).filter(|(sign, _)| **sign > 0);
                said.map(|(sign, statement)| 2 * statement + sign - 1)
                    .collect()
            })
            .collect();
        for one in &rows {
            for other in &rows {
                let expected = as_vector(one, 3).cmp(&as_vector(other, 3));
                assert_eq!(compare(one, other), expected, "{one:?} {other:?}");
            }
        }
        let twice: Vec<&[u32]> = rows.iter().chain(&rows).map(Vec::as_slice).collect();
        let (united, unit_of) = Rows::united(3, &twice);
        assert_eq!((united.len(), united.people()), (27, 54));
        for (person, unit) in unit_of.iter().enumerate() {
            assert_eq!(united.row(*unit as usize), twice[person]);
        }
    }
}
