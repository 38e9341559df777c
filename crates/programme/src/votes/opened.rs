//! A vote opens.

use madang_words::{Text, check_slug, quoted};
use serde::{Deserialize, Serialize};

use super::ballot_rule::BallotRule;
use super::scheduled::MOST_TITLE;
use super::schedules::Schedule;
use super::trial;
use crate::becomes::Becomes;
use crate::command::{Ask, Asked};
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::{Grain, Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};
use crate::words::said;

/// What a candidate takes of memory.
const CANDIDATE: usize = 240;

/// What a vote of so many candidates takes of memory.
fn room_of(candidates: u32) -> usize {
    let candidates = usize::try_from(candidates).unwrap_or(usize::MAX);
    CANDIDATE.saturating_mul(candidates).saturating_add(1_500)
}

/// A vote opened without a title of its own: the proposals that stand now are its candidates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteOpened {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme.
    pub id: String,
    /// The selection rule that it will be counted by.
    pub rule: String,
    /// How ballots are read.
    pub ballots: BallotRule,
    /// How many candidates there are: the proposals standing at this moment.
    pub candidates: u32,
    /// Ballots tell their time in spans of so many minutes, a whole number of which makes a day; an hour where it is not said.
    /// From rules 4 on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grain_minutes: Option<u32>,
}

impl VoteOpened {
    /// The same under a title.
    fn under(self, title: Text) -> VoteBegun {
        VoteBegun {
            programme: self.programme,
            id: self.id,
            title,
            rule: self.rule,
            ballots: self.ballots,
            candidates: self.candidates,
            grain_minutes: self.grain_minutes,
        }
    }

    /// How finely ballots tell the time.
    pub(super) fn grain(&self) -> Grain {
        let stated = self.grain_minutes.and_then(Grain::of_minutes);
        stated.unwrap_or(Grain::HOUR)
    }

    fn check_grain(&self, state: &State) -> Checked {
        let Some(minutes) = self.grain_minutes else {
            return Ok(());
        };
        if state.rules() < 4 {
            return Err(Violation::field(
                "grain_minutes",
                said!("vote-grain-unknown"),
            ));
        }
        match Grain::of_minutes(minutes) {
            Some(_) => Ok(()),
            None => Err(Violation::field(
                "grain_minutes",
                said!("vote-grain", minutes = minutes),
            )),
        }
    }
}

