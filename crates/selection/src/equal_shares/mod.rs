//! Method of Equal Shares, exact.
//!
//! Each voter starts with the endowment *b*. For a project with cost *c* let ρ solve
//! `Σ wᵢ·min(bᵢ, ρ·uᵢ) = c`; the project with the smallest ρ is bought, its supporters paying
//! `min(bᵢ, ρ·uᵢ)`, until no project can be paid by its supporters.
//!
//! How it is fast and exact at once:
//! * Purses are doubles with a proven bound on their error; every price comes as an interval that
//!   holds the true price. Only where intervals overlap does exact arithmetic decide.
//! * A voter's exact purse needs no storage: it is zero once they were "poor" at a purchase, else
//!   the endowment less the prices of the winners on their ballot ([`crate::exact`]).
//! * ρ never falls, so an old lower bound is still one: projects wait in a heap by their bound and
//!   most are never looked at in a round. A project that cannot be paid is never alive again.
//! * Projects with the same supporters wait in one queue ([`crate::twins`]).
//! * ρ is found by Newton's method from below on a concave piecewise linear function: no sorting.

mod candidate;
mod classes;
mod pay;
mod purses;
mod run;
mod settle;
#[cfg(test)]
mod tests;
mod warm;

pub(crate) use run::{EqualShares, Run};
pub(crate) use settle::{add_purse, purse_form};
pub(crate) use warm::WarmStart;

/// Distance between one and the next double; products and sums are off by at most half of it.
pub(crate) const EPSILON: f64 = f64::EPSILON;

/// A range that holds the true value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Interval {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Interval {
    /// The range around a double known to within a few units in the last place.
    pub(crate) fn around(value: f64) -> Self {
        let slack = value.abs() * 4.0 * EPSILON;
        Self {
            low: value - slack,
            high: value + slack,
        }
    }

    pub(crate) fn middle(self) -> f64 {
        self.low + (self.high - self.low) / 2.0
    }
}
