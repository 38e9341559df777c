//! A role ends.

use serde::{Deserialize, Serialize};

use super::granted::Granted;
use crate::becomes::{Becomes, Ended};
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// Somebody holds a role no more. What they did with it stays theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleEnded {
    /// Whose.
    pub holder: String,
    /// The entry that granted it.
    pub granted: u64,
}

impl Fact for RoleEnded {
    const KIND: &'static str = "role.ended/1";
    const ASKED: &'static str = "end_role";
    const WHO: &'static [Role] = &[Role::Operator, Role::Administrator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[Told::RoleEnded];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let subject = SubjectKind::Role.whole(&self.holder);
        let grant = state.grant(&self.holder, self.granted)?;
        let refs = vec![Relation::Role.to(grant.entry)];
        Ok(match &grant.programme {
            Some(programme) => Place::of_programme(programme, subject, refs),
            None => Place::of_record(subject, refs),
        })
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let grant = state.grant(&self.holder, self.granted)?;
        let last = grant.role == Granted::Administrator && state.is_last_administrator(grant);
        if last && by.actor.role != Role::Operator {
            return Err(Violation::out_of_turn(said!("people-last-administrator")));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, _entry: u64) -> Checked {
        state.end_role(&self.holder, self.granted)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        400
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Ends(Ended::Role(self.granted))
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
