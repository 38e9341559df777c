//! Days of a programme: what is due by a day is due by its end in the programme's zone.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use madang_words::quoted;

use crate::fact::Checked;
use crate::violation::Violation;
use crate::words::said;

/// The day of a time of the record, in a zone.
///
/// # Errors
/// What is no time, or no zone.
pub fn day_in(zone: &str, at: &str) -> Result<Date, Violation> {
    day_at(&zone_of(zone)?, at)
}

/// A zone by its name.
///
/// # Errors
/// What is no zone.
pub fn zone_of(zone: &str) -> Result<TimeZone, Violation> {
    let known = TimeZone::get(zone);
    known.map_err(|_| Violation::field("zone", said!("kernel-zone", zone = quoted(zone))))
}

/// The day of a time of the record, in a zone that was looked up.
///
/// # Errors
/// What is no time.
pub fn day_at(zone: &TimeZone, at: &str) -> Result<Date, Violation> {
    let time = at.parse::<Timestamp>();
    let time = time.map_err(|_| Violation::field("at", said!("kernel-no-time")))?;
    Ok(zone.to_datetime(time).date())
}

/// A day as it stands in facts.
///
/// # Errors
/// Names `field` where it is another form or a day that there never was.
pub fn day_of(field: &'static str, text: &str) -> Result<Date, Violation> {
    madang_words::check_date(field, text)?;
    text.parse()
        .map_err(|_| Violation::field(field, said!("kernel-no-day", day = quoted(text))))
}

/// Checks that a day is not past and at most so many days after today.
pub(crate) fn check_within(field: &'static str, today: Date, day: Date, most: i64) -> Checked {
    if day < today {
        return Err(Violation::field(
            field,
            said!("kernel-day-past", day = day.to_string()),
        ));
    }
    let last = today.checked_add(most.days()).unwrap_or(Date::MAX);
    if day > last {
        return Err(Violation::field(
            field,
            said!(
                "kernel-day-late",
                day = day.to_string(),
                most = u64::try_from(most).unwrap_or_default(),
                last = last.to_string()
            ),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_that_of_the_programmes_zone() {
        let day = |zone| day_in(zone, "2026-11-23T16:00:00.000Z").map(|day| day.to_string());
        assert_eq!(day("Asia/Seoul"), Ok("2026-11-24".to_owned()));
        assert_eq!(day("UTC"), Ok("2026-11-23".to_owned()));
        assert!(day("Mars/Olympus").is_err());
        assert!(day_in("UTC", "soon").is_err());
    }

    #[test]
    fn a_day_lies_within_so_many_days() {
        let day = |text| day_of("until", text).expect("a day");
        let within = |text| check_within("until", day("2026-11-24"), day(text), 7).is_ok();
        assert!(within("2026-11-24") && within("2026-12-01"));
        assert!(!within("2026-11-23") && !within("2026-12-02"));
        assert!(day_of("until", "2026-11-31").is_err());
    }
}
