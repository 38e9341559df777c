//! Trimming: weights above a cap are cut, and what was cut is spread over the others (Potter 1990).

use super::{Auxiliary, Method, Weighted, weigh};
use crate::SurveyError;
use crate::design::Kish;
use crate::sums::{sum, sum_of};

/// How often weights are cut and made to agree again.
const ROUNDS: usize = 5;

/// Cuts weights to [lower, upper] and spreads what is cut equally over those that are inside, until all are. The sum stays.
///
/// # Errors
/// [`SurveyError::Cap`] where the mean weight is outside.
pub fn trim(weights: &[f64], lower: f64, upper: f64) -> Result<Vec<f64>, SurveyError> {
    let mean = sum(weights) / weights.len() as f64;
    if mean > upper || mean < lower {
        let cap = if mean > upper { upper } else { lower };
        return Err(SurveyError::Cap { cap, mean });
    }
    let mut trimmed = weights.to_vec();
    let mut cut = vec![false; weights.len()];
    loop {
        let outside = |weight: f64| weight > upper || weight < lower;
        let more: Vec<usize> = (0..trimmed.len())
            .filter(|&row| !cut[row] && outside(trimmed[row]))
            .collect();
        if more.is_empty() {
            return Ok(trimmed);
        }
        more.iter().for_each(|&row| cut[row] = true);
        let left = sum_of(more.len(), |at| {
            trimmed[more[at]] - trimmed[more[at]].clamp(lower, upper)
        });
        let inside = cut.iter().filter(|cut| !**cut).count();
        if inside == 0 {
            return Err(SurveyError::Cap { cap: upper, mean });
        }
        for (row, weight) in trimmed.iter_mut().enumerate() {
            match cut[row] {
                true => *weight = weight.clamp(lower, upper),
                false => *weight += left / inside as f64,
            }
        }
    }
}

/// What a round of cutting and weighing again came to.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Round {
    /// The greatest weight over the cap.
    pub over_cap: f64,
    /// max |Σw/T − 1|.
    pub misfit: f64,
    /// Kish's design effect.
    pub deff: f64,
}

/// Weighs, cuts to `cap` and weighs again, up to five rounds: each round brings weights nearer to the cap, and none leaves a margin. Gives the
/// last weights and what each round came to.
///
/// # Errors
/// As [`weigh`] and [`trim`].
pub fn trim_and_reweigh(
    auxiliary: &Auxiliary,
    base: &[f64],
    method: Method,
    cap: f64,
) -> Result<(Weighted, Vec<Round>), SurveyError> {
    let mut weighted = weigh(auxiliary, base, method)?;
    let mut rounds = Vec::new();
    while rounds.len() < ROUNDS && weighted.weights.iter().any(|weight| *weight > cap) {
        let cut = trim(&weighted.weights, 0.0, cap)?;
        weighted = weigh(auxiliary, &cut, method)?;
        let greatest = weighted.weights.iter().copied().fold(0.0, f64::max);
        rounds.push(Round {
            over_cap: greatest / cap,
            misfit: weighted.misfit,
            deff: Kish::of(&weighted.weights).deff,
        });
    }
    let (weights, iterations) = (weighted.weights, weighted.iterations);
    let weighted = Weighted::of_rows(auxiliary, base, weights, iterations);
    Ok((weighted, rounds))
}
