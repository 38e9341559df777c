//! The seals are broken.

use madang_words::quoted;
use serde::{Deserialize, Serialize};

use super::lot::{Lot, check_lot};
use super::state::{VotePhase, cancelled};
use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The seals were broken: every ballot of the vote is public from here on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotsOpened {
    /// The programme.
    pub programme: String,
    /// The vote.
    pub vote: String,
    /// Where the rule breaks ties by lot: the seed that was pledged, and the public value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<Lot>,
}

impl Fact for BallotsOpened {
    const KIND: &'static str = "ballots.opened/1";
    const ASKED: &'static str = "open_ballots";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnTheRecord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            Place::vote(&self.programme, &self.vote),
            vec![Relation::Vote.to(state.vote(&self.programme, &self.vote)?.entry)],
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let vote = state.vote(&self.programme, &self.vote)?;
        match vote.phase {
            VotePhase::Closed { .. } => {
                let rule = state.rule(&self.programme, &vote.rule)?;
                let closed = (&*vote.closed_at, state.programme(&self.programme)?);
                check_lot(rule.lot.as_ref(), self.lot.as_ref(), closed, by)
            }
            VotePhase::Open => Err(Violation::out_of_turn(said!(
                "vote-still-open",
                vote = quoted(&self.vote)
            ))),
            VotePhase::Cancelled { .. } => Err(cancelled(&self.vote)),
            VotePhase::Opened { .. } | VotePhase::Selected { .. } => Err(Violation::out_of_turn(
                said!("vote-opened-already", vote = quoted(&self.vote)),
            )),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.open_ballots(&self.programme, &self.vote, self.lot.as_ref(), entry)?;
        state.break_seals(Place::vote(&self.programme, &self.vote), entry);
        Ok(())
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_500
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
