//! What the API says about proposals.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::frame::shapes::{Texts, optional, value};
use crate::model;

/// A proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Proposal {
    /// Identifier, unique in the programme.
    pub id: String,
    /// The programme.
    pub programme: String,
    /// Title; absent where it is restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// What it would do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Texts>,
    /// What kind of proposer it comes from: `ministry`, `municipality`, `public_agency`, `citizen`, `citizen_group` or
    /// `business_association`; absent where the source does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposer_kind: Option<String>,
    /// Who proposes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposer: Option<Texts>,
    /// Cost, smallest unit of the programme's currency; absent where nobody said it yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<u64>,
    /// Service group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Audiences.
    pub audiences: Vec<String>,
    /// The needs that it answers.
    pub needs: Vec<String>,
    /// Whose it is: `participant`, or an object with `institution`, `body` or `other` (a kind of proposer); absent where the source
    /// does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub by: Option<Value>,
    /// The versions of proposals that it was written after: `proposal`, `version` and `how` (`merged`, `split` or `adapted`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<Object>)]
    pub derived_from: Vec<Value>,
    /// The number of the version that stands, from 1.
    pub version: u32,
    /// Where it stands: `submitted`, `candidate`, `selected`, `not_selected`, `withdrawn`, `merged` or `split`.
    pub state: String,
    /// The vote it is or was last a candidate of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vote: Option<String>,
    /// Its place in the order of selection, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Its entry.
    pub entry: u64,
    /// When it was handed in, UTC.
    pub at: String,
    /// When it was amended last, UTC; absent where it reads as it was handed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amended: Option<String>,
}

impl From<&model::ProposalDetail> for Proposal {
    fn from(proposal: &model::ProposalDetail) -> Proposal {
        let text = proposal.text.as_ref();
        Proposal {
            id: proposal.facts.id.clone(),
            programme: proposal.facts.programme.clone(),
            title: optional(text.map(|text| &text.title)),
            summary: optional(text.and_then(|text| text.summary.as_ref())),
            proposer_kind: proposal.facts.proposer.map(|kind| kind.name().to_owned()),
            proposer: optional(text.and_then(|text| text.proposer.as_ref())),
            cost: proposal.facts.cost,
            group: proposal.facts.group.clone(),
            audiences: proposal.facts.audiences.clone(),
            needs: proposal.facts.needs.clone(),
            by: value(proposal.facts.by.as_ref()),
            derived_from: proposal
                .facts
                .derived_from
                .iter()
                .filter_map(|from| value(Some(from)))
                .collect(),
            version: proposal.version,
            state: proposal.state.name().to_owned(),
            vote: proposal.vote.clone(),
            rank: proposal.rank,
            entry: proposal.entry,
            at: proposal.at.clone(),
            amended: proposal.amended.clone(),
        }
    }
}
