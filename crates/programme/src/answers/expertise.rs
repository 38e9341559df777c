//! An expert is asked, and the clock of an answer stands still.

use serde::{Deserialize, Serialize};

use super::subject::Subject;
use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::days::{check_within, day_in, day_of};
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The most days that asking an expert stops the clock for (국민 제안 규정 9④).
pub const MOST_EXPERTISE_DAYS: i64 = 21;

/// An expert was asked about what is to be answered. Until the day named the clock of its answer stands still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpertiseAsked {
    /// The programme.
    pub programme: String,
    /// What is to be answered.
    pub subject: Subject,
    /// The last day for it, in the programme's zone, `YYYY-MM-DD`.
    pub until: String,
}

impl Fact for ExpertiseAsked {
    const KIND: &'static str = "expertise.asked/1";
    const ASKED: &'static str = "ask_expertise";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 1 };
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            self.subject.on_record(&self.programme),
            vec![self.subject.reference(state, &self.programme)?],
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        self.subject.check_stands(state, &self.programme)?;
        if let Some(responsible) = self.subject.responsible(state, &self.programme)? {
            state.check_acts_for(by, &self.programme, responsible)?;
        }
        if let Some(dealt) = state.dealt(&self.programme, &self.subject) {
            if let Some(answer) = dealt.newest()
                && !dealt.is_awaited()
            {
                return Err(Violation::out_of_turn(said!(
                    "answer-clock-stopped",
                    entry = answer.entry
                )));
            }
            let begun = dealt.reexamination.as_ref().map(|asked| asked.entry);
            let asked = dealt.expertise.iter();
            let mut asked = asked.filter(|asked| begun.is_none_or(|begun| asked.entry > begun));
            if let Some(asked) = asked.next() {
                return Err(Violation::out_of_turn(said!(
                    "answer-expertise-once",
                    entry = asked.entry
                )));
            }
        }
        let today = day_in(&state.programme(&self.programme)?.zone, by.at)?;
        let until = day_of("until", &self.until)?;
        check_within("until", today, until, MOST_EXPERTISE_DAYS)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_expertise(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        280
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Concerns(self.subject.thing(&self.programme))
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
