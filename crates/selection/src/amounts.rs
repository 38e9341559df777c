//! Amounts as people write them, and how they are to be written: no reader guesses, but each says what to write instead.

use crate::decimal::{Decimal, DecimalError};
use crate::spelling::trimmed;
use crate::wording::{Wording, wording};

/// What stands before an amount and says its currency.
const BEFORE: [&str; 7] = ["₩", "￦", "$", "€", "KRW", "PLN", "zł"];
/// What stands behind an amount and says its currency.
const BEHIND: [&str; 7] = ["원", "won", "KRW", "PLN", "zł", "EUR", "€"];
/// Units of ten thousands, each with its noughts, the largest first.
const UNITS: [(char, u32); 3] = [('조', 12), ('억', 8), ('만', 4)];

/// How an amount is to be written that stands with signs between thousands, a currency or a unit: `95,000,000원` and `9500만원`
/// as `95000000`. `None` for what is no such amount, one that is plain already among them.
pub fn plain_amount(text: &str) -> Option<String> {
    let text = trimmed(text);
    let mut rest = text;
    for before in BEFORE {
        rest = rest.strip_prefix(before).unwrap_or(rest);
    }
    for behind in BEHIND {
        rest = rest.strip_suffix(behind).unwrap_or(rest);
    }
    let amount = in_units(trimmed(rest))?;
    (amount != text).then_some(amount)
}

/// Why `text` is no amount, and how it is to be written where that can be told.
pub fn no_amount(text: &str, reason: DecimalError) -> Wording {
    // Whether a single comma parts thousands, only who wrote it knows.
    let ambiguous = reason == DecimalError::AmbiguousComma;
    match plain_amount(text).filter(|_| !ambiguous) {
        Some(plain) => wording!(
            "error-plain-amount",
            "without signs between thousands and without a unit it is {plain}",
            plain = plain
        ),
        None => reason.wording(),
    }
}

fn in_units(text: &str) -> Option<String> {
    if !text.contains(UNITS.map(|(unit, _)| unit)) {
        return Some(number(text)?.to_string());
    }
    let (mut sum, mut rest) = (0u128, text);
    for (unit, noughts) in UNITS {
        if let Some((before, after)) = rest.split_once(unit) {
            sum = sum.checked_add(number(trimmed(before))?.scaled(noughts)?)?;
            rest = trimmed(after);
        }
    }
    if !rest.is_empty() {
        sum = sum.checked_add(number(rest)?.scaled(0)?)?;
    }
    Some(sum.to_string())
}

/// A number whose thousands may be set apart.
fn number(text: &str) -> Option<Decimal> {
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split([',', ' ', '\u{a0}', '_', '\'']);
    let first = groups.next().filter(|first| digits(first))?;
    let mut all = first.to_owned();
    for group in groups {
        if first.len() > 3 || group.len() != 3 || !digits(group) {
            return None;
        }
        all.push_str(group);
    }
    if let Some(decimals) = decimals {
        if !digits(decimals) {
            return None;
        }
        all.push('.');
        all.push_str(decimals);
    }
    Decimal::parse(&all).ok()
}

/// An amount whose signs between thousands were taken for separators of fields, beginning at some field of a row: the amount as
/// somebody meant it, and how many fields it takes.
pub(crate) fn over_fields(fields: &[String]) -> Option<(String, usize)> {
    let first = trimmed(fields.first()?);
    let bare = BEFORE.iter().fold(first, |text, before| {
        text.strip_prefix(before).unwrap_or(text)
    });
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if bare.len() > 3 || !digits(bare) {
        return None;
    }
    let mut amount = first.to_owned();
    let mut taken = 1;
    for field in &fields[1..] {
        let field = trimmed(field);
        let (group, behind) = field.split_at_checked(3).unwrap_or(("", field));
        let unit = behind.chars().all(|c| c.is_alphabetic() || c == '€');
        if !digits(group) || !unit {
            break;
        }
        amount.push(',');
        amount.push_str(field);
        taken += 1;
        if !behind.is_empty() {
            break;
        }
    }
    (taken > 1).then_some((amount, taken))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_people_are_said_as_they_are_to_be_written() {
        for (written, plain) in [
            ("95,000,000원", Some("95000000")),
            (" 95,000,000 ", Some("95000000")),
            ("₩95000000", Some("95000000")),
            ("95 000 000 zł", Some("95000000")),
            ("9500만원", Some("95000000")),
            ("1억 2,000만 원", Some("120000000")),
            ("1.3억", Some("130000000")),
            ("1조", Some("1000000000000")),
            ("1,300.50", Some("1300.5")),
            ("1300원", Some("1300")),
            ("12,50", None),
            ("95000000", None),
            ("약 9500만원", None),
            ("many", None),
            ("", None),
        ] {
            assert_eq!(plain_amount(written).as_deref(), plain, "{written}");
        }
    }

    #[test]
    fn an_amount_over_several_fields_is_put_together() {
        let fields = |row: &str| row.split(';').map(str::to_owned).collect::<Vec<_>>();
        let found = |row: &str| over_fields(&fields(row));
        let some = |amount: &str, taken| Some((amount.to_owned(), taken));
        assert_eq!(found("95;000;000원;general"), some("95,000,000원", 3));
        assert_eq!(found("₩1;300;everyone"), some("₩1,300", 2));
        assert_eq!(found("1;300;000;5"), some("1,300,000", 3));
        assert_eq!(found("95;general"), None);
        assert_eq!(found("9500;000"), None);
        assert_eq!(found("a;000"), None);
    }
}
