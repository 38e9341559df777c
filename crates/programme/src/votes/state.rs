//! Rules and votes that there are, and how far each vote is.

use std::collections::{BTreeMap, BTreeSet};

use madang_record::Hash;
use madang_selection::{Decimal, SelectionRule};
use madang_words::{Text, quoted};

use super::ballot_rule::BallotRule;
use super::cast::BALLOT;
use super::excluded::BallotExcluded;
use super::lot::{Lot, LotPledge};
use super::opened::VoteOpened;
use super::paper::PaperOf;
use super::roll::RollState;
use super::rule_fixed::RuleFixed;
use super::scheduled::VoteScheduled;
use super::schedules::{PastSchedule, Schedule, Schedules};
use super::scores::{SCORES, ScoresSubmitted};
use crate::by_programme::ByProgramme;
use crate::fact::{By, Checked};
use crate::place::{Grain, Place};
use crate::proposals::{Candidate, Candidates};
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// The votes' part of the state, by programme.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Votes(ByProgramme<ProgrammeVotes>);

#[derive(Clone, Debug, Default, PartialEq)]
struct ProgrammeVotes {
    rules: BTreeMap<String, RuleState>,
    votes: BTreeMap<String, VoteState>,
    /// What is and was announced of votes.
    schedules: Schedules,
    /// Who may vote in the votes that are to come, and could in those that came.
    rolls: BTreeMap<String, RollState>,
    /// What rules were tried on with success.
    tried: BTreeSet<Hash>,
}

/// A selection rule.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleState {
    /// Its entry.
    pub entry: u64,
    /// The rule.
    pub rule: SelectionRule,
    /// How its lot will be drawn, where it has one.
    pub lot: Option<LotPledge>,
}

/// A vote.
#[derive(Clone, Debug, PartialEq)]
pub struct VoteState {
    /// The entry that opened it.
    pub entry: u64,
    /// The title that it opened under, where it was given one.
    pub title: Option<Text>,
    /// Its candidates as they were when it opened; none are kept of a vote that was called off under seal.
    pub candidates: Candidates,
    /// Its selection rule.
    pub rule: String,
    /// How its ballots are read.
    pub ballots: BallotRule,
    /// Who may vote in it, where a roll was closed before it opened.
    pub roll: Option<RollState>,
    /// How finely its ballots tell the time; `None` for a vote that opened under rules before 4, whose ballots tell it in
    /// milliseconds.
    pub grain: Option<Grain>,
    /// How many ballots were cast.
    pub cast: u64,
    /// How many of them were taken out again before the selection.
    pub excluded: u64,
    /// How many score sheets were.
    pub sheets_excluded: u64,
    /// What came on paper, in the order in which it was counted.
    pub papers: Vec<PaperOf>,
    /// Score sheets by body and member, with their entry.
    pub sheets: BTreeMap<(String, String), u64>,
    /// The bodies whose sheets are by criteria, each with the most that a proposal can have from a member.
    pub by_criteria: BTreeMap<String, Decimal>,
    /// Its title and planned times, where they were announced.
    pub schedule: Option<Schedule>,
    /// When it opened.
    pub opened_at: String,
    /// When it was closed; empty before.
    pub closed_at: String,
    /// When its selection was published; empty before.
    pub selected_at: String,
    /// The lot that was drawn, once the ballots are open.
    pub lot: Option<Lot>,
    /// The rules of the record that its selection was published under, once it was: what is computed again later goes by them.
    pub counted_under: Option<u32>,
    /// How far it is.
    pub phase: VotePhase,
}

/// How far a vote is; each carries the entry that brought it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VotePhase {
    /// Ballots may be cast.
    Open,
    /// No more ballots.
    Closed {
        /// `vote.closed`.
        entry: u64,
    },
    /// The ballots are public.
    Opened {
        /// `ballots.opened`.
        entry: u64,
    },
    /// The selection is published.
    Selected {
        /// `ballots.opened`.
        opened: u64,
        /// `selection.published`.
        entry: u64,
    },
    /// The vote was called off.
    Cancelled {
        /// `ballots.opened`, where it came to that.
        opened: Option<u64>,
        /// `vote.cancelled`.
        entry: u64,
    },
}

