//! Whoever was answered asks for another look.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use super::subject::Subject;
use crate::becomes::Becomes;
use crate::clock::{Period, due};
use crate::contents::{Content, ContentRule};
use crate::days::{day_at, zone_of};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

use super::given::REASON;

/// The days in which it can be asked for (국민 제안 규정 12①).
pub const MOST_REEXAMINATION_DAYS: u16 = 15;

/// The longest reason, in characters.
const MOST_WORDS: usize = 2_000;

/// Whoever said something, or somebody for them, asked for their answer to be looked at again. It is due anew from this day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReexaminationAsked {
    /// The programme.
    pub programme: String,
    /// What was answered.
    pub subject: Subject,
    /// The entry of the answer, the newest there is.
    pub answer: u64,
}

/// The content `reason`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReexaminationReason {
    /// Why.
    pub reason: Text,
}

impl Content for ReexaminationReason {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.reason.check("reason", MOST_WORDS)?)
    }
}

impl Fact for ReexaminationAsked {
    const KIND: &'static str = "reexamination.asked/1";
    const ASKED: &'static str = "ask_reexamination";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator, Role::Participant];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<ReexaminationReason>(REASON)];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            self.subject.on_record(&self.programme),
            vec![
                self.subject.reference(state, &self.programme)?,
                Relation::Answer.to(self.answer),
            ],
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let programme = state.programme(&self.programme)?;
        self.subject.check_stands(state, &self.programme)?;
        match &self.subject {
            Subject::Voice(id) => {
                let voice = state.voice(&self.programme, id)?;
                state.check_speaks_for(&self.programme, voice, by)?;
                state.check_acts_there(by, &self.programme, &voice.institution)?;
            }
            // Officials hand proposals in for those who made them; participants ask from rules 6 on, for their own.
            Subject::Proposal(id) if by.actor.role == Role::Participant => {
                let own = state.proposal(&self.programme, id)?.is_by(by);
                if state.rules() < 6 || !own {
                    return Err(Violation::field("actor", said!("voice-not-own")));
                }
            }
            Subject::Proposal(_) => {}
        }
        let answer = state.newest_answer(&self.programme, &self.subject, self.answer)?;
        if let Subject::Proposal(_) = self.subject {
            state.check_acts_there(by, &self.programme, &answer.institution)?;
        }
        let dealt = state.dealt(&self.programme, &self.subject);
        if let Some(asked) = dealt.and_then(|dealt| dealt.reexamination.as_ref()) {
            return Err(Violation::out_of_turn(said!(
                "answer-reexamination-once",
                entry = asked.entry
            )));
        }
        let zone = zone_of(&programme.zone)?;
        let (answered, today) = (day_at(&zone, &answer.at)?, day_at(&zone, by.at)?);
        let period = Period::Days(MOST_REEXAMINATION_DAYS);
        let last = due(answered, period, &[], programme.calendar(None)).due;
        if today > last {
            return Err(Violation::out_of_turn(said!(
                "answer-reexamination-late",
                last = last.to_string()
            )));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_reexamination(self, entry)
    }

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        let spoken_for =
            self.subject.is_of_people(state, &self.programme) && !state.was_by(Role::Participant);
        spoken_for.then_some(Cost::SpokenFor)
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        280
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::AnotherLook(self)
    }

    fn about(&self) -> About<'_> {
        About::Concerns(self.subject.thing(&self.programme))
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
