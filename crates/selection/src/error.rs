//! Why a rule cannot be applied.

/// Why a rule cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SelectError {
    /// Neither the rule nor the election states a budget or a number.
    #[error("there is no budget: state `budget` in the rule or in the election, or a `number`")]
    NoBudget,
    /// Unit costs without a number.
    #[error("unit costs need a `number` of projects in the rule or in the election")]
    NoNumber,
    /// An amount is too large on the common scale of election and rule.
    #[error(
        "an amount is above 10^30 of the smallest unit that the amounts of election and rule are \
         written in: write the rule's amounts with fewer decimals, or smaller"
    )]
    AmountTooLarge,
    /// The utility needs other ballots.
    #[error("utility `{utility}` needs {needed} ballots but the election has {found} ballots")]
    UtilityNeedsBallots {
        /// The utility.
        utility: &'static str,
        /// What it needs.
        needed: &'static str,
        /// What there is.
        found: &'static str,
    },
    /// Points too large to be summed exactly in a double.
    #[error("project `{id}` has more than 9007199254740991 points in units of the finest decimal")]
    TooManyPoints {
        /// The project.
        id: String,
    },
    /// Ties are broken by a lot that is not drawn.
    #[error(
        "ties are broken by lot, but the lot is not drawn: it needs the `seed` that was committed to and the public `value`"
    )]
    LotNotDrawn,
    /// A completion that the rule does not have, or in the wrong place.
    #[error("completion: {reason}")]
    Completion {
        /// What is wrong.
        reason: &'static str,
    },
    /// Raising the endowment would take too many runs.
    #[error(
        "raising the endowment by {step} would take more than {most} runs: use a larger step, \
         such as a thousandth of the budget per voter"
    )]
    TooManyRaises {
        /// The step.
        step: String,
        /// The most runs made.
        most: u64,
    },
    /// Going from round to round would take too many steps ([`crate::Work`]).
    #[error(
        "up to {rounds} of {projects} projects would be selected one after the other, which is more than {most} steps: state a \
         `number` of projects (--number) or a `threshold` of votes (--threshold), or select in several elections"
    )]
    TooMuchWork {
        /// Projects that can be selected.
        projects: u64,
        /// Most of them that fit.
        rounds: u64,
        /// Most steps made.
        most: u64,
    },
    /// What may still be done is not enough for it ([`crate::Allowance`]).
    #[error("there is more to do than may be done")]
    AllowanceSpent,
    /// The rule is for committees, but costs differ.
    #[error(
        "rule `{rule}` is for committees, where every project costs the same, but here costs differ: \
         `unit_costs` (--unit-costs) with a `number` counts every project as one seat, whatever it \
         costs"
    )]
    UnitCostsOnly {
        /// The rule.
        rule: &'static str,
    },
    /// Quotas name a group that no project has.
    #[error("quotas name the group `{group}` but no project is in it: {found}")]
    UnknownGroup {
        /// The group.
        group: String,
        /// Which column was looked at, and which groups and columns there are.
        found: String,
    },
    /// Quotas that cannot hold together.
    #[error("the quotas cannot be met: {reason}")]
    InfeasibleQuotas {
        /// The exact reason.
        reason: String,
    },
    /// A score rule without weights, or with a body that has no score sheet.
    #[error("scores: {reason}")]
    Scores {
        /// What is wrong.
        reason: String,
    },
}
