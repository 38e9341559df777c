//! Who is on the roll of a vote casts their ballot here: chosen from page to page of a form, looked at, cast under seal.

pub mod done;
pub mod mine;
pub mod page;
pub mod review;

use madang_programme::votes::{BallotRule, VotePhase, VoteState};
use madang_programme::{State, Violation};

use crate::votes::casting::mine::Mine;

/// A vote as the form of a ballot needs it.
pub struct Paper {
    /// How its ballots are read.
    pub ballots: BallotRule,
    /// Until when it takes them, UTC, where an end was announced.
    pub closes_at: Option<String>,
    /// Whether it takes them now.
    pub takes: bool,
    /// The root of its roll.
    pub root: Option<String>,
    /// What the chosen candidates cost, in the order of the choices; a choice that is no candidate costs nothing.
    pub costs: Vec<u64>,
}

impl Paper {
    /// Reads what there is to know of a vote at a time, for whoever chose `mine`.
    ///
    /// # Errors
    /// A vote that is not there.
    pub fn read(
        state: &State,
        (programme, vote): (&str, &str),
        mine: &Mine,
        now: &str,
    ) -> Result<Paper, Violation> {
        let vote = state.vote(programme, vote)?;
        let cost = |id: &str| vote.candidates.get_key_value(id).map(|(_, one)| one.cost);
        let costs = mine.choices.iter();
        Ok(Paper {
            ballots: vote.ballots.clone(),
            closes_at: vote.schedule.as_ref().map(|plan| plan.closes_at.clone()),
            takes: takes(vote, now),
            root: vote.roll.as_ref().map(|roll| roll.root.clone()),
            costs: costs.map(|(id, _)| cost(id).unwrap_or_default()).collect(),
        })
    }

    /// What the choices cost together.
    pub fn cost(&self) -> u64 {
        self.costs
            .iter()
            .fold(0, |sum, cost| sum.saturating_add(*cost))
    }
}

/// Whether a vote takes ballots at a time.
fn takes(vote: &VoteState, now: &str) -> bool {
    let over = vote
        .schedule
        .as_ref()
        .is_some_and(|plan| now >= plan.closes_at.as_str());
    vote.phase == VotePhase::Open && !over
}
