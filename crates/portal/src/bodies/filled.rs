//! A body with its seats, and who sits on them, as an administrator writes them in forms, and the commands that they lead to.

use std::collections::BTreeMap;

use madang_accounts::MailAddress;
use madang_programme::Command;
use madang_programme::bodies::{
    BodyComposed, BodyKind, BodyRules, MOST_BETWEEN, MOST_SEATS, MemberClass, MemberLeft,
    MemberSeated, Person, RULES, SeatMember,
};
use madang_words::{Language, Text};
use maud::{Markup, html};

use crate::bodies::labels::{CLASSES, SECTORS, body_kind, member_class};
use crate::frame::act::Places;
use crate::frame::fields::{
    InBoth, Words, boxes, day_field, line_field, radios, words_area, words_line,
};
use crate::frame::form::{Choice, Field, mail_field, select};
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
/// By which rules it works.
pub const PROCEDURE: InBoth = InBoth::new(
    ("rules", "body-rules"),
    ("rules-other", "programme-set-other"),
);
/// How many of each class sit on it at least.
pub const SEATS: [(MemberClass, Field); 4] = [
    (
        MemberClass::Official,
        Field::new("seats-official", "body-seats-official"),
    ),
    (
        MemberClass::Expert,
        Field::new("seats-expert", "body-seats-expert"),
    ),
    (
        MemberClass::Designer,
        Field::new("seats-designer", "body-seats-designer"),
    ),
    (
        MemberClass::Citizen,
        Field::new("seats-citizen", "body-seats-citizen"),
    ),
];
/// How many must be there.
pub const QUORUM: Field = Field::new("quorum", "body-quorum");
/// Within how many days it meets again.
pub const MEETS: Field = Field::new("meets", "body-meets");
/// Where the member is written to.
pub const ADDRESS: Field = Field::new("address", "body-member-address");
/// What the member is there as.
pub const CLASS: Field = Field::new("class", "body-member-class");
/// The part of society that the member comes from.
pub const SECTOR: Field = Field::new("sector", "body-member-sector");
/// The member's post.
pub const POST: InBoth = InBoth::new(
    ("post", "body-member-post"),
    ("post-other", "programme-set-other"),
);
/// The member's name.
pub const PERSON_NAME: Field = Field::new("person-name", "body-member-name");
/// The first day of the term.
pub const FROM: Field = Field::new("from", "body-term-from");
/// Its last day.
pub const UNTIL: Field = Field::new("until", "body-term-until");
/// Whether the member is in the chair.
pub const CHAIR: Field = Field::new("chair", "body-member-chair");
/// Whether a citizen consented.
pub const CONSENT: Field = Field::new("consent", "body-member-consent");

/// Where on the forms stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("id", ID),
    ("name", NAME.here),
    ("mandate", MANDATE.here),
    ("text", PROCEDURE.here),
    ("seats", SEATS[0].1),
    ("quorum", QUORUM),
    ("meets_every", MEETS),
    ("member", ADDRESS),
    ("sector", SECTOR),
    ("post", POST.here),
    ("from", FROM),
    ("until", UNTIL),
    ("chair", CHAIR),
    ("consent", CONSENT),
];

const KINDS: [(&str, BodyKind); 4] = [
    ("advisory-committee", BodyKind::AdvisoryCommittee),
    ("expert-panel", BodyKind::ExpertPanel),
    ("task-force", BodyKind::TaskForce),
    ("forum", BodyKind::Forum),
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
    rules: Words,
    seats: [String; 4],
    quorum: String,
    meets: String,
    address: String,
    class: String,
    sector: String,
    post: Words,
    person: String,
    from: String,
    until: String,
    chair: Vec<String>,
    consent: Vec<String>,
}

/// Who is to be appointed, before it is known under which name: where they are written to, and what is asked.
pub struct Appointed {
    /// Their address.
    pub address: MailAddress,
    /// What is asked, without the member's name in the body.
    pub ask: SeatMember,
}

impl Filled {
    /// The words that everybody will read.
    pub fn written(&self) -> [&Words; 4] {
        [&self.name, &self.mandate, &self.rules, &self.post]
    }

