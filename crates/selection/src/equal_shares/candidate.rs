//! The price of one project, first as an interval, then exactly if need be.

use num_bigint::BigInt;
use num_traits::Signed;

use super::purses::{Payer, Purses, Sums, Supporters, terms};
use super::{EPSILON, Interval};
use crate::ballots::Ballots;
use crate::exact::{DenseForm, Fraction, Register, ratio_to_f64};

/// What one look at a project gives. Prices are per unit of share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Look {
    /// Its supporters cannot pay for it.
    Dead,
    /// Its price is above this.
    Above(f64),
    /// Its price lies in here.
    Price(Interval),
    /// Doubles cannot tell whether it can be paid, or how dear it is.
    Unsure,
}

/// How far above the least price purses are set apart one by one at first; if the price turns out to
/// lie above that, the supporters are gone through again.
const STRETCH: f64 = 1.25;

/// Finds the price of a project with `cost` by Newton's method from `start`, a lower bound;
/// gives up as soon as the price is surely above `cutoff`.
///
/// One pass over the supporters sums those who are poor at `start`, those who are rich even at a
/// ceiling, and lists the few between, among whom the method goes on.
pub(crate) fn look(
    ballots: &Ballots,
    supporters: Supporters<'_>,
    purses: &Purses,
    cost: f64,
    (start, cutoff): (f64, f64),
    between: &mut Vec<Payer>,
) -> Look {
    let mut start = start;
    let mut ceiling = cutoff.min(start * STRETCH);
    loop {
        let sums = purses.sums(ballots, supporters, (start, ceiling), between);
        let terms = terms(between.len());
        let slack = |sums: &Sums| {
            let error = sums.poor_weight * purses.error() + 4.0 * EPSILON * sums.poor;
            (error + terms * EPSILON * cost) * 1.001
        };
        match newton(sums, slack, cost, (ceiling, cutoff), between) {
            Step::Seen(look) => return look,
            Step::Beyond(least) => {
                start = start.max(least);
                // A second pass is almost always the last; a third looks at everybody.
                ceiling = if ceiling == cutoff || ceiling > start {
                    f64::INFINITY
                } else {
                    cutoff.min(start * STRETCH)
                };
            }
        }
    }
}

/// What Newton's method came to below a ceiling.
enum Step {
    Seen(Look),
    /// The price may be above the ceiling; it is at least this.
    Beyond(f64),
}

/// Error: a purse counted as poor adds `w·money` with error at most `w·(error + 4ε·money)`, which
/// also covers the rounding of the product and, when the purse lies at the price, the choice
/// between poor and rich. Sums of `m` non-negative terms, none of which exceeds the cost in total,
/// add at most `m·ε` times the cost, `m` being the terms that follow each other in one sum. With
/// `slack` the sum of both and `R` the weight of the surely rich, the true price is at least
/// `q − slack/R`, the function being concave; it is at most `q + 2·slack/R` when at least half of
/// `R` is still surely rich there.
fn newton(
    mut sums: Sums,
    slack: impl Fn(&Sums) -> f64,
    cost: f64,
    (ceiling, cutoff): (f64, f64),
    between: &mut Vec<Payer>,
) -> Step {
    let listed: f64 = between.iter().map(|p| p.weight * p.share).sum();
    let mut rich = sums.rich + listed;
    loop {
        let slack = slack(&sums);
        if rich == 0.0 {
            let dead = sums.poor + slack < cost;
            return Step::Seen(if dead { Look::Dead } else { Look::Unsure });
        }
        let price = (cost - sums.poor) / rich;
        let low = price - slack / rich - price.abs() * 4.0 * EPSILON;
        if low > cutoff {
            return Step::Seen(Look::Above(low));
        }
        if price >= ceiling {
            return Step::Beyond(low);
        }
        let before = between.len();
        between.retain(|payer| {
            let poor = payer.low < price;
            if poor {
                sums.poor += payer.weight * payer.money;
                sums.poor_weight += payer.weight;
                // Weights and shares are integers whose sums are below 2^53: exact.
                rich -= payer.weight * payer.share;
            }
            !poor
        });
        if between.len() < before {
            continue;
        }
        let high = price + 2.0 * slack / rich + price.abs() * 8.0 * EPSILON;
        if high > ceiling {
            return Step::Beyond(low);
        }
        let still = between.iter().filter(|payer| payer.low >= high);
        let still_rich: f64 = still.map(|p| p.weight * p.share).sum::<f64>() + sums.rich;
        return Step::Seen(if still_rich * 2.0 >= rich {
            Look::Price(Interval {
                low: low.max(0.0),
                high,
            })
        } else {
            Look::Unsure
        });
    }
}

