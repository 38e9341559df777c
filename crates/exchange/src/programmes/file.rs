//! A file of a programme, like `examples/kr0018/programme.json`.

use madang_programme::bodies::{BodyKind, MemberClass};
use madang_words::Text;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::mistake::Mistakes;
use crate::source::{At, Source};

/// A programme under a commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Identifier.
    pub id: String,
    /// The commitment it carries out: `KR0018`.
    pub commitment: String,
    /// Title.
    pub title: Text,
    /// What it is, in two sentences.
    pub summary: Text,
    /// IANA time zone in which its dates are shown.
    pub zone: String,
    /// ISO 4217 code of its money.
    pub currency: String,
    /// How many projects the commitment promises.
    pub target: u32,
    /// The service groups.
    pub groups: Vec<At<Group>>,
    /// The bodies that take part.
    pub bodies: Vec<At<Body>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists<'t> {
    id: String,
    commitment: String,
    title: Text,
    summary: Text,
    zone: String,
    currency: String,
    target: u32,
    #[serde(borrow)]
    groups: Vec<&'t RawValue>,
    #[serde(borrow)]
    bodies: Vec<&'t RawValue>,
}

impl Programme {
    /// Reads a file.
    ///
    /// # Errors
    /// All that is wrong in it, with the places.
    pub fn read(source: &Source) -> Result<Programme, Mistakes> {
        let lists: Lists = source.json()?;
        let mut mistakes = Vec::new();
        let read = Programme {
            id: lists.id,
            commitment: lists.commitment,
            title: lists.title,
            summary: lists.summary,
            zone: lists.zone,
            currency: lists.currency,
            target: lists.target,
            groups: source.items(&lists.groups, &mut mistakes),
            bodies: source.items(&lists.bodies, &mut mistakes),
        };
        Mistakes::none_of(mistakes, read)
    }
}

/// A service group.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Identifier: `vulnerable`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Whom it serves, in a sentence.
    pub description: Text,
    /// The audiences inside it.
    pub audiences: Vec<Audience>,
}

/// People whom services of a group are for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// Identifier, unique in the programme: `rural`.
    pub id: String,
    /// Name.
    pub name: Text,
}

/// A body of the programme.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Identifier.
    pub id: String,
    /// Kind.
    pub kind: BodyKind,
    /// Name.
    pub name: Text,
    /// What it is there to do.
    pub mandate: Text,
    /// Its members, as posts.
    pub members: Vec<Member>,
}

/// A seat in a body: a post or a role, never a name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Identifier, unique in the programme: `member-1`.
    pub id: String,
    /// Class.
    pub class: MemberClass,
    /// Post or role.
    pub post: Text,
}
