//! Limits on ballots that META may state.

use super::error::{ParseError, ParseErrorKind, section_error};
use crate::decimal::{Decimal, MAX_MONEY, Money};
use crate::election::{Election, Project};
use crate::spelling::stated;
use crate::wording::wording;

/// What each ballot must keep to, as META states it. A limit between two whole numbers, or between two units of money, is the
/// one that keeps the same ballots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BallotLimits {
    /// Fewest projects.
    pub min_length: Option<u64>,
    /// Most projects.
    pub max_length: Option<u64>,
    /// Fewest points on a project that has any.
    pub min_points: Option<Decimal>,
    /// Most points on a project.
    pub max_points: Option<Decimal>,
    /// Fewest points together.
    pub min_sum_points: Option<Decimal>,
    /// Most points together.
    pub max_sum_points: Option<Decimal>,
    /// What the projects must cost together, in the election's units.
    pub min_sum_cost: Option<Money>,
    /// What the projects may cost together, in the election's units.
    pub max_sum_cost: Option<Money>,
}

impl BallotLimits {
    /// The limits that the metadata of an election state.
    ///
    /// # Errors
    /// A limit that is no number.
    pub fn stated_in(election: &Election) -> Result<BallotLimits, ParseError> {
        let meta = |key: &str| Some((election.meta_value(key)?, 0));
        read_limits(&meta, election.decimals())
    }

    /// The limits that a ballot of these projects and points breaks, by their names in META. Points on single projects and their
    /// sums are looked at where ballots have points; an empty ballot breaks none of them, nor of the costs.
    pub(super) fn broken(
        &self,
        chosen: &[u32],
        points: &[Decimal],
        projects: &[Project],
    ) -> Vec<&'static str> {
        let length = chosen.len() as u64;
        let cost: u128 = chosen.iter().map(|p| projects[*p as usize].cost.0).sum();
        let (sum, finest) = sum(points);
        let held = |most: Decimal| {
            let decimals = finest.max(most.decimals());
            let own = sum.saturating_mul(10u128.saturating_pow(decimals - finest));
            own.cmp(&most.scaled(decimals).unwrap_or(MAX_MONEY))
        };
        let filled = length > 0 && !points.is_empty();
        let given = points.iter().filter(|points| **points != Decimal::ZERO);
        let below = |least: Decimal| given.clone().any(|own| compare(*own, least).is_lt());
        let above = |most: Decimal| given.clone().any(|own| compare(*own, most).is_gt());
        let broken = [
            (
                "min_length",
                self.min_length.is_some_and(|least| length < least),
            ),
            (
                "max_length",
                self.max_length.is_some_and(|most| length > most),
            ),
            ("min_points", filled && self.min_points.is_some_and(below)),
            ("max_points", filled && self.max_points.is_some_and(above)),
            (
                "min_sum_points",
                filled && self.min_sum_points.is_some_and(|least| held(least).is_lt()),
            ),
            (
                "max_sum_points",
                filled && self.max_sum_points.is_some_and(|most| held(most).is_gt()),
            ),
            (
                "min_sum_cost",
                length > 0 && self.min_sum_cost.is_some_and(|least| cost < least.0),
            ),
            (
                "max_sum_cost",
                self.max_sum_cost.is_some_and(|most| cost > most.0),
            ),
        ];
        let broken = broken.into_iter().filter(|(_, broken)| *broken);
        broken.map(|(name, _)| name).collect()
    }
}

/// The sum of `points` in units of their finest decimal, and that decimal.
fn sum(points: &[Decimal]) -> (u128, u32) {
    let finest = points.iter().map(Decimal::decimals).max().unwrap_or(0);
    let units = |value: &Decimal| value.scaled(finest).unwrap_or(MAX_MONEY);
    let sum = points.iter().map(units).fold(0, u128::saturating_add);
    (sum, finest)
}

fn compare(own: Decimal, limit: Decimal) -> std::cmp::Ordering {
    let decimals = own.decimals().max(limit.decimals());
    let units = |value: Decimal| value.scaled(decimals).unwrap_or(MAX_MONEY);
    units(own).cmp(&units(limit))
}

pub(super) fn read_limits<'m>(
    meta: &dyn Fn(&str) -> Option<(&'m str, u64)>,
    decimals: u32,
) -> Result<BallotLimits, ParseError> {
    // Files of one unit or district may state their limit under that name.
    let names = |key: &str| {
        [
            key.to_owned(),
            format!("{key}_unit"),
            format!("{key}_district"),
        ]
    };
    let amount = |key: &str| {
        let mut found = names(key)
            .into_iter()
            .filter_map(|key| Some((meta(&key)?, key)));
        let stated = found.find(|((text, _), _)| stated(text).is_some());
        stated
            .map(|((text, line), key)| {
                Decimal::parse_fraction(text).map_err(|reason| {
                    let reason = reason.wording();
                    let expected =
                        wording!("error-a-number", "a number ({reason})", reason = reason);
                    section_error(line, &key, ParseErrorKind::unexpected(expected, text))
                })
            })
            .transpose()
    };
    // What is limited are integers in these units, so that a limit between two is the lower one.
    let units = |value: Decimal, decimals: u32| {
        let (numerator, denominator) = value.ratio();
        let scaled = numerator.saturating_mul(10u128.saturating_pow(decimals));
        scaled / denominator
    };
    let up = |value: Decimal, decimals: u32| {
        let (numerator, denominator) = value.ratio();
        let scaled = numerator.saturating_mul(10u128.saturating_pow(decimals));
        scaled.div_ceil(denominator)
    };
    let least = |key: &str| -> Result<Option<u64>, ParseError> {
        let least = |value| u64::try_from(up(value, 0)).unwrap_or(u64::MAX);
        Ok(amount(key)?.map(least))
    };
    let most = |key: &str| -> Result<Option<u64>, ParseError> {
        let down = |value| u64::try_from(units(value, 0)).unwrap_or(u64::MAX);
        Ok(amount(key)?.map(down))
    };
    Ok(BallotLimits {
        min_length: least("min_length")?,
        max_length: most("max_length")?,
        min_points: amount("min_points")?,
        max_points: amount("max_points")?,
        min_sum_points: amount("min_sum_points")?,
        max_sum_points: amount("max_sum_points")?,
        min_sum_cost: amount("min_sum_cost")?.map(|value| Money(up(value, decimals))),
        max_sum_cost: amount("max_sum_cost")?.map(|value| Money(units(value, decimals))),
    })
}
