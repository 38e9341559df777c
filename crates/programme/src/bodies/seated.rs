//! A member takes a seat for a term.

use jiff::civil::Date;
use madang_words::check_slug;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::members::{MemberAppointed, MemberClass, PERSON, Person};
use super::state::Seated;
use crate::becomes::{Becomes, Seat};
use crate::command::{Ask, Asked, NewContent};
use crate::contents::ContentRule;
use crate::days::day_of;
use crate::event::Event;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};
use crate::words::said;

/// The content that says who a citizen is who did not consent that everybody is told.
pub const IDENTITY: &str = "identity";

/// Those who may read it.
const READERS: &[Role] = &[Role::Administrator, Role::Official];

/// A member was appointed for a term, under the name that they have in this body alone: a participant acts under it. Who it is stands in the
/// content `person`; of a citizen who did not consent in the content `identity`, which few may read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberSeated {
    /// The programme.
    pub programme: String,
    /// The body.
    pub body: String,
    /// The member's name there: 32 hex digits.
    pub member: String,
    /// What the member is there as.
    pub class: MemberClass,
    /// The part of society that the member comes from.
    pub sector: String,
    /// The first day of the term, in the programme's zone.
    pub from: String,
    /// Its last day; open, if none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Whether the member is in the chair, and decides on who scores what.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub chair: bool,
    /// Whether a citizen consented that everybody is told who they are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consent: bool,
}

impl From<MemberSeated> for MemberAppointed {
    fn from(seated: MemberSeated) -> MemberAppointed {
        MemberAppointed {
            programme: seated.programme,
            body: seated.body,
            member: seated.member,
            class: seated.class,
        }
    }
}

impl MemberSeated {
    /// Whether everybody is told who it is.
    pub fn is_named(&self) -> bool {
        self.class != MemberClass::Citizen || self.consent
    }

    fn check_term(&self) -> Checked {
        let from: Date = day_of("from", &self.from)?;
        let until = self.until.as_deref();
        let until = until.map(|until| day_of("until", until)).transpose()?;
        if until.is_some_and(|until| until < from) {
            return Err(Violation::field("until", said!("body-term-ends-first")));
        }
        Ok(())
    }
}

/// Who is appointed, of an entry of this kind.
fn seated(event: &Event) -> Option<&MemberSeated> {
    match event {
        Event::Bodies(super::Event::MemberSeated(seated)) => Some(seated),
        _ => None,
    }
}

fn is_named(event: &Event) -> bool {
    seated(event).is_some_and(MemberSeated::is_named)
}

fn is_not_named(event: &Event) -> bool {
    seated(event).is_some_and(|seated| !seated.is_named())
}

/// Officials, experts and designers have a name beside their post: who decides is known. What the facts do not tell of is not there.
fn named(event: &Event, _state: &State, content: &Value) -> Checked {
    let Some(seated) = seated(event) else {
        return Ok(());
    };
    if !seated.is_named() {
        return Err(Violation::field(PERSON, said!("body-without-consent")));
    }
    match content.get("name") {
        Some(Value::String(name)) if !name.trim().is_empty() => Ok(()),
        _ => Err(Violation::field("name", said!("body-name-missing"))),
    }
}

fn restricted(event: &Event, _state: &State, _content: &Value) -> Checked {
    match is_named(event) {
        true => Err(Violation::field(IDENTITY, said!("body-is-named"))),
        false => Ok(()),
    }
}

impl Fact for MemberSeated {
    const KIND: &'static str = "body.member_appointed/2";
    const ASKED: &'static str = "seat_member";
    const WHO: &'static [Role] = &[Role::Administrator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[
        ContentRule::of::<Person>(PERSON)
            .public()
            .needed_where(is_named)
            .beside(named),
        ContentRule::of::<Person>(IDENTITY)
            .only(READERS)
            .needed_where(is_not_named)
            .beside(restricted),
    ];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Member.of(&self.programme, &format!("{}/{}", self.body, self.member)),
            vec![Relation::Body.to(state.body(&self.programme, &self.body)?.entry)],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        let body = state.body(&self.programme, &self.body)?;
        let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if self.member.len() != 32 || !self.member.bytes().all(hex) {
            return Err(Violation::field("member", said!("kernel-hex-32")));
        }
        check_slug("sector", &self.sector)?;
        self.check_term()?;
        if self.consent && self.class != MemberClass::Citizen {
            return Err(Violation::field("consent", said!("body-consent-of-others")));
        }
        let in_chair = body.seated.iter();
        let mut in_chair = in_chair.filter(|seated| seated.chair && seated.left.is_none());
        if let (true, Some(other)) = (self.chair, in_chair.next()) {
            return Err(Violation::field(
                "chair",
                said!("body-chair-taken", entry = other.entry),
            ));
        }
        let known = body.members.get(&self.member);
        absent("member", &self.member, known.map(|(_, entry)| *entry))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.seat_member(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_500
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Member(Seat {
            programme: &self.programme,
            body: &self.body,
            member: &self.member,
        })
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}

impl Seated {
    /// Who was appointed so, from the entry on at that time.
    pub(super) fn new(seated: &MemberSeated, entry: u64, at: &str) -> Seated {
        Seated {
            entry,
            at: at.to_owned(),
            member: seated.member.clone(),
            class: seated.class,
            sector: seated.sector.clone(),
            from: seated.from.clone(),
            until: seated.until.clone(),
            chair: seated.chair,
            named: seated.is_named(),
            left: None,
        }
    }
}

/// Asks to appoint a member for a term.
#[derive(Clone, Debug)]
pub struct SeatMember {
    /// The facts.
    pub facts: MemberSeated,
    /// Who it is.
    pub person: Person,
}

impl Ask for SeatMember {
    fn name(&self) -> &'static str {
        MemberSeated::ASKED
    }

    fn content(&self) -> impl Serialize {
        (&self.facts, &self.person)
    }

    fn draft(self, _state: &State) -> Result<Asked, Violation> {
        let content = match self.facts.is_named() {
            true => NewContent::public(PERSON, &self.person)?,
            false => NewContent::restricted(IDENTITY, &self.person, READERS)?,
        };
        let mut asked = Asked::from(self.facts);
        asked.contents.push(content);
        Ok(asked)
    }
}
