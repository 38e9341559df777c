//! How a consultation ends: a duty of it that is waived, that nothing is owed any more, and what came of the say that was promised.

mod assessed;
mod closed;
mod duties;
mod openness;
mod waiver;

pub use assessed::{Assessed, AssessmentReason, InfluenceAssessed, MOST_EVIDENCE};
pub use closed::ConsultationClosed;
pub use duties::{OpenDuties, OpenDuty};
pub use waiver::{Part, Waived, WaiverGranted, WaiverGround, WaiverReason};
