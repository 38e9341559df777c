//! A programme at a time: what clocks and checks ask.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::state::ProgrammeState;
use crate::days::{day_at, zone_of};
use crate::violation::Violation;

/// A programme at a time.
#[derive(Clone, Debug)]
pub struct Moment<'a> {
    /// The programme's identifier.
    pub programme: &'a str,
    /// The programme.
    pub of: &'a ProgrammeState,
    /// Its zone.
    pub zone: TimeZone,
    /// The day there.
    pub today: Date,
}

impl<'a> Moment<'a> {
    /// In a programme at a time, UTC, as on the record.
    ///
    /// # Errors
    /// A zone or a time that is none.
    pub fn at(
        programme: &'a str,
        of: &'a ProgrammeState,
        now: &str,
    ) -> Result<Moment<'a>, Violation> {
        let zone = zone_of(&of.zone)?;
        let today = day_at(&zone, now)?;
        Ok(Moment {
            programme,
            of,
            zone,
            today,
        })
    }

    /// The day of a time of the record. What was applied has one; the day that never comes for what has none.
    pub fn day(&self, at: &str) -> Date {
        day_at(&self.zone, at).unwrap_or(Date::MAX)
    }
}
