//! The selection rule, fixed before the first ballot, and the selection that follows from it.

pub use madang_selection::Lot;
use madang_selection::SelectionRule;
use serde::{Deserialize, Serialize};

use crate::tally::TallyReport;
use crate::text::Text;

/// A selection rule was fixed. From the moment a vote under it opens it cannot change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFixed {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme.
    pub id: String,
    /// The rule with all its parameters; a lot in it is not drawn yet.
    pub rule: SelectionRule,
    /// Where the rule breaks ties by lot: how the lot will be drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotPledge>,
}

/// How a lot will be drawn: from a seed that nobody can change any more, and a value that nobody can know yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LotPledge {
    /// Hash of the seed, as [`madang_selection::Lot::seed_hash`] makes it: 64 hex digits. The seed is secret until the
    /// ballots are opened.
    pub seed_hash: String,
    /// Which public value goes with the seed: one that appears after the vote closes and that everybody can look up,
    /// such as the numbers of a national lottery's draw on a named day.
    pub value: Text,
}

/// The result of a selection. Rounds, ties and per-project explanations are in the body `outcome`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectionPublished {
    /// The programme.
    pub programme: String,
    /// The vote whose ballots decided.
    pub vote: String,
    /// The rule it was computed by.
    pub rule: String,
    /// The chosen proposals, in the order of selection.
    pub selected: Vec<String>,
    /// What they cost together, smallest unit.
    pub total_cost: u64,
    /// Digest of candidates, ballots and budget, as the selection engine defines it; hex.
    pub input_digest: String,
    /// Which ballots counted and which did not.
    pub tally: TallyReport,
}
