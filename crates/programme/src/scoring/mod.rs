//! Scores of bodies: what their members have to do with the proposals, who scores which of them, by which criteria, and the sheets, which
//! are sealed until the ballots are opened.

mod criteria;
mod interest;
pub(crate) mod openness;
mod recusal;
mod sheet;
mod state;

pub use criteria::{CriteriaFixed, Criterion, MOST_CRITERIA, MOST_SCALE, MOST_WEIGHT};
pub use interest::{DETAILS, DeclareInterest, InterestDeclared, InterestDetails, MOST_DETAILS};
pub use recusal::{RecusalDecided, RecusalKind, RecusalReason};
pub use sheet::{CriteriaScores, SheetSubmitted, SubmitSheet};
pub(crate) use state::Scoring;
pub use state::{Declaration, Fixed, Panel, Recusal, Scored};

use crate::fact::events;

events! { Scoring, "scoring": CriteriaFixed, InterestDeclared, RecusalDecided, SheetSubmitted }
