//! Proposals: candidate service projects.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// A proposal was handed in. Its words are in the body `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalSubmitted {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme: the project id of an imported vote.
    pub id: String,
    /// Cost in the programme's currency, smallest unit, ≥ 0.
    pub cost: u64,
    /// The service group; absent where the source has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Audiences it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<String>,
}

/// The body `text` of `proposal.submitted/1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalText {
    /// Title.
    pub title: Text,
    /// What it would do; absent where the source has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Text>,
    /// Who proposes it: an institution or a kind of person, never a private person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposer: Option<Text>,
}

/// A proposal was taken back before the vote opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalWithdrawn {
    /// The programme.
    pub programme: String,
    /// The proposal.
    pub id: String,
}
