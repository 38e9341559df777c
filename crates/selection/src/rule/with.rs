//! Putting rules together outside this crate: a constructor of what must be said, a method for each thing that may be.

use std::collections::BTreeMap;

use super::{
    Comparison, Completion, Fit, Lot, Normalisation, Quota, QuotaMode, Quotas, ScoreRule,
    SelectionRule, Ties,
};
use crate::decimal::Decimal;
use crate::spelling::spelled;

impl SelectionRule {
    /// The same with this completion.
    #[must_use]
    pub fn with_completion(mut self, completion: impl Into<Vec<Completion>>) -> Self {
        self.completion = completion.into();
        self
    }

    /// The same with this final comparison, or with none.
    #[must_use]
    pub fn with_comparison(mut self, comparison: impl Into<Option<Comparison>>) -> Self {
        self.comparison = comparison.into();
        self
    }

    /// The same with ties broken in this way.
    #[must_use]
    pub fn with_ties(mut self, ties: Ties) -> Self {
        self.ties = ties;
        self
    }

    /// The same with these least votes of a project, or with none.
    #[must_use]
    pub fn with_threshold(mut self, threshold: impl Into<Option<Decimal>>) -> Self {
        self.threshold = threshold.into();
        self
    }

    /// The same with these bounds for service groups, or with none.
    #[must_use]
    pub fn with_quotas(mut self, quotas: impl Into<Option<Quotas>>) -> Self {
        self.quotas = quotas.into();
        self
    }
}

impl SelectionRule {
    /// The same by an earlier edition of the rules ([`EDITION`](super::EDITION)).
    #[must_use]
    pub fn with_edition(mut self, edition: u32) -> Self {
        self.edition = edition;
        self
    }

    /// Whether a project dearer than the whole budget is passed over where nothing else is skipped.
    pub(crate) fn passes_over_the_dear(&self) -> bool {
        self.edition >= 2
    }
}

impl ScoreRule {
    /// Weights of the ballots and of each body; what does not fit is skipped, and there is no threshold.
    pub fn new(ballots: u32, bodies: BTreeMap<String, u32>, normalisation: Normalisation) -> Self {
        let bodies = bodies.into_iter();
        let bodies = bodies.map(|(name, weight)| (spelled(&name).into_owned(), weight));
        Self {
            ballots,
            bodies: bodies.collect(),
            normalisation,
            fit: Fit::Skip,
            threshold: None,
        }
    }

    /// The same, treating a project that does not fit in this way.
    #[must_use]
    pub fn with_fit(mut self, fit: Fit) -> Self {
        self.fit = fit;
        self
    }

    /// The same with this least score (0 to 1), or with none.
    #[must_use]
    pub fn with_threshold(mut self, threshold: impl Into<Option<Decimal>>) -> Self {
        self.threshold = threshold.into();
        self
    }
}

impl Lot {
    /// A lot that is drawn.
    pub fn new(seed: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            seed: seed.into(),
            value: value.into(),
        }
    }
}

impl Quotas {
    /// Bounds by group, enforced in this way.
    pub fn new(mode: QuotaMode, groups: BTreeMap<String, Quota>) -> Self {
        let groups = groups.into_iter();
        let groups = groups.map(|(name, quota)| (spelled(&name).into_owned(), quota));
        Self {
            mode,
            groups: groups.collect(),
        }
    }
}

impl Quota {
    /// The same with this least number of projects, or with none.
    #[must_use]
    pub fn with_least_number(mut self, number: impl Into<Option<u32>>) -> Self {
        self.least_number = number.into();
        self
    }

    /// The same with this greatest number of projects, or with none.
    #[must_use]
    pub fn with_most_number(mut self, number: impl Into<Option<u32>>) -> Self {
        self.most_number = number.into();
        self
    }

    /// The same with this least money in the currency's main unit, or with none.
    #[must_use]
    pub fn with_least_money(mut self, money: impl Into<Option<Decimal>>) -> Self {
        self.least_money = money.into();
        self
    }

    /// The same with this most money in the currency's main unit, or with none.
    #[must_use]
    pub fn with_most_money(mut self, money: impl Into<Option<Decimal>>) -> Self {
        self.most_money = money.into();
        self
    }
}
