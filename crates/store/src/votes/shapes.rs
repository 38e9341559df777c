//! Votes, as pages and the JSON API show them.

use std::collections::BTreeMap;

use madang_programme::votes::tally::OpenedBallot;
use madang_programme::votes::{
    Lot, PaperOf, RollState, RuleFixed, SelectionPublished, VoteCancelled, VoteOpened,
    VoteScheduled,
};
use madang_words::Text;
use serde::Serialize;

use crate::page::Moment;

/// A selection rule.
#[derive(Clone, Debug, Serialize)]
pub struct RuleDetail {
    /// Its facts.
    pub facts: RuleFixed,
    /// Its entry.
    pub entry: u64,
    /// When it was fixed.
    pub at: String,
}

/// A vote.
#[derive(Clone, Debug, Serialize)]
pub struct VoteDetail {
    /// Its facts.
    pub facts: VoteOpened,
    /// The title that it opened under or was announced under.
    pub title: Option<Text>,
    /// The entry and time that opened it.
    pub opened: Moment,
    /// The entry and time that closed it.
    pub closed: Option<Moment>,
    /// The entry and time at which its ballots were opened.
    pub ballots_opened: Option<Moment>,
    /// The lot, where the rule has one and it was drawn.
    pub lot: Option<Lot>,
    /// Ballots cast so far.
    pub ballots: u64,
    /// How finely ballots tell the time, in minutes; `None` for a vote under rules before 4, whose ballots tell milliseconds and are all
    /// opened.
    pub grain_minutes: Option<u32>,
    /// How many members of each body handed in a score sheet that was not taken out.
    pub sheets: BTreeMap<String, u64>,
    /// Who may vote in it, where a roll was closed before it opened.
    #[serde(skip)]
    pub roll: Option<RollState>,
    /// What came on paper.
    #[serde(skip)]
    pub papers: Vec<PaperOf>,
    /// The selection, once published.
    pub selection: Option<SelectionDetail>,
    /// Where the vote was called off.
    pub cancelled: Option<CancellationDetail>,
}

/// A vote called off.
#[derive(Clone, Debug, Serialize)]
pub struct CancellationDetail {
    /// Its facts, with the reason.
    pub facts: VoteCancelled,
    /// Its entry and time.
    pub at: Moment,
}

/// A published selection. Its outcome (rounds, explanations) is the body `outcome` of its entry.
#[derive(Clone, Debug, Serialize)]
pub struct SelectionDetail {
    /// Its facts.
    pub facts: SelectionPublished,
    /// Its entry and time.
    pub published: Moment,
}

/// What was announced of a vote.
#[derive(Clone, Debug, Serialize)]
pub struct AnnouncementDetail {
    /// Its title and planned times.
    pub facts: VoteScheduled,
    /// The entry that announced it.
    pub entry: u64,
    /// Whether its announced end has come.
    pub over: bool,
}

/// What was announced of a vote once, and holds no more.
#[derive(Clone, Debug, Serialize)]
pub struct PastAnnouncement {
    /// Its title and planned times.
    pub facts: VoteScheduled,
    /// When it was announced.
    pub announced: Moment,
    /// When it was announced otherwise or taken back.
    pub ended: Moment,
    /// Whether it was taken back, and nothing else was announced in its place.
    pub taken_back: bool,
    /// Why it was changed or taken back, where that was said.
    pub reason: Option<Text>,
}

/// The ballots of one voter in one vote, once it is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VotersBallots {
    /// Those that are public, by entry.
    pub open: Vec<OpenedBallot>,
    /// Entries of those that were erased or restricted, or whose seal was kept.
    pub absent: Vec<u64>,
}
