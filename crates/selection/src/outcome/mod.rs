//! What a selection gives: the projects chosen, and why.
//!
//! Everything here serialises to canonical data: integers up to 2⁵³ − 1 and texts. Amounts are
//! decimal texts in the currency's main unit; never floating-point numbers. Where they are not exact
//! they are rounded from the exact value to six decimals: what is left is rounded down, what is short
//! is rounded up (so that both together are the cost), everything else half up.

mod payments;
mod project;
mod reports;
mod round;

use serde::{Deserialize, Serialize};

use crate::rule::SelectionRule;
use crate::warning::Warnings;

pub use payments::{BallotPayments, MoneyFlows};
pub use project::{ProjectExplanation, Reason, ScorePart};
pub use reports::{ComparisonReport, EndowmentReport, PotReport, QuotaReport, Stopped};
pub use round::{Loads, Payments, Phase, Round, RunnerUp, Tie, TieStep};

/// The outcome of a selection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Outcome {
    /// Ids in the order of selection.
    pub selected: Vec<String>,
    /// Cost of all selected projects, in what the rule counts: money, or seats with unit costs.
    pub total_cost: String,
    /// With unit costs: what the selected projects cost in money, which the rule does not look at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money_cost: Option<String>,
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lot_order: Vec<String>,
    /// Every purchase in order. Empty where no trace is wanted.
    pub rounds: Vec<Round>,
    /// Every project by ascending id: how it fared and why. Empty where no trace is wanted.
    pub projects: Vec<ProjectExplanation>,
    /// The endowments tried, where the rule has them; with pots each pot has its own ([`Outcome::pots`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endowment: Option<EndowmentReport>,
    /// What each pot came to by the method, where the rule has pots; by name of group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pots: Vec<PotReport>,
    /// The final comparison, where the rule has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparison: Option<ComparisonReport>,
    /// Each group with bounds: what it has, what it must have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<QuotaReport>,
    /// Entry *k* (from 0): how many voters have exactly *k* of the projects they list selected. The
    /// entries add up to `voters`; empty below [`Trace::Full`](crate::Trace::Full).
    pub representation: Vec<u64>,
    /// Equal shares, also with bounded overspending: from which voters to which service groups and
    /// audiences their payments went, for each column of the voters' rows, if these were kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub money_flows: Vec<MoneyFlows>,
    /// What the voters of each distinct ballot paid, when asked for with
    /// [`Trace::Payments`](crate::Trace::Payments).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ballots: Vec<BallotPayments>,
    /// What was accepted although it should not be there.
    pub warnings: Warnings,
}

impl Outcome {
    /// Every report of endowments, with the group of its pot where there are pots.
    pub fn endowments(&self) -> impl Iterator<Item = (Option<&str>, &EndowmentReport)> {
        let pots = self.pots.iter();
        let pots = pots.filter_map(|pot| Some((Some(pot.group.as_str()), pot.endowment.as_ref()?)));
        self.endowment
            .iter()
            .map(|report| (None, report))
            .chain(pots)
    }
}