    /// Reads the fields of all forms: of each those that are there.
    pub fn read(query: &mut Query) -> Filled {
        Filled {
            id: query.text(ID),
            kind: query.text(KIND),
            name: Words::read(query, NAME),
            mandate: Words::read(query, MANDATE),
            rules: Words::read(query, PROCEDURE),
            seats: SEATS.map(|(_, field)| query.text(field)),
            quorum: query.text(QUORUM),
            meets: query.text(MEETS),
            address: query.text(ADDRESS),
            class: query.text(CLASS),
            sector: query.text(SECTOR),
            post: Words::read(query, POST),
            person: query.text(PERSON_NAME),
            from: query.text(FROM),
            until: query.text(UNTIL),
            chair: query.ticked(CHAIR),
            consent: query.ticked(CONSENT),
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
        let mut seats = BTreeMap::new();
        for (class, field) in SEATS {
            let number = number(query, field, 0..=MOST_SEATS);
            seats.extend(
                number
                    .filter(|number| *number > 0)
                    .map(|number| (class, number)),
            );
        }
        let quorum = number(query, QUORUM, 1..=MOST_SEATS);
        if self.quorum.is_empty() {
            query.refuse(QUORUM, "error-empty", "", "");
        }
        let meets_every = number(query, MEETS, 1..=MOST_BETWEEN);
        let text = self.rules.needed(query, PROCEDURE, lang);
        let facts = BodyComposed {
            programme: programme.to_owned(),
            id: self.id.clone(),
            kind: kind?,
            name: name?,
            mandate: mandate?,
            seats,
            quorum: quorum?,
            meets_every,
        };
        Some(Command::said(RULES, facts, BodyRules { text: text? }))
    }

    /// Asks to appoint a member; what is missing is noted.
    pub fn appointed(&self, query: &mut Query, of: Of<'_>, lang: Language) -> Option<Appointed> {
        let address = MailAddress::parse(&self.address);
        if address.is_none() {
            query.refuse(ADDRESS, "account-address-wrong", "", "");
        }
        let class = query.chosen(CLASS, CLASSES);
        let sector = query.chosen(SECTOR, SECTORS.map(|(id, _)| (id, id)));
        let post = self.post.needed(query, POST, lang);
        let consent = class == Some(MemberClass::Citizen) && !self.consent.is_empty();
        let named = class.is_some_and(|class| class != MemberClass::Citizen) || consent;
        if named && self.person.is_empty() {
            query.refuse(PERSON_NAME, "error-empty", "", "");
        }
        if self.from.is_empty() {
            query.refuse(FROM, "error-empty", "", "");
        }
        let some = |typed: &str| Some(typed.to_owned()).filter(|typed| !typed.is_empty());
        let facts = MemberSeated {
            programme: of.programme.to_owned(),
            body: of.body.to_owned(),
            member: String::new(),
            class: class?,
            sector: sector?.to_owned(),
            from: self.from.clone(),
            until: some(&self.until),
            chair: !self.chair.is_empty(),
            consent,
        };
        let post: Text = post?;
        let person = Person {
            post,
            name: some(&self.person),
            interests: None,
        };
        let ask = SeatMember { facts, person };
        Some(Appointed {
            address: address?,
            ask,
        })
    }
}

/// A whole number that was typed, where one was.
fn number(query: &mut Query, field: Field, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
    let range = u64::from(*range.start())..=u64::from(*range.end());
    let number = query.optional_number(field, range)?;
    u32::try_from(number).ok()
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
        @for ((_, field), number) in SEATS.iter().zip(&typed.seats) {
            (line_field(ui, errors, *field, None, number))
        }
        (line_field(ui, errors, QUORUM, None, &typed.quorum))
        (line_field(ui, errors, MEETS, Some("body-meets-hint"), &typed.meets))
        (words_area(ui, errors, PROCEDURE, &typed.rules))
        (line_field(ui, errors, ID, Some("programme-set-id-hint"), &typed.id))
    }
}

/// The fields of a seat.
pub fn seat_fields(ui: &Ui, typed: &Filled, errors: &[FieldError]) -> Markup {
    let classes = CLASSES.map(|(name, class)| (name.to_owned(), member_class(ui, class)));
    let sectors: Vec<Choice> = SECTORS
        .iter()
        .map(|(id, key)| ((*id).to_owned(), ui.t(key)))
        .collect();
    let yes = |key: &str| vec![("yes".to_owned(), ui.t(key))];
    html! {
        (mail_field(ui, errors, ADDRESS, &typed.address))
        p.hint { (ui.t("body-member-address-hint")) }
        (radios(ui, errors, CLASS, &classes, &typed.class))
        (select(ui, errors, SECTOR, Some(&ui.t("body-choose")), &sectors, &typed.sector))
        (words_line(ui, errors, POST, &typed.post))
        (line_field(ui, errors, PERSON_NAME, Some("body-member-name-hint"), &typed.person))
        (boxes(ui, errors, CONSENT, &yes("body-member-consents"), &typed.consent))
        (boxes(ui, errors, CHAIR, &yes("body-member-chairs"), &typed.chair))
        (day_field(ui, errors, FROM, None, &typed.from))
        (day_field(ui, errors, UNTIL, Some("body-term-until-hint"), &typed.until))
    }
}
