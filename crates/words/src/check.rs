//! What a single value must keep, whatever it is a part of.

use thiserror::Error;

/// A value is not what it must be.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{field} {reason}")]
pub struct Malformed {
    /// The field's name, as on the record or in the file.
    pub field: String,
    /// What is wrong and what is expected.
    pub reason: String,
}

impl Malformed {
    /// A field with what is wrong with it.
    pub fn new(field: impl Into<String>, reason: impl Into<String>) -> Malformed {
        Malformed {
            field: field.into(),
            reason: reason.into(),
        }
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
            format!("is {amount}; at most {MAX_AMOUNT} is allowed"),
        ));
    }
    Ok(())
}

/// Checks that a text of no particular language says something, in at most `max` characters.
///
/// # Errors
/// Names `field` and what is wrong with it.
pub fn check_not_blank(field: &'static str, text: &str, max: usize) -> Result<(), Malformed> {
    if text.trim().is_empty() {
        return Err(Malformed::new(field, "is empty"));
    }
    let length = text.chars().count();
    if length > max {
        return Err(Malformed::new(
            field,
            format!("has {length} characters; at most {max} are allowed"),
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
            format!("{code:?} is not an ISO 3166-1 alpha-2 code"),
        ))
    }
}

/// Checks a day of the calendar, `2026-11-23`.
///
/// # Errors
/// Names `field` where it is another form or a day that there never was.
pub fn check_date(field: &'static str, date: &str) -> Result<(), Malformed> {
    match date.parse::<jiff::civil::Date>() {
        Ok(parsed) if parsed.to_string() == date => Ok(()),
        _ => Err(Malformed::new(
            field,
            format!("{date:?} is not a date of the form 2026-11-23"),
        )),
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
}
