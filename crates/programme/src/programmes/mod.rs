//! Programmes, their service groups and audiences, and by what their clocks run.

mod calendar;
mod created;
mod groups;
mod moment;
mod periods;
mod state;

pub use calendar::{CalendarAmended, CalendarFixed};
pub use created::{
    MOST_SUMMARY, MOST_TITLE, ProgrammeBegun, ProgrammeCreated, ProgrammeText, check_currency,
    check_zone,
};
pub use groups::{AudienceDefined, GroupDefined, MOST_DESCRIPTION, MOST_NAME};
pub use moment::Moment;
pub use periods::{NewPeriods, Periods, PeriodsFixed, USUAL};
pub use state::ProgrammeState;
pub(crate) use state::Programmes;

use crate::fact::events;

events! { Programmes, "programmes":
    ProgrammeCreated,
    ProgrammeBegun,
    GroupDefined,
    AudienceDefined,
    CalendarFixed,
    CalendarAmended,
    PeriodsFixed,
}
