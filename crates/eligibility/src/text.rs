//! The small words that rules and parameters share: lines, quotations, days, amounts with their units.

use crate::day::Day;
use crate::error::{ErrorCode, Wrong, wrong};
use crate::facts::Unit;
use crate::rule::Period;
use crate::slip::Slip;

/// The lines that count, with their numbers: no blank ones and no comments.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = (1..).zip(text.lines());
    lines.filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
}

/// `"name"` at the beginning: what stands inside, and what follows.
pub(crate) fn quoted(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix('"')?.split_once('"')
}

/// `2026-01-01` at the beginning, and what follows; an error for a day that does not exist.
pub(crate) fn date(text: &str) -> Option<(Result<Day, Wrong>, &str)> {
    let head = text.get(..10)?;
    let shape = head.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let day = head
        .parse()
        .map_err(|_| Wrong(ErrorCode::Date, Slip::NoDay(head.to_owned())));
    shape.then_some((day, &text[10..]))
}

/// `2026-01-01 부터 [2026-12-31 까지]` or `from 2026-01-01 [to 2026-12-31]` at the beginning, and what follows.
pub(crate) fn period(text: &str) -> Result<(Period, &str), Wrong> {
    let bad = || Wrong(ErrorCode::Syntax, Slip::PeriodForm);
    if let Some(rest) = text.strip_prefix("from ") {
        let (from, rest) = date(rest).ok_or_else(bad)?;
        let to = match rest.strip_prefix(" to ") {
            Some(rest) => Some(date(rest).ok_or_else(bad)?),
            None => None,
        };
        let (to, rest) = to.map_or((None, rest), |(to, rest)| (Some(to), rest));
        let period = Period {
            from: from?,
            to: to.transpose()?,
        };
        return Ok((period, rest.trim_start()));
    }
    let (from, rest) = date(text).ok_or_else(bad)?;
    let rest = rest
        .trim_start()
        .strip_prefix("부터")
        .ok_or_else(bad)?
        .trim_start();
    let end = date(rest).and_then(|(to, rest)| Some((to, rest.trim_start().strip_prefix("까지")?)));
    let (to, rest) = end.map_or((None, rest), |(to, rest)| (Some(to), rest));
    let period = Period {
        from: from?,
        to: to.transpose()?,
    };
    Ok((period, rest.trim_start()))
}

/// What a condition compares with.
#[derive(Debug)]
pub(crate) enum Value<'a> {
    Number(i64, Unit),
    Parameter(&'a str),
    Wrong(Wrong),
}

/// A value at the beginning, and what follows.
pub(crate) fn value(text: &str) -> Option<(Value<'_>, &str)> {
    for (open, close) in [('「', '」'), ('«', '»')] {
        if let Some(rest) = text.strip_prefix(open) {
            let (name, rest) = rest.split_once(close)?;
            return Some((Value::Parameter(name), rest));
        }
    }
    if let Some((day, rest)) = date(text) {
        let value = match day {
            Ok(day) => Value::Number(day.number(), Unit::Date),
            Err(wrong) => Value::Wrong(wrong),
        };
        return Some((value, rest));
    }
    let (found, rest) = korean_money(text)
        .or_else(|| english_money(text))
        .or_else(|| counted(text))?;
    let value = match found {
        Some((number, unit)) => Value::Number(number, unit),
        None => Value::Wrong(Wrong(ErrorCode::Syntax, Slip::LargeAmount)),
    };
    Some((value, rest))
}

/// A number with its unit; no number where it is too large.
type Amount = Option<(i64, Unit)>;

/// Digits, in groups of three or not, and what follows. No number where it is too large.
pub(crate) fn number(text: &str) -> Option<(Option<i64>, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(text);
    if end == 0 {
        return None;
    }
    if end <= 3 {
        while text[end..].starts_with(',') && digits(&text[end + 1..]) >= 3 {
            end += 4;
        }
    }
    let plain: String = text[..end]
        .chars()
        .filter(|character| *character != ',')
        .collect();
    Some((plain.parse().ok(), &text[end..]))
}