impl Fact for VoteOpened {
    const KIND: &'static str = "vote.opened/1";
    const ASKED: &'static str = "open_vote";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        self.placed(state)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        // What was announced has a title, and opens under it.
        if state.rules() > 6
            && let Some(schedule) = state.schedule(&self.programme, &self.id)
        {
            return Err(title_differs(&self.id, schedule));
        }
        self.check_values(state, by)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        self.open(None, state, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        Some(Cost::VoteOpens {
            programme: &self.programme,
            vote: &self.id,
        })
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        room_of(self.candidates)
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

impl VoteOpened {
    fn placed(&self, state: &State) -> Result<Place, Violation> {
        let mut refs = vec![Relation::Rule.to(state.rule(&self.programme, &self.rule)?.entry)];
        // Whoever reads how it opened is led to who may vote in it.
        let roll = state.roll(&self.programme, &self.id);
        refs.extend(roll.map(|roll| Relation::Roll.to(roll.entry)));
        Ok(Place::of_programme(
            &self.programme,
            Place::vote(&self.programme, &self.id),
            refs,
        ))
    }

    fn check_values(&self, state: &State, by: &By<'_>) -> Checked {
        check_slug("id", &self.id)?;
        let place = state.programme(&self.programme)?;
        let known = state.vote(&self.programme, &self.id).ok();
        absent("vote", &self.id, known.map(|known| known.entry))?;
        let rule = state.rule(&self.programme, &self.rule)?;
        if let Some(id) = state.unfinished_vote(&self.programme) {
            return Err(Violation::out_of_turn(said!(
                "vote-another-first",
                vote = quoted(id)
            )));
        }
        if let Some(schedule) = state.schedule(&self.programme, &self.id)
            && !(schedule.opens_at.as_str()..schedule.closes_at.as_str()).contains(&by.at)
        {
            return Err(Violation::out_of_turn(said!(
                "vote-not-its-time",
                vote = quoted(&self.id),
                from = place.local(&schedule.opens_at),
                until = place.local(&schedule.closes_at),
                now = place.local(by.at)
            )));
        }
        if let Some(pledge) = &rule.lot {
            pledge.check_bound(state.rules())?;
        }
        self.ballots.check()?;
        self.check_grain(state)?;
        let standing = state.candidates_to_be(&self.programme)?.count();
        if standing == 0 {
            return Err(Violation::out_of_turn(said!("vote-no-proposal")));
        }
        if u64::from(self.candidates) != standing as u64 {
            return Err(Violation::field(
                "candidates",
                said!(
                    "vote-candidates-differ",
                    says = self.candidates,
                    standing = standing
                ),
            ));
        }
        for (id, proposal) in state.candidates_to_be(&self.programme)? {
            proposal.candidate(id)?;
        }
        trial::check_applies(state, self, rule)
    }

    fn open(&self, title: Option<&Text>, state: &mut State, entry: u64) -> Checked {
        let tried = trial::key(state, self)?;
        let candidates = state.put_up(&self.programme, &self.id)?;
        state.add_vote(self, title, candidates, entry)?;
        state.note_trial(&self.programme, tried);
        Ok(())
    }
}

/// A vote opened under a title. It says what [`VoteOpened`] says beside that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteBegun {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme.
    pub id: String,
    /// Title: where the vote was announced, that under which it was.
    pub title: Text,
    /// The selection rule that it will be counted by.
    pub rule: String,
    /// How ballots are read.
    pub ballots: BallotRule,
    /// How many candidates there are: the proposals standing at this moment.
    pub candidates: u32,
    /// Ballots tell their time in spans of so many minutes: see [`VoteOpened::grain_minutes`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grain_minutes: Option<u32>,
}

impl From<VoteBegun> for VoteOpened {
    fn from(begun: VoteBegun) -> VoteOpened {
        VoteOpened {
            programme: begun.programme,
            id: begun.id,
            rule: begun.rule,
            ballots: begun.ballots,
            candidates: begun.candidates,
            grain_minutes: begun.grain_minutes,
        }
    }
}

impl Fact for VoteBegun {
    const KIND: &'static str = "vote.opened/2";
    const ASKED: &'static str = "begin_vote";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        VoteOpened::from(self.clone()).placed(state)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        state.check_title("title", &self.title, MOST_TITLE)?;
        if let Some(schedule) = state.schedule(&self.programme, &self.id)
            && schedule.title != self.title
        {
            return Err(title_differs(&self.id, schedule));
        }
        VoteOpened::from(self.clone()).check_values(state, by)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        VoteOpened::from(self.clone()).open(Some(&self.title), state, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        Some(Cost::VoteOpens {
            programme: &self.programme,
            vote: &self.id,
        })
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        room_of(self.candidates)
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

fn title_differs(vote: &str, schedule: &Schedule) -> Violation {
    let (vote, entry) = (quoted(vote), schedule.entry);
    Violation::field(
        "title",
        said!("vote-title-differs", vote = vote, entry = entry),
    )
}

/// Asks to open a vote on the proposals that stand.
#[derive(Clone, Debug)]
pub struct OpenVote {
    /// The programme.
    pub programme: String,
    /// The vote's identifier.
    pub id: String,
    /// Its title, where it is to have one of its own: without it that under which it was announced.
    pub title: Option<Text>,
    /// The selection rule.
    pub rule: String,
    /// How ballots are read.
    pub ballots: BallotRule,
    /// How finely ballots tell the time: see [`VoteOpened::grain_minutes`].
    pub grain_minutes: Option<u32>,
}

/// What a command to open a vote is known by.
#[derive(Serialize)]
#[serde(untagged)]
enum OpenVoteContent<'a, T> {
    InHours(T),
    InMinutes(T, u32),
    Titled(T, Option<u32>, &'a Text),
}

impl Ask for OpenVote {
    fn name(&self) -> &'static str {
        match self.title {
            Some(_) => VoteBegun::ASKED,
            None => VoteOpened::ASKED,
        }
    }

    fn content(&self) -> impl Serialize {
        let asked = (&self.programme, &self.id, &self.rule, &self.ballots);
        match (&self.title, self.grain_minutes) {
            // As databases know it from before there were grains and titles.
            (None, None) => OpenVoteContent::InHours(asked),
            (None, Some(minutes)) => OpenVoteContent::InMinutes(asked, minutes),
            (Some(title), grain) => OpenVoteContent::Titled(asked, grain, title),
        }
    }

    fn draft(self, state: &State) -> Result<Asked, Violation> {
        let announced = state.schedule(&self.programme, &self.id);
        // Before rules 7 nobody asked for it.
        let announced = announced.filter(|_| state.rules() > 6);
        let title = self
            .title
            .or(announced.map(|schedule| schedule.title.clone()));
        let standing = state.candidates_to_be(&self.programme)?.count();
        let candidates = u32::try_from(standing).map_err(|_| {
            Violation::out_of_turn(said!("vote-too-many-proposals", standing = standing))
        })?;
        let opened = VoteOpened {
            programme: self.programme,
            id: self.id,
            rule: self.rule,
            ballots: self.ballots,
            candidates,
            grain_minutes: self.grain_minutes,
        };
        Ok(match title {
            Some(title) => Asked::from(opened.under(title)),
            None => Asked::from(opened),
        })
    }
}
