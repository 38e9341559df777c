//! Proposals: candidate service projects.

mod amended;
mod call;
mod commented;
mod endorsed;
mod handed_in;
mod merged;
mod revised;
mod state;
mod submitted;
mod talk;
mod values;
mod withdrawn;

pub use amended::ProposalAmended;
pub use call::CallOpened;
pub use commented::{CommentText, MOST_COMMENT, ProposalCommented};
pub use endorsed::{EndorsementWithdrawn, ProposalEndorsed};
pub use handed_in::{
    Derivation, DerivedFrom, HandInProposal, MOST_NEEDS, ProposalHandedIn, ProposedBy,
};
pub use merged::{
    MOST_REASON as MOST_MERGE_REASON, MergeReason, ProposalSplit, ProposalsMerged, REASON,
};
pub use revised::ProposalRevised;
pub(crate) use state::Proposals;
pub use state::{Candidate, Candidates, ProposalState, Standing};
pub use submitted::{MOST_SUMMARY, MOST_TITLE, ProposalSubmitted, ProposalText, ProposerKind};
pub use talk::{Call, Comment, Endorsement};
pub use values::ProposalValues;
pub use withdrawn::{ProposalTakenBack, ProposalWithdrawn, WithdrawalText};

use crate::fact::events;

events! { Proposals, "proposals":
    ProposalSubmitted,
    ProposalAmended,
    ProposalWithdrawn,
    ProposalTakenBack,
    CallOpened,
    ProposalHandedIn,
    ProposalRevised,
    ProposalEndorsed,
    EndorsementWithdrawn,
    ProposalCommented,
    ProposalsMerged,
    ProposalSplit,
}
