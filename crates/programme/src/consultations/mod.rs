//! Consultations: meetings, workshops, hearings, forums and written ones, from their announcement to who was there.

mod agenda;
mod announced;
mod attendance;
mod cancelled;
mod changed;
mod held;
pub(crate) mod openness;
mod outcome;
mod plan;
mod state;
mod summary;
pub mod suppression;

pub use agenda::{AgendaItem, AgendaPublished, MOST_ITEMS};
pub use announced::{AnnounceConsultation, ConsultationAnnounced, ConsultationText};
pub use attendance::{
    AttendanceCounted, AttendanceNamed, AttendancePublished, AttendanceTable, Attendant, CountedBy,
    NAMED, Together,
};
pub use cancelled::{CancellationReason, ConsultationCancelled, REASON};
pub use changed::ConsultationChanged;
pub use held::ConsultationHeld;
pub use outcome::{MOST_POINTS, OutcomeRecorded, OutcomeText, PointsTo};
pub use plan::{
    ConsultationType, Influence, Invitation, LEAST_NOTICE, MOST_LINE, MOST_OPTIONS, MOST_QUESTION,
    Mode, Plan, Registration,
};
pub(crate) use state::Consultations;
pub use state::{ConsultationState, Held};
pub use summary::{MOST_SUMMARISED, SummaryPublished};

use crate::fact::events;

events! { Consultations, "consultations":
    ConsultationAnnounced,
    ConsultationChanged,
    ConsultationCancelled,
    AgendaPublished,
    ConsultationHeld,
    AttendancePublished,
    OutcomeRecorded,
    SummaryPublished,
}
