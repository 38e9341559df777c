//! A vote closes.

use madang_selection::Rule;
use madang_words::quoted;
use serde::{Deserialize, Serialize};

use super::state::check_open;
use crate::becomes::Becomes;
use crate::command::{Ask, Asked};
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

/// No more ballots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteClosed {
    /// The programme.
    pub programme: String,
    /// The vote.
    pub vote: String,
    /// How many ballots were cast.
    pub ballots: u64,
}

impl Fact for VoteClosed {
    const KIND: &'static str = "vote.closed/1";
    const ASKED: &'static str = "close_vote";
    const WHO: &'static [Role] = &[Role::Official, Role::Operator];
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
        check_open(vote, &self.vote)?;
        // The server closes what was announced to end, and decides nothing.
        if by.actor.role == Role::Operator && vote.schedule.is_none() {
            let vote = quoted(&self.vote);
            return Err(Violation::out_of_turn(said!("vote-no-end", vote = vote)));
        }
        if let Some(schedule) = &vote.schedule
            && by.at < schedule.closes_at.as_str()
        {
            let place = state.programme(&self.programme)?;
            return Err(Violation::out_of_turn(said!(
                "vote-not-over",
                vote = quoted(&self.vote),
                until = place.local(&schedule.closes_at),
                now = place.local(by.at)
            )));
        }
        if vote.cast != self.ballots {
            return Err(Violation::field(
                "ballots",
                said!("vote-ballots-differ", says = self.ballots, cast = vote.cast),
            ));
        }
        // A vote whose rule weighs a body without any scores could be closed and never be counted.
        let Rule::Scores(scores) = &state.rule(&self.programme, &vote.rule)?.rule.rule else {
            return Ok(());
        };
        let weighed = scores.bodies.iter().filter(|(_, weight)| **weight > 0);
        for (body, _) in weighed {
            if !vote.sheets.keys().any(|(of, _)| of == body) {
                return Err(Violation::out_of_turn(said!(
                    "vote-sheet-missing",
                    body = quoted(body)
                )));
            }
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.close_vote(&self.programme, &self.vote, entry)
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

/// Asks to close a vote.
#[derive(Clone, Debug)]
pub struct CloseVote {
    /// The programme.
    pub programme: String,
    /// The vote.
    pub vote: String,
}

impl Ask for CloseVote {
    fn name(&self) -> &'static str {
        VoteClosed::ASKED
    }

    fn content(&self) -> impl Serialize {
        (&self.programme, &self.vote)
    }

    fn draft(self, state: &State) -> Result<Asked, Violation> {
        let ballots = state.vote(&self.programme, &self.vote)?.cast;
        Ok(Asked::from(VoteClosed {
            programme: self.programme,
            vote: self.vote,
            ballots,
        }))
    }
}
