//! Intervals for shares that behave near 0 and 1.

use std::f64::consts::PI;
use std::str::FromStr;

use libm::{asin, exp, log, sin, sqrt};

use crate::distributions::{beta_quantile, normal_quantile, t_quantile};

/// How the interval of a share is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ShareInterval {
    /// Beta quantiles with an effective sample size (Korn and Graubard 1998).
    #[default]
    KornGraubard,
    /// The same with an effective sample size of at most n.
    KornGraubardCapped,
    /// Wilson's score interval with the same effective sample size.
    Wilson,
    /// t on the scale of log odds.
    Logit,
    /// t on the scale of arcsin √p.
    Arcsine,
    /// Shares whose likelihood with the effective sample size is not too small: 2·n_e·(n−1)/n·KL(p̂‖p) ≤ t² (Rao and Scott 1984). R's
    /// `svyciprop(method = "likelihood")` is this with straight lines between few points of the profile: up to 10⁻⁴ of a share apart.
    Likelihood,
    /// t around the share: wrong near 0 and 1, and what others publish.
    Mean,
}

impl FromStr for ShareInterval {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "korn-graubard" => Ok(Self::KornGraubard),
            "wilson" => Ok(Self::Wilson),
            "logit" => Ok(Self::Logit),
            "arcsine" => Ok(Self::Arcsine),
            "likelihood" => Ok(Self::Likelihood),
            "mean" => Ok(Self::Mean),
            _ => Err("korn-graubard, wilson, logit, arcsine, likelihood or mean".to_owned()),
        }
    }
}

/// A share with what its interval is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ShareEstimate {
    /// The share, between 0 and 1.
    pub share: f64,
    /// Its design-based variance.
    pub variance: f64,
    /// Rows in its domain.
    pub n: usize,
    /// Degrees of freedom of its domain.
    pub df: usize,
}

impl ShareEstimate {
    /// A share with its variance, rows and degrees of freedom.
    pub fn new(share: f64, variance: f64, n: usize, df: usize) -> Self {
        Self {
            share,
            variance,
            n,
            df,
        }
    }

    /// n* = p(1−p)/V · (t_{n−1}/t_df)²; with V = 0, or p at an end, n takes the place of p(1−p)/V.
    pub fn effective_size(&self, level: f64) -> f64 {
        let Self {
            share: p,
            variance,
            n,
            df,
        } = *self;
        let spread = p * (1.0 - p);
        let effective = if variance > 0.0 && spread > 0.0 {
            spread / variance
        } else {
            n as f64
        };
        let quantile = |df: f64| t_quantile(0.5 + 0.5 * level, df);
        let ratio = quantile(n as f64 - 1.0) / quantile(df as f64);
        effective * ratio * ratio
    }

    /// The interval that holds the truth in a share `level` of samples; `None` without degrees of freedom, and for logit, arcsine and likelihood
    /// at 0 and 1.
    pub fn interval(&self, kind: ShareInterval, level: f64) -> Option<(f64, f64)> {
        let (low, high) = match kind {
            ShareInterval::KornGraubard => self.korn_graubard(self.effective_size(level), level),
            ShareInterval::KornGraubardCapped => {
                self.korn_graubard(self.effective_size(level).min(self.n as f64), level)
            }
            ShareInterval::Wilson => self.wilson(self.effective_size(level), level),
            ShareInterval::Logit => self.logit(level),
            ShareInterval::Arcsine => self.arcsine(level),
            ShareInterval::Likelihood => self.likelihood(level),
            ShareInterval::Mean => {
                let width = t_quantile(0.5 + 0.5 * level, self.df as f64) * sqrt(self.variance);
                (self.share - width, self.share + width)
            }
        };
        (low.is_finite() && high.is_finite()).then(|| (low.clamp(0.0, 1.0), high.clamp(0.0, 1.0)))
    }

    fn korn_graubard(&self, size: f64, level: f64) -> (f64, f64) {
        if size.is_nan() {
            return (f64::NAN, f64::NAN);
        }
        let (tail, p) = (0.5 - 0.5 * level, self.share);
        let (yes, no) = (size * p, size * (1.0 - p));
        let low = if p <= 0.0 {
            0.0
        } else {
            beta_quantile(yes, no + 1.0, tail)
        };
        let high = if p >= 1.0 {
            1.0
        } else {
            beta_quantile(yes + 1.0, no, 1.0 - tail)
        };
        (low, high)
    }

    fn wilson(&self, size: f64, level: f64) -> (f64, f64) {
        let (p, z) = (self.share, normal_quantile(0.5 + 0.5 * level));
        let share = z * z / size;
        let middle = (p + 0.5 * share) / (1.0 + share);
        let width = z / (1.0 + share) * sqrt(p * (1.0 - p) / size + share / (4.0 * size));
        (middle - width, middle + width)
    }

    fn logit(&self, level: f64) -> (f64, f64) {
        let p = self.share;
        let middle = log(p / (1.0 - p));
        let width =
            t_quantile(0.5 + 0.5 * level, self.df as f64) * sqrt(self.variance) / (p * (1.0 - p));
        let back = |logit: f64| 1.0 / (1.0 + exp(-logit));
        // At 0 and 1 the middle is infinite, and the width has no meaning.
        let ends = (back(middle - width), back(middle + width));
        if middle.is_finite() {
            ends
        } else {
            (f64::NAN, f64::NAN)
        }
    }

    fn arcsine(&self, level: f64) -> (f64, f64) {
        let p = self.share;
        let middle = asin(sqrt(p));
        let width = t_quantile(0.5 + 0.5 * level, self.df as f64) * sqrt(self.variance)
            / (2.0 * sqrt(p * (1.0 - p)));
        let back = |angle: f64| {
            let sine = sin(angle.clamp(0.0, 0.5 * PI));
            sine * sine
        };
        if width.is_finite() {
            (back(middle - width), back(middle + width))
        } else {
            (f64::NAN, f64::NAN)
        }
    }

    fn likelihood(&self, level: f64) -> (f64, f64) {
        let (p, n) = (self.share, self.n as f64);
        let t = t_quantile(0.5 + 0.5 * level, self.df as f64);
        let most = 0.5 * t * t * self.variance / (p * (1.0 - p)) * n / (n - 1.0);
        if !(most.is_finite() && p > 0.0 && p < 1.0) {
            return (f64::NAN, f64::NAN);
        }
        let far = |other: f64| p * log(p / other) + (1.0 - p) * log((1.0 - p) / (1.0 - other));
        // Halving ends where no double is left between.
        let end = |mut inside: f64, mut outside: f64| loop {
            let middle = 0.5 * (inside + outside);
            if middle == inside || middle == outside {
                return inside;
            }
            match far(middle) <= most {
                true => inside = middle,
                false => outside = middle,
            }
        };
        (end(p, 0.0), end(p, 1.0))
    }
}
