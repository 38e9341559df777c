//! Minutes are approved, and corrected afterwards.

use serde::{Deserialize, Serialize};

use super::said::{MINUTES, Minutes, of_that_meeting};
use crate::becomes::Becomes;
use crate::contents::ContentRule;
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

/// Minutes are approved: after everybody who was there could ask for corrections, and all that they asked for are settled. From here
/// on everybody reads what they say, in the content `minutes`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesApproved {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// The entry of the draft that is approved.
    pub draft: u64,
    /// Whether as many were there as its rules ask, where a body met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum_met: Option<bool>,
}

/// Approved minutes are put right: these take the place of those that they name, which stay on the record beside them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesCorrected {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// The entry of the minutes whose place they take.
    pub supersedes: u64,
}

impl MinutesApproved {
    fn check_quorum(&self, body: Option<&String>) -> Checked {
        match (body, self.quorum_met) {
            (Some(_), Some(_)) | (None, None) => Ok(()),
            (Some(_), None) => Err(Violation::field(
                "quorum_met",
                said!("minutes-quorum-missing"),
            )),
            (None, Some(_)) => Err(Violation::field("quorum_met", said!("minutes-quorum-none"))),
        }
    }
}

impl Fact for MinutesApproved {
    const KIND: &'static str = "minutes.approved/1";
    const ASKED: &'static str = "approve_minutes";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<Minutes>(MINUTES)
        .public()
        .beside(of_that_meeting)];
    const TOLD: &'static [Told] = &[Told::Approved];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = super::super::state::place(state, &self.programme, &self.consultation)?;
        place.refs.push(Relation::Draft.to(self.draft));
        Ok(place)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_takes_minutes(&self.consultation)?;
        state.check_acts_there(by, &self.programme, &known.plan.institution)?;
        let minutes = &known.minutes;
        minutes.check_not_approved()?;
        let programme = state.programme(&self.programme)?;
        let Some(last) = minutes.window(programme)? else {
            return Err(Violation::out_of_turn(said!("minutes-no-draft")));
        };
        super::super::state::check_base(Some(self.draft), minutes.draft())?;
        if day_in(&programme.zone, by.at)? <= last {
            return Err(Violation::out_of_turn(said!(
                "minutes-window-open",
                last = last.to_string()
            )));
        }
        if let Some((entry, number)) = minutes.unsettled() {
            return Err(Violation::out_of_turn(said!(
                "minutes-unsettled",
                number = number,
                entry = entry
            )));
        }
        self.check_quorum(known.plan.body.as_ref())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.approve_minutes(self, entry)
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

impl Fact for MinutesCorrected {
    const KIND: &'static str = "minutes.corrected/1";
    const ASKED: &'static str = "correct_minutes";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<Minutes>(MINUTES)
        .public()
        .beside(of_that_meeting)];
    const TOLD: &'static [Told] = &[Told::Approved];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = super::super::state::place(state, &self.programme, &self.consultation)?;
        place.refs.push(Relation::Corrects.to(self.supersedes));
        Ok(place)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_takes_minutes(&self.consultation)?;
        state.check_acts_there(by, &self.programme, &known.plan.institution)?;
        match known.minutes.stands() {
            None => Err(Violation::out_of_turn(said!("minutes-not-approved"))),
            Some(stands) if stands == self.supersedes => Ok(()),
            Some(stands) => Err(Violation::field(
                "supersedes",
                said!("consultation-another-stands", stands = stands),
            )),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.correct_minutes(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        Some(Cost::MinutesCorrected)
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
