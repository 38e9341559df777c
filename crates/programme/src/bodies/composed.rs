//! A body is set up with its seats.

use std::collections::BTreeMap;

use madang_words::{Text, check_slug};
use serde::{Deserialize, Serialize};

use super::established::{BodyEstablished, BodyKind, MOST_MANDATE, MOST_NAME};
use super::members::MemberClass;
use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule};
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

/// The content that says by which rules a body works.
pub const RULES: &str = "rules";

/// The longest rules of a body, in characters.
pub const MOST_RULES: usize = 20_000;

/// The most seats of a class, and the largest quorum.
pub const MOST_SEATS: u32 = 1_000;

/// The most days between two meetings.
pub const MOST_BETWEEN: u32 = 366;

/// A body was set up with its seats: how many of each class sit on it at least. By which rules it works is in the content `rules`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyComposed {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme.
    pub id: String,
    /// Kind.
    #[serde(rename = "type")]
    pub kind: BodyKind,
    /// Name.
    pub name: Text,
    /// Mandate.
    pub mandate: Text,
    /// How many of each class it has at least.
    pub seats: BTreeMap<MemberClass, u32>,
    /// How many must be there so that it can decide.
    pub quorum: u32,
    /// Within how many days it meets again, where that was promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meets_every: Option<u32>,
}

impl From<BodyComposed> for BodyEstablished {
    fn from(composed: BodyComposed) -> BodyEstablished {
        BodyEstablished {
            programme: composed.programme,
            id: composed.id,
            kind: composed.kind,
            name: composed.name,
            mandate: composed.mandate,
        }
    }
}

/// The content `rules` of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyRules {
    /// How it works: how it is called together, how it decides, what is public of it.
    pub text: Text,
}

impl Content for BodyRules {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.text.check("text", MOST_RULES)?)
    }
}

/// Checks that a number is from 1 to `most`.
fn check_number(field: &'static str, number: u32, most: u32) -> Checked {
    if (1..=most).contains(&number) {
        return Ok(());
    }
    Err(Violation::field(
        field,
        said!("body-number", number = number, most = most),
    ))
}

impl Fact for BodyComposed {
    const KIND: &'static str = "body.established/2";
    const ASKED: &'static str = "compose_body";
    const WHO: &'static [Role] = &[Role::Administrator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<BodyRules>(RULES).public()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Body.of(&self.programme, &self.id),
            vec![Relation::Programme.to(state.programme(&self.programme)?.entry)],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        check_slug("id", &self.id)?;
        state.check_title("name", &self.name, MOST_NAME)?;
        self.mandate.check("mandate", MOST_MANDATE)?;
        if self.seats.is_empty() {
            return Err(Violation::field("seats", said!("body-no-seats")));
        }
        for number in self.seats.values() {
            check_number("seats", *number, MOST_SEATS)?;
        }
        check_number("quorum", self.quorum, MOST_SEATS)?;
        if let Some(days) = self.meets_every {
            check_number("meets_every", days, MOST_BETWEEN)?;
        }
        let known = state.bodies(&self.programme)?.get(&self.id);
        absent("body", &self.id, known.map(|known| known.entry))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.compose_body(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_500
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
