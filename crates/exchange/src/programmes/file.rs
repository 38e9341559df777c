//! A file of a programme, like `examples/kr0018/programme.json`.

use madang_programme::bodies::{BodyKind, MemberClass};
use madang_words::Text;

use crate::fields::{Fields, FromFields, read_object};
use crate::mistake::Mistakes;
use crate::source::{At, Source};

/// A programme under a commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Identifier.
    pub id: String,
    /// The commitment it carries out, where there is one: `KR0018`.
    pub commitment: Option<String>,
    /// Title.
    pub title: Text,
    /// What it is, in two sentences.
    pub summary: Text,
    /// IANA time zone in which its dates are shown.
    pub zone: String,
    /// ISO 4217 code of its money.
    pub currency: String,
    /// How many projects it is to choose, where that is fixed.
    pub target: Option<u32>,
    /// The service groups.
    pub groups: Vec<At<Group>>,
    /// The bodies that take part.
    pub bodies: Vec<At<Body>>,
}

impl Programme {
    /// Reads a file.
    ///
    /// # Errors
    /// All that is wrong in it, with the places.
    pub fn read(source: &Source) -> Result<Programme, Mistakes> {
        read_object(source)
    }
}

impl FromFields for Programme {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Programme> {
        let (id, commitment) = (fields.needed("id"), fields.given("commitment"));
        let (title, summary) = (fields.needed("title"), fields.needed("summary"));
        let (zone, currency) = (fields.needed("zone"), fields.needed("currency"));
        let target = fields.given("target");
        let groups = fields.objects("groups");
        let bodies = fields.objects("bodies");
        Some(Programme {
            id: id?,
            commitment,
            title: title?,
            summary: summary?,
            zone: zone?,
            currency: currency?,
            target,
            groups,
            bodies,
        })
    }
}

/// A service group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Identifier: `vulnerable`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Whom it serves, in a sentence.
    pub description: Option<Text>,
    /// The audiences inside it.
    pub audiences: Vec<At<Audience>>,
}

impl FromFields for Group {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Group> {
        let (id, name) = (fields.needed("id"), fields.needed("name"));
        let description = fields.given("description");
        let audiences = fields.objects("audiences");
        Some(Group {
            id: id?,
            name: name?,
            description,
            audiences,
        })
    }
}

/// People whom services of a group are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience {
    /// Identifier, unique in the programme: `rural`.
    pub id: String,
    /// Name.
    pub name: Text,
}

impl FromFields for Audience {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Audience> {
        let (id, name) = (fields.needed("id"), fields.needed("name"));
        Some(Audience {
            id: id?,
            name: name?,
        })
    }
}

/// A body of the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    pub members: Vec<At<Member>>,
}

impl FromFields for Body {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Body> {
        let (id, kind) = (fields.needed("id"), fields.needed("kind"));
        let (name, mandate) = (fields.needed("name"), fields.needed("mandate"));
        let members = fields.objects("members");
        Some(Body {
            id: id?,
            kind: kind?,
            name: name?,
            mandate: mandate?,
            members,
        })
    }
}

/// A seat in a body: a post or a role, never a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Identifier, unique in the programme: `member-1`.
    pub id: String,
    /// Class.
    pub class: MemberClass,
    /// Post or role.
    pub post: Text,
    /// Interests that the member declared.
    pub interests: Option<Text>,
}

impl FromFields for Member {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Member> {
        let (id, class) = (fields.needed("id"), fields.needed("class"));
        let (post, interests) = (fields.needed("post"), fields.given("interests"));
        Some(Member {
            id: id?,
            class: class?,
            post: post?,
            interests,
        })
    }
}
