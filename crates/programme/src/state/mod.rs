//! Replay: the state that follows from the entries, and the rules that each entry must keep.
//!
//! [`State::apply`] is the only way in. The server asks it before it accepts a command, a rebuild and a verifier ask
//! it for each entry of the log: so that nobody is held to rules that another is not.

mod apply;
mod check;
mod check_vote;
mod place;

use std::collections::BTreeMap;

use madang_selection::{Lot, SelectionRule};

use crate::event::content::Ground;
use crate::event::organisation::{BodyKind, MemberClass};
use crate::event::selection::LotPledge;
use crate::event::vote::BallotRule;

pub use apply::ReplayError;
pub use place::Place;

/// What follows from the entries so far. Its size grows with the things on the record (proposals, votes, members),
/// not with ballots: those are only counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// How many entries were applied.
    pub size: u64,
    /// Time of the last entry.
    pub last_at: String,
    /// The log's origin and keys; `None` before its first entry.
    pub log: Option<LogState>,
    /// Action plans by identifier, with their entry.
    pub action_plans: BTreeMap<String, u64>,
    /// Commitments by identifier.
    pub commitments: BTreeMap<String, CommitmentState>,
    /// Programmes by identifier.
    pub programmes: BTreeMap<String, ProgrammeState>,
    /// Bodies that are restricted or erased, by entry and name.
    pub contents: BTreeMap<(u64, String), ContentState>,
}

/// The log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogState {
    /// Origin line of its checkpoints.
    pub origin: String,
    /// Keys in order, each with the entry from which it signs.
    pub keys: Vec<(u64, String)>,
}

impl LogState {
    /// The key in force for a checkpoint over `size` entries.
    pub fn key_at(&self, size: u64) -> Option<&str> {
        self.keys
            .iter()
            .rev()
            .find(|(entry, _)| *entry < size)
            .map(|(_, key)| key.as_str())
    }
}

/// A commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitmentState {
    /// Its entry.
    pub entry: u64,
    /// Milestones by code, with their entry.
    pub milestones: BTreeMap<String, u64>,
    /// Reviews by report, with their entry.
    pub reviews: BTreeMap<String, u64>,
}

/// A programme.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgrammeState {
    /// Its entry.
    pub entry: u64,
    /// ISO 4217 code.
    pub currency: String,
    /// How many flagships.
    pub target: Option<u32>,
    /// Service groups by identifier, with their entry.
    pub groups: BTreeMap<String, u64>,
    /// Audiences by identifier: their group and entry.
    pub audiences: BTreeMap<String, (String, u64)>,
    /// Bodies by identifier.
    pub bodies: BTreeMap<String, BodyState>,
    /// Proposals by identifier.
    pub proposals: BTreeMap<String, ProposalState>,
    /// Selection rules by identifier.
    pub rules: BTreeMap<String, RuleState>,
    /// Votes by identifier.
    pub votes: BTreeMap<String, VoteState>,
}

/// A body of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyState {
    /// Its entry.
    pub entry: u64,
    /// Its kind.
    pub kind: BodyKind,
    /// Members who have not left, by pseudonym: class and entry.
    pub members: BTreeMap<String, (MemberClass, u64)>,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalState {
    /// Its entry.
    pub entry: u64,
    /// Cost, smallest unit.
    pub cost: u64,
    /// Service group.
    pub group: Option<String>,
    /// Audiences.
    pub audiences: Vec<String>,
    /// Where it stands.
    pub standing: Standing,
}

/// Where a proposal stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Handed in; a candidate of the next vote.
    Submitted,
    /// Taken back.
    Withdrawn,
    /// A candidate of a vote whose selection is not published yet.
    Candidate(String),
    /// Selected in that vote.
    Selected(String),
    /// Not selected in that vote.
    NotSelected(String),
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
    /// Its selection rule.
    pub rule: String,
    /// How its ballots are read.
    pub ballots: BallotRule,
    /// How many ballots were cast.
    pub cast: u64,
    /// Score sheets by body and member, with their entry.
    pub sheets: BTreeMap<(String, String), u64>,
    /// The lot that was drawn, once the ballots are open.
    pub lot: Option<Lot>,
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

impl VotePhase {
    /// The entry that broke the seals, once they are broken.
    pub fn opened(self) -> Option<u64> {
        match self {
            VotePhase::Open | VotePhase::Closed { .. } => None,
            VotePhase::Opened { entry } => Some(entry),
            VotePhase::Selected { opened, .. } => Some(opened),
            VotePhase::Cancelled { opened, .. } => opened,
        }
    }

    /// True once nothing more can come of the vote.
    pub fn is_over(self) -> bool {
        matches!(
            self,
            VotePhase::Selected { .. } | VotePhase::Cancelled { .. }
        )
    }
}

/// What became of a body that is not public any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContentState {
    /// Restricted by that entry.
    Restricted {
        /// The entry that did it.
        by: u64,
        /// Ground.
        ground: Ground,
        /// Who may read it.
        roles: Vec<String>,
        /// When to look at it again.
        review_by: String,
    },
    /// A body that began restricted and was released by that entry.
    Released {
        /// The entry that did it.
        by: u64,
    },
    /// Erased by that entry.
    Erased {
        /// The entry that did it.
        by: u64,
        /// Ground.
        ground: Ground,
    },
}

impl State {
    /// A programme, or the violation that there is none.
    ///
    /// # Errors
    /// [`crate::Violation::Unknown`].
    pub fn programme(&self, id: &str) -> Result<&ProgrammeState, crate::Violation> {
        self.programmes
            .get(id)
            .ok_or_else(|| crate::Violation::unknown("programme", id))
    }

    /// A vote of a programme, or the violation that there is none.
    ///
    /// # Errors
    /// [`crate::Violation::Unknown`].
    pub fn vote(&self, programme: &str, id: &str) -> Result<&VoteState, crate::Violation> {
        self.programme(programme)?
            .votes
            .get(id)
            .ok_or_else(|| crate::Violation::unknown("vote", id))
    }

    /// Whether the seal `until` (the subject of a vote) is broken.
    pub fn is_unsealed(&self, until: &str) -> bool {
        Place::split_vote(until)
            .and_then(|(programme, vote)| self.vote(programme, vote).ok())
            .is_some_and(|vote| vote.phase.opened().is_some())
    }
}
