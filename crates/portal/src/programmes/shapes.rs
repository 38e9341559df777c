//! What the API says about programmes and their groups.

use serde::Serialize;
use utoipa::ToSchema;

use crate::frame::shapes::{Texts, name, optional, texts};
use crate::model;

/// A programme in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgrammeItem {
    /// Identifier.
    pub id: String,
    /// The commitment it serves; absent where it serves none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commitment: Option<String>,
    /// Title; absent where it is restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// What it is about; absent where it is restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Texts>,
    /// How many flagship services it is to choose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<u32>,
    /// IANA time zone of its dates on pages.
    pub zone: String,
    /// ISO 4217 code; amounts are integers in its smallest unit.
    pub currency: String,
    /// True where its data are made up.
    pub example: bool,
    /// Where it stands: `proposals`, `vote`, `counting` or `selection`.
    pub stage: String,
    /// Proposals that were handed in and not withdrawn.
    pub proposals: u64,
    /// Proposals selected.
    pub selected: u64,
    /// Its entry.
    pub entry: u64,
    /// When it was created, UTC.
    pub at: String,
}

impl From<&model::ProgrammeSummary> for ProgrammeItem {
    fn from(summary: &model::ProgrammeSummary) -> ProgrammeItem {
        let facts = &summary.facts;
        ProgrammeItem {
            id: facts.id.clone(),
            commitment: facts.commitment.clone(),
            title: optional(summary.text.as_ref().map(|text| &text.title)),
            summary: optional(summary.text.as_ref().map(|text| &text.summary)),
            target: facts.target,
            zone: facts.zone.clone(),
            currency: facts.currency.clone(),
            example: facts.example,
            stage: name(&summary.stage),
            proposals: summary.proposals,
            selected: summary.selected,
            entry: summary.entry,
            at: summary.at.clone(),
        }
    }
}

/// A service group.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Group {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: Texts,
    /// Whom it serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Texts>,
    /// Audiences inside it.
    pub audiences: Vec<Audience>,
    /// Its proposals, without withdrawn ones.
    pub proposals: u64,
    /// Those selected.
    pub selected: u64,
}

impl From<&model::GroupDetail> for Group {
    fn from(group: &model::GroupDetail) -> Group {
        let audience = |audience: &madang_programme::programmes::AudienceDefined| Audience {
            id: audience.id.clone(),
            name: texts(&audience.name),
        };
        Group {
            id: group.facts.id.clone(),
            name: texts(&group.facts.name),
            description: optional(group.facts.description.as_ref()),
            audiences: group.audiences.iter().map(audience).collect(),
            proposals: group.proposals,
            selected: group.selected,
        }
    }
}

/// An audience.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Audience {
    /// Identifier, unique in the programme.
    pub id: String,
    /// Name.
    pub name: Texts,
}
