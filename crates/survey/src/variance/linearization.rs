//! Taylor linearisation (Binder 1983; Särndal, Swensson and Wretman 1992, 4.6 for stages, 6.6 for calibrated weights).
//!
//! An estimate is replaced by the total of z = w·∂θ/∂w over rows, and its variance is that of the total,
//! V = Σ_h (1−f_h)·n_h/(n_h−1)·Σ_c (z_hc − z̄_h)² + Σ_h f_h Σ_c V₂(c), with V₂ the same inside unit c. What is outside a domain has
//! z = 0 and stays in the design.

use std::borrow::Cow;

use crate::SurveyError;
use crate::design::{Design, SinglePsu, Stage};
use crate::matrix::{Factor, MOST};
use crate::sums::grouped;
use crate::weights::Auxiliary;

/// What weights were made to agree with, which takes its part out of the variance.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub enum Adjustment<'a> {
    /// Nothing: the weights are the design's.
    #[default]
    None,
    /// The residual of a regression on the margins with base weights, as R's `calibrate` takes it.
    Regression(&'a Auxiliary),
    /// Ten sweeps that take unweighted means off the levels of each margin, as R's `rake` does.
    Sweeps(&'a Auxiliary),
}

/// Sweeps that R makes.
const SWEEPS: usize = 10;

/// A design with final weights, ready for variances.
#[derive(Clone, Debug)]
pub struct Linearized<'a> {
    design: &'a Design,
    weights: &'a [f64],
    /// The weights that agree with the margins, where the final ones were cut after that.
    agreed: Option<&'a [f64]>,
    residual: Residual<'a>,
}

