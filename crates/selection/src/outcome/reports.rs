//! What the parts of a rule came to: endowments, pots, comparison and quotas.

use serde::{Deserialize, Serialize};

use crate::exact::{DIGITS, Fraction};

/// The endowments tried by equal shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EndowmentReport {
    /// First endowment per voter, exact (`7`, `22/7`), in the currency's main unit.
    pub first: String,
    /// The same as a decimal.
    pub first_decimal: String,
    /// Endowment of the outcome that counts, exact.
    pub last: String,
    /// The same as a decimal.
    pub last_decimal: String,
    /// Raises made from first to last.
    pub raises: u64,
    /// Why there was no further raise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stopped>,
}

impl EndowmentReport {
    /// From endowments in the main unit.
    pub(crate) fn new(
        first: &Fraction,
        last: &Fraction,
        raises: u64,
        stopped: Option<Stopped>,
    ) -> Self {
        Self {
            first: first.to_text(),
            first_decimal: first.to_decimal(DIGITS),
            last: last.to_text(),
            last_decimal: last.to_decimal(DIGITS),
            raises,
            stopped,
        }
    }
}

/// One pot: a selection of its own within its group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PotReport {
    /// The group.
    pub group: String,
    /// The pot.
    pub budget: String,
    /// Cost of what was selected from it, before any comparison.
    pub cost: String,
    /// The endowments tried, where the rule has them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endowment: Option<EndowmentReport>,
}

/// Why raising the endowment stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_number: Option<usize>,
    /// Least money.
    pub least_money: String,
    /// Most money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_money: Option<String>,
    /// True when the bounds hold.
    pub met: bool,
}