impl State {
    /// A selection rule of a programme, or the violation that there is none.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn rule(&self, programme: &str, id: &str) -> Result<&RuleState, Violation> {
        let rules = self.votes.0.get(programme).map(|of| &of.rules);
        match rules.and_then(|rules| rules.get(id)) {
            Some(rule) => Ok(rule),
            None => Err(self.unknown_in(programme, "selection rule", id)),
        }
    }

    /// The identifiers of the selection rules that a programme fixed, in their order.
    pub fn rule_ids(&self, programme: &str) -> impl Iterator<Item = &str> {
        let of_programme = self.votes.0.get(programme).into_iter();
        of_programme.flat_map(|of| of.rules.keys().map(String::as_str))
    }

    /// A vote of a programme, or the violation that there is none.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn vote(&self, programme: &str, id: &str) -> Result<&VoteState, Violation> {
        let votes = self.votes.0.get(programme).map(|of| &of.votes);
        match votes.and_then(|votes| votes.get(id)) {
            Some(vote) => Ok(vote),
            None => Err(self.unknown_in(programme, "vote", id)),
        }
    }

    /// The votes of a programme by identifier; none of an unknown programme.
    pub fn votes(&self, programme: &str) -> impl Iterator<Item = (&str, &VoteState)> {
        let of = self.votes.0.get(programme).into_iter();
        let votes = of.flat_map(|votes| &votes.votes);
        votes.map(|(id, vote)| (id.as_str(), vote))
    }

    /// The votes of all programmes, each with its identifier.
    pub fn votes_of_all(&self) -> impl Iterator<Item = (&str, &VoteState)> {
        let all = self.votes.0.iter();
        all.flat_map(|(programme, _)| self.votes(programme))
    }

    /// The title and planned times of a vote, where they were announced.
    pub fn schedule(&self, programme: &str, vote: &str) -> Option<&Schedule> {
        self.votes.0.get(programme)?.schedules.of(vote)
    }

    /// What was announced last of each of a programme's votes, by vote.
    pub fn schedules(&self, programme: &str) -> impl Iterator<Item = (&str, &Schedule)> {
        let of = self.votes.0.get(programme).into_iter();
        of.flat_map(|votes| votes.schedules.standing())
    }

    /// What was announced of a programme's votes and was changed or taken back, by vote, the oldest first.
    pub fn past_schedules(&self, programme: &str) -> impl Iterator<Item = (&str, PastSchedule)> {
        let of = self.votes.0.get(programme).into_iter();
        of.flat_map(|votes| votes.schedules.past())
    }

    pub(super) fn add_schedule(&mut self, scheduled: &VoteScheduled, entry: u64) -> Checked {
        self.programme(&scheduled.programme)?;
        let of = self.votes.0.entry(&scheduled.programme);
        of.schedules.announce(scheduled, entry);
        Ok(())
    }

    /// Takes back what is announced of a vote.
    pub(super) fn end_schedule(&mut self, programme: &str, vote: &str, entry: u64) -> Checked {
        self.programme(programme)?;
        self.votes.0.entry(programme).schedules.end(vote, entry);
        Ok(())
    }

    /// The roll that was closed for a vote.
    pub fn roll(&self, programme: &str, vote: &str) -> Option<&RollState> {
        self.votes.0.get(programme)?.rolls.get(vote)
    }

    pub(super) fn rolls_mut(&mut self, programme: &str) -> &mut BTreeMap<String, RollState> {
        &mut self.votes.0.entry(programme).rolls
    }

    fn unknown_in(&self, programme: &str, what: &'static str, id: &str) -> Violation {
        match self.programme(programme) {
            Ok(_) => Violation::unknown(what, id),
            Err(no_programme) => no_programme,
        }
    }

    /// Whether a rule was tried on the same already.
    pub(super) fn was_tried(&self, programme: &str, trial: &Hash) -> bool {
        let of = self.votes.0.get(programme);
        of.is_some_and(|of| of.tried.contains(trial))
    }

    pub(super) fn note_trial(&mut self, programme: &str, trial: Hash) {
        self.votes.0.entry(programme).tried.insert(trial);
    }

    /// The vote of a programme that is under way, of which there is at most one.
    pub(super) fn unfinished_vote(&self, programme: &str) -> Option<&str> {
        let votes = &self.votes.0.get(programme)?.votes;
        let unfinished = votes.iter().find(|(_, vote)| !vote.phase.is_over());
        unfinished.map(|(id, _)| id.as_str())
    }

    pub(super) fn add_rule(&mut self, fixed: &RuleFixed, entry: u64) -> Checked {
        self.programme(&fixed.programme)?;
        // What is selected by a rule follows from its entry for ever: by the edition of the engine that the record was held
        // to when the rule was fixed.
        let edition = if self.rules() < 3 { 1 } else { 2 };
        let rule = RuleState {
            entry,
            rule: fixed.rule.clone().with_edition(edition),
            lot: fixed.lot.clone(),
        };
        let rules = &mut self.votes.0.entry(&fixed.programme).rules;
        rules.insert(fixed.id.clone(), rule);
        Ok(())
    }

    /// The candidates of a vote by identifier, as they were when it opened.
    ///
    /// # Errors
    /// [`Violation::Unknown`] where there is no such vote.
    pub fn candidates(
        &self,
        programme: &str,
        vote: &str,
    ) -> Result<impl Iterator<Item = (&String, &Candidate)> + Clone, Violation> {
        Ok(self.vote(programme, vote)?.candidates.iter())
    }

    pub(super) fn add_vote(
        &mut self,
        opened: &VoteOpened,
        title: Option<&Text>,
        candidates: Candidates,
        entry: u64,
    ) -> Checked {
        self.programme(&opened.programme)?;
        let vote = VoteState {
            entry,
            title: title.cloned(),
            candidates,
            rule: opened.rule.clone(),
            ballots: opened.ballots.clone(),
            roll: self.roll(&opened.programme, &opened.id).cloned(),
            grain: (self.rules() > 3).then(|| opened.grain()),
            cast: 0,
            excluded: 0,
            sheets_excluded: 0,
            papers: Vec::new(),
            sheets: BTreeMap::new(),
            by_criteria: BTreeMap::new(),
            opened_at: self.last_at.clone(),
            schedule: self.schedule(&opened.programme, &opened.id).cloned(),
            closed_at: String::new(),
            lot: None,
            counted_under: None,
            selected_at: String::new(),
            phase: VotePhase::Open,
        };
        let votes = &mut self.votes.0.entry(&opened.programme).votes;
        votes.insert(opened.id.clone(), vote);
        Ok(())
    }

    pub(super) fn count_ballot(&mut self, programme: &str, vote: &str, entry: u64) -> Checked {
        self.vote_mut(programme, vote)?.cast += 1;
        self.hold(&Place::vote(programme, vote), entry, BALLOT);
        Ok(())
    }

    pub(super) fn add_paper(&mut self, programme: &str, vote: &str, paper: PaperOf) -> Checked {
        self.vote_mut(programme, vote)?.papers.push(paper);
        Ok(())
    }

    pub(super) fn exclude(&mut self, excluded: &BallotExcluded) -> Checked {
        let vote = self.vote_mut(&excluded.programme, &excluded.vote)?;
        if excluded.name == SCORES {
            vote.sheets.retain(|_, entry| *entry != excluded.entry);
            vote.sheets_excluded += 1;
        } else {
            vote.excluded += 1;
        }
        Ok(())
    }

    pub(super) fn add_sheet(&mut self, scores: &ScoresSubmitted, entry: u64) -> Checked {
        let vote = self.vote_mut(&scores.programme, &scores.vote)?;
        let sheet = (scores.body.clone(), scores.member.clone());
        vote.sheets.insert(sheet, entry);
        self.hold(&Place::vote(&scores.programme, &scores.vote), entry, SCORES);
        Ok(())
    }

    /// The same of a sheet that is by the criteria of its body: it takes the place of what its member handed in before.
    pub(crate) fn add_sheet_by_criteria(
        &mut self,
        scores: &ScoresSubmitted,
        top: Decimal,
        entry: u64,
    ) -> Checked {
        self.add_sheet(scores, entry)?;
        let vote = self.vote_mut(&scores.programme, &scores.vote)?;
        vote.by_criteria.insert(scores.body.clone(), top);
        Ok(())
    }

    pub(super) fn close_vote(&mut self, programme: &str, vote: &str, entry: u64) -> Checked {
        let now = self.last_at.clone();
        let vote = self.vote_mut(programme, vote)?;
        vote.phase = VotePhase::Closed { entry };
        vote.closed_at = now;
        Ok(())
    }

    pub(super) fn open_ballots(
        &mut self,
        programme: &str,
        vote: &str,
        lot: Option<&Lot>,
        entry: u64,
    ) -> Checked {
        let vote = self.vote_mut(programme, vote)?;
        vote.phase = VotePhase::Opened { entry };
        vote.lot = lot.cloned();
        Ok(())
    }

    pub(super) fn cancel_vote(&mut self, programme: &str, id: &str, entry: u64) -> Checked {
        let vote = self.vote_mut(programme, id)?;
        let opened = vote.phase.opened();
        vote.phase = VotePhase::Cancelled { opened, entry };
        if opened.is_none() {
            // Nothing will be counted: many votes that are called off take no memory.
            vote.candidates = Candidates::default();
        }
        self.let_go(&Place::vote(programme, id));
        Ok(())
    }

    pub(super) fn select(&mut self, programme: &str, id: &str, entry: u64) -> Checked {
        let rules = self.rules();
        let at = self.last_at.clone();
        let vote = self.vote_mut(programme, id)?;
        let VotePhase::Opened { entry: opened } = vote.phase else {
            return Err(Violation::out_of_turn(said!(
                "vote-selection-out-of-turn",
                vote = quoted(id)
            )));
        };
        vote.phase = VotePhase::Selected { opened, entry };
        vote.counted_under = Some(rules);
        vote.selected_at = at;
        self.let_go(&Place::vote(programme, id));
        Ok(())
    }

    fn vote_mut(&mut self, programme: &str, id: &str) -> Result<&mut VoteState, Violation> {
        let votes = self.votes.0.get_mut(programme);
        let vote = votes.and_then(|of| of.votes.get_mut(id));
        vote.ok_or_else(|| Violation::unknown("vote", id))
    }
}

