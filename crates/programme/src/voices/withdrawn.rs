//! A voice is taken back.

use serde::{Deserialize, Serialize};

use super::supplement::place;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::Role;
use crate::state::State;
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
    const CONTENTS: &'static [ContentRule] = &[];

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
        state.voice_mut(&self.programme, &self.voice)?.withdrawn = Some(entry);
        Ok(())
    }
}
