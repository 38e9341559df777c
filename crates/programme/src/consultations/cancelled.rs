//! A consultation is called off.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule};
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The content that says why.
pub const REASON: &str = "reason";

/// The longest reason, in characters.
const MOST_REASON: usize = 2_000;

/// A consultation was called off before it was held: nothing more is due of it. The reason is in the content `reason`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsultationCancelled {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
}

/// The content `reason` of `consultation.cancelled/1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CancellationReason {
    /// Why it was called off.
    pub reason: Text,
}

impl Content for CancellationReason {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.reason.check("reason", MOST_REASON)?)
    }
}

impl Fact for ConsultationCancelled {
    const KIND: &'static str = "consultation.cancelled/1";
    const ASKED: &'static str = "cancel_consultation";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] =
        &[ContentRule::of::<CancellationReason>(REASON).public()];
    const TOLD: &'static [Told] = &[Told::CalledOff];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        super::state::place(state, &self.programme, &self.consultation)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_live(&self.consultation)?;
        known.check_not_held(&self.consultation)?;
        state.check_acts_there(by, &self.programme, &known.plan.institution)?;
        // What was announced for a time that is over took place, or is to be told otherwise: nobody ends its duties by calling it off.
        if by.at >= known.plan.closes_at.as_str() {
            let programme = state.programme(&self.programme)?;
            return Err(Violation::out_of_turn(said!(
                "consultation-over",
                closes = programme.local(&known.plan.closes_at)
            )));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.cancel_consultation(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        300
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
