//! The outcome of a selection as the record holds it (body `outcome` of `selection.published/1`), as far as pages
//! show it. The engine's own description of each field is in `madang_selection::Outcome`.

use std::collections::BTreeMap;

use madang_programme::selection::OUTCOME;
use serde::Deserialize;

use crate::model::{EntryDetail, read_body};

/// An outcome.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Outcome {
    /// Chosen proposals in order.
    pub selected: Vec<String>,
    /// What they cost together.
    pub total_cost: String,
    /// The budget; empty where the rule has none.
    #[serde(default)]
    pub budget: String,
    /// Where every proposal takes one place: what they cost in money; total cost and budget then count places.
    #[serde(default)]
    pub money_cost: Option<String>,
    /// Voters whose ballots counted.
    pub voters: u64,
    /// Ties that were decided.
    #[serde(default)]
    pub ties: Vec<Tie>,
    /// Purchases in order.
    #[serde(default)]
    pub rounds: Vec<Round>,
    /// How each project fared.
    #[serde(default)]
    pub projects: Vec<Project>,
    /// Endowments tried.
    #[serde(default)]
    pub endowment: Option<Endowment>,
    /// What each pot came to, where the budget is divided.
    #[serde(default)]
    pub pots: Vec<Pot>,
    /// The final comparison.
    #[serde(default)]
    pub comparison: Option<Comparison>,
    /// Groups with bounds.
    #[serde(default)]
    pub quotas: Vec<Quota>,
}

/// A tie.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Tie {
    /// In which round.
    pub round: u64,
    /// How many projects tied.
    #[serde(default)]
    pub tied: u64,
    /// The first of them, the one taken before all.
    pub projects: Vec<String>,
    /// What decided.
    pub decided_by: String,
}

/// A purchase.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Round {
    /// Its number, from 1.
    pub round: u64,
    /// Part of the rule.
    pub phase: String,
    /// The project.
    pub project: String,
    /// Its cost.
    pub cost: String,
    /// What is left of the budget afterwards.
    #[serde(default)]
    pub budget_left: String,
    /// What the rule compares.
    pub value: String,
    /// Who paid what.
    #[serde(default)]
    pub payments: Option<Payments>,
    /// The next best.
    #[serde(default)]
    pub runner_up: Option<RunnerUp>,
}

/// Who paid for a project.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Payments {
    /// Largest payment of one voter.
    pub largest: String,
    /// Cost divided by it.
    pub effective_votes: String,
    /// Supporters who paid the full price.
    pub in_full: u64,
    /// Supporters who paid all they had.
    pub in_part: u64,
    /// Supporters with nothing left.
    pub nothing: u64,
}

/// The project that would have been next.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct RunnerUp {
    /// Its identifier.
    pub project: String,
    /// Its value.
    pub value: String,
}

/// How one project fared.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Project {
    /// Its identifier.
    pub id: String,
    /// Its cost.
    pub cost: String,
    /// Supporters.
    pub votes: u64,
    /// Round in which it was selected.
    #[serde(default)]
    pub round: Option<u64>,
    /// Why it was not.
    #[serde(default)]
    pub reason: Option<String>,
    /// By how much it did not fit.
    #[serde(default)]
    pub over_budget: Option<String>,
    /// Groups whose lower bounds kept it out.
    #[serde(default)]
    pub kept_for: Vec<String>,
    /// The project that did not fit and ended the rule before its turn.
    #[serde(default)]
    pub stopped_by: Option<String>,
    /// What its supporters had left.
    #[serde(default)]
    pub money_behind: Option<String>,
    /// How much was missing.
    #[serde(default)]
    pub short_by: Option<String>,
    /// How many of the voters who paid for nothing would have had to choose it too.
    #[serde(default)]
    pub supporters_short: Option<u64>,
    /// What its supporters paid for each selected project.
    #[serde(default)]
    pub supporters_paid: BTreeMap<String, String>,
}

/// A part of the budget for one group.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Pot {
    /// The group.
    pub group: String,
    /// Endowments tried.
    #[serde(default)]
    pub endowment: Option<Endowment>,
}

/// The endowments tried.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Endowment {
    /// The first, exact.
    pub first: String,
    /// The same as a decimal.
    #[serde(default)]
    pub first_decimal: Option<String>,
    /// The one that counts, exact.
    pub last: String,
    /// The same as a decimal.
    #[serde(default)]
    pub last_decimal: Option<String>,
    /// Raises between them.
    pub raises: u64,
    /// Why no more.
    #[serde(default)]
    pub stopped: Option<String>,
}

/// The final comparison.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Comparison {
    /// What the other method selects.
    pub other_selected: Vec<String>,
    /// Voters with more of their projects in the rule's own outcome.
    pub prefer_own: u64,
    /// Voters with more in the other.
    pub prefer_other: u64,
    /// Whether the rule's own was kept.
    pub kept: bool,
}

/// A group's bounds.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Quota {
    /// The group.
    pub group: String,
    /// Projects selected.
    pub number: u64,
    /// Their cost.
    pub cost: String,
    /// Least projects.
    pub least_number: u64,
    /// Most projects.
    #[serde(default)]
    pub most_number: Option<u64>,
    /// Whether the bounds hold.
    pub met: bool,
}

impl Outcome {
    /// The outcome in an entry; `None` where its body is not public or not of this shape.
    pub fn of(entry: &EntryDetail) -> Option<Outcome> {
        read_body(entry, OUTCOME)
    }

    /// How a project fared.
    pub fn project(&self, id: &str) -> Option<&Project> {
        self.projects.iter().find(|project| project.id == id)
    }
}
