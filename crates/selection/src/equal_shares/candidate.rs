//! The price of one project, first as an interval, then exactly if need be.

use num_bigint::BigInt;
use num_traits::Signed;

use super::{EPSILON, Interval, Purse};
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

/// A supporter who may still be rich at the price tried.
#[derive(Clone, Copy)]
pub(crate) struct Payer {
    low: f64,
    money: f64,
    error: f64,
    weight: f64,
    share: f64,
}

/// Finds the price of a project with `cost` by Newton's method from `start`, a lower bound;
/// gives up as soon as the price is surely above `cutoff`.
///
/// Error: a purse counted as poor adds `w·money` with error at most `w·(error + 4ε·money)`, which
/// also covers the rounding of the product and, when the purse lies at the price, the choice
/// between poor and rich. Sums of `m` non-negative terms, none of which exceeds the cost in total,
/// add at most `(m + 8)·ε` times the cost. With `slack` the sum of both and `R` the weight of the
/// surely rich, the true price is at least `q − slack/R`, the function being concave; it is at most
/// `q + 2·slack/R` when at least half of `R` is still surely rich there.
pub(crate) fn look(
    groups: &[u32],
    shares: Option<&[u64]>,
    purses: &[Purse],
    cost: f64,
    start: f64,
    cutoff: f64,
    payers: &mut Vec<Payer>,
) -> Look {
    payers.clear();
    let (mut poor, mut poor_error, mut rich) = (0.0f64, 0.0f64, 0.0f64);
    let terms = (groups.len() + 16) as f64;
    match shares {
        None => {
            for group in groups {
                let purse = purses[*group as usize];
                let low = purse.money - purse.error;
                if low < start {
                    poor += purse.weight * purse.money;
                    poor_error += purse.weight * (purse.error + 4.0 * EPSILON * purse.money);
                } else {
                    rich += purse.weight;
                    let Purse {
                        money,
                        error,
                        weight,
                    } = purse;
                    payers.push(Payer {
                        low,
                        money,
                        error,
                        weight,
                        share: 1.0,
                    });
                }
            }
        }
        Some(shares) => {
            for (group, share) in groups.iter().zip(shares) {
                let purse = purses[*group as usize];
                let share = *share as f64;
                // Dividing by the share puts the purse on the scale of the price.
                let low = (purse.money - purse.error) / share * (1.0 - 4.0 * EPSILON);
                if low < start {
                    poor += purse.weight * purse.money;
                    poor_error += purse.weight * (purse.error + 4.0 * EPSILON * purse.money);
                } else {
                    rich += purse.weight * share;
                    let Purse {
                        money,
                        error,
                        weight,
                    } = purse;
                    payers.push(Payer {
                        low,
                        money,
                        error,
                        weight,
                        share,
                    });
                }
            }
        }
    }
    let slack = |poor_error: f64| (poor_error + terms * EPSILON * cost) * 1.001;
    loop {
        let slack = slack(poor_error);
        if payers.is_empty() {
            return if poor + slack < cost {
                Look::Dead
            } else {
                Look::Unsure
            };
        }
        let price = (cost - poor) / rich;
        let low = price - slack / rich - price.abs() * 4.0 * EPSILON;
        if low > cutoff {
            return Look::Above(low);
        }
        let before = payers.len();
        payers.retain(|payer| {
            if payer.low < price {
                poor += payer.weight * payer.money;
                poor_error += payer.weight * (payer.error + 4.0 * EPSILON * payer.money);
                rich -= payer.weight * payer.share;
                false
            } else {
                true
            }
        });
        if payers.len() < before {
            // Subtracting may leave rounding; weights and shares are integers, so that sums below
            // 2^53 are exact and larger ones are within the bound on terms.
            continue;
        }
        let high = price + 2.0 * slack / rich + price.abs() * 8.0 * EPSILON;
        let still_rich: f64 = payers
            .iter()
            .filter(|p| p.low >= high)
            .map(|p| p.weight * p.share)
            .sum();
        return if still_rich * 2.0 >= rich {
            Look::Price(Interval {
                low: low.max(0.0),
                high,
            })
        } else {
            Look::Unsure
        };
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

/// The price exactly, or `None` when the supporters cannot pay. `payers` are the supporters whose
/// purse is not empty; `purse` adds a multiple of a group's purse to a form with a coefficient for
/// every round.
pub(crate) fn exact_price(
    cost: u128,
    payers: &[ExactPayer],
    register: &Register,
    purse: impl Fn(u32, i128, &mut DenseForm),
) -> Option<ExactPrice> {
    let mut rich: Vec<&ExactPayer> = payers.iter().collect();
    let mut form = DenseForm::new(cost as i128);
    let mut weight: u128 = rich
        .iter()
        .map(|p| u128::from(p.weight) * u128::from(p.share))
        .sum();
    loop {
        if weight == 0 {
            return None;
        }
        let price = ExactPrice {
            numerator: register.dense_value(&form),
            denominator: register.denominator().clone(),
            rich: weight,
        };
        let near = Interval::around(price.to_f64());
        let before = rich.len();
        rich.retain(|payer| {
            let share = payer.share as f64;
            let poor = if payer.approximate.high < near.low * share * (1.0 - 4.0 * EPSILON) {
                true
            } else if payer.approximate.low > near.high * share * (1.0 + 4.0 * EPSILON) {
                false
            } else {
                // purse < price · share, everything over the common denominator
                let mut own = DenseForm::new(0);
                purse(payer.group, 1, &mut own);
                let money = register.dense_value(&own) * price.rich;
                (money - &price.numerator * payer.share).is_negative()
            };
            if poor {
                purse(payer.group, -i128::from(payer.weight), &mut form);
                weight -= u128::from(payer.weight) * u128::from(payer.share);
            }
            !poor
        });
        if rich.len() == before {
            return Some(price);
        }
    }
}
