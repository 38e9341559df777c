//! Where on a line something stands, as whoever has to mend it finds it.

use std::sync::Arc;

/// Where on its line something stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Nowhere in particular: the line as a whole.
    Whole,
    /// At a character, from 1.
    Character(u64),
    /// In a cell of a table.
    Cell {
        /// The number of its column, from 1.
        number: u64,
        /// The header of that column, as the table writes it; empty where it has none.
        header: Arc<str>,
    },
}

impl From<u64> for Column {
    fn from(character: u64) -> Column {
        match character {
            0 => Column::Whole,
            character => Column::Character(character),
        }
    }
}

/// What spreadsheets call a column by its number, from 1: A, B, …, Z, AA, ….
pub fn letters(number: u64) -> String {
    let (mut rest, mut letters) = (number, Vec::new());
    while let Some(left) = rest.checked_sub(1) {
        letters.push(char::from(b'A' + (left % 26) as u8));
        rest = left / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_spreadsheets_call_them() {
        let called = [1, 3, 26, 27, 52, 53, 702, 703, 16_384].map(letters);
        assert_eq!(
            called,
            ["A", "C", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]
        );
    }
}
