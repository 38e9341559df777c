//! How far a vote is, and what it is called.

use madang_words::Text;

use super::state::{VotePhase, VoteState};

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

impl VoteState {
    /// Its title: that under which it opened or was announced.
    pub fn title(&self) -> Option<&Text> {
        let announced = self.schedule.as_ref().map(|schedule| &schedule.title);
        self.title.as_ref().or(announced)
    }

    /// Whether the seal of a ballot is broken only where it is the one of its voter that counts, as of a vote that opened under
    /// rules 4 and later: the others are never read.
    pub fn keeps_seals(&self) -> bool {
        self.grain.is_some()
    }
}
