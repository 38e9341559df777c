//! Numbers as people read them.

use std::borrow::Cow;

use madang_words::money::separated;
use num_bigint::BigUint;

/// Places of a decimal in the stead of a fraction.
const PLACES: u32 = 6;

/// A fraction `a/b` as a decimal, cut after six places; where something is left, a last digit says so, so that whoever rounds
/// up does. Other text stays as it is.
pub fn decimal(text: &str) -> Cow<'_, str> {
    match fraction(text) {
        Some(decimal) => Cow::Owned(decimal),
        None => Cow::Borrowed(text),
    }
}

fn fraction(text: &str) -> Option<String> {
    let (over, under) = text.split_once('/')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(over) || !digits(under) {
        return None;
    }
    let (over, under): (BigUint, BigUint) = (over.parse().ok()?, under.parse().ok()?);
    let zero = BigUint::default();
    if under == zero {
        return None;
    }
    let scaled = over * BigUint::from(10u32).pow(PLACES);
    let cut = (&scaled / &under).to_string();
    let more = if scaled % under == zero { "" } else { "1" };
    let cut = format!("{cut:0>width$}", width = PLACES as usize + 1);
    let (whole, places) = cut.split_at(cut.len() - PLACES as usize);
    let decimal = format!("{whole}.{places}{more}");
    Some(
        decimal
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned(),
    )
}

/// How decimals that are left out are rounded.
#[derive(Clone, Copy)]
enum Rounding {
    Nearest,
    Up,
    Down,
}

/// A decimal text with its thousands separated, rounded to the nearest hundredth: pictures and tables
/// do not need millionths, the data have them. Other text stays as it is.
pub(crate) fn grouped(text: &str) -> String {
    shown(text, Rounding::Nearest)
}

/// As [`grouped`], but rounded up: for what is missing.
pub(crate) fn grouped_up(text: &str) -> String {
    shown(text, Rounding::Up)
}

/// As [`grouped`], but rounded down: for what is there.
pub(crate) fn grouped_down(text: &str) -> String {
    shown(text, Rounding::Down)
}

fn shown(text: &str, rounding: Rounding) -> String {
    let text = &*decimal(text);
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) {
        return text.to_owned();
    }
    let Some((kept, rest)) = part
        .split_at_checked(2)
        .filter(|(_, rest)| !rest.is_empty())
    else {
        return match part {
            "" => separated(whole),
            part => format!("{}.{part}", separated(whole)),
        };
    };
    let up = match rounding {
        Rounding::Nearest => rest.starts_with(|digit: char| digit >= '5'),
        Rounding::Up => rest.bytes().any(|digit| digit != b'0'),
        Rounding::Down => false,
    };
    match format!("{whole}{kept}").parse::<u128>() {
        Ok(units) if up => {
            let units = units.saturating_add(1);
            format!(
                "{}.{:02}",
                separated(&(units / 100).to_string()),
                units % 100
            )
        }
        _ => format!("{}.{kept}", separated(whole)),
    }
}

/// A decimal rounded up to a whole number; other text as it is.
pub(crate) fn whole_up(text: &str) -> String {
    let text = &*decimal(text);
    let Some((whole, part)) = text.split_once('.') else {
        return text.to_owned();
    };
    match whole.parse::<u128>() {
        Ok(units) if part.bytes().any(|digit| digit != b'0') => units.saturating_add(1).to_string(),
        Ok(units) => units.to_string(),
        Err(_) => text.to_owned(),
    }
}

/// A name as a part of an address on the page: letters and digits, all else a hyphen.
pub(crate) fn anchor(name: &str) -> String {
    let part = |letter: char| {
        if letter.is_alphanumeric() {
            letter
        } else {
            '-'
        }
    };
    name.chars().map(part).collect()
}

/// A share in per cent, always to one decimal.
pub(crate) fn percent(share: &str) -> String {
    match share.contains('.') {
        true => format!("{share}%"),
        false => format!("{share}.0%"),
    }
}

/// A number for drawing; what decides is never drawn from.
pub(crate) fn number(text: &str) -> f64 {
    text.parse().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_one_decimal() {
        assert_eq!(percent("43"), "43.0%");
        assert_eq!(percent("33.5"), "33.5%");
        assert_eq!(
            (whole_up("12.01"), whole_up("12.00"), whole_up("7")),
            ("13".into(), "12".into(), "7".into())
        );
    }

    #[test]
    fn a_fraction_is_a_decimal_that_says_where_it_was_cut() {
        assert_eq!(decimal("1/3"), "0.3333331");
        assert_eq!(decimal("1/4"), "0.25");
        assert_eq!(decimal("400/2"), "200");
        assert_eq!(decimal("1/10000000"), "0.0000001");
        assert_eq!(decimal("1.5"), "1.5");
        assert_eq!(
            (whole_up("1/10000000"), whole_up("4/2")),
            ("1".into(), "2".into())
        );
    }

    #[test]
    fn thousands_are_separated() {
        assert_eq!(grouped("1234567.8912"), "1,234,567.89");
        assert_eq!(grouped("416.666667"), "416.67");
        assert_eq!(grouped("999.995"), "1,000.00");
        assert_eq!(grouped_down("416.666667"), "416.66");
        assert_eq!(grouped("1.가나다라"), "1.가나다라");
        assert_eq!(grouped("999"), "999");
        assert_eq!(grouped("22/7"), "3.14");
        assert_eq!(grouped("22/0"), "22/0");
        assert_eq!(
            grouped(
                "1000000000000000000000000000000000000000000/3000000000000000000000000000000000000"
            ),
            "333,333.33"
        );
        assert_eq!(grouped_up("1234.561"), "1,234.57");
        assert_eq!(grouped_up("999.991"), "1,000.00");
        assert_eq!(grouped_up("0.5"), "0.5");
        assert_eq!(grouped_up("7"), "7");
    }
}
