//! Whoever said something is asked for more, once, and answers.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use super::received::VoiceWords;
use super::state::{Standing, Supplement};
use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule, TEXT};
use crate::days::{check_within, day_in, day_of};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Change, Thing};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The content that holds what was asked.
pub const QUESTION: &str = "question";

/// The most days that whoever said something gets to add to it.
pub const MOST_SUPPLEMENT_DAYS: i64 = 7;

/// The longest question, in characters.
const MOST_QUESTION: usize = 2_000;

/// Something was asked to be added to a voice. Until the day named, or until it is added, the clock of its answer stands still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceSupplementAsked {
    /// The programme.
    pub programme: String,
    /// The voice.
    pub voice: String,
    /// The last day for it, in the programme's zone, `YYYY-MM-DD`.
    pub until: String,
}

/// The content `question`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceQuestion {
    /// What is asked.
    pub question: Text,
}

impl Content for VoiceQuestion {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.question.check("question", MOST_QUESTION)?)
    }
}

/// The place of what is about a voice.
pub(super) fn place(state: &State, programme: &str, voice: &str) -> Result<Place, Violation> {
    Ok(Place::of_programme(
        programme,
        SubjectKind::Voice.of(programme, voice),
        vec![Relation::Voice.to(state.voice(programme, voice)?.entry)],
    ))
}

impl Fact for VoiceSupplementAsked {
    const KIND: &'static str = "voice.supplement_asked/1";
    const ASKED: &'static str = "ask_supplement";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 1 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<VoiceQuestion>(QUESTION)];
    const TOLD: &'static [Told] = &[Told::Asked];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme, &self.voice)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let voice = state.voice(&self.programme, &self.voice)?;
        voice.check_open()?;
        state.check_acts_within(by, &self.programme, &voice.institution)?;
        if let Some(asked) = &voice.supplement {
            return Err(Violation::out_of_turn(said!(
                "voice-supplement-once",
                entry = asked.asked
            )));
        }
        let today = day_in(&state.programme(&self.programme)?.zone, by.at)?;
        let until = day_of("until", &self.until)?;
        check_within("until", today, until, MOST_SUPPLEMENT_DAYS)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let at = state.last_at.clone();
        let voice = state.voice_mut(&self.programme, &self.voice)?;
        let supplement = Supplement {
            asked: entry,
            at,
            until: self.until.clone(),
            given: None,
            given_at: String::new(),
        };
        voice.supplement = Some(Box::new(supplement));
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

/// Whoever said something added to it, in words and in files, as the voice itself has them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceSupplemented {
    /// The programme.
    pub programme: String,
    /// The voice.
    pub voice: String,
}

impl Fact for VoiceSupplemented {
    const KIND: &'static str = "voice.supplemented/1";
    const ASKED: &'static str = "supplement_voice";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator, Role::Participant];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<VoiceWords>(TEXT).searched()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme, &self.voice)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let voice = state.voice(&self.programme, &self.voice)?;
        voice.check_open()?;
        state.check_speaks_for(&self.programme, voice, by)?;
        state.check_acts_there(by, &self.programme, &voice.institution)?;
        let asked = match (&voice.supplement, voice.standing()) {
            (Some(asked), Standing::Asked) => asked,
            (Some(_), _) => {
                return Err(Violation::out_of_turn(said!("voice-supplement-given")));
            }
            (None, _) => {
                return Err(Violation::out_of_turn(said!("voice-supplement-not-asked")));
            }
        };
        let today = day_in(&state.programme(&self.programme)?.zone, by.at)?;
        if today > day_of("until", &asked.until)? {
            return Err(Violation::out_of_turn(said!(
                "voice-supplement-late",
                until = &asked.until
            )));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let at = state.last_at.clone();
        let voice = state.voice_mut(&self.programme, &self.voice)?;
        let asked = voice.supplement.as_mut();
        let asked =
            asked.ok_or_else(|| Violation::out_of_turn(said!("voice-supplement-not-asked")))?;
        (asked.given, asked.given_at) = (Some(entry), at);
        Ok(())
    }

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        (!state.was_by(Role::Participant)).then_some(Cost::SpokenFor)
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        200
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Supplement(&self.programme, &self.voice)
    }

    fn about(&self) -> About<'_> {
        About::Concerns(Thing::Voice(&self.programme, &self.voice))
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
