//! How one project fared.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How one project fared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ProjectExplanation {
    /// Its id.
    pub id: String,
    /// Its name, where it has one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its cost.
    pub cost: String,
    /// Its service group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Audiences it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<String>,
    /// Total weight of its supporters.
    pub votes: u64,
    /// Its cost divided by its votes: what each supporter pays when all pay the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_per_vote: Option<String>,
    /// Round in which it was selected (1 = first).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<usize>,
    /// Why it was not selected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// By how much its cost is more than what was left of the budget (of its pot): when its turn came
    /// where a rule goes through the projects in order (greedy, scores, completion by votes, the
    /// project that ended a rule without skipping), else in the end. Where it costs more than the
    /// whole budget: than that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over_budget: Option<String>,
    /// Groups whose lower bound would have gone out of reach had it been bought.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept_for: Vec<String>,
    /// The project that came first and did not fit, which ended the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped_by: Option<String>,
    /// Not selected, rules that compare one number of every project (greedy, scores, Phragmén, PAV,
    /// completions by these): that number in the end, as in [`super::Round::value`], to hold against the last
    /// one selected by that rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Scores: what each voice adds to its weighted value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub score_parts: Vec<ScorePart>,
    /// Equal shares: what its supporters had left in the end, rounded down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money_behind: Option<String>,
    /// Equal shares: how much that falls short of its cost, rounded up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_by: Option<String>,
    /// Equal shares that ended because nobody could pay for anything more: the whole endowments of so
    /// many voters would have covered what was missing in the end. It is a measure of `short_by`, not
    /// of what would have changed the result: money could have gone elsewhere before, and a raised
    /// endowment could have ended elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shares_short: Option<String>,
    /// Equal shares with a fixed endowment, approval ballots, no completion, comparison or quotas: had
    /// so many of the voters who paid for nothing listed it too, it would have been selected, and with
    /// one less it would not. Absent where there are not so many such voters, and under all other
    /// rules: [`crate::sensitivity`] finds numbers for these by running the rule again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supporters_short: Option<u64>,
    /// Equal shares: the round after which its supporters had less than its cost left; 0 when they
    /// never had as much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unaffordable_after: Option<usize>,
    /// Equal shares: what its supporters paid for each selected project, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub supporters_paid: BTreeMap<String, String>,
}

/// What one voice adds to a project's weighted value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ScorePart {
    /// [`crate::BALLOTS`] or the body.
    pub voice: String,
    /// Its weight times what it says, divided by all weights; the parts of a project add up to its
    /// value. To twelve significant digits.
    pub part: String,
}

/// Why a project was not selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// Nobody supports it.
    NoSupport,
    /// It costs more than the whole budget.
    AboveBudget,
    /// The number of projects to select is zero.
    NoSeats,
    /// The budget is divided into pots, and it is in none.
    NoPot,
    /// It did not fit what was left of the budget: [`ProjectExplanation::over_budget`] says by how
    /// much.
    DoesNotFit,
    /// Its supporters could not pay for it.
    TooLittleMoney,
    /// Others came before it and the number of projects was reached.
    NumberReached,
    /// The rule ended before its turn, as a project that came first did not fit:
    /// [`ProjectExplanation::stopped_by`].
    Stopped,
    /// It could have been bought, but then a group could no longer have had its lower bound:
    /// [`ProjectExplanation::kept_for`].
    Reserved,
    /// Others came before it and the selection was over.
    Outranked,
    /// It lies below the rule's threshold.
    BelowThreshold,
    /// The upper bound of its group was reached, or it is in no group that has a pot.
    Quota,
    /// The final comparison preferred the other outcome.
    Comparison,
}
