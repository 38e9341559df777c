//! A service ends.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use super::state::place;
use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule};
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change, Thing};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;

/// The content that says why.
pub const REASON: &str = "reason";

/// The longest reason, in characters.
const MOST_REASON: usize = 10_000;

/// A service is not developed and not offered any more. Why is in the content `reason`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceRetired {
    /// The programme.
    pub programme: String,
    /// The service.
    pub service: String,
}

/// The content `reason` of what happens to a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceReason {
    /// Why.
    pub reason: Text,
}

impl Content for ServiceReason {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.reason.check("reason", MOST_REASON)?)
    }
}

impl Fact for ServiceRetired {
    const KIND: &'static str = "service.retired/1";
    const ASKED: &'static str = "retire_service";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 1 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<ServiceReason>(REASON).public()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme, &self.service)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let leads = state.leads_service(&self.programme, &self.service, by);
        leads.map(|_| ())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.retire_service(self, entry)
    }

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        let service = state.service(&self.programme, &self.service).ok()?;
        let never_ran = service.versions.is_empty();
        never_ran.then_some(Cost::ServiceNeverRan)
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
