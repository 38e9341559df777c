//! Calibration: the weights nearest to the base weights that agree with all totals (Deville and Särndal 1992).
//!
//! w = d·F(x'λ), with λ by Newton's method on Σ d·F(x'λ)·x = T, where a step is halved until the misfit falls.

use std::str::FromStr;

use libm::exp;

use super::{AGREES, Auxiliary, REFUSED, Weighted};
use crate::SurveyError;
use crate::matrix::{Factor, MOST, Symmetric};

/// Bounds of final over base weight: 0 ≤ lower < 1 < upper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    lower: f64,
    upper: f64,
}

impl Bounds {
    /// Bounds of final over base weight.
    ///
    /// # Errors
    /// [`SurveyError::Bounds`] unless 0 ≤ lower < 1 < upper.
    pub fn new(lower: f64, upper: f64) -> Result<Self, SurveyError> {
        let holds = (0.0..1.0).contains(&lower) && upper > 1.0 && upper.is_finite();
        if holds {
            Ok(Self { lower, upper })
        } else {
            Err(SurveyError::Bounds { lower, upper })
        }
    }
}

impl FromStr for Bounds {
    type Err = SurveyError;

    fn from_str(text: &str) -> Result<Self, SurveyError> {
        let (lower, upper) = text.split_once(',').unwrap_or((text, ""));
        let of = |text: &str| crate::table::number(text).unwrap_or(f64::NAN);
        Self::new(of(lower), of(upper))
    }
}

/// How far a final weight is from its base weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Distance {
    /// F = 1 + u.
    Linear,
    /// F = eᵘ.
    Raking,
    /// F between bounds, [L(U−1) + U(1−L)e^{au}] / [(U−1) + (1−L)e^{au}] with a = (U−L)/((1−L)(U−1)).
    Logit,
}

/// eᵘ beyond this is of no weight.
const EXPONENT: f64 = 500.0;

impl Distance {
    /// F(u) and its derivative.
    fn factor(self, u: f64, bounds: Option<Bounds>) -> (f64, f64) {
        let (value, slope) = match (self, bounds) {
            (Self::Logit, Some(Bounds { lower, upper })) => {
                let a = (upper - lower) / ((1.0 - lower) * (upper - 1.0));
                let e = exp((a * u).clamp(-EXPONENT, EXPONENT));
                let value = (lower * (upper - 1.0) + upper * (1.0 - lower) * e)
                    / ((upper - 1.0) + (1.0 - lower) * e);
                let value = value.clamp(lower, upper);
                let slope = (value - lower) * (upper - value) / ((1.0 - lower) * (upper - 1.0));
                return (value, slope);
            }
            (Self::Linear, _) => (1.0 + u, 1.0),
            (Self::Raking | Self::Logit, _) => {
                let e = exp(u.clamp(-EXPONENT, EXPONENT));
                (e, e)
            }
        };
        match bounds {
            Some(Bounds { lower, .. }) if value < lower => (lower, 0.0),
            Some(Bounds { upper, .. }) if value > upper => (upper, 0.0),
            _ => (value, slope),
        }
    }
}

/// Newton steps before what is still apart stays apart.
const STEPS: u32 = 200;
/// Halvings of one step.
const HALVINGS: u32 = 40;

/// Calibrates base weights to all totals.
///
/// # Errors
/// [`SurveyError::NotAttainable`] with the worst total, [`SurveyError::TooManyCategories`], [`SurveyError::NoBounds`] for logit without bounds.
pub fn calibrate(
    auxiliary: &Auxiliary,
    base: &[f64],
    distance: Distance,
    bounds: Option<Bounds>,
) -> Result<Weighted, SurveyError> {
    if distance == Distance::Logit && bounds.is_none() {
        return Err(SurveyError::NoBounds);
    }
    let columns = auxiliary.columns();
    if columns > MOST {
        return Err(SurveyError::TooManyCategories {
            categories: columns as u64,
            most: MOST as u64,
        });
    }
    let cells = auxiliary.cell_sums(|row| base[row]);
    let newton = Newton {
        auxiliary,
        cells: &cells,
        distance,
        bounds,
    };
    let mut at = newton.at(vec![0.0; columns]);
    let mut steps = 0;
    let mut damping = 0.0;
    while steps < STEPS && at.misfit > AGREES {
        steps += 1;
        match newton.step(&at, damping) {
            Some(next) => {
                at = next;
                damping *= 0.1;
            }
            // Where cut cells leave the equations open, a step along the diagonal as well (Levenberg 1944).
            None if damping < 1.0 && at.misfit > REFUSED => damping = (damping * 10.0).max(1e-8),
            None => break,
        }
    }
    if at.misfit.is_nan() || at.misfit > REFUSED {
        return Err(auxiliary.not_attainable(&at.amounts));
    }
    let ratios: Vec<f64> = (0..cells.len())
        .map(|cell| {
            distance
                .factor(auxiliary.times(cell, &at.multipliers), bounds)
                .0
        })
        .collect();
    Ok(Weighted::new(auxiliary, base, &ratios, steps))
}