/// Checks that a vote takes ballots and scores now: it is open, and its announced end has not come.
pub(crate) fn check_takes(state: &State, programme: &str, vote: &str, by: &By<'_>) -> Checked {
    let vote_state = state.vote(programme, vote)?;
    check_open(vote_state, vote)?;
    // A ballot may tell an earlier time than the entry before it, and came after that all the same.
    let now = by.at.max(&state.last_at);
    match &vote_state.schedule {
        Some(schedule) if now >= schedule.closes_at.as_str() => {
            let place = state.programme(programme)?;
            Err(Violation::out_of_turn(said!(
                "vote-over",
                vote = quoted(vote),
                until = place.local(&schedule.closes_at),
                now = place.local(now)
            )))
        }
        Some(_) | None => Ok(()),
    }
}

/// Checks that a vote is open.
pub(super) fn check_open(state: &VoteState, vote: &str) -> Checked {
    match state.phase {
        VotePhase::Open => Ok(()),
        VotePhase::Cancelled { .. } => Err(cancelled(vote)),
        VotePhase::Closed { .. } | VotePhase::Opened { .. } | VotePhase::Selected { .. } => Err(
            Violation::out_of_turn(said!("vote-closed-already", vote = quoted(vote))),
        ),
    }
}

pub(super) fn cancelled(vote: &str) -> Violation {
    Violation::out_of_turn(said!("vote-is-cancelled", vote = quoted(vote)))
}
