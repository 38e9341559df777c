//! The rule of a selection: what is put on the record before the vote and re-run afterwards.
//!
//! A rule is plain data. Its JSON has every parameter written out; amounts are decimal strings (plain
//! numbers are read too), counts are integers. Two rules are the same exactly when their JSON is.

mod with;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::decimal::Decimal;
use crate::digest::hex;

/// A complete rule: method, utility, completion, comparison, ties, limits and quotas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SelectionRule {
    /// The method.
    pub rule: Rule,
    /// What a selected project is worth to a voter who supports it.
    pub utility: Utility,
    /// What follows when the method leaves money or seats unused, in order; empty for nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub completion: Vec<Completion>,
    /// A final comparison with another method's outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
    /// How ties are broken.
    pub ties: Ties,
    /// Budget in the currency's main unit; without it the election's own budget counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Decimal>,
    /// Number of projects to select; without it the election's own number counts, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Least votes for a project to be eligible at all, by whatever rule and completion (points or
    /// place scores where the utility counts these). What lies below counts for no lower bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Decimal>,
    /// Count every project as costing one seat and the number as the budget (committee rules).
    /// Always so when there is a number and no budget, which is counted in the warnings where
    /// projects do have costs; what they cost in money is then reported beside the seats.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unit_costs: bool,
    /// Lower and upper bounds for service groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotas: Option<Quotas>,
    /// The edition of the rules by which it selects, see [`EDITION`]; not part of its JSON.
    #[serde(skip, default = "latest")]
    pub(crate) edition: u32,
}

/// The latest edition of what rules mean. An outcome that was published is computed again by the edition it was published
/// with ([`SelectionRule::with_edition`]), so that a rule can be mended without changing what was selected by it.
///
/// 1. As first published.
/// 2. Greedy and scores without skipping: a project dearer than the whole budget, which no rule can select, no longer ends
///    the selection when its turn comes; it is passed over, as cities do and as Phragmén's rule always did.
pub const EDITION: u32 = 2;

fn latest() -> u32 {
    EDITION
}

/// The method.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Rule {
    /// Highest total utility per cost first: by votes with [`Utility::Cost`], by votes per cost
    /// with [`Utility::Cardinality`], by points with [`Utility::PointsTimesCost`].
    Greedy {
        /// What happens when a project does not fit.
        fit: Fit,
        /// As [`SelectionRule::threshold`], where older rules have it; Pabulib's
        /// `greedy-threshold`. Of two thresholds both hold.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        threshold: Option<Decimal>,
    },
    /// Method of Equal Shares (Peters, Pierczyński, Skowron: *Proportional Participatory
    /// Budgeting with Additive Utilities*, NeurIPS 2021).
    EqualShares {},
    /// Method of Equal Shares with bounded overspending (Papasotiropoulos, Pishbin, Skibski,
    /// Skowron, Wąs, arXiv 2409.15005): a project that fits the budget may be bought when its
    /// supporters can pay a part α of it, the smallest price per part ρ/α first.
    BoundedOverspending {},
    /// Phragmén's sequential rule with costs (Los, Christoff, Grossi, IJCAI 2022).
    Phragmen {
        /// What happens when the next project does not fit: `no-skip` stops, as pabutools does
        /// as soon as any of the tied next projects does not fit.
        fit: Fit,
    },
    /// Sequential proportional approval voting (Thiele 1895); a committee rule, for unit costs or
    /// projects that all cost the same.
    ProportionalApproval {},
    /// Weighted mean of ballots and score sheets, highest first.
    Scores(ScoreRule),
}

/// Whether a project that does not fit is skipped or ends the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// Skip it and go on.
    Skip,
    /// Stop.
    NoSkip,
}

/// A weighted mean of what the ballots and each body's score sheets say.
///
/// The score of project *c* is `(ballots · v(c) + Σ_b bodies[b] · s_b(c)) / Σ weights`, where
/// `v(c)` is its votes (or points) divided by the most that any project has, and `s_b(c)` the mean
/// of its normalised scores over the body's sheets (a missing score counts 0).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ScoreRule {
    /// Weight of the ballots.
    pub ballots: u32,
    /// Weight of each body, by name.
    #[serde(deserialize_with = "crate::entries::unique")]
    pub bodies: BTreeMap<String, u32>,
    /// How one expert's scores are put on a common scale.
    pub normalisation: Normalisation,
    /// Whether a project that does not fit is skipped.
    pub fit: Fit,
    /// Least score (0 to 1) for a project to be eligible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Decimal>,
}

