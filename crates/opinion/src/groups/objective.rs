//! Counts of a partition and what they are worth.

use crate::numbers::Tables;
use crate::rows::Rows;

/// How often each group agreed and disagreed with each statement, by the entries of [`Rows`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Entries a group has: two a statement.
    pub width: usize,
    /// How many groups.
    pub groups: usize,
    cells: Vec<u32>,
}

impl Counts {
    pub fn none(statements: usize, groups: usize) -> Self {
        let width = 2 * statements;
        let cells = vec![0; width * groups];
        Self {
            width,
            groups,
            cells,
        }
    }

    /// Counts of the units `members`, of which `labels` says the group.
    pub fn of(rows: &Rows, members: &[u32], labels: &[u8], groups: usize) -> Self {
        let mut counts = Self::none(rows.statements(), groups);
        for (unit, label) in members.iter().zip(labels) {
            counts.add(rows, *unit as usize, *label as usize);
        }
        counts
    }

    #[inline]
    pub fn add(&mut self, rows: &Rows, unit: usize, group: usize) {
        let weight = rows.weight(unit);
        let cells = &mut self.cells[group * self.width..][..self.width];
        for entry in rows.row(unit) {
            cells[*entry as usize] += weight;
        }
    }

    #[inline]
    pub fn take(&mut self, rows: &Rows, unit: usize, group: usize) {
        let weight = rows.weight(unit);
        let cells = &mut self.cells[group * self.width..][..self.width];
        for entry in rows.row(unit) {
            cells[*entry as usize] -= weight;
        }
    }

    /// One group's counts, by entry.
    #[inline]
    pub fn group(&self, group: usize) -> &[u32] {
        &self.cells[group * self.width..][..self.width]
    }

    /// Agreements and disagreements of a group with a statement.
    #[inline]
    pub fn cell(&self, group: usize, statement: usize) -> (usize, usize) {
        let at = group * self.width + 2 * statement;
        (self.cells[at] as usize, self.cells[at + 1] as usize)
    }

    /// What one group's votes tell, in 2^-32 bit, never above 0.
    pub fn group_quality(&self, tables: &Tables, group: usize) -> i128 {
        let pairs = self.group(group).chunks_exact(2);
        pairs
            .map(|pair| i128::from(tables.cell(pair[0] as usize, pair[1] as usize)))
            .sum()
    }

    /// The sum over all groups: Q.
    pub fn quality(&self, tables: &Tables) -> i128 {
        let groups = 0..self.groups;
        groups.map(|group| self.group_quality(tables, group)).sum()
    }

    /// Q's part of two groups if they were one.
    pub fn united_quality(&self, tables: &Tables, one: usize, other: usize) -> i128 {
        let pairs = self.group(one).chunks_exact(2);
        let pairs = pairs.zip(self.group(other).chunks_exact(2));
        pairs
            .map(|(one, other)| {
                let (agree, disagree) = (one[0] + other[0], one[1] + other[1]);
                i128::from(tables.cell(agree as usize, disagree as usize))
            })
            .sum()
    }

    /// For every entry what one more such vote would be worth in each of `K` groups.
    pub fn gains<const K: usize>(&self, tables: &Tables) -> Vec<[i64; K]> {
        let mut gains = vec![[0; K]; self.width];
        for group in 0..K.min(self.groups) {
            let pairs = self.group(group).chunks_exact(2);
            for (pair, gains) in pairs.zip(gains.chunks_exact_mut(2)) {
                let (agree, disagree) = (pair[0] as usize, pair[1] as usize);
                let all = tables.log(agree + disagree + 2);
                gains[0][group] = tables.log(agree + 1) - all;
                gains[1][group] = tables.log(disagree + 1) - all;
            }
        }
        gains
    }

    /// For every group and entry what it costs, below or above 0, to take one such vote away; 0 where there is none.
    pub fn losses(&self, tables: &Tables) -> Vec<i64> {
        let mut losses = Vec::with_capacity(self.cells.len());
        for pair in self.cells.chunks_exact(2) {
            let (agree, disagree) = (pair[0] as usize, pair[1] as usize);
            let all = tables.log(agree + disagree + 1);
            let loss = |count: usize| match count {
                0 => 0,
                _ => all - tables.log(count),
            };
            losses.extend([loss(agree), loss(disagree)]);
        }
        losses
    }
}

/// How many people each group has.
pub(crate) fn sizes(rows: &Rows, members: &[u32], labels: &[u8], groups: usize) -> Vec<usize> {
    let mut sizes = vec![0; groups];
    for (unit, label) in members.iter().zip(labels) {
        sizes[*label as usize] += rows.weight(*unit as usize) as usize;
    }
    sizes
}
