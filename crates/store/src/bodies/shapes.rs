//! Bodies of people, as pages and the JSON API show them.

use madang_programme::bodies::{BodyEstablished, MemberAppointed, Person};
use serde::Serialize;

/// A body of people.
#[derive(Clone, Debug, Serialize)]
pub struct BodyDetail {
    /// Its facts.
    pub facts: BodyEstablished,
    /// Its entry.
    pub entry: u64,
    /// Members who have not left.
    pub members: Vec<MemberDetail>,
}

/// A member.
#[derive(Clone, Debug, Serialize)]
pub struct MemberDetail {
    /// Facts.
    pub facts: MemberAppointed,
    /// Its entry.
    pub entry: u64,
    /// Who it is, where that is public.
    pub person: Option<Person>,
}
