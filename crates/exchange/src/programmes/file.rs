//! A file of a programme, like `examples/kr0018/programme.json`.

use madang_programme::bodies::{self, BodyKind, MemberClass};
use madang_programme::institutions;
use madang_programme::log::RULES;
use madang_programme::programmes::{self, check_currency, check_zone};
use madang_words::{Malformed, Text, check_slug};

use crate::fields::{Fields, FromFields, read_object};
use crate::mistake::Mistakes;
use crate::places::Places;
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
    /// The institutions that answer what people say.
    pub institutions: Vec<At<Institution>>,
    /// The bodies that take part.
    pub bodies: Vec<At<Body>>,
    /// Where this stands in the file.
    pub places: Places,
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
        let (id, commitment) = (identifier(fields), fields.given("commitment"));
        let title = words(fields, "title", programmes::MOST_TITLE);
        let summary = words(fields, "summary", programmes::MOST_SUMMARY);
        let zone = fields.held("zone", |zone: &String| check_zone(RULES, zone));
        let currency = fields.held("currency", |code: &String| check_currency(code));
        let target = fields.given("target");
        let groups = fields.objects("groups");
        let institutions = fields.objects("institutions");
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
            institutions,
            bodies,
            places: fields.places(),
        })
    }
}

/// The identifier of an object. What the record would refuse is told here, with everything else that is wrong in the file.
fn identifier(fields: &mut Fields<'_, '_>) -> Option<String> {
    fields.held("id", |id: &String| check_slug("id", id))
}

/// Words that must be there, of at most so many characters.
fn words(fields: &mut Fields<'_, '_>, name: &'static str, most: usize) -> Option<Text> {
    fields.held(name, |text: &Text| -> Result<(), Malformed> {
        text.check(name, most)
    })
}

/// The same where they may be missing.
fn given_words(fields: &mut Fields<'_, '_>, name: &'static str, most: usize) -> Option<Text> {
    fields.held_if_given(name, |text: &Text| -> Result<(), Malformed> {
        text.check(name, most)
    })
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
        let (id, name) = (
            identifier(fields),
            words(fields, "name", programmes::MOST_NAME),
        );
        let description = given_words(fields, "description", programmes::MOST_DESCRIPTION);
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
        let (id, name) = (
            identifier(fields),
            words(fields, "name", programmes::MOST_NAME),
        );
        Some(Audience {
            id: id?,
            name: name?,
        })
    }
}

/// An institution that answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Institution {
    /// Identifier, unique in the programme: `interior`.
    pub id: String,
    /// Name.
    pub name: Text,
}

impl FromFields for Institution {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Institution> {
        let id = identifier(fields);
        let name = words(fields, "name", institutions::MOST_NAME);
        Some(Institution {
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
        let (id, kind) = (identifier(fields), fields.needed("kind"));
        let name = words(fields, "name", bodies::MOST_NAME);
        let mandate = words(fields, "mandate", bodies::MOST_MANDATE);
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
        let (id, class) = (identifier(fields), fields.needed("class"));
        let post = words(fields, "post", bodies::MOST_POST);
        let interests = given_words(fields, "interests", bodies::MOST_INTERESTS);
        Some(Member {
            id: id?,
            class: class?,
            post: post?,
            interests,
        })
    }
}
