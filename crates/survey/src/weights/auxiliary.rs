//! What is known of the population on the combinations of categories that are there.

use std::collections::HashMap;
use std::ops::Range;

use super::margins::Margin;
use crate::SurveyError;
use crate::cells::Cells;
use crate::sums::{Compensated, sum};

/// A quantity of which the total is known.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Quantity {
    /// The variable.
    pub name: String,
    /// Its total over all people.
    pub total: f64,
    /// Its value in each row.
    pub values: Vec<f64>,
}

impl Quantity {
    /// A quantity with its total and the value of each row.
    pub fn new(name: &str, total: f64, values: Vec<f64>) -> Self {
        Self {
            name: name.to_owned(),
            total,
            values,
        }
    }
}

/// Margins and quantities on *cells*, the combinations that are there: one sparse row of the model matrix a cell.
#[derive(Clone, Debug)]
pub struct Auxiliary {
    pub(crate) cell_of: Vec<u32>,
    /// Where each cell's entries begin.
    start: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f64>,
    pub(crate) targets: Vec<f64>,
    labels: Vec<(String, String)>,
    /// The columns of each margin; quantities come after.
    pub(crate) margins: Vec<Range<usize>>,
}

impl Auxiliary {
    /// Puts margins and quantities of the same rows together.
    ///
    /// # Errors
    /// [`SurveyError::MarginsDiffer`] where two margins count different numbers of people, [`SurveyError::NoMargins`].
    pub fn new(margins: Vec<Margin>, quantities: Vec<Quantity>) -> Result<Self, SurveyError> {
        let rows = margins.first().map(|margin| margin.codes.len());
        let rows = rows.or_else(|| quantities.first().map(|quantity| quantity.values.len()));
        let Some(rows) = rows else {
            return Err(SurveyError::NoMargins);
        };
        agree(&margins)?;
        let mut ranges = Vec::new();
        let mut labels = Vec::new();
        let mut targets = Vec::new();
        for margin in &margins {
            let from = targets.len();
            targets.extend(margin.totals.iter().map(|(_, total)| *total));
            labels.extend(
                margin
                    .totals
                    .iter()
                    .map(|(level, _)| (margin.name.clone(), level.clone())),
            );
            ranges.push(from..targets.len());
        }
        for quantity in &quantities {
            targets.push(quantity.total);
            labels.push((quantity.name.clone(), "total".to_owned()));
        }
        let mut cells = Cells::of(rows);
        for margin in &margins {
            cells.refine(&margin.codes, margin.totals.len());
        }
        for quantity in &quantities {
            let column = Codes::of(&quantity.values);
            cells.refine(&column.codes, column.different);
        }
        let (mut start, mut columns, mut values) = (vec![0], Vec::new(), Vec::new());
        for &row in &cells.first {
            for (margin, range) in margins.iter().zip(&ranges) {
                columns.push((range.start + margin.codes[row] as usize) as u32);
                values.push(1.0);
            }
            let after = targets.len() - quantities.len();
            for (column, quantity) in (after..).zip(&quantities) {
                columns.push(column as u32);
                values.push(quantity.values[row]);
            }
            start.push(columns.len());
        }
        Ok(Self {
            cell_of: cells.of,
            start,
            columns,
            values,
            targets,
            labels,
            margins: ranges,
        })
    }

    /// How many cells there are.
    pub fn cells(&self) -> usize {
        self.start.len() - 1
    }

    /// How many columns the model matrix has: levels of all margins and quantities.
    pub fn columns(&self) -> usize {
        self.targets.len()
    }

    /// Whether a total of a quantity is among what is known, and not levels alone.
    pub fn has_quantities(&self) -> bool {
        self.margins.last().map_or(0, |last| last.end) < self.targets.len()
    }

    /// The columns and values of a cell.
    pub(crate) fn entries(&self, cell: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let at = self.start[cell]..self.start[cell + 1];
        at.map(|at| (self.columns[at] as usize, self.values[at]))
    }

    /// The column of a cell's level in a margin: margins stand first in each cell, in their order.
    pub(crate) fn column_of(&self, cell: usize, margin: usize) -> usize {
        self.columns[self.start[cell] + margin] as usize
    }

    /// Of a cell, x'λ.
    pub(crate) fn times(&self, cell: usize, coefficients: &[f64]) -> f64 {
        self.entries(cell)
            .map(|(column, value)| value * coefficients[column])
            .sum()
    }

    /// The sum over rows by cell.
    pub(crate) fn cell_sums(&self, value: impl Fn(usize) -> f64) -> Vec<f64> {
        crate::sums::grouped(
            self.cell_of.len(),
            self.cells(),
            |row| self.cell_of[row] as usize,
            value,
        )
    }

    /// Σ over cells of `amount`·x, a column each.
    pub(crate) fn reached(&self, amount: &[f64]) -> Vec<f64> {
        let mut sums = vec![Compensated::default(); self.columns()];
        for (cell, amount) in amount.iter().enumerate() {
            for (column, value) in self.entries(cell) {
                sums[column].add(amount * value);
            }
        }
        sums.into_iter().map(Compensated::value).collect()
    }

    /// max |Σwx/T − 1| of amounts by cell, and the column where it is.
    pub(crate) fn misfit_of_cells(&self, amount: &[f64]) -> (f64, usize) {
        let mut worst = (0.0, 0);
        for (column, (reached, target)) in
            self.reached(amount).iter().zip(&self.targets).enumerate()
        {
            let scale = if *target == 0.0 { 1.0 } else { target.abs() };
            let misfit = (reached - target).abs() / scale;
            if misfit > worst.0 || misfit.is_nan() {
                worst = (misfit, column);
            }
        }
        worst
    }

    /// max |Σwx/T − 1| of weights, and the column where it is.
    pub fn misfit(&self, weights: &[f64]) -> (f64, usize) {
        self.misfit_of_cells(&self.cell_sums(|row| weights[row]))
    }

    /// The error that names the worst column.
    pub(crate) fn not_attainable(&self, amount: &[f64]) -> SurveyError {
        let (relative, column) = self.misfit_of_cells(amount);
        let (variable, level) = self.labels[column].clone();
        let reached = self.reached(amount)[column];
        SurveyError::NotAttainable {
            variable,
            level,
            gap: (reached - self.targets[column]).abs(),
            relative,
        }
    }
}

fn agree(margins: &[Margin]) -> Result<(), SurveyError> {
    let total = |margin: &Margin| {
        sum(&margin
            .totals
            .iter()
            .map(|(_, total)| *total)
            .collect::<Vec<_>>())
    };
    let Some(first) = margins.first() else {
        return Ok(());
    };
    let one_total = total(first);
    for margin in &margins[1..] {
        let other_total = total(margin);
        let gap = (one_total - other_total).abs();
        if gap > super::REFUSED * one_total {
            return Err(SurveyError::MarginsDiffer {
                one: first.name.clone(),
                one_total,
                other: margin.name.clone(),
                other_total,
                gap,
            });
        }
    }
    Ok(())
}

/// Numbers as codes of their different values.
struct Codes {
    codes: Vec<u32>,
    different: usize,
}

impl Codes {
    fn of(values: &[f64]) -> Self {
        let mut known = HashMap::new();
        let codes = values.iter().map(|value| {
            let next = known.len() as u32;
            *known.entry(value.to_bits()).or_insert(next)
        });
        let codes = codes.collect();
        Self {
            codes,
            different: known.len(),
        }
    }
}
