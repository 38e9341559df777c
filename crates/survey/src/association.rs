//! Whether two answers go together: Pearson's χ² with the corrections of Rao and Scott (1984), and Wald's test (Koch, Freeman and Freeman 1975).

use crate::SurveyError;
use crate::combination::{combination_above, generalized_eigenvalues};
use crate::distributions::{chi_squared_above, f_above};
use crate::estimates::Domain;
use crate::matrix::{Factor, Symmetric};
use crate::sums::grouped;
use crate::variance::Linearized;

/// A test: statistic, degrees of freedom, and the share of samples in which it would be at least so large without association.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Test {
    /// The statistic.
    pub statistic: f64,
    /// Its (first) degrees of freedom.
    pub df1: f64,
    /// Its second degrees of freedom, for F.
    pub df2: Option<f64>,
    /// The p-value.
    pub p: f64,
}

/// All tests of one table.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Association {
    /// Rao and Scott's second order, as F.
    pub rao_scott: Test,
    /// Pearson's χ² with Rao and Scott's first order: the statistic is the uncorrected one.
    pub pearson: Test,
    /// Wald's test on totals, as F.
    pub wald: Test,
    /// The same, adjusted for few units.
    pub wald_adjusted: Test,
    /// The p-value of Pearson's χ² as a linear combination of χ² (R's `statistic = "lincom"` without its package CompQuadForm); `None` where the
    /// combination has no full rank.
    pub combination: Option<f64>,
}

/// A table of two answers over a domain.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct TwoWay<'a> {
    /// The level of each row in the first variable.
    pub rows: &'a [usize],
    /// How many levels it has.
    pub row_levels: usize,
    /// The level of each row in the second.
    pub columns: &'a [usize],
    /// How many levels it has.
    pub column_levels: usize,
}

impl<'a> TwoWay<'a> {
    /// A table of two answers, of which each row of the sample has a level from 0. What stands outside the domain does not matter.
    pub fn new(
        rows: &'a [usize],
        row_levels: usize,
        columns: &'a [usize],
        column_levels: usize,
    ) -> Self {
        Self {
            rows,
            row_levels,
            columns,
            column_levels,
        }
    }
}

impl Linearized<'_> {
    /// Tests whether two answers go together in a domain.
    ///
    /// # Errors
    /// [`SurveyError::NoTable`] where one of them has one level alone, and what a variance refuses.
    pub fn association(
        &self,
        table: TwoWay<'_>,
        domain: &Domain,
    ) -> Result<Association, SurveyError> {
        let TwoWay {
            row_levels: r,
            column_levels: c,
            ..
        } = table;
        let weights = self.weights();
        let weight = |row: usize| f64::from(u8::from(domain.inside[row])) * weights[row];
        // Rows outside have no weight, and may have no level either.
        let cell = |row: usize| match domain.inside[row] {
            true => table.rows[row] + r * table.columns[row],
            false => 0,
        };
        let sums = grouped(weights.len(), r * c, cell, weight);
        let row_sums = grouped(r * c, r, |at| at % r, |at| sums[at]);
        let column_sums = grouped(r * c, c, |at| at / r, |at| sums[at]);
        for (levels, name) in [(&row_sums, "the first"), (&column_sums, "the second")] {
            if levels.iter().filter(|sum| **sum > 0.0).count() < 2 {
                return Err(SurveyError::NoTable {
                    variable: name.to_owned(),
                });
            }
        }
        let size = crate::sums::sum(&sums);
        let shares: Vec<f64> = sums.iter().map(|sum| sum / size).collect();
        let expected = |at: usize| row_sums[at % r] * column_sums[at / r] / (size * size);
        let pearson = crate::sums::sum_of(r * c, |at| match expected(at) {
            0.0 => 0.0,
            expected => (shares[at] - expected) * (shares[at] - expected) / expected,
        });
        let statistic = domain.n as f64 * pearson;
        let derivative = |at: usize, row: usize| match domain.inside[row] {
            true => (f64::from(u8::from(cell(row) == at)) - shares[at]) / size,
            false => 0.0,
        };
        let rows = 0..weights.len();
        let of_cell = |at: usize| rows.clone().map(|row| derivative(at, row)).collect();
        let of_cells: Vec<Vec<f64>> = (0..r * c).map(of_cell).collect();
        let variance = self.covariance(&of_cells, &domain.inside)?;
        let effects = design_effects(&shares, &variance, r, c, domain.n as f64);
        let (trace, trace_of_square) = (effects.trace, effects.trace_of_square);
        let (k, df) = (((r - 1) * (c - 1)) as f64, domain.df as f64);
        let d0 = trace * trace / trace_of_square;
        let f = statistic / trace;
        let rao_scott = Test {
            statistic: f,
            df1: d0,
            df2: Some(d0 * df),
            p: f_above(f, d0, d0 * df),
        };
        let pearson = Test {
            statistic,
            df1: k,
            df2: None,
            p: chi_squared_above(statistic * k / trace, k),
        };
        let wald = self.wald(&sums, &row_sums, &column_sums, size, &table, domain)?;
        let test = |statistic: f64, df2: f64| Test {
            statistic,
            df1: k,
            df2: Some(df2),
            p: f_above(statistic, k, df2),
        };
        Ok(Association {
            rao_scott,
            pearson,
            wald: test(wald / k, df),
            combination: effects
                .lambdas
                .map(|lambdas| combination_above(statistic, &lambdas, d0 * df)),
            wald_adjusted: test(wald * (df - k + 1.0) / (k * df), df - k + 1.0),
        })
    }

    /// Y'V⁻¹Y with Y = N_ij − N_i N_j / N, without the first row and column.
    fn wald(
        &self,
        sums: &[f64],
        row_sums: &[f64],
        column_sums: &[f64],
        size: f64,
        table: &TwoWay<'_>,
        domain: &Domain,
    ) -> Result<f64, SurveyError> {
        let r = table.row_levels;
        let cells: Vec<(usize, usize)> = (1..table.column_levels)
            .flat_map(|j| (1..r).map(move |i| (i, j)))
            .collect();
        let gaps: Vec<f64> = cells
            .iter()
            .map(|&(i, j)| sums[i + r * j] - row_sums[i] * column_sums[j] / size)
            .collect();
        let derivatives = cells.iter().map(|&(i, j)| {
            let of = |row: usize| {
                let here = f64::from(u8::from(table.rows[row] == i));
                let there = f64::from(u8::from(table.columns[row] == j));
                here * there - here * column_sums[j] / size - there * row_sums[i] / size
                    + row_sums[i] * column_sums[j] / (size * size)
            };
            (0..domain.inside.len())
                .map(|row| if domain.inside[row] { of(row) } else { 0.0 })
                .collect()
        });
        let derivatives: Vec<Vec<f64>> = derivatives.collect();
        let variance = self.covariance(&derivatives, &domain.inside)?;
        let matrix = Symmetric {
            size: cells.len(),
            entries: variance.concat(),
        };
        let solved = Factor::new(matrix).solve(&gaps);
        Ok(gaps.iter().zip(&solved).map(|(a, b)| a * b).sum())
    }
}