/// `월 1억 2,200만원`: parts of 억 and 만, each with a blank after it or not.
fn korean_money(text: &str) -> Option<(Amount, &str)> {
    let (unit, mut rest) = if let Some(rest) = text.strip_prefix("월 ") {
        (Unit::WonMonth, rest)
    } else if let Some(rest) = text.strip_prefix("연 ") {
        (Unit::WonYear, rest)
    } else {
        (Unit::Won, text)
    };
    let mut sum: Option<i64> = Some(0);
    let mut parts = 0;
    for (word, size) in [("억", 100_000_000_i64), ("만", 10_000), ("", 1)] {
        let Some((count, after)) = number(rest) else {
            continue;
        };
        let Some(after) = after.strip_prefix(word) else {
            continue;
        };
        let part = count.and_then(|count| count.checked_mul(size));
        sum = sum.zip(part).and_then(|(sum, part)| sum.checked_add(part));
        rest = if word.is_empty() {
            after
        } else {
            after.strip_prefix(' ').unwrap_or(after)
        };
        parts += 1;
    }
    let rest = rest.strip_prefix('원').filter(|_| parts > 0)?;
    Some((sum.map(|sum| (sum, unit)), rest))
}

/// `KRW 2,470,000 a month`.
fn english_money(text: &str) -> Option<(Amount, &str)> {
    let (count, rest) = number(text.strip_prefix("KRW ")?)?;
    let (unit, rest) = if let Some(rest) = rest.strip_prefix(" a month") {
        (Unit::WonMonth, rest)
    } else if let Some(rest) = rest.strip_prefix(" a year") {
        (Unit::WonYear, rest)
    } else {
        (Unit::Won, rest)
    };
    Some((count.map(|count| (count, unit)), rest))
}

/// `19세`, `24 months`, `5명`.
fn counted(text: &str) -> Option<(Amount, &str)> {
    const WORDS: [(&str, Unit); 9] = [
        ("세", Unit::Years),
        ("년", Unit::Years),
        ("years", Unit::Years),
        ("year", Unit::Years),
        ("개월", Unit::Months),
        ("months", Unit::Months),
        ("month", Unit::Months),
        ("명", Unit::Persons),
        ("person", Unit::Persons),
    ];
    let (count, rest) = number(text)?;
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let (rest, unit) = WORDS
        .iter()
        .find_map(|(word, unit)| Some((rest.strip_prefix(word)?, *unit)))?;
    let plural = unit == Unit::Persons && !text.contains('명');
    let rest = if plural {
        rest.strip_prefix('s').unwrap_or(rest)
    } else {
        rest
    };
    Some((count.map(|count| (count, unit)), rest))
}

/// An error for what is none of the forms.
pub(crate) fn syntax<T>(slip: Slip) -> Result<T, Wrong> {
    wrong(ErrorCode::Syntax, slip)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_with_their_units() {
        let of = |text: &str| match value(text) {
            Some((Value::Number(number, unit), "")) => Some((number, unit)),
            _ => None,
        };
        assert_eq!(of("월 2,470,000원"), Some((2_470_000, Unit::WonMonth)));
        assert_eq!(of("1억 2,200만원"), Some((122_000_000, Unit::Won)));
        assert_eq!(of("연 3억원"), Some((300_000_000, Unit::WonYear)));
        assert_eq!(of("4만 5원"), Some((40_005, Unit::Won)));
        assert_eq!(of("KRW 12 a year"), Some((12, Unit::WonYear)));
        assert_eq!(of("24 개월"), Some((24, Unit::Months)));
        assert_eq!(of("1 person"), Some((1, Unit::Persons)));
        assert_eq!(of("5 persons"), Some((5, Unit::Persons)));
        for bad in [
            "5",
            "원",
            "월 원",
            "1,23원",
            "5 apples",
            "99999999999999999999원",
            "1만",
        ] {
            assert_eq!(of(bad), None, "{bad}");
        }
    }
}
