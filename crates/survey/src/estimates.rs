//! Means, totals, shares, ratios and differences with design-based standard errors.
//!
//! Each is estimated in a *domain*: the rows that are in a group and have an answer. The others stay in the design with zero, for how many
//! of a sample are in a domain is itself chance (Särndal, Swensson and Wretman 1992, 10.3).

use libm::sqrt;

use crate::SurveyError;
use crate::distributions::{t_outside, t_quantile};
use crate::sums::sum_of;
use crate::variance::Linearized;

/// The rows that an estimate is of.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Domain {
    /// Whether a row is inside.
    pub inside: Vec<bool>,
    /// How many rows are.
    pub n: usize,
    /// First-stage units less strata, of those that have a row inside: the degrees of freedom.
    pub df: usize,
}

impl Domain {
    /// The domain of rows that `inside` marks.
    pub fn new(sample: &Linearized<'_>, inside: Vec<bool>) -> Self {
        let (units, strata) = sample.design().units_and_strata(&inside);
        Self {
            n: inside.iter().filter(|inside| **inside).count(),
            df: units - strata,
            inside,
        }
    }

    /// The sum of weights inside.
    pub fn size(&self, weights: &[f64]) -> f64 {
        sum_of(weights.len(), |row| {
            if self.inside[row] { weights[row] } else { 0.0 }
        })
    }
}

/// An estimate with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Estimate {
    /// Rows in the domain.
    pub n: usize,
    /// Degrees of freedom of the domain.
    pub df: usize,
    /// The estimate.
    pub value: f64,
    /// Its variance; NaN where every stratum has one unit and the mean of the others is asked for.
    pub variance: f64,
    /// The design effect against a simple random sample without replacement of n from Σw; `None` where it has no meaning: nothing varies, or
    /// weights add up to no more than n.
    pub deff: Option<f64>,
    /// The same against one with replacement.
    pub deff_replace: Option<f64>,
}

impl Estimate {
    /// The standard error.
    pub fn se(&self) -> f64 {
        sqrt(self.variance)
    }

    /// The interval that holds the truth in a share `level` of samples (0.95): t with the domain's degrees of freedom. `None` without any.
    pub fn interval(&self, level: f64) -> Option<(f64, f64)> {
        let width = t_quantile(0.5 + 0.5 * level, self.df as f64) * self.se();
        width
            .is_finite()
            .then_some((self.value - width, self.value + width))
    }

    /// t and the share of samples in which it would be at least so far from zero if the truth were zero.
    pub fn t_test(&self) -> (f64, f64) {
        let t = self.value / self.se();
        (t, t_outside(t, self.df as f64))
    }
}

/// What an estimate is made of: the value and its derivative by each weight.
#[derive(Clone, Debug)]
struct Point {
    value: f64,
    derivatives: Vec<f64>,
}

