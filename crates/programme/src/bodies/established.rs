//! A body is set up.

use madang_words::{Text, check_slug};
use serde::{Deserialize, Serialize};

use crate::becomes::Becomes;
use crate::contents::ContentRule;
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

/// What kind of body it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// Advisory committee.
    AdvisoryCommittee,
    /// Expert panel.
    ExpertPanel,
    /// Public-private task force for service design.
    TaskForce,
    /// Forum of civil society and government: from the second version of its kind on.
    Forum,
}

/// The longest name of a body, in characters.
pub const MOST_NAME: usize = 200;
/// The longest mandate.
pub const MOST_MANDATE: usize = 4000;

/// A body was set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyEstablished {
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
}

impl Fact for BodyEstablished {
    const KIND: &'static str = "body.established/1";
    const ASKED: &'static str = "establish_body";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
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
        if self.kind == BodyKind::Forum {
            return Err(Violation::field("type", said!("body-forum-seats")));
        }
        check_slug("id", &self.id)?;
        state.check_title("name", &self.name, MOST_NAME)?;
        self.mandate.check("mandate", MOST_MANDATE)?;
        let known = state.bodies(&self.programme)?.get(&self.id);
        absent("body", &self.id, known.map(|known| known.entry))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_body(&self.programme, &self.id, self.kind, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_000
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
