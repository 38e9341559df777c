//! What becomes of an entry once it stands: what is looked at to answer a receipt of it. The facts say which; the words of it are the
//! verifier's.

use crate::answers::{AnswerGiven, ReexaminationAsked};
use crate::proposals::ProposalEndorsed;
use crate::votes::{BallotCast, ScoresSubmitted};

/// What becomes of an entry, by what tells it.
#[derive(Clone, Copy, Debug)]
pub enum Becomes<'a> {
    /// Nothing that could be told: it stands.
    Nothing,
    /// It stands, and another ended by it.
    Ends(Ended<'a>),
    /// A ballot, which is counted or not.
    Ballot(&'a BallotCast),
    /// A score sheet, likewise.
    Sheet(&'a ScoresSubmitted),
    /// A voice, by its programme and its identifier.
    Voice(&'a str, &'a str),
    /// Words that were added to a voice, likewise.
    Supplement(&'a str, &'a str),
    /// A proposal as it reads from here on, likewise.
    Proposal(&'a str, &'a str),
    /// What was said about a proposal, likewise.
    Comment(&'a str, &'a str),
    /// An endorsement, which its endorser may take back.
    Endorsement(&'a ProposalEndorsed),
    /// An answer, which another may take the place of.
    Answer(&'a AnswerGiven),
    /// Another look that was asked for, which an answer comes of.
    AnotherLook(&'a ReexaminationAsked),
    /// A member of a body, who may leave.
    Member(Seat<'a>),
    /// A role, which is held until another entry ends it.
    Role,
    /// An announcement of a vote, by its programme and the vote.
    Announcement(&'a str, &'a str),
}

/// An entry that another ends, of which the state keeps nothing then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended<'a> {
    /// A role, by the entry that granted it.
    Role(u64),
    /// A member's seat.
    Member(Seat<'a>),
    /// The actor's own endorsement of a proposal, by its programme and its identifier.
    Endorsement(&'a str, &'a str),
}

/// Who sits on which body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat<'a> {
    /// The programme.
    pub programme: &'a str,
    /// The body.
    pub body: &'a str,
    /// The member.
    pub member: &'a str,
}