struct Newton<'a> {
    auxiliary: &'a Auxiliary,
    cells: &'a [f64],
    distance: Distance,
    bounds: Option<Bounds>,
}

/// A point of the iteration: multipliers, what cells weigh there, how far totals are missed.
struct At {
    multipliers: Vec<f64>,
    amounts: Vec<f64>,
    slopes: Vec<f64>,
    misfit: f64,
}

impl Newton<'_> {
    fn at(&self, multipliers: Vec<f64>) -> At {
        let factors = (0..self.cells.len()).map(|cell| {
            let u = self.auxiliary.times(cell, &multipliers);
            let (value, slope) = self.distance.factor(u, self.bounds);
            (self.cells[cell] * value, self.cells[cell] * slope)
        });
        let (amounts, slopes): (Vec<f64>, Vec<f64>) = factors.unzip();
        let misfit = self.auxiliary.misfit_of_cells(&amounts).0;
        At {
            multipliers,
            amounts,
            slopes,
            misfit,
        }
    }

    /// The next point where the misfit is less; `None` where no step brings it down.
    fn step(&self, at: &At, damping: f64) -> Option<At> {
        let mut matrix = normal_matrix(self.auxiliary, &at.slopes);
        if damping > 0.0 {
            let full = normal_matrix(self.auxiliary, self.cells);
            for column in 0..matrix.size {
                matrix.entries[column * (matrix.size + 1)] +=
                    damping * full.entries[column * (matrix.size + 1)];
            }
        }
        let reached = self.auxiliary.reached(&at.amounts);
        let missing: Vec<f64> = self
            .auxiliary
            .targets
            .iter()
            .zip(&reached)
            .map(|(a, b)| a - b)
            .collect();
        let direction = Factor::new(matrix).solve(&missing);
        let mut length = 1.0;
        for _ in 0..HALVINGS {
            let multipliers = at
                .multipliers
                .iter()
                .zip(&direction)
                .map(|(a, b)| a + length * b);
            let next = self.at(multipliers.collect());
            if next.misfit < at.misfit {
                return Some(next);
            }
            length *= 0.5;
        }
        None
    }
}

/// Σ over cells of amount·xx'.
pub(crate) fn normal_matrix(auxiliary: &Auxiliary, amounts: &[f64]) -> Symmetric {
    let mut matrix = Symmetric::new(auxiliary.columns());
    let size = matrix.size;
    for (cell, amount) in amounts.iter().enumerate() {
        for (row, one) in auxiliary.entries(cell) {
            for (column, other) in auxiliary.entries(cell) {
                matrix.entries[row * size + column] += amount * one * other;
            }
        }
    }
    matrix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logit_goes_through_one_and_keeps_its_bounds() {
        let bounds = Bounds::new(0.5, 3.0).ok();
        let (value, slope) = Distance::Logit.factor(0.0, bounds);
        assert!((value - 1.0).abs() < 1e-15 && (slope - 1.0).abs() < 1e-15);
        for u in [-1e6, -3.0, 0.2, 40.0, 1e9] {
            let (value, _) = Distance::Logit.factor(u, bounds);
            assert!((0.5..=3.0).contains(&value), "{u}: {value}");
        }
    }

    #[test]
    fn bounds_hold_one_between_them() {
        for text in ["1,2", "0.5,1", "-1,3", "0.5", "0.5,nan", "2,0.5"] {
            assert!(text.parse::<Bounds>().is_err(), "{text}");
        }
        assert!("0, 3".parse::<Bounds>().is_ok());
    }
}