/// The name of the public among the voices of a score rule.
pub const BALLOTS: &str = "ballots";

/// How one expert's scores are put on the scale from 0 to 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Normalisation {
    /// Divided by the top of the scale; independent of what else was scored.
    Scale {
        /// The highest score that could be given.
        top: Decimal,
    },
    /// Divided by the expert's own highest score (all zero: 0).
    Highest {},
    /// Expert's lowest score to 0, highest to 1 (all equal: 1).
    Range {},
    /// Share of the expert's scored projects with a lower score, ties counting half.
    Rank {},
}

/// What a project is worth to a voter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Utility {
    /// Its cost, if the voter lists it.
    Cost {},
    /// One, if the voter lists it.
    Cardinality {},
    /// The points the voter gave it.
    Points {},
    /// The points the voter gave it times its cost.
    PointsTimesCost {},
    /// By its place on the voter's ranking.
    Borda {
        /// Scores for first, second, … place, later places having none. Without it the score is
        /// the length of the ranking less the place (pabutools; the last listed gets nothing).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scores: Option<Vec<u32>>,
    },
}

/// What follows the method.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Completion {
    /// Run again and again, each voter's endowment raised by `step` each time; the last outcome
    /// that is feasible counts. Must come first.
    AddOne {
        /// Endowment of the first run.
        start: Start,
        /// Raise per run and voter in the currency's main unit; with unit costs in seats, where a
        /// small part of number / voters is meant.
        step: Decimal,
        /// When to stop.
        stop: Stop,
        /// Which projects must not fit any more for an outcome to be exhaustive.
        exhaustive_over: ExhaustiveOver,
    },
    /// Run again and again with the budget raised by `percent` of itself each time; the last
    /// outcome that is feasible counts (pabutools `exhaustion_by_budget_increase`). Must come first.
    BudgetIncrease {
        /// Raise per run in per cent of the budget.
        percent: Decimal,
        /// When to stop.
        stop: Stop,
        /// Which projects must not fit any more for an outcome to be exhaustive.
        exhaustive_over: ExhaustiveOver,
    },
    /// Remaining projects by votes (utility [`Utility::Cost`]), skipping what does not fit.
    Utilitarian {},
    /// Phragmén's rule from what voters have left, skipping what does not fit. What was bought in
    /// between to fill groups up to a lower bound is charged to nobody: it was bought because of
    /// the bound, not with the voters' money.
    Phragmen {},
}

/// Endowment of the first run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Start {
    /// Budget divided by voters.
    Exact,
    /// Budget divided by voters, rounded down to the currency's main unit.
    Integral,
}

/// When a completion by endowment stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stop {
    /// Only when the next outcome costs more than the budget (the official rule of cities).
    Infeasible,
    /// Also as soon as an outcome is exhaustive (pabutools).
    InfeasibleOrExhaustive,
}

/// Over which projects exhaustiveness is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExhaustiveOver {
    /// All projects.
    All,
    /// Projects that at least one voter supports.
    Supported,
}

/// A final comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparison {
    /// Keep the outcome unless strictly more voters have more of their listed projects in the
    /// outcome of the greedy rule by votes.
    Greedy,
}

/// How ties are broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Ties {
    /// Project ids as strings, ascending.
    Id {},
    /// Lowest cost, then most votes, then id.
    CostVotes {},
    /// A lot drawn once for all projects.
    Lot(Lot),
    /// Lowest cost, then most votes, then a lot drawn once for all projects.
    CostVotesLot(Lot),
}

impl Ties {
    /// The lot, where ties are broken by one.
    pub fn lot(&self) -> Option<&Lot> {
        match self {
            Ties::Id {} | Ties::CostVotes {} => None,
            Ties::Lot(lot) | Ties::CostVotesLot(lot) => Some(lot),
        }
    }

    /// The same with this lot; ties that are not broken by lot stay as they are.
    pub fn drawn(self, lot: Lot) -> Ties {
        match self {
            Ties::Id {} | Ties::CostVotes {} => self,
            Ties::Lot(_) => Ties::Lot(lot),
            Ties::CostVotesLot(_) => Ties::CostVotesLot(lot),
        }
    }
}

