//! A voice is taken back.

use serde::{Deserialize, Serialize};

use super::supplement::place;
use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change, Thing};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// Whoever said something took it back before it was answered. What was said stays readable; no answer is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceWithdrawn {
    /// The programme.
    pub programme: String,
    /// The voice.
    pub voice: String,
}

impl Fact for VoiceWithdrawn {
    const KIND: &'static str = "voice.withdrawn/1";
    const ASKED: &'static str = "withdraw_voice";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator, Role::Participant];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme, &self.voice)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let voice = state.voice(&self.programme, &self.voice)?;
        voice.check_open()?;
        // What goes on in it would be left without an answer.
        if voice.holds > 0 {
            let others = voice.holds;
            return Err(Violation::out_of_turn(said!(
                "voice-holds-others",
                others = others
            )));
        }
        state.check_acts_there(by, &self.programme, &voice.institution)?;
        state.check_speaks_for(&self.programme, voice, by)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let at = state.last_at.as_str().into();
        let voice = state.voice_mut(&self.programme, &self.voice)?;
        voice.withdrawn = Some(entry);
        voice.withdrawn_at = Some(at);
        Ok(())
    }

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        if !state.was_by(Role::Participant) {
            return Some(Cost::VoiceWithdrawn);
        }
        // Whoever typed a slip's code acts under what the record has of it, and so can whoever reads the record and signs it.
        let voice = state.voice(&self.programme, &self.voice).ok()?;
        voice.author.is_none().then_some(Cost::SlipWithdrawn)
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        200
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Concerns(Thing::Voice(&self.programme, &self.voice))
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
