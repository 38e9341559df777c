//! What is announced of a consultation is changed before it opens.

use serde::{Deserialize, Serialize};

use super::announced::{ConsultationText, refs_of};
use super::plan::Plan;
use crate::becomes::Becomes;
use crate::contents::{ContentRule, TEXT};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// A consultation is announced otherwise. What was announced before stays on the record and holds no more. Where it asks something
/// else or opens earlier, it must be announced as long before as a new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsultationChanged {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// The entry of the announcement whose place it takes: the one that stands.
    pub base: u64,
    /// What is announced from here on, all of it.
    pub plan: Plan,
}

impl Fact for ConsultationChanged {
    const KIND: &'static str = "consultation.changed/1";
    const ASKED: &'static str = "change_consultation";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<ConsultationText>(TEXT).public()];
    const TOLD: &'static [Told] = &[Told::Moved];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let known = state.consultation(&self.programme, &self.consultation)?;
        let mut refs = vec![
            Relation::Consultation.to(known.entry),
            Relation::Replaces.to(self.base),
        ];
        refs.extend(refs_of(state, &self.programme, &self.plan)?);
        Ok(Place::of_programme(
            &self.programme,
            Place::consultation(&self.programme, &self.consultation),
            refs,
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_live(&self.consultation)?;
        // Whoever convenes it hands it to no other institution unasked.
        state.check_acts_there(by, &self.programme, &known.plan.institution)?;
        if self.base != known.announced {
            return Err(Violation::field(
                "base",
                said!(
                    "consultation-stale",
                    base = self.base,
                    stands = known.announced
                ),
            ));
        }
        let programme = state.programme(&self.programme)?;
        if by.at >= known.plan.opens_at.as_str() {
            return Err(Violation::out_of_turn(said!(
                "consultation-opened",
                opens = programme.local(&known.plan.opens_at)
            )));
        }
        if self.plan.opens_at.as_str() <= by.at {
            return Err(Violation::field(
                "opens_at",
                said!(
                    "consultation-past",
                    time = programme.local(&self.plan.opens_at)
                ),
            ));
        }
        let place = (self.programme.as_str(), self.consultation.as_str());
        self.plan.check(state, place, by)?;
        if self.plan.asks_otherwise(&known.plan) {
            self.plan.check_notice(state, &self.programme, by)?;
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.change_consultation(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, facts: usize, _state: &State) -> usize {
        1_000 + 4 * facts
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
