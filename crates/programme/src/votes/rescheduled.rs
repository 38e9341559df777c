//! What was announced of a vote is changed or taken back before it opens, with the reason.

use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

use super::scheduled::{Planned, VoteScheduled};
use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};
use crate::words::said;

/// The longest reason, in characters.
const MOST_REASON: usize = 2000;

/// A vote that was announced is announced otherwise: with another title or at other times. What was announced before stays on the
/// record and holds no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteRescheduled {
    /// The programme.
    pub programme: String,
    /// The vote that is to come.
    pub vote: String,
    /// The entry of the announcement whose place it takes: the one that stands.
    pub announcement: u64,
    /// Title.
    pub title: Text,
    /// It takes ballots from this time on, UTC.
    pub opens_at: String,
    /// It takes ballots before this time, UTC.
    pub closes_at: String,
    /// Why.
    pub reason: Text,
}

impl From<VoteRescheduled> for VoteScheduled {
    fn from(changed: VoteRescheduled) -> VoteScheduled {
        VoteScheduled {
            programme: changed.programme,
            vote: changed.vote,
            title: changed.title,
            opens_at: changed.opens_at,
            closes_at: changed.closes_at,
        }
    }
}

impl Fact for VoteRescheduled {
    const KIND: &'static str = "vote.rescheduled/1";
    const ASKED: &'static str = "reschedule_vote";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        instead_of(state, &self.programme, &self.vote, self.announcement)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        check_stands(state, &self.programme, &self.vote, self.announcement)?;
        self.reason.check("reason", MOST_REASON)?;
        let planned = Planned {
            vote: &self.vote,
            title: &self.title,
            opens_at: &self.opens_at,
            closes_at: &self.closes_at,
        };
        planned.check(state, &self.programme, by)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_schedule(&self.clone().into(), entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        Some(Cost::VoteRescheduled(self))
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_500
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Announcement(&self.programme, &self.vote)
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}

/// The announcement of a vote is taken back: nothing is announced of it any more. It stays on the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteUnscheduled {
    /// The programme.
    pub programme: String,
    /// The vote that was to come.
    pub vote: String,
    /// The entry of the announcement that is taken back: the one that stands.
    pub announcement: u64,
    /// Why.
    pub reason: Text,
}

impl Fact for VoteUnscheduled {
    const KIND: &'static str = "vote.unscheduled/1";
    const ASKED: &'static str = "unschedule_vote";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        instead_of(state, &self.programme, &self.vote, self.announcement)
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        check_stands(state, &self.programme, &self.vote, self.announcement)?;
        self.reason.check("reason", MOST_REASON)?;
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.end_schedule(&self.programme, &self.vote, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        Some(Cost::VoteUnscheduled(self))
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

fn instead_of(
    state: &State,
    programme: &str,
    vote: &str,
    announcement: u64,
) -> Result<Place, Violation> {
    Ok(Place::of_programme(
        programme,
        Place::vote(programme, vote),
        vec![
            Relation::Programme.to(state.programme(programme)?.entry),
            Relation::Replaces.to(announcement),
        ],
    ))
}

/// Checks that what is changed or taken back is what stands, of a vote that is still to come.
fn check_stands(state: &State, programme: &str, vote: &str, announcement: u64) -> Checked {
    state.programme(programme)?;
    let open = state.vote(programme, vote).ok();
    absent("vote", vote, open.map(|open| open.entry))?;
    let Some(schedule) = state.schedule(programme, vote) else {
        return Err(Violation::out_of_turn(said!(
            "vote-not-announced",
            vote = quoted(vote)
        )));
    };
    if schedule.entry != announcement {
        return Err(Violation::field(
            "announcement",
            said!(
                "vote-announced-otherwise",
                announcement = announcement,
                vote = quoted(vote),
                stands = schedule.entry
            ),
        ));
    }
    Ok(())
}
