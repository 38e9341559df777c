//! Bodies of people, as pages and the JSON API show them.

use madang_programme::bodies::{
    BodyComposed, BodyEstablished, MemberAppointed, MemberSeated, Person,
};
use madang_words::Text;
use serde::Serialize;

use crate::page::Moment;

/// A body of people.
#[derive(Clone, Debug, Serialize)]
pub struct BodyDetail {
    /// Its facts.
    pub facts: BodyEstablished,
    /// Its seats, where it was set up with any.
    pub composed: Option<BodyComposed>,
    /// By which rules it works, where these are public.
    pub rules: Option<Text>,
    /// Its entry.
    pub entry: u64,
    /// Members who have not left.
    pub members: Vec<MemberDetail>,
    /// Those who left, in the order in which they did: what they did and declared stays theirs.
    pub former: Vec<MemberDetail>,
}

impl BodyDetail {
    /// A body that was set up without seats.
    pub fn established(facts: BodyEstablished, entry: u64) -> BodyDetail {
        BodyDetail {
            facts,
            composed: None,
            rules: None,
            entry,
            members: vec![],
            former: vec![],
        }
    }

    /// One that was set up with its seats.
    pub fn composed(facts: BodyComposed, entry: u64) -> BodyDetail {
        BodyDetail {
            composed: Some(facts.clone()),
            ..BodyDetail::established(facts.into(), entry)
        }
    }

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
    /// Their term, where they were appointed for one.
    pub term: Option<MemberSeated>,
    /// Its entry.
    pub entry: u64,
    /// When the member was appointed, UTC.
    pub at: String,
    /// Where the member left.
    pub left: Option<Moment>,
    /// Who it is, where that is public.
    pub person: Option<Person>,
}

impl MemberDetail {
    /// A member who was appointed without a term, at a time.
    pub fn appointed(facts: MemberAppointed, (entry, at): (u64, String)) -> MemberDetail {
        MemberDetail {
            facts,
            term: None,
            entry,
            at,
            left: None,
            person: None,
        }
    }

    /// One who was appointed for a term.
    pub fn seated(facts: MemberSeated, by: (u64, String)) -> MemberDetail {
        MemberDetail {
            term: Some(facts.clone()),
            ..MemberDetail::appointed(facts.into(), by)
        }
    }
}
