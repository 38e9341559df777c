//! Until when one can apply, from a text that people wrote. Only what states a year is a date; everything else stays a text.

use serde::{Deserialize, Serialize};

use crate::day::Day;

/// What sort of deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DeadlineKind {
    /// Nothing is said.
    None,
    /// Nobody needs to apply.
    NotNeeded,
    /// At any time.
    Always,
    /// In one or more periods.
    Period,
    /// Until a day.
    Until,
    /// As the text says.
    Text,
}

/// A deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Deadline {
    /// What sort.
    pub kind: DeadlineKind,
    /// First and last days; a day until which has no first.
    pub periods: Vec<(Option<Day>, Day)>,
}

impl Deadline {
    /// Reads the text of 신청기한.
    #[must_use]
    pub fn read(text: &str) -> Deadline {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = |kind| Deadline {
            kind,
            periods: Vec::new(),
        };
        if matches!(text.as_str(), "" | "-" | "–") {
            return plain(DeadlineKind::None);
        }
        if not_needed(&text) {
            return plain(DeadlineKind::NotNeeded);
        }
        let ranges = ranges(&text);
        if !ranges.is_empty() {
            let days = ranges.into_iter().map(|(from, to)| {
                let (from, to) = from.day().zip(to.day())?;
                (from <= to).then_some((Some(from), to))
            });
            return match days.collect::<Option<Vec<_>>>() {
                Some(periods) => Deadline {
                    kind: DeadlineKind::Period,
                    periods,
                },
                None => plain(DeadlineKind::Text),
            };
        }
        if let Some(day) = until(&text) {
            return match day.day() {
                Some(day) => Deadline {
                    kind: DeadlineKind::Until,
                    periods: vec![(None, day)],
                },
                None => plain(DeadlineKind::Text),
            };
        }
        plain(if always(&text) {
            DeadlineKind::Always
        } else {
            DeadlineKind::Text
        })
    }
}

/// `신청(이|은) 불필요`, `별도 신청 없음|불필요`, with blanks between the words and none inside them.
fn not_needed(text: &str) -> bool {
    let follows = |word: &str, is: &dyn Fn(&str) -> bool| {
        text.match_indices(word)
            .any(|(at, _)| is(text[at + word.len()..].trim_start()))
    };
    let needless = |rest: &str| {
        let rest = rest.strip_prefix(['이', '은']).unwrap_or(rest);
        rest.trim_start().starts_with("불필요")
    };
    let nothing = |rest: &str| {
        let rest = rest.strip_prefix("신청").map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with("없음"))
    };
    follows("신청", &needless) || follows("별도", &nothing)
}

/// `연중 상시 신청 가능` and the like, nothing else.
fn always(text: &str) -> bool {
    let skip = |text: &str, words: &[&str]| -> Option<String> {
        let rest = words.iter().find_map(|word| text.strip_prefix(word))?;
        Some(rest.trim_start().to_owned())
    };
    let whole = |text: &str| {
        let rest = skip(text, &["상시", "수시"])?;
        let rest = skip(&rest, &["신청", "접수", "모집"]).unwrap_or(rest);
        let rest = skip(&rest, &["가능"]).unwrap_or(rest);
        rest.is_empty().then_some(())
    };
    match skip(text, &["연중"]) {
        None => whole(text).is_some(),
        Some(rest) => {
            let short = skip(&rest, &["신청", "접수"]).unwrap_or_else(|| rest.clone());
            short.is_empty() || whole(&rest).is_some()
        }
    }
}

/// A year, a month and a day as written; the day may not exist.
#[derive(Clone, Copy)]
struct Written(i32, u32, u32);

impl Written {
    fn day(self) -> Option<Day> {
        Day::new(
            self.0,
            u8::try_from(self.1).ok()?,
            u8::try_from(self.2).ok()?,
        )
    }
}

/// Every range of the text, from the left.
fn ranges(text: &str) -> Vec<(Written, Written)> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some((range, after)) = range(rest) {
            found.push(range);
            rest = after;
        } else {
            let mut characters = rest.chars();
            characters.next();
            rest = characters.as_str();
        }
    }
    found
}

fn range(text: &str) -> Option<((Written, Written), &str)> {
    let (from, rest) = full_date(text)?;
    let rest = weekday_and_time(rest).trim_start();
    let rest = ['~', '∼', '～', '-', '–']
        .iter()
        .find_map(|sign| rest.strip_prefix(*sign))?
        .trim_start();
    let end = full_date(rest).or_else(|| {
        let ((month, day), rest) = month_and_day(rest)?;
        Some((Written(from.0, month, day), rest))
    });
    let (to, rest) = end?;
    Some(((from, to), rest))
}

/// `2026-03-01`, `2026.3.1.`, `’26년 3월 1일`.
fn full_date(text: &str) -> Option<(Written, &str)> {
    let (year, rest) = match text.strip_prefix(['’', '\'']) {
        Some(rest) => (2000 + two_digits(rest)?, &rest[2..]),
        None => (2000 + two_digits(text.strip_prefix("20")?)?, &text[4..]),
    };
    let rest = sign(rest, &['.', '-', '/', '년'])?.trim_start();
    let ((month, day), rest) = month_and_day(rest)?;
    Some((Written(year as i32, month, day), rest))
}

fn two_digits(text: &str) -> Option<u32> {
    let digits = text.get(..2)?;
    digits
        .parse()
        .ok()
        .filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `3.1.`, `3월 1일`, `3-1`.
fn month_and_day(text: &str) -> Option<((u32, u32), &str)> {
    let (month, rest) = short_number(text)?;
    let rest = sign(rest, &['.', '-', '/', '월'])?.trim_start();
    let (day, rest) = short_number(rest)?;
    let rest = sign(rest, &['.', '일']).unwrap_or(rest);
    Some(((month, day), rest))
}

/// One or two digits.
fn short_number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok()?;
    Some((number, &text[digits..]))
}

/// One of these signs, with blanks before it or not.
fn sign<'a>(text: &'a str, signs: &[char]) -> Option<&'a str> {
    text.trim_start().strip_prefix(signs)
}

/// `(월)` and `18:00`, each there or not.
fn weekday_and_time(text: &str) -> &str {
    let weekday = || {
        let rest = text.trim_start().strip_prefix('(')?.trim_start();
        let rest = rest.strip_prefix(['월', '화', '수', '목', '금', '토', '일'])?;
        rest.trim_start().strip_prefix(')')
    };
    let text = weekday().unwrap_or(text);
    let time = || {
        let (_, rest) = short_number(text.trim_start())?;
        let rest = rest.strip_prefix(':')?;
        two_digits(rest)?;
        Some(&rest[2..])
    };
    time().unwrap_or(text)
}

/// A single date, with `까지` or without it.
fn until(text: &str) -> Option<Written> {
    let (date, rest) = full_date(text)?;
    let rest = weekday_and_time(rest).trim_start();
    let rest = rest.strip_prefix("까지").unwrap_or(rest);
    rest.is_empty().then_some(date)
}
