//! What is the same for all projects with the same supporters, and exact ρ without large integers where that will do.

use std::cmp::Ordering;

use super::EPSILON;
use super::purses::Purses;
use crate::exact::{Fraction, ratio_to_f64};
use crate::instance::Instance;

/// What the supporters of a class of projects have in a round.
#[derive(Clone, Copy)]
pub(super) struct Means {
    pub(super) round: usize,
    /// Weight × share of all who have anything.
    rich: u128,
    /// Least money per share among them.
    least: f64,
}

impl Means {
    /// Of the supporters of `project` in `round`.
    pub(super) fn of(
        instance: &Instance<'_>,
        purses: &Purses,
        project: usize,
        round: usize,
    ) -> Self {
        let mut means = Self {
            round,
            rich: 0,
            least: f64::INFINITY,
        };
        let (groups, shares) = instance.supporters(project);
        for (slot, group) in groups.iter().enumerate() {
            let group = *group as usize;
            if purses.is_empty(group) {
                continue;
            }
            let share = shares.map_or(1, |shares| shares[slot]);
            let weight = u128::from(instance.election.ballots.weight(group));
            means.rich += weight * u128::from(share);
            means.least = means.least.min(purses.range(group).low / share as f64);
        }
        means
    }

    /// Weight × share of those who pay for a project of this cost, if they surely all pay in full.
    pub(super) fn in_full(&self, cost: f64) -> Option<u128> {
        let price = cost / self.rich as f64 * (1.0 + 8.0 * EPSILON);
        let surely = self.rich > 0 && price < self.least * (1.0 - 4.0 * EPSILON);
        surely.then_some(self.rich)
    }
}

/// ρ exactly.
pub(super) enum ExactRho {
    /// The cost over weight × share × factor.
    Plain(u128, u128),
    Full(Fraction),
}

impl ExactRho {
    pub(super) fn to_f64(&self) -> f64 {
        match self {
            Self::Plain(cost, over) => *cost as f64 / *over as f64,
            Self::Full(fraction) => ratio_to_f64(&fraction.numerator, &fraction.denominator),
        }
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        if let (Self::Plain(cost, over), Self::Plain(other_cost, other_over)) = (self, other) {
            let own = cost.checked_mul(*other_over);
            let others = other_cost.checked_mul(*over);
            if let (Some(own), Some(others)) = (own, others) {
                return own.cmp(&others);
            }
        }
        self.to_fraction().compare(&other.to_fraction())
    }

    fn to_fraction(&self) -> Fraction {
        match self {
            Self::Plain(cost, over) => Fraction::new(*cost, *over),
            Self::Full(fraction) => fraction.clone(),
        }
    }
}
