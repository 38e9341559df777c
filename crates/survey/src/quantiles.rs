//! Quantiles, with intervals from those of the distribution function (Woodruff 1952; Francisco and Fuller 1991).

use std::str::FromStr;

use libm::sqrt;

use crate::SurveyError;
use crate::distributions::t_quantile;
use crate::estimates::Domain;
use crate::intervals::{ShareEstimate, ShareInterval};
use crate::variance::Linearized;

/// What the quantile is where the distribution function meets the share exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum QuantileRule {
    /// The smallest x with F(x) ≥ p.
    #[default]
    Smallest,
    /// The middle between that x and the next one.
    Middle,
    /// Between values in a straight line, F(x_k) = W_k/W_n: type 4 of Hyndman and Fan (1996), R's `hf4`. W_k is the weight up to the k-th row.
    Linear,
    /// The same with F(x_k) = W_k/(W_n + w_n), type 6 (Weibull 1939), R's `hf6`.
    Weibull,
    /// The same with F(x_k) = W_(k−1)/W_(n−1), type 7 (Gumbel 1939), R's `hf7`.
    Gumbel,
}

impl FromStr for QuantileRule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "smallest" => Ok(Self::Smallest),
            "middle" => Ok(Self::Middle),
            "hf4" => Ok(Self::Linear),
            "hf6" => Ok(Self::Weibull),
            "hf7" => Ok(Self::Gumbel),
            _ => Err("smallest, middle, hf4, hf6 or hf7".to_owned()),
        }
    }
}

/// How the interval of F at the quantile is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum QuantileInterval {
    /// t around F.
    #[default]
    Mean,
    /// As for a share.
    Share(ShareInterval),
}

/// A quantile with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Quantile {
    /// Rows in the domain.
    pub n: usize,
    /// Degrees of freedom of the domain.
    pub df: usize,
    /// The quantile.
    pub value: f64,
    /// Width of the interval over 2·t; `None` where the interval has no end.
    pub se: Option<f64>,
    /// The lower end; `None` where it would be that of a share below 0.
    pub low: Option<f64>,
    /// The upper end; `None` where it would be that of a share above 1.
    pub high: Option<f64>,
}

/// Shares closer than this are the same: what rounding makes of equal weights.
const SAME: f64 = 1e-12;

/// Values of a domain in order, with the weight up to each.
#[derive(Clone, Debug)]
pub struct Distribution {
    values: Vec<f64>,
    cumulated: Vec<f64>,
}

impl Distribution {
    /// The weighted distribution of y over a domain. Ties stand in the order of rows.
    pub fn new(y: &[f64], weights: &[f64], domain: &Domain) -> Self {
        let mut rows: Vec<usize> = (0..y.len()).filter(|&row| domain.inside[row]).collect();
        rows.sort_by(|&a, &b| y[a].total_cmp(&y[b]).then(a.cmp(&b)));
        let mut sum = crate::sums::Compensated::default();
        let cumulated = rows.iter().map(|&row| {
            sum.add(weights[row]);
            sum.value()
        });
        Self {
            cumulated: cumulated.collect(),
            values: rows.iter().map(|&row| y[row]).collect(),
        }
    }

    /// The value at a share of the weight. NaN for an empty domain.
    pub fn at(&self, share: f64, rule: QuantileRule) -> f64 {
        let Some(&total) = self.cumulated.last() else {
            return f64::NAN;
        };
        let before = match self.cumulated.len() {
            0 | 1 => return self.values[0],
            rows => self.cumulated[rows - 2],
        };
        match rule {
            QuantileRule::Smallest | QuantileRule::Middle => {}
            QuantileRule::Linear => return self.between(share * total, 0),
            QuantileRule::Weibull => return self.between(share * (2.0 * total - before), 0),
            QuantileRule::Gumbel => return self.between(share * before, 1),
        }
        let sought = share * total;
        let place = self
            .cumulated
            .partition_point(|&sum| sum < sought - SAME * total);
        let place = place.min(self.values.len() - 1);
        let meets = (self.cumulated[place] - sought).abs() <= SAME * total;
        match self.values.get(place + 1) {
            Some(next) if meets && rule == QuantileRule::Middle => {
                0.5 * (self.values[place] + next)
            }
            _ => self.values[place],
        }
    }

    /// The value where the weight in the row `back` rows before reaches what is sought, in a straight line from that of the row above.
    fn between(&self, sought: f64, back: usize) -> f64 {
        let reached = self.cumulated.partition_point(|&sum| sum < sought);
        // Nothing is before the first row.
        let (place, reaches) = match (back, sought > 0.0) {
            (1, true) => (reached + 1, self.cumulated.get(reached)),
            (1, false) => (0, None),
            _ => (reached, self.cumulated.get(reached)),
        };
        let (Some(&value), Some(above)) = (self.values.get(place), place.checked_sub(1)) else {
            return self.values[place.min(self.values.len() - 1)];
        };
        let from = match above.checked_sub(back) {
            Some(row) => self.cumulated[row],
            None => 0.0,
        };
        let to = reaches.copied().unwrap_or(sought);
        let (below, same) = (self.values[above], SAME * to);
        // What rounding alone keeps from a value is that value: it has the row's weight.
        match (sought - from, to - sought) {
            (_, left) if left <= same => value,
            (passed, _) if passed <= same => below,
            (passed, left) => below + passed / (passed + left) * (value - below),
        }
    }
}

impl Linearized<'_> {
    /// The quantile of y at a share between 0 and 1 over a domain.
    ///
    /// # Errors
    /// [`SurveyError::Share`] for another share, and what a variance refuses.
    pub fn quantile(
        &self,
        y: &[f64],
        domain: &Domain,
        share: f64,
        rule: QuantileRule,
        interval: QuantileInterval,
        level: f64,
    ) -> Result<Quantile, SurveyError> {
        if !(0.0..=1.0).contains(&share) {
            return Err(SurveyError::Share { share });
        }
        let distribution = Distribution::new(y, self.weights(), domain);
        let value = distribution.at(share, rule);
        let below: Vec<f64> = y.iter().map(|y| f64::from(u8::from(*y <= value))).collect();
        let reached = self.mean(&below, domain)?;
        let t = t_quantile(0.5 + 0.5 * level, domain.df as f64);
        let ends = match interval {
            QuantileInterval::Mean => {
                let width = t * sqrt(reached.variance);
                width
                    .is_finite()
                    .then_some((reached.value - width, reached.value + width))
            }
            QuantileInterval::Share(kind) => {
                let share = reached.value.clamp(0.0, 1.0);
                ShareEstimate::new(share, reached.variance, domain.n, domain.df)
                    .interval(kind, level)
            }
        };
        let back = |end: f64| {
            (0.0..=1.0)
                .contains(&end)
                .then(|| distribution.at(end, rule))
        };
        let (low, high) = (
            ends.and_then(|(low, _)| back(low)),
            ends.and_then(|(_, high)| back(high)),
        );
        let se = low.zip(high).map(|(low, high)| (high - low) / (2.0 * t));
        Ok(Quantile {
            n: domain.n,
            df: domain.df,
            value,
            se,
            low,
            high,
        })
    }
}
