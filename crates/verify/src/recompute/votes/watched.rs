//! The ballot of a receipt, followed through the record.

use madang_programme::State;
use madang_programme::content::ContentState;
use madang_programme::votes::tally::OpenedBallot;
use madang_programme::votes::{BALLOT, BallotCast, BallotContent, VotePhase};

use super::{Fate, fate};
use crate::became::{HiddenContent, hidden};

/// A ballot whose fate is asked for.
#[derive(Debug)]
pub(crate) struct Watched {
    entry: u64,
    programme: String,
    vote: String,
    voter: String,
    /// The open ballots of the same voter in that vote.
    ballots: Vec<OpenedBallot>,
    /// Entries of those that are not there.
    absent: Vec<u64>,
    /// What its receipt says that it says.
    own: Option<BallotContent>,
}

/// What became of a ballot, and of its content since.
pub(crate) struct Followed {
    pub(crate) fate: Fate,
    /// Its content, where it is hidden now and that is not what became of the ballot.
    pub(crate) hidden: Option<HiddenContent>,
}

impl Watched {
    pub(crate) fn new(entry: u64, ballot: &BallotCast, own: Option<BallotContent>) -> Watched {
        Watched {
            entry,
            programme: ballot.programme.clone(),
            vote: ballot.vote.clone(),
            voter: ballot.voter.clone(),
            ballots: vec![],
            absent: vec![],
            own,
        }
    }

    /// Takes a ballot of the same voter in the same vote; others are passed over.
    pub(super) fn meet(&mut self, entry: u64, ballot: &BallotCast, content: Option<&str>) {
        if !self.is_by_same_voter(ballot) {
            return;
        }
        match content.map(serde_json::from_str) {
            Some(Ok(content)) => {
                // Which one counts is the first, the last or none: whoever cast ballots without end is answered too.
                if self.ballots.len() > 2 {
                    self.ballots.remove(1);
                }
                self.ballots.push(OpenedBallot {
                    entry,
                    voter: ballot.voter.clone(),
                    content: Some(content),
                });
            }
            Some(Err(_)) | None => self.absent.push(entry),
        }
    }

    fn is_by_same_voter(&self, ballot: &BallotCast) -> bool {
        self.voter == ballot.voter && self.vote == ballot.vote && self.programme == ballot.programme
    }

    /// What became of the ballot, once the whole record was read.
    pub(crate) fn followed(&self, state: &State) -> Followed {
        let fate = fate(
            state,
            &self.programme,
            &self.vote,
            self.entry,
            &self.ballots,
            &self.absent,
            self.own.as_ref(),
        )
        .unwrap_or(Fate::Unknown);
        let hidden = match &fate {
            Fate::Hidden { .. } => None,
            Fate::Counted
            | Fate::CountedWithout { .. }
            | Fate::WillCount
            | Fate::WillCountWithout { .. }
            | Fate::Replaced { .. }
            | Fate::NotCounted { .. }
            | Fate::WillNotCount { .. }
            | Fate::NotOpenedYet
            | Fate::VoteCancelled { .. }
            | Fate::Unknown => hidden(state, self.entry, BALLOT),
        };
        Followed { fate, hidden }
    }
}

/// The entry that hid a ballot before it could be counted: then it is not part of the count.
pub(super) fn left_out_by(entry: u64, programme: &str, vote: &str, state: &State) -> Option<u64> {
    let counted = match state.vote(programme, vote).ok()?.phase {
        VotePhase::Selected { entry, .. } => entry,
        VotePhase::Open
        | VotePhase::Closed { .. }
        | VotePhase::Opened { .. }
        | VotePhase::Cancelled { .. } => u64::MAX,
    };
    match state.content(entry, BALLOT)? {
        ContentState::Erased { by, .. } | ContentState::Restricted { by, .. } if *by < counted => {
            Some(*by)
        }
        ContentState::Erased { .. }
        | ContentState::Restricted { .. }
        | ContentState::Released { .. } => None,
    }
}
