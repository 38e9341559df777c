//! A vote is announced: its title, and when it will take ballots.

use madang_record::time::parse_at;
use madang_words::{Text, check_slug, quoted};
use serde::{Deserialize, Serialize};

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

/// The longest title of a vote, in characters.
pub(super) const MOST_TITLE: usize = 200;

/// A vote was announced. Until it opens what was announced can be changed or taken back ([`super::VoteRescheduled`],
/// [`super::VoteUnscheduled`]), before rules 6 also announced again without a word of why; what was announced last holds: the vote
/// opens and takes ballots between its two times and at no other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteScheduled {
    /// The programme.
    pub programme: String,
    /// The identifier that the vote will have.
    pub vote: String,
    /// Title.
    pub title: Text,
    /// It takes ballots from this time on, UTC, as entries write it: `2026-12-01T00:00:00.000Z`.
    pub opens_at: String,
    /// It takes ballots before this time, UTC.
    pub closes_at: String,
}

impl Fact for VoteScheduled {
    const KIND: &'static str = "vote.scheduled/1";
    const ASKED: &'static str = "schedule_vote";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let programme = state.programme(&self.programme)?;
        Ok(Place::of_programme(
            &self.programme,
            Place::vote(&self.programme, &self.vote),
            vec![Relation::Programme.to(programme.entry)],
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let planned = Planned {
            vote: &self.vote,
            title: &self.title,
            opens_at: &self.opens_at,
            closes_at: &self.closes_at,
        };
        planned.check(state, &self.programme, by)?;
        match state.schedule(&self.programme, &self.vote) {
            Some(stands) if state.rules() > 5 => Err(Violation::out_of_turn(said!(
                "vote-announced-already",
                vote = quoted(&self.vote),
                entry = stands.entry
            ))),
            Some(_) | None => Ok(()),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_schedule(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        Some(Cost::VoteAnnounced(self))
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

/// What an announcement says, whether it is the first of a vote or takes the place of another.
pub(super) struct Planned<'a> {
    pub(super) vote: &'a str,
    pub(super) title: &'a Text,
    pub(super) opens_at: &'a str,
    pub(super) closes_at: &'a str,
}

impl Planned<'_> {
    /// Checks that a vote that is to come may be announced so.
    pub(super) fn check(&self, state: &State, programme: &str, by: &By<'_>) -> Checked {
        check_slug("vote", self.vote)?;
        state.check_title("title", self.title, MOST_TITLE)?;
        let place = state.programme(programme)?;
        let open = state.vote(programme, self.vote).ok();
        absent("vote", self.vote, open.map(|open| open.entry))?;
        for (field, time) in [("opens_at", self.opens_at), ("closes_at", self.closes_at)] {
            if parse_at(time).is_none() {
                return Err(Violation::field(
                    field,
                    said!("vote-time", time = quoted(time)),
                ));
            }
        }
        if self.opens_at < by.at {
            return Err(Violation::field(
                "opens_at",
                said!(
                    "vote-time-past",
                    time = place.local(self.opens_at),
                    now = place.local(by.at)
                ),
            ));
        }
        if self.closes_at <= self.opens_at {
            return Err(Violation::field(
                "closes_at",
                said!(
                    "vote-closes-first",
                    closes = place.local(self.closes_at),
                    opens = place.local(self.opens_at)
                ),
            ));
        }
        Ok(())
    }
}
