//! How surely people belong to their groups, and where they would without one statement.

use crate::groups::{Groups, MOST_GROUPS, sums};
use crate::matrix::Matrix;
use crate::numbers::BIT;
use crate::rows::Rows;

/// Below so many 2^-32 bits somebody stands between groups: three bits, odds of one to eight.
pub const BETWEEN: i64 = 3 * BIT;

/// What is known of each unit beside its group.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Membership {
    /// By unit: own score less that of the best other group, one person's own votes taken out of the own group's tables, in
    /// 2^-32 bit. 0 where there is one group. Below 0 where another group is as near but for these votes.
    pub margins: Vec<i64>,
    /// By statement and group: agreements and disagreements with the statement of those who would be in the group without it.
    pub left_out: Vec<Vec<[u32; 2]>>,
    /// How many people have a margin below [`BETWEEN`].
    pub between: usize,
}

impl Membership {
    /// Scores every unit against the published groups.
    pub fn of(matrix: &Matrix, groups: &Groups) -> Self {
        let rows = matrix.units();
        let cells = vec![vec![[0; 2]; groups.count]; rows.statements()];
        let mut found = Self {
            margins: vec![0; rows.len()],
            left_out: cells,
            between: 0,
        };
        match groups.count {
            0 => {}
            1 => found.alone(rows),
            2 => found.score::<2>(rows, groups),
            3 => found.score::<3>(rows, groups),
            4 => found.score::<4>(rows, groups),
            5 => found.score::<5>(rows, groups),
            _ => found.score::<MOST_GROUPS>(rows, groups),
        }
        found
    }

    fn alone(&mut self, rows: &Rows) {
        for unit in 0..rows.len() {
            for entry in rows.row(unit) {
                let cell = &mut self.left_out[*entry as usize / 2][0];
                cell[*entry as usize % 2] += rows.weight(unit);
            }
        }
    }

    fn score<const K: usize>(&mut self, rows: &Rows, groups: &Groups) {
        let Some(chosen) = groups.chosen() else {
            return;
        };
        let gains = groups.counts.gains::<K>(&groups.tables);
        let losses = groups.counts.losses(&groups.tables);
        for (unit, own) in chosen.labels.iter().enumerate() {
            let own = usize::from(*own);
            let losses = &losses[own * groups.counts.width..][..groups.counts.width];
            let row = rows.row(unit);
            let mut scores = sums(rows, &gains, unit);
            // The own votes are taken out of the own tables.
            scores[own] = -row.iter().map(|entry| losses[*entry as usize]).sum::<i64>();
            let others = (0..K).filter(|group| *group != own);
            let best = others.map(|group| scores[group]).max().unwrap_or(0);
            self.margins[unit] = scores[own] - best;
            if self.margins[unit] < BETWEEN {
                self.between += rows.weight(unit) as usize;
            }
            for entry in row {
                let entry = *entry as usize;
                let without = |group: usize| match group == own {
                    true => scores[group] + losses[entry],
                    false => scores[group] - gains[entry][group],
                };
                let mut best = own;
                for group in 0..K {
                    if without(group) > without(best) {
                        best = group;
                    }
                }
                self.left_out[entry / 2][best][entry % 2] += rows.weight(unit);
            }
        }
    }
}
