//! Consultations: meetings, workshops, hearings, forums and written ones, from their announcement to who was there.

mod agenda;
mod announced;
mod attendance;
mod cancelled;
mod cards;
mod changed;
mod checked_in;
mod ending;
mod held;
mod minutes;
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
pub use cards::{
    CODES, CardAccount, CardBatch, CardCodes, Cards, CardsAccounted, CardsIssued, MOST_CARDS,
};
pub use changed::ConsultationChanged;
pub use checked_in::{CameBy, CheckIn, CheckedIn, Comes};
pub use ending::{
    Assessed, AssessmentReason, ConsultationClosed, InfluenceAssessed, MOST_EVIDENCE, OpenDuties,
    OpenDuty, Part, Waived, WaiverGranted, WaiverGround, WaiverReason,
};
pub use held::ConsultationHeld;
pub use minutes::{
    AskCorrection, AskedCorrection, Correction, Counted, DraftMinutes, MINUTES, MOST_LINES,
    Minutes, MinutesApproved, MinutesCorrected, MinutesCorrectionAsked, MinutesCorrectionSettled,
    MinutesDrafted, MinutesPart, MinutesState, Present, Remark, SETTLEMENT, Settlement, Verdict,
};
pub(crate) use minutes::{MinutesStep, next_step as next_step_of_minutes};
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
    CardsIssued,
    AgendaPublished,
    ConsultationHeld,
    CheckedIn,
    AttendancePublished,
    MinutesDrafted,
    MinutesCorrectionAsked,
    MinutesCorrectionSettled,
    MinutesApproved,
    MinutesCorrected,
    OutcomeRecorded,
    SummaryPublished,
    CardsAccounted,
    WaiverGranted,
    ConsultationClosed,
    InfluenceAssessed,
}
