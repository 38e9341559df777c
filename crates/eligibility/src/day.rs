//! Days of the calendar, and how many years and months have been completed.

use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar, years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: i32,
    month: u8,
    day: u8,
}

/// A text is no day that exists.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no day that exists: write YYYY-MM-DD")]
#[non_exhaustive]
pub struct DayError {
    /// The text.
    pub text: String,
}

impl Day {
    /// The day of a year, month and day of the month; `None` for one that does not exist.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Day> {
        let good = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=length(year, month)).contains(&day);
        good.then_some(Day { year, month, day })
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// Years completed from this day to `until`: 만 나이 of Civil Act § 158. Who is born on 29 February completes a year on 1 March of
    /// a common year. Negative when `until` comes first.
    #[must_use]
    pub fn years_until(self, until: Day) -> i64 {
        let before = (until.month, until.day) < (self.month, self.day);
        i64::from(until.year) - i64::from(self.year) - i64::from(before)
    }

    /// Months completed from this day to `until`; a month that has no such day is completed on the first of the next.
    #[must_use]
    pub fn months_until(self, until: Day) -> i64 {
        let years = i64::from(until.year) - i64::from(self.year);
        let months = i64::from(until.month) - i64::from(self.month);
        years * 12 + months - i64::from(until.day < self.day)
    }

    /// The first day on which so many years from this day are completed, within the years 1 to 9999.
    #[must_use]
    pub fn after_years(self, years: i64) -> Day {
        self.after_months(years.saturating_mul(12))
    }

    /// The first day on which so many months from this day are completed, within the years 1 to 9999.
    #[must_use]
    pub fn after_months(self, months: i64) -> Day {
        let from = i64::from(self.year) * 12 + i64::from(self.month) - 1;
        let at = from.saturating_add(months).clamp(12, 9999 * 12 + 11);
        let (year, month) = ((at / 12) as i32, (at % 12) as u8 + 1);
        Day::new(year, month, self.day).unwrap_or_else(|| {
            let last = Day {
                year,
                month,
                day: length(year, month),
            };
            last.next()
        })
    }

    /// The latest day from which so many years are completed on this day: who is born then or earlier is that old.
    #[must_use]
    pub fn born_at_age(self, years: i64) -> Day {
        self.born_at_months(years.saturating_mul(12))
    }

    /// The latest day from which so many months are completed on this day.
    #[must_use]
    pub fn born_at_months(self, months: i64) -> Day {
        let from = i64::from(self.year) * 12 + i64::from(self.month) - 1;
        let at = from.saturating_sub(months).clamp(12, 9999 * 12 + 11);
        let (year, month) = ((at / 12) as i32, (at % 12) as u8 + 1);
        let day = self.day.min(length(year, month));
        Day { year, month, day }
    }

    /// The day after; the last day of 9999 is followed by itself.
    #[must_use]
    pub fn next(self) -> Day {
        Day::of_number(self.number() + 1).unwrap_or(self)
    }

    /// The day before; the first day of the year 1 is preceded by itself.
    #[must_use]
    pub fn previous(self) -> Day {
        Day::of_number(self.number() - 1).unwrap_or(self)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn number(self) -> i64 {
        // Days from civil, after Howard Hinnant.
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day so many days after 1970-01-01; `None` outside the years 1 to 9999.
    #[must_use]
    pub fn of_number(number: i64) -> Option<Day> {
        let days = number.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * of_year + 2) / 153;
        let day = (of_year - (153 * month + 2) / 5 + 1) as u8;
        let month = if month < 10 { month + 3 } else { month - 9 } as u8;
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Day::new(i32::try_from(year).ok()?, month, day)
    }
}

/// How many days a month has.
fn length(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Day, DayError> {
        let day = || {
            let bytes = text.as_bytes();
            let shape = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
            let digits = |at: std::ops::Range<usize>| {
                let part = text.get(at)?;
                let good = part.bytes().all(|byte| byte.is_ascii_digit());
                if good { part.parse::<u16>().ok() } else { None }
            };
            if !shape {
                return None;
            }
            let (month, day) = (digits(5..7)?, digits(8..10)?);
            Day::new(i32::from(digits(0..4)?), month as u8, day as u8)
        };
        day().ok_or_else(|| DayError {
            text: text.to_owned(),
        })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn only_days_that_exist() {
        for text in [
            "2023-02-29",
            "2026-13-01",
            "2026-00-10",
            "26-01-01",
            "2026-1-1",
            "+026-01-01",
            "2026-01-32",
            "٢٠٢٦-٠١-٠١",
        ] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
        assert_eq!(day("2024-02-29").to_string(), "2024-02-29");
    }

    #[test]
    fn born_on_the_29th_of_february() {
        let born = day("2016-02-29");
        assert_eq!(born.years_until(day("2026-02-28")), 9);
        assert_eq!(born.years_until(day("2026-03-01")), 10);
        assert_eq!(born.after_years(10), day("2026-03-01"));
        assert_eq!(born.after_years(12), day("2028-02-29"));
        assert_eq!(day("2026-02-28").born_at_age(10), day("2016-02-28"));
    }

    #[test]
    fn numbers_and_completed_months_agree_with_counting() {
        let mut at = day("1899-12-25");
        for _ in 0..60_000 {
            let next = at.next();
            assert_eq!(next.number(), at.number() + 1);
            assert_eq!(next.previous(), at);
            at = next;
        }
        let until = day("2026-03-31");
        for number in 0..1500 {
            let born = Day::of_number(until.number() - number).expect("a day");
            let months = born.months_until(until);
            assert!(born.after_months(months) <= until, "{born}");
            assert!(born.after_months(months + 1) > until, "{born}");
            assert!(born <= until.born_at_months(months), "{born}");
            assert!(born > until.born_at_months(months + 1), "{born}");
        }
    }
}
