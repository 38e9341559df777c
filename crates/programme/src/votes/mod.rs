//! Votes: the rule that is fixed before the first ballot, ballots and scores cast under seal, the count, and the
//! selection that follows from it; or a vote that is called off.

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
pub mod points;
mod rule_fixed;
mod scheduled;
mod scores;
mod selected;
pub mod selection;
mod state;
pub mod tally;
mod trial;

pub use ballot_rule::{BallotRule, BallotType, RepeatedVoter, UnknownProject};
pub use ballots_opened::BallotsOpened;
pub use cancelled::VoteCancelled;
pub use cast::{BALLOT, BallotCast, BallotContent, CastBallot};
pub use closed::{CloseVote, VoteClosed};
pub use excluded::BallotExcluded;
pub use judged::{Counting, NotCounted};
pub use lot::{Lot, LotForm, LotPledge};
pub use opened::{OpenVote, VoteOpened};
pub use rule_fixed::RuleFixed;
pub use scheduled::VoteScheduled;
pub use scores::{SCORES, ScoresContent, ScoresSubmitted, SubmitScores};
pub use selected::{ANALYSIS, Analysis, OUTCOME, SelectionPublished};
pub(crate) use state::Votes;
pub use state::{RuleState, Schedule, VotePhase, VoteState};
pub use trial::Trial;

use crate::fact::events;

events! {
    Votes, "votes":
    RuleFixed,
    VoteScheduled,
    VoteOpened,
    BallotCast,
    ScoresSubmitted,
    BallotExcluded,
    VoteClosed,
    BallotsOpened,
    VoteCancelled,
    SelectionPublished,
}
