//! Proposals: candidate service projects.

mod state;
mod submitted;
mod withdrawn;

pub(crate) use state::Proposals;
pub use state::{ProposalState, Standing};
pub use submitted::{ProposalSubmitted, ProposalText};
pub use withdrawn::ProposalWithdrawn;

use crate::fact::events;

events! { Proposals, "proposals": ProposalSubmitted, ProposalWithdrawn }
