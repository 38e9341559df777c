//! The forms of one date.

use jiff::civil::Date;

use super::Interval;
use super::tokens::{Token, tokens};

/// The intervals that a text in small letters may be, without ranges; `None` where it is no date.
pub(super) fn single(text: &str) -> Option<Vec<Interval>> {
    let text = without_time(text);
    let tokens = tokens(text)?;
    let found = match tokens.as_slice() {
        [Token::Word(word), rest @ ..] | [rest @ .., Token::Word(word)] => named(word, rest)?,
        tokens => vec![numbered(tokens)],
    };
    let found: Vec<Interval> = found.into_iter().flatten().flatten().collect();
    (!found.is_empty()).then_some(found)
}

/// `2014-07-01T00:00:00Z` without what follows the day.
fn without_time(text: &str) -> &str {
    let is_time = |rest: &str| {
        rest.starts_with(['t', ' '])
            && rest.contains(':')
            && rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit)
    };
    match text.get(10..) {
        Some(rest) if is_time(rest) => text.get(..10).unwrap_or(text),
        _ => text,
    }
}

/// A form gives none, one or several intervals.
type Several = Option<Vec<Interval>>;

/// Forms that need no word but that of a month.
fn numbered(tokens: &[Token]) -> Several {
    use Token::{Half, Month, Number, Quarter};
    match *tokens {
        [Number(year, 4)] => one(months(year, 1, 12)),
        [Number(year, 4), Number(month, 1 | 2)] | [Number(month, 1 | 2), Number(year, 4)] => {
            one(of_month(year, month))
        }
        [Number(year, 4), Number(month, 1 | 2), Number(day, 1 | 2)] => {
            one(of_day(year, month, day))
        }
        [
            Number(first, 1 | 2),
            Number(second, 1 | 2),
            Number(year, figures @ (2 | 4)),
        ] => either(first, second, full(year, figures)),
        [Month(month), Number(year, figures @ (2 | 4))]
        | [Number(year, figures @ 4), Month(month)] => {
            one(of_month(full(year, figures), i16::from(month)))
        }
        [Month(month), Number(day, 1 | 2), Number(year, 4)]
        | [Number(day, 1 | 2), Month(month), Number(year, 4)]
        | [Number(year, 4), Month(month), Number(day, 1 | 2)] => {
            one(of_day(year, i16::from(month), day))
        }
        [Number(day, 1 | 2), Month(month), Number(year, 2)] => {
            one(of_day(full(year, 2), i16::from(month), day))
        }
        [Quarter(quarter), Number(year, 4)] | [Number(year, 4), Quarter(quarter)] => {
            one(months(year, 3 * quarter - 2, 3 * quarter))
        }
        [Half(half), Number(year, 4)] | [Number(year, 4), Half(half)] => {
            one(months(year, 6 * half - 5, 6 * half))
        }
        _ => None,
    }
}

/// Forms with a word before or behind: seasons, and parts of a year or month.
fn named(word: &str, rest: &[Token]) -> Option<Vec<Several>> {
    let year = match rest {
        [Token::Number(year, 4)] => Some(*year),
        _ => None,
    };
    let seasons = |north: (i8, i8), south: (i8, i8)| {
        let year = year?;
        Some(vec![
            one(months(year, north.0, north.1)),
            one(months(year, south.0, south.1)),
        ])
    };
    match word {
        "spring" => seasons((3, 5), (9, 11)),
        "autumn" | "fall" => seasons((9, 11), (3, 5)),
        // Of which of its two years one speaks, nobody knows.
        "summer" => Some(vec![
            one(months(year?, 6, 8)),
            one(turn(year? - 1)),
            one(turn(year?)),
        ]),
        "winter" => Some(vec![
            one(turn(year? - 1)),
            one(turn(year?)),
            one(months(year?, 6, 8)),
        ]),
        "end" | "late" => part(rest, (10, 12)),
        "beginning" | "early" | "start" => part(rest, (1, 3)),
        "mid" | "middle" => part(rest, (4, 9)),
        _ => None,
    }
}

/// December of a year and the two months after it.
fn turn(year: i16) -> Option<Interval> {
    let last = of_month(year + 1, 2)?;
    Interval::new(Date::new(year, 12, 1).ok()?, last.last())
}

/// These months of a year; a month or anything shorter is taken whole.
fn part(rest: &[Token], (first, last): (i8, i8)) -> Option<Vec<Several>> {
    match rest {
        [Token::Number(year, 4)] => Some(vec![one(months(*year, first, last))]),
        [Token::Month(_), ..] | [Token::Quarter(_), ..] | [_, Token::Month(_)] => {
            Some(vec![numbered(rest)])
        }
        _ => None,
    }
}

fn one(interval: Option<Interval>) -> Several {
    interval.map(|interval| vec![interval])
}

/// Both orders of day and month, where both are days.
fn either(first: i16, second: i16, year: i16) -> Several {
    let day_first = of_day(year, second, first);
    let month_first = of_day(year, first, second);
    let mut both: Vec<Interval> = day_first.into_iter().chain(month_first).collect();
    both.dedup();
    Some(both)
}

/// A year of two figures is one of this century: there was no partnership in the last.
fn full(year: i16, figures: usize) -> i16 {
    if figures == 2 { 2000 + year } else { year }
}

fn of_day(year: i16, month: i16, day: i16) -> Option<Interval> {
    let month = i8::try_from(month).ok()?;
    let day = Date::new(year, month, i8::try_from(day).ok()?).ok()?;
    Interval::new(day, day)
}

fn of_month(year: i16, month: i16) -> Option<Interval> {
    let month = i8::try_from(month).ok()?;
    months(year, month, month)
}

fn months(year: i16, first: i8, last: i8) -> Option<Interval> {
    let last = Date::new(year, last, 1).ok()?.last_of_month();
    Interval::new(Date::new(year, first, 1).ok()?, last)
}
