//! What an entry means for whoever relies on the record: what its words rest on, and what it costs trust although the rules allow it.
//! The facts say which; the words of it are the verifier's.

use crate::content::Ground;
use crate::log::DatabaseAccepted;
use crate::votes::{VoteRescheduled, VoteScheduled, VoteUnscheduled};

/// What the words of an entry rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rests {
    /// On whoever signed the record: nothing else on it says so too.
    OnItsWord,
    /// On other entries that it follows from, on what is computed again, or it is told by itself.
    OnTheRecord,
}

/// What an entry costs trust: told, so that whoever relies on the record can look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost<'a> {
    /// Another key signs from here on.
    KeyRotated,
    /// A database went on that is behind what was signed.
    DatabaseAccepted(&'a DatabaseAccepted),
    /// A content is hidden from here on, or gone.
    Hides(Hides<'a>),
    /// A content that was hidden is shown again, which takes back what that cost.
    Shows {
        /// The entry whose content it is.
        entry: u64,
        /// The content's name in that entry.
        name: &'a str,
    },
    /// A role was granted under a name that no entry made an administrator.
    GrantedByNobody,
    /// Periods are longer than those before them.
    PeriodsLonger,
    /// Days were put into a calendar on which nobody works.
    DaysOff,
    /// A calendar has more days of rest in each week than two.
    RestsLong,
    /// An institution has another name from here on.
    InstitutionRenamed,
    /// A voice was taken back by another than whoever said it.
    VoiceWithdrawn,
    /// A voice that came by slip was taken back under what the record has of the slip's code, which everybody can read there.
    SlipWithdrawn,
    /// Another code speaks for a voice from here on.
    CodeRenewed,
    /// Something was added, or asked, in place of whoever said what it is about.
    SpokenFor,
    /// What a participant proposed was amended for them.
    ProposalAmended,
    /// What participants proposed was merged into another proposal, or split, by somebody else.
    ProposalsJoined,
    /// A proposal was taken back by an official, or one in which others went on by anybody.
    ProposalTakenBack {
        /// By an official.
        by_official: bool,
        /// With why.
        says_why: bool,
        /// Others went on in it.
        left_others: bool,
    },
    /// An answer does not adopt any more what the one before it did.
    PromiseTakenBack,
    /// What was adopted will not be done after all.
    PromiseDropped,
    /// What was adopted is planned for later than it first was.
    PromiseDelayed,
    /// Something that a consultation owes was waived.
    DutyWaived,
    /// Minutes that were approved say something else from here on.
    MinutesCorrected,
    /// A milestone of a service is due later than it was.
    MilestoneLater,
    /// A service ended of which no version was ever released.
    ServiceNeverRan,
    /// A vote opens, which costs something where it was announced for earlier, or never and others were.
    VoteOpens {
        /// The programme.
        programme: &'a str,
        /// The vote.
        vote: &'a str,
    },
    /// Somebody scored who was appointed after the vote opened.
    ScoredLate,
    /// A vote is announced, which costs something where one stood announced before.
    VoteAnnounced(&'a VoteScheduled),
    /// A vote that stood announced is at other times.
    VoteRescheduled(&'a VoteRescheduled),
    /// A vote that stood announced is not to be.
    VoteUnscheduled(&'a VoteUnscheduled),
    /// A vote was called off.
    VoteCancelled {
        /// The vote.
        vote: &'a str,
        /// After its ballots were open.
        opened: bool,
        /// How many had been cast.
        cast: u64,
    },
}

impl<'a> Cost<'a> {
    /// The content that it hides.
    pub fn hides(self) -> Option<Hides<'a>> {
        match self {
            Cost::Hides(hides) => Some(hides),
            Cost::KeyRotated
            | Cost::Shows { .. }
            | Cost::DatabaseAccepted(_)
            | Cost::GrantedByNobody
            | Cost::PeriodsLonger
            | Cost::DaysOff
            | Cost::RestsLong
            | Cost::InstitutionRenamed
            | Cost::VoiceWithdrawn
            | Cost::SlipWithdrawn
            | Cost::CodeRenewed
            | Cost::SpokenFor
            | Cost::ProposalAmended
            | Cost::ProposalsJoined
            | Cost::ProposalTakenBack { .. }
            | Cost::PromiseTakenBack
            | Cost::PromiseDropped
            | Cost::PromiseDelayed
            | Cost::DutyWaived
            | Cost::MinutesCorrected
            | Cost::MilestoneLater
            | Cost::ServiceNeverRan
            | Cost::VoteOpens { .. }
            | Cost::ScoredLate
            | Cost::VoteAnnounced(_)
            | Cost::VoteRescheduled(_)
            | Cost::VoteUnscheduled(_)
            | Cost::VoteCancelled { .. } => None,
        }
    }
}

/// A content that an entry hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hides<'a> {
    /// The entry whose content it is.
    pub entry: u64,
    /// The content's name in it.
    pub name: &'a str,
    /// On which ground.
    pub ground: Ground,
    /// How.
    pub how: Hiding<'a>,
}

/// How a content is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hiding<'a> {
    /// It is shown to some alone.
    Restricted {
        /// By when that is looked at again.
        review_by: &'a str,
    },
    /// It is gone.
    Erased,
    /// It is gone, and does not count.
    Excluded {
        /// In which vote.
        vote: &'a str,
        /// Whoever did it could read what it says.
        was_open: bool,
    },
}
