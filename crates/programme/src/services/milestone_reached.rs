//! A milestone of a service is reached.

use serde::{Deserialize, Serialize};

use super::state::milestone_place;
use crate::answers::Pointer;
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

/// The most things that show that a milestone is reached.
pub const MOST_EVIDENCE: usize = 20;

/// A milestone is reached, and this shows it: without evidence none is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceMilestoneReached {
    /// The programme.
    pub programme: String,
    /// The service.
    pub service: String,
    /// The milestone's number.
    pub no: u32,
    /// What shows it: one at least.
    pub evidence: Vec<Pointer>,
}

impl Fact for ServiceMilestoneReached {
    const KIND: &'static str = "service.milestone_reached/1";
    const ASKED: &'static str = "reach_milestone";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 1 };
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = milestone_place(state, (&self.programme, &self.service), self.no)?;
        let cited = self.evidence.iter().filter_map(Pointer::reference);
        place.refs.extend(cited);
        Ok(place)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let service = state.leads_service(&self.programme, &self.service, by)?;
        service.open_milestone(self.no)?;
        if !(1..=MOST_EVIDENCE).contains(&self.evidence.len()) {
            let reason = said!("service-evidence", most = MOST_EVIDENCE);
            return Err(Violation::field("evidence", reason));
        }
        for (number, pointer) in self.evidence.iter().enumerate() {
            pointer.check("evidence", state, by)?;
            if self.evidence[..number].contains(pointer) {
                let reason = said!("service-evidence-twice");
                return Err(Violation::field("evidence", reason));
            }
            if let Pointer::Entry(entry) = pointer
                && (*entry == 0 || service.promises(*entry))
            {
                let reason = said!("service-shows-itself", entry = *entry);
                return Err(Violation::field("evidence", reason));
            }
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.reach_milestone(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        60
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
