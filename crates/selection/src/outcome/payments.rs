//! Who paid: money by what voters told about themselves, and by distinct ballot.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::flow::{Flow, FlowBasis};

/// Payments of voters told apart by one column of their rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MoneyFlows {
    /// Header of the column.
    pub column: String,
    /// How the costs were divided: by payments as far as there are any.
    pub basis: FlowBasis,
    /// By service group of the projects.
    pub to_groups: Vec<Flow>,
    /// By audience; a project for several counts in full for each.
    pub to_audiences: Vec<Flow>,
}

/// What each voter with the same ballot paid in equal shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BallotPayments {
    /// Number of the distinct ballot in canonical order (1 = first).
    pub ballot: usize,
    /// Ids of the projects it lists, in ballot order.
    pub choices: Vec<String>,
    /// How many voters cast it.
    pub voters: u64,
    /// Their ids as in the source's `voter_id` column, if the rows of voters were kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voter_ids: Vec<String>,
    /// What each of them paid, by id of the project.
    pub paid: BTreeMap<String, String>,
    /// What each of them had left in the end, rounded down.
    pub left: String,
}
