//! What a selection gives: the projects chosen, and why.
//!
//! Everything here serialises to canonical data: integers up to 2⁵³ − 1 and texts. Amounts are
//! decimal texts in the currency's main unit; never floating-point numbers. Where they are not exact
//! they are rounded from the exact value to six decimals: what is left is rounded down, what is short
//! is rounded up (so that both together are the cost), everything else half up.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::rule::SelectionRule;
use crate::warning::Warnings;

/// The outcome of a selection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Ids in the order of selection.
    pub selected: Vec<String>,
    /// Cost of all selected projects.
    pub total_cost: String,
    /// Budget, where the rule has one (the number of seats with unit costs).
    pub budget: String,
    /// Total weight of the voters.
    pub voters: u64,
    /// The rule applied.
    pub rule: SelectionRule,
    /// SHA-256 over the canonical form of the election ([`crate::digest`]).
    pub input_digest: String,
    /// Every tie that was decided.
    pub ties: Vec<Tie>,
    /// Where ties are broken by lot: every project in the order that was drawn, so that anybody can hold it against seed
    /// and public value ([`crate::Lot`]).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lot_order: Vec<String>,
    /// Every purchase in order. Empty where no trace is wanted.
    pub rounds: Vec<Round>,
    /// Every project by ascending id: how it fared and why. Empty where no trace is wanted.
    pub projects: Vec<ProjectExplanation>,
    /// The endowments tried, where the rule has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endowment: Option<EndowmentReport>,
    /// The final comparison, where the rule has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<ComparisonReport>,
    /// Each group with bounds: what it has, what it must have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<QuotaReport>,
    /// How many voters have none, one, two, … of their listed projects selected.
    pub representation: Vec<u64>,
    /// What the voters of each distinct ballot paid, when asked for with
    /// [`Trace::Payments`](crate::Trace::Payments).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ballots: Vec<BallotPayments>,
    /// What was accepted although it should not be there.
    pub warnings: Warnings,
}

/// Which step of the tie order decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieStep {
    /// The lowest cost.
    LowestCost,
    /// The most votes.
    MostVotes,
    /// The lot.
    Lot,
    /// The id.
    Id,
}

/// A tie and how it was broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tie {
    /// Number of the round (1 = first) in [`Outcome::rounds`].
    pub round: usize,
    /// Projects tied, in the order of the tie rule; the first was taken.
    pub projects: Vec<String>,
    /// The step that put the first before the second.
    pub decided_by: TieStep,
}

/// By which part of the rule a project was selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// It costs nothing and has a supporter.
    ZeroCost,
    /// Method of Equal Shares.
    EqualShares,
    /// Method of Equal Shares with bounded overspending.
    BoundedOverspending,
    /// Greedy.
    Greedy,
    /// Phragmén's rule.
    Phragmen,
    /// Sequential proportional approval voting.
    ProportionalApproval,
    /// Weighted scores.
    Scores,
    /// Completion by votes.
    UtilitarianCompletion,
    /// Completion by Phragmén's rule.
    PhragmenCompletion,
    /// Seats reserved for a group below its lower bound.
    Reserve,
}

/// One purchase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Round {
    /// Number (1 = first).
    pub round: usize,
    /// Part of the rule.
    pub phase: Phase,
    /// Id of the project bought.
    pub project: String,
    /// Its cost.
    pub cost: String,
    /// What is left of the budget afterwards.
    pub budget_left: String,
    /// What the rule minimises or maximises: ρ (price per utility) for equal shares, ρ/α
    /// with bounded overspending, the load for Phragmén, the score otherwise. Money in it counts in
    /// the election's smallest unit.
    pub value: String,
    /// Equal shares: who paid what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payments: Option<Payments>,
    /// The best project not bought in this round.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runner_up: Option<RunnerUp>,
}

