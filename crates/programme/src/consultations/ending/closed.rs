//! A consultation is closed: nothing is owed of it any more.

use serde::{Deserialize, Serialize};

use super::super::state::ConsultationState;
use super::duties::OpenDuty;
use super::waiver::Part;
use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// A consultation is closed: all that it owes is there, or was waived, and everybody who spoke in it is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsultationClosed {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
}

impl ConsultationState {
    /// Checks that it is not closed.
    pub(in super::super) fn check_not_closed(&self) -> Checked {
        match &self.closed {
            None => Ok(()),
            Some((entry, _)) => Err(Violation::out_of_turn(said!(
                "closing-closed-already",
                entry = *entry
            ))),
        }
    }
}

/// Why something that is open keeps a consultation from being closed.
fn keeps_open(open: &OpenDuty) -> Violation {
    Violation::out_of_turn(match open {
        OpenDuty::NotEnded => said!("closing-not-ended"),
        OpenDuty::NotHeld => said!("closing-not-held"),
        OpenDuty::Missing(Part::Agenda) => said!("closing-no-agenda"),
        OpenDuty::Missing(Part::Attendance) => said!("closing-no-attendance"),
        OpenDuty::Missing(Part::Minutes) => said!("closing-no-minutes"),
        OpenDuty::Missing(Part::Outcomes) => said!("closing-no-outcomes"),
        OpenDuty::Correction(entry) => said!("closing-correction", entry = *entry),
        OpenDuty::Voices(first, number) => said!(
            "closing-voices",
            number = *number,
            first = madang_words::quoted(first)
        ),
    })
}

impl Fact for ConsultationClosed {
    const KIND: &'static str = "consultation.closed/1";
    const ASKED: &'static str = "close_consultation";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnTheRecord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        super::super::state::place(state, &self.programme, &self.consultation)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_live(&self.consultation)?;
        known.check_not_closed()?;
        state.check_acts_there(by, &self.programme, &known.plan.institution)?;
        let open = state.open_duties(&self.programme, &self.consultation, by.at)?;
        match open.first() {
            None => Ok(()),
            Some(open) => Err(keeps_open(open)),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let at = state.last_at.clone();
        let known = state.consultation_mut(&self.programme, &self.consultation)?;
        known.closed = Some((entry, at));
        Ok(())
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