/// A price per unit of share exactly: `numerator / (denominator · rich)`.
pub(crate) struct ExactPrice {
    pub(crate) numerator: BigInt,
    pub(crate) denominator: BigInt,
    pub(crate) rich: u128,
}

impl ExactPrice {
    pub(crate) fn to_f64(&self) -> f64 {
        ratio_to_f64(&self.numerator, &(&self.denominator * self.rich))
    }

    pub(crate) fn fraction(&self) -> Fraction {
        Fraction::new(self.numerator.clone(), &self.denominator * self.rich)
    }
}

/// The price when all `payers` can surely pay it in full: then it is the cost over their shares,
/// whatever was paid before.
pub(crate) fn plain_price(cost: u128, payers: &[ExactPayer]) -> Option<ExactPrice> {
    let rich: u128 = payers
        .iter()
        .map(|p| u128::from(p.weight) * u128::from(p.share))
        .sum();
    let price = cost as f64 / rich as f64 * (1.0 + 8.0 * EPSILON);
    let all_rich = payers
        .iter()
        .all(|p| p.approximate.low > price * p.share as f64);
    (rich > 0 && all_rich).then(|| ExactPrice {
        numerator: BigInt::from(cost),
        denominator: BigInt::from(1u32),
        rich,
    })
}

/// One supporter for exact work: whose purse it is, about how much is in it, weight and share.
pub(crate) struct ExactPayer {
    pub(crate) group: u32,
    pub(crate) approximate: Interval,
    pub(crate) weight: u64,
    pub(crate) share: u64,
}

/// The price exactly, or `None` when the supporters cannot pay. `left` is the cost less what those pay
/// who are surely poor, `rich` the weight × share of those who surely pay in full, `payers` all others
/// whose purse is not empty; `purse` adds a multiple of a group's purse to a form with a coefficient
/// for every round.
pub(crate) fn exact_price(
    mut left: DenseForm,
    rich: u128,
    payers: &[ExactPayer],
    register: &Register,
    purse: impl Fn(u32, i128, &mut DenseForm),
) -> Option<ExactPrice> {
    let mut open: Vec<&ExactPayer> = payers.iter().collect();
    let share = |payer: &ExactPayer| u128::from(payer.weight) * u128::from(payer.share);
    let mut rich = rich + payers.iter().map(share).sum::<u128>();
    loop {
        if rich == 0 {
            return None;
        }
        let price = ExactPrice {
            numerator: register.dense_value(&left),
            denominator: register.denominator().clone(),
            rich,
        };
        let near = Interval::around(price.to_f64());
        let before = open.len();
        open.retain(|payer| {
            let share_of = payer.share as f64;
            let poor = if payer.approximate.high < near.low * share_of * (1.0 - 4.0 * EPSILON) {
                true
            } else if payer.approximate.low > near.high * share_of * (1.0 + 4.0 * EPSILON) {
                false
            } else {
                // purse < price · share, everything over the common denominator
                let mut own = DenseForm::new(0);
                purse(payer.group, 1, &mut own);
                let money = register.dense_value(&own) * price.rich;
                (money - &price.numerator * payer.share).is_negative()
            };
            if poor {
                purse(payer.group, -i128::from(payer.weight), &mut left);
                rich -= share(payer);
            }
            !poor
        });
        if open.len() == before {
            return Some(price);
        }
    }
}
