//! Why a rule cannot be applied.

use std::fmt;

use crate::wording::{Wording, wording};

/// Why a rule cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SelectError {
    /// Neither the rule nor the election states a budget or a number.
    NoBudget,
    /// Unit costs without a number.
    NoNumber,
    /// An amount is too large on the common scale of election and rule.
    AmountTooLarge,
    /// The utility needs other ballots.
    UtilityNeedsBallots {
        /// The utility.
        utility: &'static str,
        /// What it needs.
        needed: &'static str,
        /// What there is.
        found: &'static str,
    },
    /// Points too large to be summed exactly in a double.
    TooManyPoints {
        /// The project.
        id: String,
    },
    /// Ties are broken by a lot that is not drawn.
    LotNotDrawn,
    /// A completion that the rule does not have, or in the wrong place.
    Completion {
        /// What is wrong.
        reason: Wording,
    },
    /// Raising the endowment would take too many runs.
    TooManyRaises {
        /// The step.
        step: String,
        /// The most runs made.
        most: u64,
    },
    /// Going from round to round would take too many steps ([`crate::Work`]).
    TooMuchWork {
        /// Projects that can be selected.
        projects: u64,
        /// Most of them that fit.
        rounds: u64,
        /// Most steps made.
        most: u64,
    },
    /// What may still be done is not enough for it ([`crate::Allowance`]).
    AllowanceSpent,
    /// The rule is for committees, but costs differ.
    UnitCostsOnly {
        /// The rule.
        rule: &'static str,
    },
    /// Quotas name a group that no project has.
    UnknownGroup {
        /// The group.
        group: String,
        /// Which column was looked at, and which groups and columns there are.
        found: Wording,
    },
    /// Quotas that cannot hold together.
    InfeasibleQuotas {
        /// The exact reason.
        reason: Wording,
    },
    /// A score rule without weights, or with a body that has no score sheet.
    Scores {
        /// What is wrong.
        reason: Wording,
    },
}

impl SelectError {
    /// What is said of it.
    pub fn wording(&self) -> Wording {
        match self {
            Self::NoBudget => wording!(
                "error-no-budget",
                "there is no budget: state `budget` in the rule or in the election, or a `number`"
            ),
            Self::NoNumber => wording!(
                "error-no-number",
                "unit costs need a `number` of projects in the rule or in the election"
            ),
            Self::AmountTooLarge => wording!(
                "error-amount-too-large",
                "an amount is above 10^30 of the smallest unit that the amounts of election and rule are written in: write the rule's amounts with fewer decimals, or smaller"
            ),
            Self::UtilityNeedsBallots {
                utility,
                needed,
                found,
            } => wording!(
                "error-utility-needs-ballots",
                "utility `{utility}` needs ballots of type {needed} but those of the election are of type {found}",
                utility = *utility,
                needed = *needed,
                found = *found
            ),
            Self::TooManyPoints { id } => wording!(
                "error-too-many-points",
                "project `{id}` has more than 9007199254740991 points in units of the finest decimal",
                id = id
            ),
            Self::LotNotDrawn => wording!(
                "error-lot-not-drawn",
                "ties are broken by lot, but the lot is not drawn: it needs the `seed` that was committed to and the public `value`"
            ),
            Self::Completion { reason } => wording!(
                "error-completion",
                "completion: {reason}",
                reason = reason.clone()
            ),
            Self::TooManyRaises { .. } | Self::TooMuchWork { .. } | Self::AllowanceSpent => {
                self.too_much()
            }
            Self::UnitCostsOnly { rule } => wording!(
                "error-unit-costs-only",
                "rule `{rule}` is for committees, where every project costs the same, but here costs differ: `unit_costs` (--unit-costs) with a `number` counts every project as one seat, whatever it costs",
                rule = *rule
            ),
            Self::UnknownGroup { group, found } => wording!(
                "error-unknown-group",
                "quotas name the group `{group}` but no project is in it: {found}",
                group = group,
                found = found.clone()
            ),
            Self::InfeasibleQuotas { reason } => wording!(
                "error-infeasible-quotas",
                "the quotas cannot be met: {reason}",
                reason = reason.clone()
            ),
            Self::Scores { reason } => {
                wording!("error-scores", "scores: {reason}", reason = reason.clone())
            }
        }
    }
}

impl SelectError {
    /// What is said where it would take too long.
    fn too_much(&self) -> Wording {
        match self {
            Self::TooManyRaises { step, most } => wording!(
                "error-too-many-raises",
                "raising the endowment by {step} would take more than {most} runs: use a larger step, such as a thousandth of the budget per voter",
                step = step,
                most = *most
            ),
            Self::TooMuchWork {
                projects,
                rounds,
                most,
            } => wording!(
                "error-too-much-work",
                "up to {rounds} of {projects} projects would be selected one after the other, which is more than {most} steps: state a `number` of projects (--number) or a `threshold` of votes (--threshold), or select in several elections",
                rounds = *rounds,
                projects = *projects,
                most = *most
            ),
            _ => wording!(
                "error-allowance-spent",
                "there is more to do than may be done"
            ),
        }
    }
}

impl fmt::Display for SelectError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.wording().fmt(formatter)
    }
}
