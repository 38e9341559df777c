//! A phase of a design begins.

use serde::{Deserialize, Serialize};

use super::phase::DesignPhase;
use super::state::{DesignNext, place};
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

/// A phase begins: the first, the one after the phase that was closed, or the one to which the design goes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignPhaseStarted {
    /// The programme.
    pub programme: String,
    /// The design.
    pub design: String,
    /// The phase.
    pub phase: DesignPhase,
}

impl Fact for DesignPhaseStarted {
    const KIND: &'static str = "design.phase_started/1";
    const ASKED: &'static str = "start_design_phase";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 1 };
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme, &self.design)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.design(&self.programme, &self.design)?;
        state.check_acts_within(by, &self.programme, &known.lead)?;
        match known.next() {
            DesignNext::Start(phase) if phase == self.phase => Ok(()),
            DesignNext::Start(phase) => {
                let reason = said!("design-phase-next", phase = phase.said());
                Err(Violation::field("phase", reason))
            }
            DesignNext::Open(round) => Err(Violation::out_of_turn(said!(
                "design-phase-open",
                phase = round.phase.said(),
                entry = round.entry
            ))),
            DesignNext::Ended(entry) => Err(super::state::was_ended(&self.design, entry)),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.start_phase(self, entry)
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
