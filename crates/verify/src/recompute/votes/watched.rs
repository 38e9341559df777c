//! The ballot of a receipt, followed through the record.

use madang_programme::State;
use madang_programme::content::ContentState;
use madang_programme::votes::tally::OpenedBallot;
use madang_programme::votes::{BALLOT, BallotCast, VotePhase};

use super::{Fate, fate};

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
}

impl Watched {
    pub(crate) fn new(entry: u64, ballot: &BallotCast) -> Watched {
        Watched {
            entry,
            programme: ballot.programme.clone(),
            vote: ballot.vote.clone(),
            voter: ballot.voter.clone(),
            ballots: vec![],
            absent: vec![],
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
    pub(crate) fn fate(&self, state: &State) -> Fate {
        let (programme, vote) = (&self.programme, &self.vote);
        fate(
            state,
            programme,
            vote,
            self.entry,
            &self.ballots,
            &self.absent,
        )
        .unwrap_or(Fate::Unknown)
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
