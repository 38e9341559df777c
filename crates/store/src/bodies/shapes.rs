//! Bodies of people, as pages and the JSON API show them.

use madang_programme::bodies::{BodyEstablished, MemberAppointed, Person};
use serde::Serialize;

use crate::page::Moment;

/// A body of people.
#[derive(Clone, Debug, Serialize)]
pub struct BodyDetail {
    /// Its facts.
    pub facts: BodyEstablished,
    /// Its entry.
    pub entry: u64,
    /// Members who have not left.
    pub members: Vec<MemberDetail>,
    /// Those who left, in the order in which they did: what they did and declared stays theirs.
    pub former: Vec<MemberDetail>,
}

impl BodyDetail {
    /// Who had a pseudonym: the member who has it now, or the last who left with it.
    pub fn member(&self, id: &str) -> Option<&MemberDetail> {
        let all = self.members.iter().chain(self.former.iter().rev());
        all.into_iter().find(|member| member.facts.member == id)
    }
}

/// A member.
#[derive(Clone, Debug, Serialize)]
pub struct MemberDetail {
    /// Facts.
    pub facts: MemberAppointed,
    /// Its entry.
    pub entry: u64,
    /// When the member was appointed, UTC.
    pub at: String,
    /// Where the member left.
    pub left: Option<Moment>,
    /// Who it is, where that is public.
    pub person: Option<Person>,
}