impl Linearized<'_> {
    /// Σwy/Σw over a domain.
    ///
    /// # Errors
    /// [`SurveyError::SinglePsu`], by the design's choice.
    pub fn mean(&self, y: &[f64], domain: &Domain) -> Result<Estimate, SurveyError> {
        let (size, point) = self.mean_point(y, &domain.inside);
        let spread = self.spread(y, domain, point.value) / size;
        let estimate = self.estimate(&point, domain)?;
        Ok(with_effects(estimate, spread, size, 1.0))
    }

    /// Σwy over a domain.
    ///
    /// # Errors
    /// As [`Linearized::mean`].
    pub fn total(&self, y: &[f64], domain: &Domain) -> Result<Estimate, SurveyError> {
        let weights = self.weights();
        let derivatives: Vec<f64> = only(&domain.inside, |row| y[row]);
        let value = sum_of(weights.len(), |row| weights[row] * derivatives[row]);
        let size = domain.size(weights);
        let spread = self.spread(y, domain, value / size) / size;
        let estimate = self.estimate(&Point { value, derivatives }, domain)?;
        Ok(with_effects(estimate, spread, size, size * size))
    }

    /// Σwy/Σwx over a domain.
    ///
    /// # Errors
    /// As [`Linearized::mean`].
    pub fn ratio(&self, y: &[f64], x: &[f64], domain: &Domain) -> Result<Estimate, SurveyError> {
        let weights = self.weights();
        let part = |of: &[f64]| {
            sum_of(weights.len(), |row| {
                if domain.inside[row] {
                    weights[row] * of[row]
                } else {
                    0.0
                }
            })
        };
        let whole = part(x);
        let value = part(y) / whole;
        let derivatives = only(&domain.inside, |row| (y[row] - value * x[row]) / whole);
        self.estimate(&Point { value, derivatives }, domain)
    }

    /// The mean in `one` less that in `other`, covariance included. n and degrees of freedom are those of `domain`, which holds both.
    ///
    /// # Errors
    /// As [`Linearized::mean`].
    pub fn difference(
        &self,
        y: &[f64],
        one: &[bool],
        other: &[bool],
        domain: &Domain,
    ) -> Result<Estimate, SurveyError> {
        let ((_, one), (_, other)) = (self.mean_point(y, one), self.mean_point(y, other));
        let pairs = one.derivatives.iter().zip(&other.derivatives);
        let derivatives = pairs.map(|(one, other)| one - other).collect();
        self.estimate(
            &Point {
                value: one.value - other.value,
                derivatives,
            },
            domain,
        )
    }

    /// The logarithm of the mean in `one` over that in `other`.
    ///
    /// # Errors
    /// As [`Linearized::mean`].
    pub fn log_ratio(
        &self,
        y: &[f64],
        one: &[bool],
        other: &[bool],
        domain: &Domain,
    ) -> Result<Estimate, SurveyError> {
        let ((_, one), (_, other)) = (self.mean_point(y, one), self.mean_point(y, other));
        let pairs = one.derivatives.iter().zip(&other.derivatives);
        let derivatives = pairs
            .map(|(a, b)| a / one.value - b / other.value)
            .collect();
        self.estimate(
            &Point {
                value: libm::log(one.value / other.value),
                derivatives,
            },
            domain,
        )
    }

    /// The sum of weights inside, and the mean there.
    fn mean_point(&self, y: &[f64], inside: &[bool]) -> (f64, Point) {
        let weights = self.weights();
        let own = |row: usize, value: f64| {
            if inside[row] {
                weights[row] * value
            } else {
                0.0
            }
        };
        let size = sum_of(weights.len(), |row| own(row, 1.0));
        let value = sum_of(weights.len(), |row| own(row, y[row])) / size;
        let derivatives = only(inside, |row| (y[row] - value) / size);
        (size, Point { value, derivatives })
    }

    /// Σw(y−ȳ)² · n/(n−1): over Σw, what a simple random sample would see of the spread.
    fn spread(&self, y: &[f64], domain: &Domain, mean: f64) -> f64 {
        let weights = self.weights();
        let squares = sum_of(weights.len(), |row| match domain.inside[row] {
            true => weights[row] * (y[row] - mean) * (y[row] - mean),
            false => 0.0,
        });
        let n = domain.n as f64;
        n / (n - 1.0) * squares
    }

    fn estimate(&self, point: &Point, domain: &Domain) -> Result<Estimate, SurveyError> {
        Ok(Estimate {
            n: domain.n,
            df: domain.df,
            value: point.value,
            variance: self.variance(&point.derivatives, &domain.inside)?,
            deff: None,
            deff_replace: None,
        })
    }
}

/// Values inside, zero outside.
fn only(inside: &[bool], value: impl Fn(usize) -> f64) -> Vec<f64> {
    let rows = inside.iter().enumerate();
    rows.map(|(row, inside)| if *inside { value(row) } else { 0.0 })
        .collect()
}

/// The estimate with its design effects: `spread` is s², `size` Σw, and `scale` what a mean is multiplied by.
fn with_effects(mut estimate: Estimate, spread: f64, size: f64, scale: f64) -> Estimate {
    let n = estimate.n as f64;
    let replaced = scale * spread / n;
    let effect = |simple: f64| {
        let effect = estimate.variance / simple;
        // One row has no spread, whatever rounding leaves of it.
        (n > 1.0 && simple > 0.0 && effect.is_finite()).then_some(effect)
    };
    let (deff, deff_replace) = (effect(replaced * (1.0 - n / size)), effect(replaced));
    estimate.deff = deff;
    estimate.deff_replace = deff_replace;
    estimate
}
