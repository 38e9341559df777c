//! A consultation was held.

use serde::{Deserialize, Serialize};

use super::plan::check_time;
use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::days::{day_at, zone_of};
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// A consultation was held, between two times that whoever led it claims. One of which nobody says so counts as held as it was
/// announced; one in writing is held when it closes, and nobody need say it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsultationHeld {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// When it began, UTC.
    pub began_at: String,
    /// When it ended, UTC.
    pub ended_at: String,
}

impl Fact for ConsultationHeld {
    const KIND: &'static str = "consultation.held/1";
    const ASKED: &'static str = "hold_consultation";
    const WHO: &'static [Role] = &[Role::Facilitator];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        super::state::place(state, &self.programme, &self.consultation)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_live(&self.consultation)?;
        known.check_not_held(&self.consultation)?;
        state.check_acts_there(by, &self.programme, &known.plan.institution)?;
        if known.plan.is_written() {
            return Err(Violation::out_of_turn(said!("consultation-written-held")));
        }
        check_time("began_at", &self.began_at)?;
        check_time("ended_at", &self.ended_at)?;
        let programme = state.programme(&self.programme)?;
        if self.ended_at <= self.began_at {
            return Err(Violation::field(
                "ended_at",
                said!(
                    "consultation-ends-first",
                    ends = programme.local(&self.ended_at),
                    begins = programme.local(&self.began_at)
                ),
            ));
        }
        if self.ended_at.as_str() > by.at {
            return Err(Violation::field(
                "ended_at",
                said!(
                    "consultation-held-later",
                    ends = programme.local(&self.ended_at)
                ),
            ));
        }
        // On a day for which it was announced: on another nobody could come.
        let zone = zone_of(&programme.zone)?;
        let began = day_at(&zone, &self.began_at)?;
        let (first, last) = (
            day_at(&zone, &known.plan.opens_at)?,
            day_at(&zone, &known.plan.closes_at)?,
        );
        if !(first..=last).contains(&began) {
            return Err(Violation::field(
                "began_at",
                said!(
                    "consultation-held-elsewhen",
                    opens = programme.local(&known.plan.opens_at),
                    closes = programme.local(&known.plan.closes_at)
                ),
            ));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.hold_consultation(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        400
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
