//! The slip of a voice was lost: whoever said it gets another.

use serde::{Deserialize, Serialize};

use super::received::check_receipt;
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

/// Whoever said something and lost their slip showed who they are, and got another code. The one before is good for nothing any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceCodeRenewed {
    /// The programme.
    pub programme: String,
    /// The voice.
    pub voice: String,
    /// What the record has of the new code: 32 hex digits ([`super::code::Code::receipt`]).
    pub receipt: String,
}

impl Fact for VoiceCodeRenewed {
    const KIND: &'static str = "voice.code_renewed/1";
    const ASKED: &'static str = "renew_voice_code";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme, &self.voice)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let voice = state.voice(&self.programme, &self.voice)?;
        state.check_acts_there(by, &self.programme, &voice.institution)?;
        // Whoever speaks from an account comes back with that.
        if voice.receipt.is_none() {
            return Err(Violation::field("voice", said!("voice-no-slip")));
        }
        check_receipt(&self.receipt)?;
        state.check_receipt_new(&self.programme, &self.receipt)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.renew_code(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        Some(Cost::CodeRenewed)
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
