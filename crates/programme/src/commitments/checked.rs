//! What is asked of a commitment's and a review's fields from rules 4 on. Records of before took whatever a source had.

use madang_words::{Text, check_not_blank, quoted};

use crate::fact::Checked;
use crate::violation::Violation;
use crate::words::said;

/// Characters of a text that a source has, and of a short field.
const LONG: usize = 10_000;
const SHORT: usize = 2000;

pub(super) fn texts<'t>(field: &'static str, texts: impl IntoIterator<Item = &'t Text>) -> Checked {
    let mut texts = texts.into_iter();
    texts.try_for_each(|text| Ok(text.check(field, LONG)?))
}

pub(super) fn not_blank<'t>(
    field: &'static str,
    texts: impl IntoIterator<Item = &'t String>,
) -> Checked {
    let mut texts = texts.into_iter();
    texts.try_for_each(|text| Ok(check_not_blank(field, text, SHORT)?))
}

/// A year of a plan: none of another calendar, and none that was mistyped.
pub(super) fn year(field: &'static str, year: impl IntoIterator<Item = u32>) -> Checked {
    match year.into_iter().find(|year| !(1900..=2200).contains(year)) {
        None => Ok(()),
        Some(year) => Err(Violation::field(
            field,
            said!("commitment-year", year = year),
        )),
    }
}

/// What ends does not end before it begins, as far as the two dates tell.
pub(super) fn period(start: Option<&str>, end: Option<&str>) -> Checked {
    let (Some(start), Some(end)) = (start, end) else {
        return Ok(());
    };
    // A date that is a part of the other is neither before nor after it.
    let known = start.len().min(end.len());
    if start.get(..known) > end.get(..known) {
        return Err(Violation::field(
            "end_date",
            said!(
                "commitment-ends-first",
                end = quoted(end),
                start = quoted(start)
            ),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_ends_after_it_begins_as_far_as_it_is_known() {
        for (start, end, fits) in [
            (Some("2014-07-01"), Some("2016-06-30"), true),
            (Some("2014-07"), Some("2014"), true),
            (Some("2014-07-01"), Some("2014-07"), true),
            (Some("2014-07-02"), Some("2014-07-01"), false),
            (Some("2015"), Some("2014-12-31"), false),
            (Some("2015"), None, true),
        ] {
            assert_eq!(period(start, end).is_ok(), fits, "{start:?} {end:?}");
        }
        assert!(year("cycle", [2014]).is_ok());
        for wrong in [0, 14, 20_140, u32::MAX] {
            assert!(year("cycle", Some(wrong)).is_err(), "{wrong}");
        }
    }
}
