//! Services: what a selected proposal is developed into, with its milestones, its versions, and what of what people said is behind each
//! change.

mod milestone_moved;
mod milestone_reached;
mod milestone_set;
pub(crate) mod openness;
mod retired;
mod started;
mod state;
mod version_released;

pub use milestone_moved::ServiceMilestoneMoved;
pub use milestone_reached::{MOST_EVIDENCE, ServiceMilestoneReached};
pub use milestone_set::{EvidenceKind, MilestoneText, ServiceMilestoneSet};
pub use retired::{REASON, ServiceReason, ServiceRetired};
pub use started::{ServiceStarted, ServiceText, StartService};
pub(crate) use state::Services;
pub use state::{MilestoneState, ServiceState, VersionState};
pub use version_released::{
    MOST_CHANGES, MOST_CITES, MOST_WHAT, ServiceVersionReleased, VersionChange,
};

use crate::fact::events;

events! { Services, "services":
    ServiceStarted,
    ServiceMilestoneSet,
    ServiceMilestoneMoved,
    ServiceMilestoneReached,
    ServiceVersionReleased,
    ServiceRetired,
}

impl Event {
    /// The programme, and the service that it happened to.
    pub fn service(&self) -> (&str, &str) {
        match self {
            Event::ServiceStarted(facts) => (&facts.programme, &facts.id),
            Event::ServiceMilestoneSet(facts) => (&facts.programme, &facts.service),
            Event::ServiceMilestoneMoved(facts) => (&facts.programme, &facts.service),
            Event::ServiceMilestoneReached(facts) => (&facts.programme, &facts.service),
            Event::ServiceVersionReleased(facts) => (&facts.programme, &facts.service),
            Event::ServiceRetired(facts) => (&facts.programme, &facts.service),
        }
    }
}
