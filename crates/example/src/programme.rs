//! The example programme under KR0018 and the projects proposed to it. All of it is invented.

use serde::{Deserialize, Serialize};

use crate::LanguageMap;

/// A programme under a commitment: `examples/kr0018/programme.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Identifier.
    pub id: String,
    /// The commitment it carries out: `KR0018`.
    pub commitment: String,
    /// Title.
    pub title: LanguageMap,
    /// What it is, in two sentences.
    pub summary: LanguageMap,
    /// IANA time zone in which its dates are shown.
    pub zone: String,
    /// ISO 4217 code of its money.
    pub currency: String,
    /// How many projects the commitment promises.
    pub target: u32,
    /// The service groups.
    pub groups: Vec<Group>,
    /// The bodies that take part.
    pub bodies: Vec<Body>,
}

/// A service group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Identifier: `vulnerable`.
    pub id: String,
    /// Name.
    pub name: LanguageMap,
    /// Whom it serves, in a sentence.
    pub description: LanguageMap,
    /// The audiences inside it.
    pub audiences: Vec<Audience>,
}

/// People whom services of a group are for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// Identifier, unique in the programme: `rural`.
    pub id: String,
    /// Name.
    pub name: LanguageMap,
}

/// What kind of body it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// Advises, does not choose.
    AdvisoryCommittee,
    /// Scores candidates.
    ExpertPanel,
    /// Designs services with the people who will use them.
    TaskForce,
}

/// A body of the programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Identifier.
    pub id: String,
    /// Kind.
    pub kind: BodyKind,
    /// Name.
    pub name: LanguageMap,
    /// What it is there to do.
    pub mandate: LanguageMap,
    /// Its members, as posts.
    pub members: Vec<Member>,
}

/// In which capacity a member sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberClass {
    /// Holds a public office.
    Official,
    /// Sits for what they know.
    Expert,
    /// Designs services.
    Designer,
    /// Sits as a citizen.
    Citizen,
}

/// A seat in a body: a post or a role, never a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Identifier, unique in the programme: `member-1`.
    pub id: String,
    /// Class.
    pub class: MemberClass,
    /// Post or role.
    pub post: LanguageMap,
}

/// A candidate service project: one of `examples/kr0018/proposals.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Identifier, from `1`.
    pub id: String,
    /// Title.
    pub title: LanguageMap,
    /// What it would do.
    pub summary: LanguageMap,
    /// Cost in won.
    pub cost: u64,
    /// The one service group it belongs to.
    pub group: String,
    /// The audiences inside that group it is for, the main one first.
    pub audiences: Vec<String>,
    /// Who proposes it.
    pub proposer: Proposer,
}

/// Who proposes a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposer {
    /// Kind.
    pub kind: ProposerKind,
    /// A generic description, never a real organisation.
    pub name: LanguageMap,
}

/// What kind of proposer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposerKind {
    /// A ministry of the central government.
    Ministry,
    /// A province, city, county or district.
    Municipality,
    /// A public agency or public company.
    PublicAgency,
    /// A group of citizens.
    CitizenGroup,
    /// An association of businesses.
    BusinessAssociation,
}
