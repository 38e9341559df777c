//! Dates of plans, as people write them, read as intervals of days. What could be two days stays two; what was written is kept by whoever
//! asks.

mod forms;
mod tokens;

use std::fmt;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::absent::Absent;

/// From a first day to a last, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interval {
    first: Date,
    last: Date,
}

impl Interval {
    /// From one day to another; `None` where the last stands before the first.
    pub fn new(first: Date, last: Date) -> Option<Interval> {
        (first <= last).then_some(Interval { first, last })
    }

    /// The first day.
    pub fn first(self) -> Date {
        self.first
    }

    /// The last day.
    pub fn last(self) -> Date {
        self.last
    }
}

/// ISO 8601: a day, or two with `/` between them.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}/{}", self.first, self.last)
        }
    }
}

impl Serialize for Interval {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What was read of a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateReading {
    /// These days.
    Interval(Interval),
    /// One of these, and nothing here says which: `07/01/2014` is the 7th of January or the 1st of July, and spring is at another time south of
    /// the equator.
    Ambiguous(Vec<Interval>),
    /// It goes on: "Ongoing", "Continuous".
    OpenEnded,
    /// The plan says no date, and the source says so: "Not Specified".
    NotSpecified,
    /// One of the five.
    Absent(Absent),
    /// A day in the years from 1900 on whose number, as spreadsheets count days, is a year of this century: somebody typed that year into a cell
    /// for dates. It is not put right here.
    Serial(i16),
    /// Nothing that is known.
    Unknown,
}

impl DateReading {
    /// All intervals that it may be.
    pub fn possible(&self) -> &[Interval] {
        match self {
            DateReading::Interval(interval) => std::slice::from_ref(interval),
            DateReading::Ambiguous(intervals) => intervals,
            _ => &[],
        }
    }
}

/// Whether an end stands before a start however both are read.
pub fn ends_before_it_starts(start: &DateReading, end: &DateReading) -> bool {
    let earliest = start.possible().iter().map(|one| one.first()).min();
    let latest = end.possible().iter().map(|one| one.last()).max();
    matches!((earliest, latest), (Some(start), Some(end)) if end < start)
}

/// Reads a date as files have it: days, months, quarters, halves, seasons and years in English and Korean, and ranges of them. "End of" a year is
/// its last quarter, "early" its first, "mid" the two between; of a month each is the whole month.
pub fn read(cell: &str) -> DateReading {
    let cell = cell.trim();
    if let Some(absent) = Absent::of(cell) {
        return DateReading::Absent(absent);
    }
    let lower = cell.to_lowercase();
    let is = |words: &[&str]| words.contains(&lower.as_str());
    if is(&[
        "not specified",
        "none specified",
        "unspecified",
        "not stated",
    ]) {
        return DateReading::NotSpecified;
    }
    if is(OPEN_ENDED) {
        return DateReading::OpenEnded;
    }
    // "Ongoing / 1 July 2016 ~ 30 June 2018" says both; the days say more.
    let dated = OPEN_ENDED.iter().find_map(|word| lower.strip_prefix(word));
    let dated = dated.map_or(lower.as_str(), |rest| {
        rest.trim_start_matches(|c: char| c.is_whitespace() || "/,;:(".contains(c))
    });
    let dated = dated.trim_end_matches(')');
    let read = forms::single(dated).or_else(|| range(dated));
    match read {
        Some(found) => plausible(found),
        None => DateReading::Unknown,
    }
}

const OPEN_ENDED: &[&str] = &[
    "ongoing",
    "continuous",
    "continuously",
    "continued",
    "continuing",
    "continue",
    "underway",
    "in progress",
    "permanent activity",
    "permanent",
    "open-ended",
    "계속",
    "상시",
];

/// What stands between two ends of a range.
const BETWEEN: &[&str] = &[
    "~",
    "～",
    "∼",
    "–",
    "—",
    " to ",
    " until ",
    " till ",
    " through ",
    " and ",
    " - ",
    "-",
    "/",
];

fn range(text: &str) -> Option<Vec<Interval>> {
    let text = text.strip_prefix("from ").unwrap_or(text);
    let text = text.strip_prefix("between ").unwrap_or(text);
    BETWEEN.iter().find_map(|between| {
        let mut places = text.match_indices(between);
        places.find_map(|(place, _)| {
            let rest = text.get(place + between.len()..)?;
            halves(text.get(..place)?.trim(), rest.trim())
        })
    })
}

/// Two ends as one interval; the first may leave its year to the second (`Q1–Q2 2021`), and the second the first two figures of its year
/// (`2012-13`).
fn halves(from: &str, to: &str) -> Option<Vec<Interval>> {
    let whole_year = |text: &str, figures: usize| {
        text.len() == figures && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let to = match (whole_year(from, 4), whole_year(to, 2)) {
        (true, true) => format!("{}{to}", from.get(..2)?),
        _ => to.to_owned(),
    };
    let last = forms::single(&to)?;
    let year = last.iter().map(|one| one.last().year()).max()?;
    let first = forms::single(from).or_else(|| forms::single(&format!("{from} {year}")))?;
    let mut all = Vec::new();
    for from in &first {
        for to in &last {
            all.extend(Interval::new(from.first(), to.last()));
        }
    }
    (!all.is_empty()).then_some(all)
}

/// The day before the first of spreadsheets' days: 1 March 1900 is day 61, since they count a 29 February of that year.
const BEFORE_SERIALS: Date = jiff::civil::date(1899, 12, 30);

/// Years in which a plan may be.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

fn plausible(mut found: Vec<Interval>) -> DateReading {
    found.sort_unstable();
    found.dedup();
    let in_range =
        |one: &Interval| YEARS.contains(&one.first().year()) && YEARS.contains(&one.last().year());
    if let [one] = found.as_slice()
        && one.first() == one.last()
        && !in_range(one)
    {
        let days = one
            .first()
            .since(BEFORE_SERIALS)
            .map(|since| since.get_days());
        let serial = days.ok().and_then(|days| i16::try_from(days).ok());
        return match serial.filter(|days| (2000..=2099).contains(days)) {
            Some(year) => DateReading::Serial(year),
            None => DateReading::Unknown,
        };
    }
    if !found.iter().all(in_range) {
        return DateReading::Unknown;
    }
    match found.as_slice() {
        [] => DateReading::Unknown,
        [one] => DateReading::Interval(*one),
        _ => DateReading::Ambiguous(found),
    }
}
