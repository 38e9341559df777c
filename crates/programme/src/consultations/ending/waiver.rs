//! A duty of a consultation is waived.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use super::super::plan::named;
use super::super::state::{ConsultationState, Done};
use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule};
use crate::days::{check_within, day_in, day_of};
use crate::fact::{By, Checked, Fact};
use crate::finding::Duty;
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The longest reason, in characters.
const MOST_REASON: usize = 2_000;

/// How many days ahead a duty can be waived until.
const MOST_AHEAD: i64 = 731;

named! {
    /// What a consultation owes, and can be waived.
    Part,
    /// Its agenda.
    Agenda = "agenda",
    /// Who was there.
    Attendance = "attendance",
    /// Its minutes.
    Minutes = "minutes",
    /// What came of it.
    Outcomes = "outcomes",
}

impl Part {
    /// What the checks call it.
    pub fn duty(self) -> Duty {
        match self {
            Part::Agenda => Duty::Agenda,
            Part::Attendance => Duty::Attendance,
            Part::Minutes => Duty::Minutes,
            Part::Outcomes => Duty::Outcomes,
        }
    }
}

named! {
    /// On which ground something is waived.
    WaiverGround,
    /// A law keeps it from being told.
    Law = "law",
    /// There was an emergency.
    Emergency = "emergency",
    /// It was lost, or could not be made for technical reasons.
    Technical = "technical",
    /// Something else, as the reason says.
    Other = "other",
}

/// Whoever administers waives something that a consultation owes, until a day. In time it counts as kept until then; too late it only
/// lets the consultation be closed. Why is in the content `reason`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaiverGranted {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// What is waived.
    pub part: Part,
    /// On which ground.
    pub ground: WaiverGround,
    /// Until which day.
    pub until: String,
}

/// The content `reason` of `waiver.granted/1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaiverReason {
    /// Why.
    pub reason: Text,
}

impl Content for WaiverReason {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.reason.check("reason", MOST_REASON)?)
    }
}

/// A waiver that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// Its entry.
    pub entry: u64,
    /// Its time.
    pub at: String,
    /// Until which day.
    pub until: String,
}

impl ConsultationState {
    /// The entry by which it did what it owes of that sort first.
    pub fn has_done(&self, part: Part) -> Option<u64> {
        let first = |done: &Option<(Done, Done)>| done.as_ref().map(|((entry, _), _)| *entry);
        match part {
            Part::Agenda if self.plan.is_written() => Some(self.entry),
            Part::Attendance | Part::Minutes if self.plan.is_written() => Some(self.entry),
            Part::Agenda => first(&self.agendas),
            Part::Attendance => first(&self.attendances),
            Part::Minutes => self.minutes.approved().map(|(entry, _)| entry),
            Part::Outcomes => self.first_outcome.as_ref().map(|(entry, _)| *entry),
        }
    }
}

impl Fact for WaiverGranted {
    const KIND: &'static str = "waiver.granted/1";
    const ASKED: &'static str = "grant_waiver";
    const WHO: &'static [Role] = &[Role::Administrator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] =
        &[ContentRule::of::<WaiverReason>(super::super::REASON).public()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        super::super::state::place(state, &self.programme, &self.consultation)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_live(&self.consultation)?;
        known.check_not_closed()?;
        if let Some(entry) = known.has_done(self.part) {
            return Err(Violation::field(
                "part",
                said!("waiver-done", entry = entry),
            ));
        }
        let zone = &state.programme(&self.programme)?.zone;
        let until = day_of("until", &self.until)?;
        check_within("until", day_in(zone, by.at)?, until, MOST_AHEAD)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let at = state.last_at.clone();
        let known = state.consultation_mut(&self.programme, &self.consultation)?;
        let waived = Waived {
            entry,
            at,
            until: self.until.clone(),
        };
        known.waivers.insert(self.part, waived);
        Ok(())
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        Some(Cost::DutyWaived)
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