/// A lot: a seed committed to before the vote, together with a public value that appeared after
/// closing. That it is the value that was drawn has to be looked up where it was published. Projects are ordered by
/// `SHA-256("madang-selection lot 1\n" seed "\n" value "\n" id)`, ascending. In a rule that is fixed
/// before the vote both are absent; [`crate::select`] refuses it until they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Lot {
    /// The seed, revealed after closing; its hash was public before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seed: String,
    /// The public value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
}

impl Lot {
    /// SHA-256 over `"madang-selection seed 1\n"` and the seed, in hex: what is published before the vote.
    pub fn seed_hash(&self) -> String {
        let mut hasher = Sha256::new();
        hasher.update(b"madang-selection seed 1\n");
        hasher.update(self.seed.as_bytes());
        hex(&hasher.finalize())
    }

    /// Whether both seed and value are known.
    pub fn is_drawn(&self) -> bool {
        !self.seed.is_empty() && !self.value.is_empty()
    }
}

/// Bounds for service groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Quotas {
    /// How bounds are enforced.
    pub mode: QuotaMode,
    /// Bounds by group. A group left out has none; a project without a group is in none.
    #[serde(deserialize_with = "crate::entries::unique")]
    pub groups: BTreeMap<String, Quota>,
}

/// How bounds for groups are enforced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuotaMode {
    /// The method runs once per group with the group's `most_money` as its whole budget (with
    /// unit costs its `most_number`). A project of a group without a pot cannot be selected. With a
    /// number of projects in all, each group needs a `most_number` and these may not exceed it.
    Pots,
    /// A group's remaining projects drop out when its upper bound is reached.
    Caps,
    /// As caps, and nothing is bought that would put a lower bound out of reach; groups still
    /// short at the end are filled by Phragmén's rule (by score where the rule goes by scores). The
    /// outcome meets all bounds; where none can, the rule is refused with the reason. What must be
    /// set aside is worked out exactly; a `least_money` for a group with more than 262,144 different
    /// sums of costs below it is refused.
    Reserve,
}

/// Bounds for one group. Bounds in money cannot be combined with unit costs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Quota {
    /// Least number of projects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_number: Option<u32>,
    /// Greatest number of projects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_number: Option<u32>,
    /// Least money, in the currency's main unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_money: Option<Decimal>,
    /// Most money, in the currency's main unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_money: Option<Decimal>,
}

impl SelectionRule {
    /// `rule` with `utility`, ties by id, and nothing else.
    pub fn new(rule: Rule, utility: Utility) -> Self {
        Self {
            rule,
            utility,
            completion: Vec::new(),
            comparison: None,
            ties: Ties::Id {},
            budget: None,
            number: None,
            threshold: None,
            unit_costs: false,
            quotas: None,
            edition: EDITION,
        }
    }

    /// The same without any threshold for projects.
    #[must_use]
    pub fn without_threshold(mut self) -> Self {
        self.threshold = None;
        match &mut self.rule {
            Rule::Greedy { threshold, .. } => *threshold = None,
            Rule::Scores(scores) => scores.threshold = None,
            _ => {}
        }
        self
    }

    /// True when what the rule leaves is filled up by a completion that takes whatever fits.
    pub(crate) fn completes_in_order(&self) -> bool {
        let mut completions = self.completion.iter();
        completions.any(|c| matches!(c, Completion::Utilitarian {} | Completion::Phragmen {}))
    }

    /// The rule of Wieliczka's Green Budget 2023: equal shares with cost utility, endowment raised
    /// by one until the next outcome is infeasible, comparison with greedy, ties by lowest cost
    /// and most votes.
    pub fn wieliczka_2023() -> Self {
        Self {
            completion: vec![Completion::add_one(Stop::Infeasible)],
            comparison: Some(Comparison::Greedy),
            ties: Ties::CostVotes {},
            ..Self::new(Rule::EqualShares {}, Utility::Cost {})
        }
    }
}

impl Completion {
    /// Add-one from the exact share in steps of one, exhaustive over supported projects (the
    /// choice of pabutools where `stop` looks at exhaustiveness).
    pub fn add_one(stop: Stop) -> Self {
        Self::AddOne {
            start: Start::Exact,
            step: Decimal::from(1),
            stop,
            exhaustive_over: ExhaustiveOver::Supported,
        }
    }
}
