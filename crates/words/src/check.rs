//! What a single value must keep, whatever it is a part of.

use crate::hidden::shown_length;
use crate::said::{Said, quoted};
use crate::words::said;
use thiserror::Error;

/// A value is not what it must be. [`Malformed::said`] tells it in the reader's language, `to_string` in English.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", self.said())]
pub struct Malformed {
    /// The field's name, as on the record or in the file.
    pub field: String,
    /// What is wrong and what is expected.
    pub reason: Said,
}

impl Malformed {
    /// A field with what is wrong with it.
    pub fn new(field: impl Into<String>, reason: Said) -> Malformed {
        Malformed {
            field: field.into(),
            reason,
        }
    }

    /// It as a sentence.
    pub fn said(&self) -> Said {
        said!(
            "value-malformed",
            field = &self.field,
            reason = self.reason.clone()
        )
    }
}

/// Largest amount of money: the largest integer that every JSON reader keeps exactly.
pub const MAX_AMOUNT: u64 = (1 << 53) - 1;

/// Checks an amount of money in the smallest unit.
///
/// # Errors
/// Names `field` where it is over [`MAX_AMOUNT`].
pub fn check_amount(field: &'static str, amount: u64) -> Result<(), Malformed> {
    if amount > MAX_AMOUNT {
        return Err(Malformed::new(
            field,
            said!("value-amount", amount = amount, most = MAX_AMOUNT),
        ));
    }
    Ok(())
}

/// Checks that a text of no particular language says something, in at most `max` characters.
///
/// # Errors
/// Names `field` and what is wrong with it.
pub fn check_not_blank(field: &'static str, text: &str, max: usize) -> Result<(), Malformed> {
    if shown_length(text) == 0 {
        return Err(Malformed::new(field, said!("value-empty")));
    }
    let length = text.chars().count();
    if length > max {
        return Err(Malformed::new(
            field,
            said!("value-long", length = length, most = max),
        ));
    }
    Ok(())
}

/// Checks the form of a country's code.
///
/// # Errors
/// Names `country` where it is not two capital letters.
pub fn check_country(code: &str) -> Result<(), Malformed> {
    if code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err(Malformed::new(
            "country",
            said!("value-country", code = quoted(code)),
        ))
    }
}

/// Provinces and metropolitan cities of Korea, by ISO 3166-2.
const KOREAN: [&str; 17] = [
    "11", "26", "27", "28", "29", "30", "31", "41", "42", "43", "44", "45", "46", "47", "48", "49",
    "50",
];

/// Checks that there may be a part of a country by that code (ISO 3166-2): `KR-11`. Of Korea all are known; other countries are, but
/// for codes that ISO 3166-1 gives to none.
///
/// # Errors
/// Names `field` where there is none.
pub fn check_part_of_country(field: &'static str, code: &str) -> Result<(), Malformed> {
    let (country, part) = code.split_once('-').unwrap_or((code, ""));
    let assigned = check_country(country).is_ok()
        && !matches!(
            country.as_bytes(),
            b"AA" | b"ZZ" | [b'X', _] | [b'Q', b'M'..=b'Z']
        );
    let there = match country {
        "KR" => KOREAN.contains(&part),
        _ => !part.is_empty(),
    };
    match assigned && there {
        true => Ok(()),
        false => Err(Malformed::new(
            field,
            said!("value-no-part", code = quoted(code)),
        )),
    }
}

/// Checks that an address of the web holds no name and password to sign in with: it is there for all to read.
///
/// # Errors
/// Names `field`.
pub fn check_no_login(field: &'static str, address: &str) -> Result<(), Malformed> {
    let after = address.split_once("//").map_or(address, |(_, after)| after);
    let host = after.split(['/', '?', '#']).next().unwrap_or_default();
    match host.contains('@') {
        true => Err(Malformed::new(field, said!("value-login"))),
        false => Ok(()),
    }
}

