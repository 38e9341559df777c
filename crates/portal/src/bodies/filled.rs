//! A body and the seats on it as an official writes them in forms, and the commands that they lead to.

use madang_programme::Command;
use madang_programme::bodies::{
    AppointMember, BodyEstablished, BodyKind, MemberAppointed, MemberLeft,
};
use madang_words::Language;
use maud::{Markup, html};

use crate::bodies::labels::{CLASSES, body_kind, member_class};
use crate::frame::act::Places;
use crate::frame::fields::{InBoth, Words, line_field, radios, words_area, words_line};
use crate::frame::form::Field;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;

/// What the body is called on the record and in addresses.
pub const ID: Field = Field::new("id", "programme-set-id");
/// What kind it is.
pub const KIND: Field = Field::new("kind", "body-kind");
/// Its name.
pub const NAME: InBoth = InBoth::new(("name", "body-name"), ("name-other", "programme-set-other"));
/// What it is for.
pub const MANDATE: InBoth = InBoth::new(
    ("mandate", "body-mandate"),
    ("mandate-other", "programme-set-other"),
);
/// What the member is called on the record.
pub const MEMBER: Field = Field::new("member", "body-set-member");
/// What the member is there as.
pub const CLASS: Field = Field::new("class", "body-member-class");
/// The member's post.
pub const POST: InBoth = InBoth::new(
    ("post", "body-member-post"),
    ("post-other", "programme-set-other"),
);
/// Interests that the member declared.
pub const INTERESTS: InBoth = InBoth::new(
    ("interests", "body-member-declared"),
    ("interests-other", "programme-set-other"),
);

/// Where on the forms stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("id", ID),
    ("name", NAME.here),
    ("mandate", MANDATE.here),
    ("member", MEMBER),
    ("post", POST.here),
    ("interests", INTERESTS.here),
];

const KINDS: [(&str, BodyKind); 3] = [
    ("advisory-committee", BodyKind::AdvisoryCommittee),
    ("expert-panel", BodyKind::ExpertPanel),
    ("task-force", BodyKind::TaskForce),
];

/// A body of a programme, by their identifiers.
#[derive(Clone, Copy, Debug)]
pub struct Of<'a> {
    /// The programme.
    pub programme: &'a str,
    /// The body.
    pub body: &'a str,
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    id: String,
    kind: String,
    name: Words,
    mandate: Words,
    member: String,
    class: String,
    post: Words,
    interests: Words,
}

impl Filled {
    /// The words that everybody will read.
    pub fn written(&self) -> [&Words; 4] {
        [&self.name, &self.mandate, &self.post, &self.interests]
    }

    /// Reads the fields of all forms: of each those that are there.
    pub fn read(query: &mut Query) -> Filled {
        Filled {
            id: query.text(ID),
            kind: query.text(KIND),
            name: Words::read(query, NAME),
            mandate: Words::read(query, MANDATE),
            member: query.text(MEMBER),
            class: query.text(CLASS),
            post: Words::read(query, POST),
            interests: Words::read(query, INTERESTS),
        }
    }

    /// Asks to set a body up; what is missing is noted.
    pub fn established(
        &self,
        query: &mut Query,
        programme: &str,
        lang: Language,
    ) -> Option<Command> {
        let kind = query.chosen(KIND, KINDS);
        let name = self.name.needed(query, NAME, lang);
        let mandate = self.mandate.needed(query, MANDATE, lang);
        Some(Command::plain(BodyEstablished {
            programme: programme.to_owned(),
            id: self.id.clone(),
            kind: kind?,
            name: name?,
            mandate: mandate?,
        }))
    }

    /// Asks to appoint a member; what is missing is noted.
    pub fn appointed(&self, query: &mut Query, of: Of<'_>, lang: Language) -> Option<Command> {
        let class = query.chosen(CLASS, CLASSES);
        let post = self.post.needed(query, POST, lang);
        let interests = self.interests.shown(query, INTERESTS, lang);
        let facts = MemberAppointed {
            programme: of.programme.to_owned(),
            body: of.body.to_owned(),
            member: self.member.clone(),
            class: class?,
        };
        Some(AppointMember::under_post(facts, post?, interests).into())
    }
}

/// Asks that a member leave.
pub fn left(of: Of<'_>, member: &str) -> Command {
    Command::plain(MemberLeft {
        programme: of.programme.to_owned(),
        body: of.body.to_owned(),
        member: member.to_owned(),
    })
}

/// The fields of a body.
pub fn body_fields(ui: &Ui, typed: &Filled, errors: &[FieldError]) -> Markup {
    let kinds = KINDS.map(|(name, kind)| (name.to_owned(), body_kind(ui, kind)));
    html! {
        (radios(ui, errors, KIND, &kinds, &typed.kind))
        (words_line(ui, errors, NAME, &typed.name))
        (words_area(ui, errors, MANDATE, &typed.mandate))
        (line_field(ui, errors, ID, Some("programme-set-id-hint"), &typed.id))
    }
}

/// The fields of a seat.
pub fn seat_fields(ui: &Ui, typed: &Filled, errors: &[FieldError]) -> Markup {
    let classes = CLASSES.map(|(name, class)| (name.to_owned(), member_class(ui, class)));
    html! {
        p.hint { (ui.t("body-set-no-names")) }
        (words_line(ui, errors, POST, &typed.post))
        (radios(ui, errors, CLASS, &classes, &typed.class))
        (words_area(ui, errors, INTERESTS, &typed.interests))
        (line_field(ui, errors, MEMBER, Some("body-set-member-hint"), &typed.member))
    }
}
