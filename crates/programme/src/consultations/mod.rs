//! Consultations: meetings, workshops, hearings, forums and written ones, from their announcement to who was there.

mod agenda;
mod announced;
mod attendance;
mod cancelled;
mod changed;
mod checked_in;
mod held;
pub(crate) mod openness;
mod outcome;
mod plan;
mod registered;
mod registration_ends;
mod registrations;
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
pub use checked_in::{CameBy, CheckIn, CheckedIn, Comes};
pub use held::ConsultationHeld;
pub use outcome::{MOST_POINTS, OutcomeRecorded, OutcomeText, PointsTo};
pub use plan::{
    ConsultationType, Influence, Invitation, LEAST_NOTICE, MOST_LINE, MOST_OPTIONS, MOST_QUESTION,
    Mode, Plan, Registration,
};
pub use registered::{MOST_NEEDS, PERSON, READERS, Register, RegisteredPerson, RegistrationMade};
pub use registration_ends::{RegistrationCancelled, RegistrationPromoted};
pub use registrations::{Registers, Registrant, Registrations, Standing};
pub(crate) use state::Consultations;
pub use state::{ConsultationState, Held};
pub use summary::{MOST_SUMMARISED, SummaryPublished};

use crate::fact::events;

events! { Consultations, "consultations":
    ConsultationAnnounced,
    ConsultationChanged,
    ConsultationCancelled,
    RegistrationMade,
    RegistrationCancelled,
    RegistrationPromoted,
    AgendaPublished,
    ConsultationHeld,
    CheckedIn,
    AttendancePublished,
    OutcomeRecorded,
    SummaryPublished,
}
