//! Minutes of a consultation: drafted, put right by those who were there, approved, and corrected afterwards.

mod approved;
mod corrections;
mod drafted;
mod openness;
mod said;
mod state;

pub use approved::{MinutesApproved, MinutesCorrected};
pub use corrections::{
    AskCorrection, Correction, MinutesCorrectionAsked, MinutesCorrectionSettled, SETTLEMENT,
    Settlement, Verdict,
};
pub use drafted::{DraftMinutes, MinutesDrafted};
pub(crate) use openness::{MinutesStep, next_step};
pub use said::{Counted, MINUTES, MOST_LINES, Minutes, MinutesPart, Present, Remark};
pub use state::{AskedCorrection, MinutesState};
