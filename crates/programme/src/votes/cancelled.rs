//! A vote is called off.

use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

use super::state::{VotePhase, VoteState, cancelled};
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

/// A vote was called off: nothing is selected by it, and its candidates stand as before. Ballots that are under seal
/// stay so; those that were opened stay public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteCancelled {
    /// The programme.
    pub programme: String,
    /// The vote.
    pub vote: String,
    /// Why.
    pub reason: Text,
}

impl VoteCancelled {
    /// The vote; of one that is announced and did not open, that there is nothing to call off yet.
    fn opened<'a>(&self, state: &'a State) -> Result<&'a VoteState, Violation> {
        let (programme, vote) = (&self.programme, &self.vote);
        match state.vote(programme, vote) {
            Err(_) if state.schedule(programme, vote).is_some() => Err(Violation::out_of_turn(
                said!("vote-announced-only", vote = quoted(vote)),
            )),
            found => found,
        }
    }
}

impl Fact for VoteCancelled {
    const KIND: &'static str = "vote.cancelled/1";
    const ASKED: &'static str = "cancel_vote";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            Place::vote(&self.programme, &self.vote),
            vec![Relation::Vote.to(self.opened(state)?.entry)],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        self.reason.check("reason", 2000)?;
        match self.opened(state)?.phase {
            VotePhase::Cancelled { .. } => Err(cancelled(&self.vote)),
            VotePhase::Selected { .. } => Err(Violation::out_of_turn(said!(
                "vote-selection-stands",
                vote = quoted(&self.vote)
            ))),
            VotePhase::Open | VotePhase::Closed { .. } | VotePhase::Opened { .. } => Ok(()),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.cancel_vote(&self.programme, &self.vote, entry)?;
        state.give_back(&self.programme, &self.vote)
    }

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        let vote = state.vote(&self.programme, &self.vote).ok();
        Some(Cost::VoteCancelled {
            vote: &self.vote,
            opened: vote.is_some_and(|vote| vote.phase.opened().is_some()),
            cast: vote.map_or(0, |vote| vote.cast),
        })
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
