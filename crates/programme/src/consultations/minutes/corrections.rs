//! Whoever was there asks for a correction of drafted minutes, and whoever leads the consultation settles it.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use super::super::plan::named;
use super::super::registered::{READERS, check_for};
use super::said::MinutesPart;
use crate::becomes::Becomes;
use crate::command::{Ask, Asked, NewContent};
use crate::contents::{Content, ContentRule, TEXT};
use crate::days::day_in;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The content that says how a correction was settled.
pub const SETTLEMENT: &str = "settlement";

/// The longest correction and reason, in characters.
const MOST_TEXT: usize = 4_000;

/// How many corrections of one draft somebody asks for at most.
const MOST_ASKED: usize = 20;

named! {
    /// How a correction was settled.
    Verdict,
    /// The minutes say so from here on.
    Accepted = "accepted",
    /// They do not.
    Declined = "declined",
}

/// Somebody who was there asks for a correction of a part of the drafted minutes. What they ask for is in the content `text`, which
/// whoever leads the consultation and officials read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesCorrectionAsked {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// The name there of whoever asks: 32 hex digits.
    pub registrant: String,
    /// The entry of the draft that they read.
    pub draft: u64,
    /// Of which part.
    pub item: MinutesPart,
}

/// The content `text` of a correction that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// What is to be put right, and how.
    pub text: Text,
}

impl Content for Correction {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.text.check("text", MOST_TEXT)?)
    }
}

/// Asks for a correction.
#[derive(Clone, Debug)]
pub struct AskCorrection {
    /// The facts.
    pub facts: MinutesCorrectionAsked,
    /// What is asked for.
    pub text: Text,
}

impl Ask for AskCorrection {
    fn name(&self) -> &'static str {
        MinutesCorrectionAsked::ASKED
    }

    fn content(&self) -> impl Serialize {
        (&self.facts, &self.text)
    }

    fn draft(self, _state: &State) -> Result<Asked, Violation> {
        let text = NewContent::restricted(TEXT, &Correction { text: self.text }, READERS)?;
        let mut asked = Asked::from(self.facts);
        asked.contents.push(text);
        Ok(asked)
    }
}

/// A correction was settled. What was asked, in words for everybody, and why it was accepted or declined, is in the content
/// `settlement`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesCorrectionSettled {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// The entry that asked for it.
    pub correction: u64,
    /// How.
    pub verdict: Verdict,
}

/// The content `settlement` of `minutes.correction_settled/1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settlement {
    /// What was asked for, in words that give nobody away.
    pub asked: Text,
    /// Why it was accepted or declined.
    pub reason: Text,
}

impl Content for Settlement {
    fn check(&self, _rules: u32) -> Checked {
        self.asked.check("asked", MOST_TEXT)?;
        Ok(self.reason.check("reason", MOST_TEXT)?)
    }
}

impl Fact for MinutesCorrectionAsked {
    const KIND: &'static str = "minutes.correction_asked/1";
    const ASKED: &'static str = "ask_minutes_correction";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator, Role::Participant];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<Correction>(TEXT).only(READERS)];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = super::super::state::place(state, &self.programme, &self.consultation)?;
        place.refs.push(Relation::Draft.to(self.draft));
        Ok(place)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_takes_minutes(&self.consultation)?;
        let institution = known.plan.institution.as_str();
        check_for(state, by, (&self.programme, institution), &self.registrant)?;
        known.minutes.check_not_approved()?;
        let registered = known.registrations.get(&self.registrant);
        if registered.is_none_or(|one| one.came.is_none()) {
            return Err(Violation::field(
                "registrant",
                said!("minutes-correction-not-there"),
            ));
        }
        super::super::state::check_base(Some(self.draft), known.minutes.draft())?;
        let programme = state.programme(&self.programme)?;
        let Some(last) = known.minutes.window(programme)? else {
            return Err(Violation::out_of_turn(said!("minutes-no-draft")));
        };
        if day_in(&programme.zone, by.at)? > last {
            return Err(Violation::out_of_turn(said!(
                "minutes-window-over",
                last = last.to_string()
            )));
        }
        if known.minutes.asked_by(&self.registrant, self.draft) >= MOST_ASKED {
            return Err(Violation::out_of_turn(said!(
                "minutes-correction-many",
                most = MOST_ASKED
            )));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.ask_correction(self, entry)
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

impl Fact for MinutesCorrectionSettled {
    const KIND: &'static str = "minutes.correction_settled/1";
    const ASKED: &'static str = "settle_minutes_correction";
    const WHO: &'static [Role] = &[Role::Facilitator];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<Settlement>(SETTLEMENT).public()];
    const TOLD: &'static [Told] = &[Told::Settled];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = super::super::state::place(state, &self.programme, &self.consultation)?;
        place.refs.push(Relation::Correction.to(self.correction));
        Ok(place)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_takes_minutes(&self.consultation)?;
        state.check_acts_there(by, &self.programme, &known.plan.institution)?;
        let asked = known.minutes.correction(self.correction)?;
        match asked.settled {
            None => Ok(()),
            Some((entry, _)) => Err(Violation::out_of_turn(said!(
                "minutes-correction-settled",
                entry = entry
            ))),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.settle_correction(self, entry)
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
