//! One purchase, and how ties were broken.

use serde::{Deserialize, Serialize};

/// Which step of the tie order decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Tie {
    /// Number of the round (1 = first) in [`super::Outcome::rounds`].
    pub round: usize,
    /// How many projects tied.
    pub tied: usize,
    /// The first of them in the order of the tie rule, at most [`Tie::MOST_LISTED`]; the first of all
    /// was taken. The others follow from the published prices or loads, so that a thousand equal
    /// projects need not be listed in each of a thousand rounds.
    pub projects: Vec<String>,
    /// The step that put the first before the second.
    pub decided_by: TieStep,
}

impl Tie {
    /// Most of the tied projects that are listed.
    pub const MOST_LISTED: usize = 20;
}

/// By which part of the rule a project was selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Round {
    /// Number (1 = first).
    pub round: usize,
    /// Part of the rule.
    pub phase: Phase,
    /// Id of the project bought.
    pub project: String,
    /// Its cost.
    pub cost: String,
    /// Total weight of its supporters.
    pub votes: u64,
    /// What is left of the budget afterwards.
    pub budget_left: String,
    /// What the rule minimises or maximises: ρ (price per utility) for equal shares, ρ/α
    /// with bounded overspending, the load for Phragmén, the score otherwise. Money in it counts in
    /// the smallest unit of the election (of the rule, where its amounts have more decimals).
    pub value: String,
    /// Equal shares: who paid what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payments: Option<Payments>,
    /// Phragmén's rule: what its supporters carry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loads: Option<Loads>,
    /// The best project not bought in this round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runner_up: Option<RunnerUp>,
}

/// What each supporter of a project carries under Phragmén's rule: its cost brings all of them to one
/// load, whatever they carried before. Whole numbers or exact fractions `a/b` in the main unit. As a
/// completion of equal shares loads begin at the negative of what voters have left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Loads {
    /// Before, the mean over its supporters: `after` less the cost divided by the votes.
    pub before: String,
    /// Afterwards, each of them.
    pub after: String,
}

/// Who paid for a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Payments {
    /// Largest payment of one voter.
    pub largest: String,
    /// Cost divided by the largest payment.
    pub effective_votes: String,
    /// Supporters who paid the full price, times their points or place score where these weigh.
    pub in_full: u64,
    /// Supporters who paid all they had left, less than the price.
    pub in_part: u64,
    /// Supporters with nothing left.
    pub nothing: u64,
    /// What those who paid in full paid together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_in_full: Option<String>,
    /// What those who paid in part paid together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_in_part: Option<String>,
    /// The price per unit of share (one, points, place score): every supporter paid this times
    /// their share, or all they had left. A whole number or an exact fraction `a/b` in the main
    /// unit, from which anyone can compute every voter's payments again; with bounded overspending,
    /// whose fractions are too long to print, rounded to thirty decimals.
    pub price: String,
    /// Bounded overspending: the part α of the cost that supporters could pay at this price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Bounded overspending: what supporters paid together; the rest of the cost is overspending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<String>,
}

/// The project that would have been next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RunnerUp {
    /// Its id.
    pub project: String,
    /// Its value, as in [`Round::value`].
    pub value: String,
}
