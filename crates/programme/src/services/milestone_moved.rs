//! A milestone of a service is moved to another day.

use serde::{Deserialize, Serialize};

use super::retired::{REASON, ServiceReason};
use super::state::{MOST_MOVES, check_due, milestone_place};
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

/// A milestone is due by another day from here on; the day before stays to be read. Why is in the content `reason`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceMilestoneMoved {
    /// The programme.
    pub programme: String,
    /// The service.
    pub service: String,
    /// The milestone's number.
    pub no: u32,
    /// The day by which it was due until now.
    pub old: String,
    /// The day by which it is due from here on.
    pub new: String,
}

impl Fact for ServiceMilestoneMoved {
    const KIND: &'static str = "service.milestone_moved/1";
    const ASKED: &'static str = "move_milestone";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 1 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<ServiceReason>(REASON).public()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        milestone_place(state, (&self.programme, &self.service), self.no)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let service = state.leads_service(&self.programme, &self.service, by)?;
        let milestone = service.open_milestone(self.no)?;
        if milestone.due != self.old {
            let reason = said!("service-milestone-due", due = milestone.due.as_str());
            return Err(Violation::field("old", reason));
        }
        if self.new == self.old {
            let reason = said!("service-milestone-unmoved");
            return Err(Violation::field("new", reason));
        }
        if milestone.moved.len() >= MOST_MOVES {
            let reason = said!("service-moves-many", most = MOST_MOVES);
            return Err(Violation::out_of_turn(reason));
        }
        check_due("new", state, (&self.programme, &self.new), by)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.move_milestone(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        // Days are written so that the earlier one is the lesser text.
        (self.new > self.old).then_some(Cost::MilestoneLater)
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        100
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Concerns(Thing::Service(&self.programme, &self.service))
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
