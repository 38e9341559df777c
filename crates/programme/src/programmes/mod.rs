//! Programmes, their service groups and audiences.

mod created;
mod groups;
mod state;

pub use created::{ProgrammeBegun, ProgrammeCreated, ProgrammeText};
pub use groups::{AudienceDefined, GroupDefined};
pub use state::ProgrammeState;
pub(crate) use state::Programmes;

use crate::fact::events;

events! { Programmes, "programmes": ProgrammeCreated, ProgrammeBegun, GroupDefined, AudienceDefined }