#[derive(Clone, Debug)]
enum Residual<'a> {
    None,
    Regression(&'a Auxiliary, Box<Factor>),
    Sweeps(&'a Auxiliary, Vec<f64>),
}

impl<'a> Linearized<'a> {
    /// A design with its final weights, and what they agree with.
    ///
    /// # Errors
    /// [`SurveyError::TooManyCategories`] for a regression on too many.
    pub fn new(
        design: &'a Design,
        weights: &'a [f64],
        adjustment: Adjustment<'a>,
    ) -> Result<Self, SurveyError> {
        let residual = match adjustment {
            Adjustment::None => Residual::None,
            Adjustment::Sweeps(auxiliary) => {
                Residual::Sweeps(auxiliary, auxiliary.cell_sums(|_| 1.0))
            }
            Adjustment::Regression(auxiliary) => {
                let categories = auxiliary.columns();
                if categories > MOST {
                    return Err(SurveyError::TooManyCategories {
                        categories: categories as u64,
                        most: MOST as u64,
                    });
                }
                let cells = auxiliary.cell_sums(|row| design.base()[row]);
                let matrix = crate::weights::normal_matrix(auxiliary, &cells);
                Residual::Regression(auxiliary, Box::new(Factor::new(matrix)))
            }
        };
        Ok(Self {
            design,
            weights,
            agreed: None,
            residual,
        })
    }

    /// The same with weights that were trimmed after they had agreed with the margins, and were not made to agree again: estimates are of these,
    /// and what the margins take out of the variance is measured by the weights that agreed, as in R's `trimWeights`.
    #[must_use]
    pub fn trimmed_to(self, trimmed: &'a [f64]) -> Self {
        assert_eq!(trimmed.len(), self.weights.len(), "a weight for each row");
        Self {
            agreed: self.agreed.or(Some(self.weights)),
            weights: trimmed,
            ..self
        }
    }

    /// The design.
    pub fn design(&self) -> &'a Design {
        self.design
    }

    /// The final weights.
    pub fn weights(&self) -> &'a [f64] {
        self.weights
    }

    /// The variance of an estimate with derivatives ∂θ/∂w, one a row and zero outside its domain, which `inside` marks.
    ///
    /// # Errors
    /// [`SurveyError::SinglePsu`] where a stratum with somebody of the domain has one unit and the design says to fail.
    pub fn variance(&self, derivatives: &[f64], inside: &[bool]) -> Result<f64, SurveyError> {
        let totals = self.totals(derivatives);
        self.over_stages(&totals, &totals, inside)
    }

    /// The covariances of estimates, by rows.
    ///
    /// # Errors
    /// As [`Linearized::variance`].
    pub fn covariance(
        &self,
        derivatives: &[Vec<f64>],
        inside: &[bool],
    ) -> Result<Vec<Vec<f64>>, SurveyError> {
        let totals: Vec<Vec<Vec<f64>>> = derivatives.iter().map(|one| self.totals(one)).collect();
        let mut matrix = vec![vec![0.0; totals.len()]; totals.len()];
        for (i, one) in totals.iter().enumerate() {
            for (j, other) in totals[..=i].iter().enumerate() {
                let both = self.over_stages(one, other, inside)?;
                matrix[i][j] = both;
                matrix[j][i] = both;
            }
        }
        Ok(matrix)
    }

    /// The totals of z over the units of each stage.
    fn totals(&self, derivatives: &[f64]) -> Vec<Vec<f64>> {
        let agreed = self.agreed.unwrap_or(self.weights);
        let derivatives = match self.agreed {
            Some(agreed) => {
                let rows = derivatives.iter().zip(self.weights).zip(agreed);
                Cow::Owned(rows.map(|((of, own), agreed)| of * own / agreed).collect())
            }
            None => Cow::Borrowed(derivatives),
        };
        let fitted = self.residuals(&derivatives);
        let z = |row: usize| fitted.of(row, &derivatives) * agreed[row];
        let of_stage = |stage: &Stage| {
            let unit = |row: usize| stage.unit[row] as usize;
            grouped(self.weights.len(), stage.parent.len(), unit, z)
        };
        self.design.stages.iter().map(of_stage).collect()
    }

    /// What is to be taken off each row's derivative, by cell.
    fn residuals(&self, derivatives: &[f64]) -> Fitted<'_> {
        match &self.residual {
            Residual::None => Fitted {
                cell_of: &[],
                by_cell: vec![],
            },
            Residual::Regression(auxiliary, factor) => {
                let base = self.design.base();
                let sums = auxiliary.cell_sums(|row| base[row] * derivatives[row]);
                let coefficients = factor.solve(&auxiliary.reached(&sums));
                let by_cell =
                    (0..auxiliary.cells()).map(|cell| auxiliary.times(cell, &coefficients));
                Fitted {
                    cell_of: &auxiliary.cell_of,
                    by_cell: by_cell.collect(),
                }
            }
            Residual::Sweeps(auxiliary, counts) => {
                let sums = auxiliary.cell_sums(|row| derivatives[row]);
                let by_cell = swept(auxiliary, counts, &sums);
                Fitted {
                    cell_of: &auxiliary.cell_of,
                    by_cell,
                }
            }
        }
    }

    /// The covariance of two totals over all stages.
    fn over_stages(
        &self,
        one: &[Vec<f64>],
        other: &[Vec<f64>],
        inside: &[bool],
    ) -> Result<f64, SurveyError> {
        let stages = &self.design.stages;
        let mut covariance = 0.0;
        // What the shares drawn at the stages above leave of a stage's variance, by parent.
        let mut share = vec![1.0; stages[0].drawn.len()];
        for (number, stage) in stages.iter().enumerate() {
            covariance += self.of_stage(number, [&one[number], &other[number]], &share, inside)?;
            let below = stage
                .parent
                .iter()
                .map(|&parent| share[parent as usize] * stage.fraction[parent as usize]);
            share = below.collect();
        }
        Ok(covariance)
    }

    fn of_stage(
        &self,
        number: usize,
        totals: [&[f64]; 2],
        share: &[f64],
        inside: &[bool],
    ) -> Result<f64, SurveyError> {
        let stage = &self.design.stages[number];
        let (units, parents) = (stage.parent.len(), stage.drawn.len());
        let of = |unit: usize| stage.parent[unit] as usize;
        let sums = totals.map(|totals| grouped(units, parents, of, |unit| totals[unit]));
        let gap = |which: usize, unit: usize| {
            totals[which][unit] - sums[which][of(unit)] / f64::from(stage.drawn[of(unit)])
        };
        let products = grouped(units, parents, of, |unit| gap(0, unit) * gap(1, unit));
        let left = |parent: usize| 1.0 - stage.fraction[parent];
        // All that there is was drawn: nothing is left to chance.
        let alone = |parent: usize| stage.drawn[parent] == 1 && left(parent) >= 1e-7;
        let concerned = match (0..parents).any(alone) {
            true => self.concerned(stage, inside),
            false => vec![],
        };
        let (mut covariance, mut lonely) = (0.0, 0_u32);
        for parent in 0..parents {
            let drawn = f64::from(stage.drawn[parent]);
            if drawn > 1.0 {
                covariance +=
                    share[parent] * left(parent) * drawn / (drawn - 1.0) * products[parent];
            } else if alone(parent) && concerned[parent] {
                match self.design.single {
                    SinglePsu::Fail => return Err(self.single(number, parent)),
                    SinglePsu::Certainty => {}
                    SinglePsu::Adjust => {
                        covariance +=
                            share[parent] * left(parent) * sums[0][parent] * sums[1][parent]
                    }
                    SinglePsu::Average => lonely += 1,
                }
            }
        }
        let counted = concerned.iter().filter(|concerned| **concerned).count() as u32;
        Ok(match lonely {
            0 => covariance,
            lonely if lonely == counted => f64::NAN,
            lonely => covariance * f64::from(counted) / f64::from(counted - lonely),
        })
    }

    /// From which strata (or units of the stage above) somebody of a domain is: in others there is no variance, nothing to refuse and nothing to take
    /// a mean of. Weights that agree with margins concern all of them.
    fn concerned(&self, stage: &Stage, inside: &[bool]) -> Vec<bool> {
        let all = !matches!(self.residual, Residual::None);
        let mut concerned: Vec<bool> = stage.drawn.iter().map(|drawn| all && *drawn > 0).collect();
        for (unit, _) in stage.unit.iter().zip(inside).filter(|(_, inside)| **inside) {
            concerned[stage.parent[*unit as usize] as usize] = true;
        }
        concerned
    }

    fn single(&self, stage: usize, parent: usize) -> SurveyError {
        let name = match stage {
            0 => self.design.strata[parent].clone(),
            _ => format!("unit {}", parent + 1),
        };
        SurveyError::SinglePsu {
            stratum: name,
            stage: stage as u64 + 1,
        }
    }
}

/// What is taken off a row, by its cell; nothing where there are no cells.
struct Fitted<'a> {
    cell_of: &'a [u32],
    by_cell: Vec<f64>,
}

impl Fitted<'_> {
    #[inline]
    fn of(&self, row: usize, derivatives: &[f64]) -> f64 {
        match self.cell_of.get(row) {
            Some(&cell) => derivatives[row] - self.by_cell[cell as usize],
            None => derivatives[row],
        }
    }
}

/// What ten sweeps of unweighted means over the margins take off each cell.
fn swept(auxiliary: &Auxiliary, counts: &[f64], sums: &[f64]) -> Vec<f64> {
    let cells = auxiliary.cells();
    let mut off = vec![0.0; cells];
    for _ in 0..SWEEPS {
        for (number, range) in auxiliary.margins.iter().enumerate() {
            let level = |cell: usize| auxiliary.column_of(cell, number) - range.start;
            let of_level = grouped(cells, range.len(), level, |cell| {
                sums[cell] - counts[cell] * off[cell]
            });
            let rows = grouped(cells, range.len(), level, |cell| counts[cell]);
            for (cell, off) in off.iter_mut().enumerate() {
                *off += of_level[level(cell)] / rows[level(cell)];
            }
        }
    }
    off
}
