//! Which cells of a table with sums are hidden (Kelly, Golden and Assad 1992, for tables of two dimensions).
//!
//! Rows and columns, sums among them, are the nodes of a graph whose edges are the hidden cells. Each row and column says that its cells make
//! its sum, so a hidden cell can be worked out exactly where its edge is a bridge: where it lies in no cycle of hidden ones. Every small cell
//! is put into a cycle, by the cheapest way around it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Counts above 0 and below this are small.
pub(crate) const SMALL: u64 = 10;

/// What it costs to hide an empty cell: it hides others badly, since nobody can be moved out of it.
const EMPTY: u64 = 1 << 40;

/// A table with a row and a column of sums.
pub(crate) struct Table {
    rows: usize,
    columns: usize,
    counts: Vec<u64>,
    risky: Vec<bool>,
}

impl Table {
    pub fn new(rows: usize, columns: usize) -> Table {
        Table {
            rows,
            columns,
            counts: vec![0; rows * columns],
            risky: vec![false; rows * columns],
        }
    }

    /// Sets a cell: how many persons, and whether it must be hidden.
    pub fn set(&mut self, row: usize, column: usize, count: u64, is_risky: bool) {
        self.counts[row * self.columns + column] = count;
        self.risky[row * self.columns + column] = is_risky;
    }

    /// For each cell, row by row, whether it is hidden.
    pub fn hidden(&self) -> Vec<bool> {
        let mut hidden = self.risky.clone();
        let mut risky: Vec<usize> = (0..hidden.len()).filter(|cell| self.risky[*cell]).collect();
        // The largest first: what hides it may hide smaller ones.
        risky.sort_by_key(|cell| (Reverse(self.counts[*cell]), *cell));
        for cell in risky {
            match self.way_around(cell, &hidden) {
                Some(way) => way.into_iter().for_each(|cell| hidden[cell] = true),
                // Nothing can hide it: nothing is shown.
                None => return vec![true; hidden.len()],
            }
        }
        hidden
    }

    /// The cells of the cheapest way from a cell's row to its column that does not lead over itself; hidden ones cost nothing.
    fn way_around(&self, cell: usize, hidden: &[bool]) -> Option<Vec<usize>> {
        let nodes = self.rows + self.columns;
        let (from, to) = (cell / self.columns, self.rows + cell % self.columns);
        let mut least = vec![u64::MAX; nodes];
        let mut over: Vec<Option<(usize, usize)>> = vec![None; nodes];
        let mut open = BinaryHeap::from([Reverse((0, from))]);
        least[from] = 0;
        while let Some(Reverse((cost, node))) = open.pop() {
            if cost > least[node] {
                continue;
            }
            for (edge, next) in self.edges(node) {
                let step = match (hidden[edge], self.counts[edge]) {
                    (true, _) => 0,
                    (false, 0) => EMPTY,
                    (false, count) => count,
                };
                let total = cost + step;
                if edge != cell && total < least[next] {
                    least[next] = total;
                    over[next] = Some((edge, node));
                    open.push(Reverse((total, next)));
                }
            }
        }
        let mut way = Vec::new();
        let mut at = to;
        while at != from {
            let (edge, before) = over[at]?;
            way.push(edge);
            at = before;
        }
        Some(way)
    }

    /// The cells of a row or column, with the column or row that each leads to.
    fn edges(&self, node: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let count = if node < self.rows {
            self.columns
        } else {
            self.rows
        };
        (0..count).map(move |at| match node.checked_sub(self.rows) {
            None => (node * self.columns + at, self.rows + at),
            Some(column) => (at * self.columns + column, at),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table with its sums.
    fn table(cells: &[&[u64]]) -> Table {
        let (rows, columns) = (cells.len(), cells[0].len());
        let mut table = Table::new(rows + 1, columns + 1);
        let at = |row: usize, column: usize| -> u64 {
            let rows = if row == rows { 0..rows } else { row..row + 1 };
            let sum = |row: usize| -> u64 {
                let columns = if column == columns {
                    0..columns
                } else {
                    column..column + 1
                };
                columns.map(|column| cells[row][column]).sum()
            };
            rows.map(sum).sum()
        };
        for row in 0..=rows {
            for column in 0..=columns {
                let count = at(row, column);
                table.set(row, column, count, (1..SMALL).contains(&count));
            }
        }
        table
    }

    /// Whether a hidden cell follows from the sums: no other way over hidden cells leads from its row to its column.
    fn is_worked_out(table: &Table, hidden: &[bool], cell: usize) -> bool {
        let (from, to) = (cell / table.columns, table.rows + cell % table.columns);
        let mut seen = vec![false; table.rows + table.columns];
        let mut open = vec![from];
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut seen[node], true) {
                let others = table
                    .edges(node)
                    .filter(|(edge, _)| hidden[*edge] && *edge != cell);
                open.extend(others.map(|(_, next)| next));
            }
        }
        !seen[to]
    }

    #[test]
    fn a_table_without_small_cells_is_shown_whole() {
        let hidden = table(&[&[10, 0], &[25, 40]]).hidden();
        assert!(hidden.iter().all(|hidden| !hidden));
    }

    #[test]
    fn no_small_cell_is_worked_out_from_the_sums() {
        // Made by a small generator, dense and sparse ones.
        let mut state = 7_u64;
        let mut below = |most: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % most
        };
        for round in 0..200 {
            let most = [12, 60, 400][round % 3];
            let rows: Vec<Vec<u64>> = (0..4)
                .map(|_| (0..5).map(|_| below(most)).collect())
                .collect();
            let rows: Vec<&[u64]> = rows.iter().map(Vec::as_slice).collect();
            let table = table(&rows);
            let hidden = table.hidden();
            for cell in (0..hidden.len()).filter(|cell| table.risky[*cell]) {
                assert!(hidden[cell], "cell {cell} of {rows:?}");
                assert!(
                    !is_worked_out(&table, &hidden, cell),
                    "cell {cell} of {rows:?}"
                );
            }
        }
    }

    #[test]
    fn one_small_cell_hides_three_others_and_no_more() {
        let hidden = table(&[&[3, 50, 60], &[40, 70, 80], &[90, 95, 99]]).hidden();
        assert_eq!(hidden.iter().filter(|hidden| **hidden).count(), 4);
        assert!(hidden[0]);
    }
}
