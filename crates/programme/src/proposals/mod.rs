//! Proposals: candidate service projects.

mod amended;
mod state;
mod submitted;
mod withdrawn;

pub use amended::ProposalAmended;
pub(crate) use state::Proposals;
pub use state::{Candidates, ProposalState, Standing};
pub use submitted::{ProposalSubmitted, ProposalText, ProposerKind};
pub use withdrawn::{ProposalTakenBack, ProposalWithdrawn, WithdrawalText};

use crate::fact::events;

events! { Proposals, "proposals": ProposalSubmitted, ProposalAmended, ProposalWithdrawn, ProposalTakenBack }
