//! A task force met.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use super::phase::DesignPhase;
use super::state::{MOST_SESSIONS, place, sits};
use crate::becomes::Becomes;
use crate::bodies::MemberClass;
use crate::contents::{Content, ContentRule, TEXT};
use crate::days::{day_in, day_of};
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// Who has to have been there together once before a phase is closed and the design goes on.
pub const NEEDED: [MemberClass; 3] = [
    MemberClass::Official,
    MemberClass::Designer,
    MemberClass::Citizen,
];

/// The longest that is said of a session, in characters.
const MOST_TEXT: usize = 10_000;

/// Members of a task force worked together on a day; who was there is told as what they sit there, and never by name. What they did is in
/// the content `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignSessionHeld {
    /// The programme.
    pub programme: String,
    /// The design.
    pub design: String,
    /// Its number among the sessions of the design, from 1.
    pub no: u32,
    /// The phase, which is open.
    pub phase: DesignPhase,
    /// The day, in the programme's zone: `2027-04-16`.
    pub day: String,
    /// As what the members sit there who were present: each once.
    pub present: Vec<MemberClass>,
}

/// The content `text` of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionText {
    /// What was done.
    pub text: Text,
}

impl Content for SessionText {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.text.check("text", MOST_TEXT)?)
    }
}

impl Fact for DesignSessionHeld {
    const KIND: &'static str = "design.session_held/1";
    const ASKED: &'static str = "hold_design_session";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<SessionText>(TEXT).public()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme, &self.design)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.works_on_design(&self.programme, &self.design, by)?;
        let round = known.open_round(&self.design, self.phase)?;
        let next = known.sessions().saturating_add(1);
        if next > MOST_SESSIONS {
            let reason = said!("design-sessions-many", most = MOST_SESSIONS);
            return Err(Violation::out_of_turn(reason));
        }
        if usize::try_from(self.no) != Ok(next) {
            let reason = said!("design-session-next", next = next);
            return Err(Violation::field("no", reason));
        }
        let zone = &state.programme(&self.programme)?.zone;
        let day = day_of("day", &self.day)?;
        let (from, today) = (day_in(zone, &round.at)?, day_in(zone, by.at)?);
        if !(from..=today).contains(&day) {
            let (from, today) = (from.to_string(), today.to_string());
            let reason = said!("design-session-day", from = from, today = today);
            return Err(Violation::field("day", reason));
        }
        if self.present.is_empty() {
            return Err(Violation::field("present", said!("design-session-nobody")));
        }
        let body = state.body(&self.programme, &known.body)?;
        for (number, class) in self.present.iter().enumerate() {
            if self.present[..number].contains(class) {
                return Err(Violation::field("present", said!("design-session-twice")));
            }
            if !sits(body, *class) {
                return Err(Violation::field("present", said!("design-session-no-seat")));
            }
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_session(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        200
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