/// Who paid for a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Payments {
    /// Largest payment of one voter (per point or place score where these weigh).
    pub largest: String,
    /// Cost divided by the largest payment.
    pub effective_votes: String,
    /// Supporters who paid the full price.
    pub in_full: u64,
    /// Supporters who paid all they had left, less than the price.
    pub in_part: u64,
    /// Supporters with nothing left.
    pub nothing: u64,
    /// What those who paid in full paid together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_in_full: Option<String>,
    /// What those who paid in part paid together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_in_part: Option<String>,
    /// The price per unit of share (one, points, place score): every supporter paid this times
    /// their share, or all they had left. A whole number or an exact fraction `a/b` in the main
    /// unit, from which anyone can compute every voter's payments again; with bounded overspending,
    /// whose fractions are too long to print, rounded to thirty decimals.
    pub price: String,
    /// Bounded overspending: the part α of the cost that supporters could pay at this price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Bounded overspending: what supporters paid together; the rest of the cost is overspending.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid: Option<String>,
}

/// The project that would have been next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunnerUp {
    /// Its id.
    pub project: String,
    /// Its value, as in [`Round::value`].
    pub value: String,
}

/// How one project fared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProjectExplanation {
    /// Its id.
    pub id: String,
    /// Its cost.
    pub cost: String,
    /// Its service group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Total weight of its supporters.
    pub votes: u64,
    /// Its cost divided by its votes: what each supporter pays when all pay the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_per_vote: Option<String>,
    /// Round in which it was selected (1 = first).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<usize>,
    /// Why it was not selected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Equal shares: what its supporters had left in the end, rounded down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub money_behind: Option<String>,
    /// Equal shares: how much that falls short of its cost, rounded up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_by: Option<String>,
    /// Equal shares: how many more supporters with their whole endowment left would have done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supporters_short: Option<String>,
    /// Equal shares: the round after which its supporters had less than its cost left; 0 when they
    /// never had as much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unaffordable_after: Option<usize>,
    /// Equal shares: what its supporters paid for each selected project, by id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub supporters_paid: BTreeMap<String, String>,
}

/// What each voter with the same ballot paid in equal shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BallotPayments {
    /// Number of the distinct ballot in canonical order (1 = first).
    pub ballot: usize,
    /// Ids of the projects it lists, in ballot order.
    pub choices: Vec<String>,
    /// How many voters cast it.
    pub voters: u64,
    /// Their ids as in the source's `voter_id` column, if the rows of voters were kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub voter_ids: Vec<String>,
    /// What each of them paid, by id of the project.
    pub paid: BTreeMap<String, String>,
    /// What each of them had left in the end, rounded down.
    pub left: String,
}

/// Why a project was not selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Nobody supports it.
    NoSupport,
    /// It costs more than the whole budget.
    AboveBudget,
    /// It did not fit what was left of the budget.
    DoesNotFit,
    /// Its supporters could not pay for it.
    TooLittleMoney,
    /// Others came before it and the selection was over.
    Outranked,
    /// It lies below the rule's threshold.
    BelowThreshold,
    /// The upper bound of its group was reached, or a seat had to be kept for another group.
    Quota,
    /// The final comparison preferred the other outcome.
    Comparison,
}

/// The endowments tried by equal shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EndowmentReport {
    /// First endowment per voter, exact (`7`, `22/7`), in the currency's main unit.
    pub first: String,
    /// Endowment of the outcome that counts, exact.
    pub last: String,
    /// Raises made from first to last.
    pub raises: u64,
    /// Why there was no further raise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stopped>,
}

/// Why raising the endowment stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stopped {
    /// The next outcome would have cost more than the budget.
    NextInfeasible,
    /// The outcome was exhaustive.
    Exhaustive,
    /// Everything that can be selected is.
    AllSelected,
    /// The number of projects beside the budget is reached.
    NumberReached,
    /// No raise within the method's bound changed anything further.
    Bound,
}

/// The final comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparisonReport {
    /// What the other method selects.
    pub other_selected: Vec<String>,
    /// Voters with more listed projects in the rule's own outcome.
    pub prefer_own: u64,
    /// Voters with more listed projects in the other outcome.
    pub prefer_other: u64,
    /// True when the rule's own outcome was kept.
    pub kept: bool,
}

/// One group's bounds and what it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuotaReport {
    /// The group.
    pub group: String,
    /// Projects selected.
    pub number: usize,
    /// Their cost.
    pub cost: String,
    /// Least and most projects.
    pub least_number: usize,
    /// Most projects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_number: Option<usize>,
    /// Least money.
    pub least_money: String,
    /// Most money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_money: Option<String>,
    /// True when the bounds hold.
    pub met: bool,
}
