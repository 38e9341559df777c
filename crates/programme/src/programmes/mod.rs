//! Programmes, their service groups and audiences.

mod created;
mod groups;
mod state;

pub use created::{
    MOST_SUMMARY, MOST_TITLE, ProgrammeBegun, ProgrammeCreated, ProgrammeText, check_currency,
    check_zone,
};
pub use groups::{AudienceDefined, GroupDefined, MOST_NAME};
pub use state::ProgrammeState;
pub(crate) use state::Programmes;

use crate::fact::events;

events! { Programmes, "programmes": ProgrammeCreated, ProgrammeBegun, GroupDefined, AudienceDefined }
