//! A ballot or a score sheet of a vote under way is taken out: said by who, for which vote, on which ground, and counted.

use madang_words::quoted;
use serde::{Deserialize, Serialize};

use super::state::{VotePhase, cancelled};
use crate::becomes::Becomes;
use crate::content::{ContentState, Ground};
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Hides, Hiding, Rests};
use crate::violation::Violation;
use crate::words::said;

/// A ballot or a score sheet was taken out before the selection: its content and salt are deleted for good, it does not
/// count, and the tally says how many were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotExcluded {
    /// The programme.
    pub programme: String,
    /// The vote.
    pub vote: String,
    /// The entry of the ballot or score sheet.
    pub entry: u64,
    /// Its content: `ballot` or `scores`.
    pub name: String,
    /// On which ground.
    pub ground: Ground,
}

impl Fact for BallotExcluded {
    const KIND: &'static str = "ballot.excluded/1";
    const ASKED: &'static str = "exclude_ballot";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let vote = state.vote(&self.programme, &self.vote)?;
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Content.of(&self.entry.to_string(), &self.name),
            vec![
                Relation::Entry.to(self.entry),
                Relation::Vote.to(vote.entry),
            ],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        self.ground.check_takes_away()?;
        let vote = state.vote(&self.programme, &self.vote)?;
        match vote.phase {
            VotePhase::Open | VotePhase::Closed { .. } | VotePhase::Opened { .. } => {}
            VotePhase::Cancelled { .. } => return Err(cancelled(&self.vote)),
            VotePhase::Selected { .. } => {
                return Err(Violation::out_of_turn(said!(
                    "vote-count-stands",
                    vote = quoted(&self.vote)
                )));
            }
        }
        let subject = Place::vote(&self.programme, &self.vote);
        if !state.holds(&subject, self.entry, &self.name) {
            return Err(Violation::field(
                "entry",
                said!(
                    "vote-nothing-to-exclude",
                    entry = self.entry,
                    name = quoted(&self.name),
                    vote = quoted(&self.vote)
                ),
            ));
        }
        if let Some(ContentState::Erased { by, .. }) = state.content(self.entry, &self.name) {
            return Err(Violation::out_of_turn(said!(
                "content-erased-already",
                name = quoted(&self.name),
                entry = self.entry,
                by = by
            )));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.exclude(self)?;
        state.erase_content(self.entry, &self.name, self.ground, entry);
        Ok(())
    }

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        let vote = state.vote(&self.programme, &self.vote).ok();
        Some(Cost::Hides(Hides {
            entry: self.entry,
            name: &self.name,
            ground: self.ground,
            how: Hiding::Excluded {
                vote: &self.vote,
                was_open: vote.is_some_and(|vote| vote.phase.opened().is_some()),
            },
        }))
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