/// Checks a day of the calendar, `2026-11-23`.
///
/// # Errors
/// Names `field` where it is another form or a day that there never was.
pub fn check_date(field: &'static str, date: &str) -> Result<(), Malformed> {
    if date.is_empty() {
        return Err(Malformed::new(field, said!("value-empty")));
    }
    match date.parse::<jiff::civil::Date>() {
        Ok(parsed) if parsed.to_string() == date => Ok(()),
        _ => Err(Malformed::new(
            field,
            said!("value-date", date = quoted(date)),
        )),
    }
}

/// Checks a date as far as a source gives it: a year, a month of it or a day of that, `2015`, `2015-02`, `2015-02-28`.
///
/// # Errors
/// Names `field` where it is blank, another form or a day that there never was.
pub fn check_partial_date(field: &'static str, date: &str) -> Result<(), Malformed> {
    let whole = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    };
    match check_date(field, &whole) {
        Ok(()) => Ok(()),
        Err(_) => Err(Malformed::new(
            field,
            said!("value-partial-date", date = quoted(date)),
        )),
    }
}

/// Checks that a text can be shown as it is: no control characters but line breaks, and nothing that turns the direction
/// of writing around.
///
/// # Errors
/// Names `field` and the character.
pub fn check_shown(field: &str, text: &str) -> Result<(), Malformed> {
    let hidden = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    match text.chars().find(|c| hidden(*c)) {
        Some(c) => Err(Malformed::new(
            field,
            said!(
                "value-not-shown",
                character = format!("U+{:04X}", u32::from(c))
            ),
        )),
        None => Ok(()),
    }
}

/// Checks that a text holds no tag characters (U+E0000 to U+E007F): a whole hidden text can be written in them, which nobody sees and
/// programs read.
///
/// # Errors
/// Names `field` and the character.
pub fn check_untagged(field: &str, text: &str) -> Result<(), Malformed> {
    match text
        .chars()
        .find(|c| matches!(c, '\u{e0000}'..='\u{e007f}'))
    {
        Some(c) => Err(Malformed::new(
            field,
            said!(
                "value-not-seen",
                character = format!("U+{:04X}", u32::from(c))
            ),
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_dates_and_countries_are_held_to_their_form() {
        assert!(check_amount("cost", MAX_AMOUNT).is_ok());
        assert!(check_amount("cost", MAX_AMOUNT + 1).is_err());
        assert!(check_date("day", "2024-02-29").is_ok());
        for bad in ["2015-02-30", "2015-2-3", "2015-02-03T00:00", "", "tomorrow"] {
            assert!(check_date("day", bad).is_err(), "{bad:?}");
        }
        assert!(check_country("KR").is_ok());
        for bad in ["kr", "KOR", "", "K1"] {
            assert!(check_country(bad).is_err(), "{bad:?}");
        }
        assert!(check_not_blank("reason", " \n", 5).is_err());
        assert!(check_not_blank("reason", "한국어로", 4).is_ok());
        assert!(check_not_blank("reason", "한국어로!", 4).is_err());
    }

    #[test]
    fn dates_as_far_as_they_are_known_and_texts_that_can_be_shown() {
        for good in ["2015", "2015-02", "2015-02-28"] {
            assert!(check_partial_date("day", good).is_ok(), "{good}");
        }
        for bad in [
            "",
            " ",
            "2015-02-30",
            "31/12/2015",
            "2015-13",
            "15",
            "2015-2",
            "2015-02-28 ",
        ] {
            assert!(check_partial_date("day", bad).is_err(), "{bad:?}");
        }
        assert!(check_shown("title", "한 줄\n두 줄, שלום").is_ok());
        for bad in [
            "a\u{7}",
            "\u{1b}[2J",
            "a\u{202e}b",
            "a\u{2066}b",
            "a\r\n",
            "\u{85}",
        ] {
            assert!(check_shown("title", bad).is_err(), "{bad:?}");
        }
    }
}
