//! What the API says about bodies of people.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::frame::shapes::{Texts, name, optional, texts};
use crate::model;

/// A body of people.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Body {
    /// Identifier.
    pub id: String,
    /// Kind: `advisory_committee`, `expert_panel`, `task_force` or `forum`.
    pub kind: String,
    /// Name.
    pub name: Texts,
    /// Mandate.
    pub mandate: Texts,
    /// How many of each class sit on it at least; empty where it was set up without seats.
    pub seats: BTreeMap<String, u32>,
    /// How many must be there so that it can decide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quorum: Option<u32>,
    /// Within how many days it meets again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meets_every: Option<u32>,
    /// By which rules it works; absent where there are none or they are not public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<Texts>,
    /// Its entry.
    pub entry: u64,
    /// Members who have not left.
    pub members: Vec<Member>,
    /// Those who left, in the order in which they did: what they did and declared stays theirs.
    pub former: Vec<FormerMember>,
}

impl From<&model::BodyDetail> for Body {
    fn from(body: &model::BodyDetail) -> Body {
        let member = |member: &model::MemberDetail| Member {
            id: member.facts.member.clone(),
            class: name(&member.facts.class),
            post: optional(member.person.as_ref().map(|person| &person.post)),
            name: member
                .person
                .as_ref()
                .and_then(|person| person.name.clone()),
            interests: optional(
                member
                    .person
                    .as_ref()
                    .and_then(|person| person.interests.as_ref()),
            ),
            entry: member.entry,
            from: member.at.clone(),
            sector: member.term.as_ref().map(|term| term.sector.clone()),
            term_from: member.term.as_ref().map(|term| term.from.clone()),
            term_until: member.term.as_ref().and_then(|term| term.until.clone()),
            chair: member.term.as_ref().is_some_and(|term| term.chair),
        };
        let seats = body.composed.iter().flat_map(|composed| &composed.seats);
        let former = |left: &model::MemberDetail| FormerMember {
            member: member(left),
            until: left.left.as_ref().map(|left| left.at.clone()),
            left_entry: left.left.as_ref().map(|left| left.entry),
        };
        Body {
            id: body.facts.id.clone(),
            kind: name(&body.facts.kind),
            name: texts(&body.facts.name),
            mandate: texts(&body.facts.mandate),
            seats: seats.map(|(class, least)| (name(class), *least)).collect(),
            quorum: body.composed.as_ref().map(|composed| composed.quorum),
            meets_every: body
                .composed
                .as_ref()
                .and_then(|composed| composed.meets_every),
            rules: optional(body.rules.as_ref()),
            entry: body.entry,
            members: body.members.iter().map(member).collect(),
            former: body.former.iter().map(former).collect(),
        }
    }
}

/// A member of a body.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Member {
    /// Pseudonym, unique in the body.
    pub id: String,
    /// There as `official`, `expert`, `designer` or `citizen`.
    pub class: String,
    /// Post; absent where it is not public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<Texts>,
    /// Name; absent where it is not public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Declared interests; absent where there are none or they are not public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interests: Option<Texts>,
    /// Its entry.
    pub entry: u64,
    /// When the member was appointed, UTC.
    pub from: String,
    /// The part of society that the member comes from; absent where the member was appointed without a term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// The first day of the term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term_from: Option<String>,
    /// Its last day; absent while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term_until: Option<String>,
    /// Whether the member is in the chair.
    pub chair: bool,
}

/// A member who left.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormerMember {
    /// As one who is there.
    #[serde(flatten)]
    pub member: Member,
    /// When the member left, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The entry that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_entry: Option<u64>,
}
