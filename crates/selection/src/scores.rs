//! Selection by a weighted mean of ballots and experts' scores, exact.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::Ratio;
use num_traits::Zero;

use crate::decimal::Decimal;
use crate::election::ScoreSheet;
use crate::error::SelectError;
use crate::exact::Fraction;
use crate::greedy::{Order, take_in_order};
use crate::instance::Instance;
use crate::progress::Progress;
use crate::quotas::Gate;
use crate::rule::{Normalisation, ScoreRule};
use crate::scopes::Scope;
use crate::wording::{Wording, wording};

type Rational = Ratio<BigInt>;

/// Selects by weighted score, highest first.
pub(crate) fn run(
    instance: &Instance<'_>,
    scores: &[Fraction],
    scope: &Scope,
    order: &Order,
    gate: &mut Gate,
    progress: &mut Progress,
) {
    let open = |project: &usize| {
        scope.eligible[*project] && instance.costs[*project] > 0 && !gate.has(*project)
    };
    let keyed = (0..instance.len()).filter(open);
    let keyed = keyed.map(|project| (project, scores[project].clone()));
    take_in_order(instance, keyed.collect(), order, gate, progress);
}

fn rational(value: Decimal) -> Rational {
    let (numerator, denominator) = value.ratio();
    Rational::new(numerator.into(), denominator.into())
}

/// The weighted score of every project.
///
/// # Errors
/// No weight at all, a body without a score sheet, or a score above the top of the scale.
pub(crate) fn weighted(
    instance: &Instance<'_>,
    rule: &ScoreRule,
) -> Result<Vec<Fraction>, SelectError> {
    let fail = |reason: Wording| Err(SelectError::Scores { reason });
    let total: u64 = rule
        .bodies
        .values()
        .map(|weight| u64::from(*weight))
        .sum::<u64>()
        + u64::from(rule.ballots);
    if total == 0 {
        return fail(wording!(
            "error-no-weights",
            "all weights are zero: give the ballots or a body a weight"
        ));
    }
    let mut scores = vec![Rational::zero(); instance.len()];
    let most = instance.shares.iter().copied().max().unwrap_or(0);
    if rule.ballots > 0 && most > 0 {
        for (project, score) in scores.iter_mut().enumerate() {
            let own = BigInt::from(instance.shares[project]) * rule.ballots;
            *score += Rational::new(own, BigInt::from(most) * total);
        }
    }
    for (body, weight) in rule.bodies.iter().filter(|(_, weight)| **weight > 0) {
        let sheets: Vec<&ScoreSheet> = instance
            .election
            .score_sheets
            .iter()
            .filter(|sheet| sheet.body == *body)
            .collect();
        if sheets.is_empty() {
            return fail(wording!(
                "error-no-sheet",
                "body `{body}` has a weight but no score sheet",
                body = body
            ));
        }
        for sheet in &sheets {
            let values = match sheet.top {
                Some(top) => normalise(sheet, &Normalisation::Scale { top })?,
                None => normalise(sheet, &rule.normalisation)?,
            };
            for (id, value) in values {
                if let Some(project) = instance.election.project_index(id) {
                    scores[project] += value * BigInt::from(*weight)
                        / (BigInt::from(voices(&sheets, sheet, id)) * BigInt::from(total));
                }
            }
        }
    }
    let scores = scores.into_iter();
    Ok(scores
        .map(|score| Fraction::new(score.numer().clone(), score.denom().clone()))
        .collect())
}

/// How many experts a score is shared with: all of the body, of whom those who left the project out score it 0; where sheets have a
/// scale of their own, those who scored it.
fn voices(sheets: &[&ScoreSheet], own: &ScoreSheet, id: &str) -> usize {
    match own.top {
        None => sheets.len(),
        Some(_) => {
            let scored = sheets.iter().filter(|sheet| sheet.scores.contains_key(id));
            scored.count()
        }
    }
}

/// One expert's scores on the scale from 0 to 1.
fn normalise<'s>(
    sheet: &'s ScoreSheet,
    normalisation: &Normalisation,
) -> Result<BTreeMap<&'s str, Rational>, SelectError> {
    let values: BTreeMap<&str, Rational> = sheet
        .scores
        .iter()
        .map(|(id, score)| (id.as_str(), rational(*score)))
        .collect();
    let zero = Rational::zero();
    let highest = values
        .values()
        .max()
        .cloned()
        .unwrap_or_else(|| zero.clone());
    let lowest = values
        .values()
        .min()
        .cloned()
        .unwrap_or_else(|| zero.clone());
    let divide = |by: &Rational| {
        let by = by.clone();
        let scaled = values.iter().map(|(id, value)| {
            (
                *id,
                if by.is_zero() {
                    Rational::zero()
                } else {
                    value / &by
                },
            )
        });
        scaled.collect()
    };
    match normalisation {
        Normalisation::Scale { top } => {
            let top = rational(*top);
            if highest > top {
                let expert = &sheet.expert;
                let reason = wording!(
                    "error-above-top",
                    "{expert} gave a score above the top of the scale, {top}",
                    expert = expert,
                    top = top.to_string()
                );
                return Err(SelectError::Scores { reason });
            }
            Ok(divide(&top))
        }
        Normalisation::Highest {} => Ok(divide(&highest)),
        Normalisation::Range {} => {
            let range = &highest - &lowest;
            let one = Rational::new(1.into(), 1.into());
            let scaled = values.iter().map(|(id, value)| {
                let share = if range.is_zero() {
                    one.clone()
                } else {
                    (value - &lowest) / &range
                };
                (*id, share)
            });
            Ok(scaled.collect())
        }
        Normalisation::Rank {} => {
            let count = values.len();
            let ranked = values.iter().map(|(id, value)| {
                let below = values.values().filter(|other| *other < value).count();
                let equal = values.values().filter(|other| *other == value).count();
                let numerator = BigInt::from(2 * below + equal);
                (*id, Rational::new(numerator, BigInt::from(2 * count)))
            });
            Ok(ranked.collect())
        }
    }
}
