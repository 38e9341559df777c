//! Ballots on paper that were brought to the record: how many came from which place.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use super::scheduled::MOST_TITLE;
use super::state::{VoteState, check_takes};
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

/// The papers of a place were brought to the record. Each ballot has an entry of its own, as any other; which of them are from this place
/// nothing says, since of a small place that would tell who chose what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperCounted {
    /// The programme.
    pub programme: String,
    /// The vote.
    pub vote: String,
    /// Where people voted.
    pub place: Text,
    /// How many papers are on the record as ballots.
    pub ballots: u64,
    /// How many papers more there were, which nothing can be read from that would count.
    pub blank: u64,
}

/// The papers of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperOf {
    /// The entry that counted them.
    pub entry: u64,
    /// The place.
    pub place: Text,
    /// Papers that became ballots.
    pub ballots: u64,
    /// Papers that did not.
    pub blank: u64,
}

impl Fact for PaperCounted {
    const KIND: &'static str = "paper.counted/1";
    const ASKED: &'static str = "count_paper";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            Place::vote(&self.programme, &self.vote),
            vec![Relation::Vote.to(state.vote(&self.programme, &self.vote)?.entry)],
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        check_takes(state, &self.programme, &self.vote, by)?;
        state.check_title("place", &self.place, MOST_TITLE)?;
        if self.ballots == 0 && self.blank == 0 {
            return Err(Violation::field("ballots", said!("vote-paper-none")));
        }
        let vote = state.vote(&self.programme, &self.vote)?;
        let before = vote.on_paper();
        if before.saturating_add(self.ballots) > vote.cast {
            return Err(Violation::field(
                "ballots",
                said!(
                    "vote-paper-many",
                    says = self.ballots,
                    before = before,
                    cast = vote.cast
                ),
            ));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let paper = PaperOf {
            entry,
            place: self.place.clone(),
            ballots: self.ballots,
            blank: self.blank,
        };
        state.add_paper(&self.programme, &self.vote, paper)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, facts: usize, _state: &State) -> usize {
        facts + 600
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

impl VoteState {
    /// How many of its ballots were on paper.
    pub fn on_paper(&self) -> u64 {
        let papers = self.papers.iter().map(|paper| paper.ballots);
        papers.fold(0, u64::saturating_add)
    }
}