/// What Δ says: the traces of it and its square, and its eigenvalues where it has all of them.
struct Effects {
    trace: f64,
    trace_of_square: f64,
    lambdas: Option<Vec<f64>>,
}

/// Traces of Δ and Δ² and its eigenvalues, Δ = (C'D⁻¹C/n)⁻¹ C'D⁻¹VD⁻¹C, where the columns of C are the interactions less their main effects.
fn design_effects(shares: &[f64], variance: &[Vec<f64>], r: usize, c: usize, n: f64) -> Effects {
    let cells = r * c;
    let inverse: Vec<f64> = shares
        .iter()
        .map(|share| if *share > 0.0 { 1.0 / share } else { 0.0 })
        .collect();
    let contrasts: Vec<Vec<f64>> = (1..c)
        .flat_map(|j| (1..r).map(move |i| (i, j)))
        .map(|(i, j)| {
            // An indicator less its row and column means, which is its residual to the main effects.
            let centred = |of: usize, own: usize, levels: usize| {
                f64::from(u8::from(of == own)) - 1.0 / levels as f64
            };
            (0..cells)
                .map(|at| centred(at % r, i, r) * centred(at / r, j, c))
                .collect()
        })
        .collect();
    let k = contrasts.len();
    let mut denominator = Symmetric::new(k);
    let mut numerator = Symmetric::new(k);
    for (a, one) in contrasts.iter().enumerate() {
        let left: Vec<f64> = (0..cells).map(|at| one[at] * inverse[at]).collect();
        let through: Vec<f64> = (0..cells)
            .map(|at| (0..cells).map(|from| left[from] * variance[from][at]).sum())
            .collect();
        for (b, other) in contrasts.iter().enumerate() {
            let right = |at: usize| other[at] * inverse[at];
            let over: f64 = (0..cells).map(|at| left[at] * other[at]).sum();
            denominator.entries[a * k + b] = over / n;
            numerator.entries[a * k + b] = (0..cells).map(|at| through[at] * right(at)).sum();
        }
    }
    let lambdas = generalized_eigenvalues(&numerator, &denominator);
    let factor = Factor::new(denominator);
    // Column b of Δ solves denominator · δ = column b of the numerator, which is symmetric.
    let delta: Vec<Vec<f64>> = (0..k)
        .map(|b| factor.solve(&numerator.entries[b * k..(b + 1) * k]))
        .collect();
    let trace = (0..k).map(|a| delta[a][a]).sum();
    let square = (0..k)
        .flat_map(|a| (0..k).map(move |b| (a, b)))
        .map(|(a, b)| delta[a][b] * delta[b][a])
        .sum();
    Effects {
        trace,
        trace_of_square: square,
        lambdas,
    }
}
