//! Bodies of a programme: advisory committee, expert panels, task forces; their members.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// What kind of body it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// Advisory committee.
    AdvisoryCommittee,
    /// Expert panel.
    ExpertPanel,
    /// Public-private task force for service design.
    TaskForce,
}

/// What a member is there as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberClass {
    /// Official.
    Official,
    /// Expert.
    Expert,
    /// Service designer.
    Designer,
    /// Citizen.
    Citizen,
}

/// A body was set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyEstablished {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme.
    pub id: String,
    /// Kind.
    #[serde(rename = "type")]
    pub kind: BodyKind,
    /// Name.
    pub name: Text,
    /// Mandate.
    pub mandate: Text,
}

/// A member was appointed. The person's name, if it is on the record at all, is in the body `person`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberAppointed {
    /// The programme.
    pub programme: String,
    /// The body.
    pub body: String,
    /// Pseudonym, unique in the body.
    pub member: String,
    /// What the member is there as.
    pub class: MemberClass,
}

/// The body `person` of `body.member_appointed/1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Post or description.
    pub post: Text,
    /// Name: officials and appointed members only, others with their consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Interests declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interests: Option<Text>,
}

/// A member left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberLeft {
    /// The programme.
    pub programme: String,
    /// The body.
    pub body: String,
    /// The member's pseudonym.
    pub member: String,
}
