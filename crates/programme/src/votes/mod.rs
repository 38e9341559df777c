//! Votes: the rule that is fixed before the first ballot, ballots and scores cast under seal, the count, and the
//! selection that follows from it; or a vote that is called off.

mod ahead;
mod ballot_rule;
mod ballots_opened;
pub mod beside;
mod cancelled;
mod cast;
mod closed;
pub mod engine;
mod excluded;
mod judged;
mod lot;
mod opened;
pub mod otherwise;
mod paper;
pub mod points;
mod rescheduled;
pub mod roll;
mod rule_fixed;
mod scheduled;
mod schedules;
mod scores;
mod selected;
pub mod selection;
mod stands;
mod state;
pub mod tally;
mod trial;

pub use ahead::over_all;
pub use ballot_rule::{BallotRule, BallotType, RepeatedVoter, UnknownProject};
pub use ballots_opened::BallotsOpened;
pub use cancelled::VoteCancelled;
pub use cast::{BALLOT, BallotCast, BallotContent, CastBallot, check_voter};
pub use closed::{CloseVote, VoteClosed};
pub use excluded::BallotExcluded;
pub use judged::{Counting, NotCounted};
pub use lot::{Lot, LotForm, LotPledge};
pub use opened::{OpenVote, VoteBegun, VoteOpened};
pub use paper::{PaperCounted, PaperOf};
pub use rescheduled::{VoteRescheduled, VoteUnscheduled};
pub use roll::{RollClosed, RollSource, RollState};
pub use rule_fixed::RuleFixed;
pub use scheduled::VoteScheduled;
pub use schedules::{PastSchedule, Schedule};
pub(crate) use scores::check_member_in_time;
pub use scores::{SCORES, ScoresContent, ScoresSubmitted, SubmitScores, check_scored};
pub use selected::{ANALYSIS, Analysis, OUTCOME, SelectionPublished};
pub use state::{RuleState, VotePhase, VoteState};
pub(crate) use state::{Votes, check_takes};
pub use trial::Trial;

use crate::fact::{Fact, events};
use crate::place::Place;
use crate::subject::SubjectKind;

events! {
    Votes, "votes":
    RuleFixed,
    VoteScheduled,
    VoteRescheduled,
    VoteUnscheduled,
    RollClosed,
    VoteOpened,
    VoteBegun,
    BallotCast,
    PaperCounted,
    ScoresSubmitted,
    BallotExcluded,
    VoteClosed,
    BallotsOpened,
    VoteCancelled,
    SelectionPublished,
}

/// The kinds by which votes open.
pub const OPENINGS: [&str; 2] = [VoteOpened::KIND, VoteBegun::KIND];

impl Event {
    /// What opened a vote, of whichever version.
    pub fn opening(&self) -> Option<VoteOpened> {
        match self {
            Event::VoteOpened(opened) => Some(opened.clone()),
            Event::VoteBegun(begun) => Some(begun.clone().into()),
            Event::RuleFixed(_)
            | Event::VoteScheduled(_)
            | Event::VoteRescheduled(_)
            | Event::VoteUnscheduled(_)
            | Event::RollClosed(_)
            | Event::BallotCast(_)
            | Event::PaperCounted(_)
            | Event::ScoresSubmitted(_)
            | Event::BallotExcluded(_)
            | Event::VoteClosed(_)
            | Event::BallotsOpened(_)
            | Event::VoteCancelled(_)
            | Event::SelectionPublished(_) => None,
        }
    }

    /// What is announced of a vote, by its first announcement or by one that took its place.
    pub fn announcement(&self) -> Option<VoteScheduled> {
        match self {
            Event::VoteScheduled(scheduled) => Some(scheduled.clone()),
            Event::VoteRescheduled(changed) => Some(changed.clone().into()),
            Event::VoteOpened(_)
            | Event::VoteBegun(_)
            | Event::RuleFixed(_)
            | Event::VoteUnscheduled(_)
            | Event::RollClosed(_)
            | Event::BallotCast(_)
            | Event::PaperCounted(_)
            | Event::ScoresSubmitted(_)
            | Event::BallotExcluded(_)
            | Event::VoteClosed(_)
            | Event::BallotsOpened(_)
            | Event::VoteCancelled(_)
            | Event::SelectionPublished(_) => None,
        }
    }
}

impl Place {
    /// The subject of a vote.
    pub fn vote(programme: &str, vote: &str) -> String {
        SubjectKind::Vote.of(programme, vote)
    }

    /// The programme and vote of a vote's subject.
    pub fn split_vote(subject: &str) -> Option<(&str, &str)> {
        SubjectKind::Vote.split(subject)
    }
}
