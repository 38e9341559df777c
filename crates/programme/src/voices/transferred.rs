//! A voice goes on to the institution that can answer it.

use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

use super::supplement::place;
use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change, Thing};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The content that holds why.
pub const REASON: &str = "reason";

/// The longest reason, in characters.
const MOST_REASON: usize = 2_000;

/// Another institution is to answer a voice from here on. Its clock goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceTransferred {
    /// The programme.
    pub programme: String,
    /// The voice.
    pub voice: String,
    /// The institution that it goes to.
    pub to: String,
    /// On which ground.
    pub ground: TransferGround,
}

/// Why a voice goes to another institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferGround {
    /// What it asks for is the task of the other.
    Competence,
    /// The task has gone to the other meanwhile.
    Reorganisation,
    /// It was filed with the wrong one by mistake.
    Mistake,
}

impl TransferGround {
    /// Every ground there is.
    pub const ALL: [TransferGround; 3] = [
        TransferGround::Competence,
        TransferGround::Reorganisation,
        TransferGround::Mistake,
    ];

    /// Its name on the record, in files and in the API.
    pub fn name(self) -> &'static str {
        match self {
            TransferGround::Competence => "competence",
            TransferGround::Reorganisation => "reorganisation",
            TransferGround::Mistake => "mistake",
        }
    }

    /// The ground of that name.
    pub fn named(name: &str) -> Option<TransferGround> {
        TransferGround::ALL
            .into_iter()
            .find(|ground| ground.name() == name)
    }
}

/// The content `reason` of a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceTransferReason {
    /// Why, in words.
    pub reason: Text,
}

impl Content for VoiceTransferReason {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.reason.check("reason", MOST_REASON)?)
    }
}

impl Fact for VoiceTransferred {
    const KIND: &'static str = "voice.transferred/1";
    const ASKED: &'static str = "transfer_voice";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 1 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<VoiceTransferReason>(REASON)];
    const TOLD: &'static [Told] = &[Told::Transferred];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = place(state, &self.programme, &self.voice)?;
        let to = state.institution(&self.programme, &self.to)?;
        place.refs.push(Relation::Institution.to(to));
        Ok(place)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let voice = state.voice(&self.programme, &self.voice)?;
        voice.check_open()?;
        state.check_acts_within(by, &self.programme, &voice.institution)?;
        state.institution(&self.programme, &self.to)?;
        if voice.institution == self.to {
            return Err(Violation::field(
                "to",
                said!("voice-transferred-there", to = quoted(&self.to)),
            ));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let voice = state.voice_mut(&self.programme, &self.voice)?;
        voice.institution.clone_from(&self.to);
        voice.transfers.push(entry);
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
        About::Concerns(Thing::Voice(&self.programme, &self.voice))
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
