//! Programmes, their service groups and audiences.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// A run of the loop under one commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeCreated {
    /// Identifier, in addresses: `kr0018-flagships`.
    pub id: String,
    /// The commitment it serves.
    pub commitment: String,
    /// How many flagship services it is to choose, where that is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<u32>,
    /// IANA time zone of its dates on pages: `Asia/Seoul`.
    pub zone: String,
    /// ISO 4217 code of its money; amounts are integers in its smallest unit.
    pub currency: String,
    /// True for a programme whose data are made up.
    pub example: bool,
}

/// The body `text` of `programme.created/1` and of `proposal.submitted/1`-like entries with a title and a summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeText {
    /// Title.
    pub title: Text,
    /// What it is about.
    pub summary: Text,
}

/// One of the groups that services are divided into by the people they are for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupDefined {
    /// The programme.
    pub programme: String,
    /// Identifier: `general`, `target`, `vulnerable`, `business`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
}

/// An audience inside a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AudienceDefined {
    /// The programme.
    pub programme: String,
    /// The group it belongs to.
    pub group: String,
    /// Identifier, unique in the programme.
    pub id: String,
    /// Name.
    pub name: Text,
}
