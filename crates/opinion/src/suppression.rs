//! Which counts of a group are few enough to tell of single people, and are not published.

use crate::matrix::Tally;

/// Cells with fewer votes are not shown.
pub const LEAST_SHOWN: u32 = 10;

/// The cells of one statement, by group, that may be shown. `None` stands for "fewer than 10": of a cell with fewer votes, and where
/// that would be the only one hidden, of the one with the fewest votes among the others too (of equal ones the first), since the
/// sum over all groups is known.
pub fn shown(cells: &[Tally]) -> Vec<Option<Tally>> {
    let mut shown: Vec<Option<Tally>> = cells
        .iter()
        .map(|cell| (cell.votes() >= LEAST_SHOWN).then_some(*cell))
        .collect();
    if shown.iter().filter(|cell| cell.is_none()).count() == 1 {
        let left = shown.iter_mut().flat_map(|cell| {
            let votes = cell.as_ref().map(|tally| tally.votes())?;
            Some((votes, cell))
        });
        if let Some((_, cell)) = left.min_by_key(|(votes, _)| *votes) {
            *cell = None;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(votes: &[u32]) -> Vec<bool> {
        let cells: Vec<Tally> = votes
            .iter()
            .map(|votes| Tally {
                agree: *votes,
                ..Tally::default()
            })
            .collect();
        shown(&cells).iter().map(Option::is_none).collect()
    }

    #[test]
    fn one_hidden_cell_is_never_alone() {
        assert_eq!(hidden(&[10, 10]), [false, false]);
        assert_eq!(hidden(&[9, 10]), [true, true]);
        assert_eq!(hidden(&[30, 9, 20, 20]), [false, true, true, false]);
        assert_eq!(hidden(&[30, 9, 0]), [false, true, true]);
        assert_eq!(hidden(&[3]), [true]);
        assert!(hidden(&[]).is_empty());
    }
}
