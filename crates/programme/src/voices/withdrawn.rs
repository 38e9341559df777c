//! A voice is taken back.

use serde::{Deserialize, Serialize};

use super::supplement::place;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::Role;
use crate::state::State;
use crate::violation::Violation;

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
        state.check_speaks_for(voice, by)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.voice_mut(&self.programme, &self.voice)?.withdrawn = Some(entry);
        Ok(())
    }
}
