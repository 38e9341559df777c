//! Action plans, commitments, milestones and what an independent reviewer found, as in the Open Government
//! Partnership's data. One commitment has several renderings over time, so that every coded value carries its code
//! list and its source, and what a source leaves blank stays blank.

mod action_plan;
mod checked;
mod commitment;
mod corrected;
mod milestone;
mod review;
mod state;

pub use action_plan::{ActionPlanRecorded, PlanProcess};
pub use commitment::{
    CommitmentRecorded, CommitmentText, NamedGroup, NumberElsewhere, Target, TitleElsewhere,
};
pub use corrected::CommitmentCorrected;
pub use milestone::MilestoneRecorded;
pub use review::{CodedValue, NamedEvent, Note, ReviewRecorded, ReviewStage, ReviewText};
pub use state::CommitmentState;
pub(crate) use state::Commitments;

use crate::fact::events;

events! {
    Commitments, "commitments":
    ActionPlanRecorded,
    CommitmentRecorded,
    CommitmentCorrected,
    MilestoneRecorded,
    ReviewRecorded,
}
