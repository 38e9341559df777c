//! The selection rule, fixed before the first ballot, and the selection that follows from it.

use madang_selection::SelectionRule;
use serde::{Deserialize, Serialize};

use crate::tally::TallyReport;

/// A selection rule was fixed. From the moment a vote under it opens it cannot change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFixed {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme.
    pub id: String,
    /// The rule with all its parameters.
    pub rule: SelectionRule,
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
