//! Days as texts, `YYYY-MM-DD`, and as numbers, so that one comes before another.

/// Days from 0000-03-01 to a day of the Gregorian calendar; `None` for a text that is no real day.
pub(super) fn day(text: &str) -> Option<i64> {
    let digits = |part: &str, count: usize| {
        let holds = part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        holds.then(|| part.parse::<i64>().ok()).flatten()
    };
    let mut parts = text.split('-');
    let (year, month, of_month) = (
        digits(parts.next()?, 4)?,
        digits(parts.next()?, 2)?,
        digits(parts.next()?, 2)?,
    );
    if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&of_month) {
        return None;
    }
    // Years begin in March, so that a leap day is their last.
    let (year, month) = ((year * 12 + month - 3).div_euclid(12), (month + 9) % 12);
    let number = year * 365 + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + of_month
        - 1;
    (of_day(number) == text).then_some(number)
}

/// The text of a day: the inverse of [`day`] from year 0 to 9999.
pub(super) fn of_day(number: i64) -> String {
    let (era, of_era) = (number.div_euclid(146_097), number.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = match month < 10 {
        true => (era * 400 + year, month + 3),
        false => (era * 400 + year + 1, month - 9),
    };
    format!("{year:04}-{month:02}-{of_month:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_each_other_and_what_is_none_is_none() {
        for (one, next) in [
            ("2024-02-28", "2024-02-29"),
            ("2023-02-28", "2023-03-01"),
            ("1999-12-31", "2000-01-01"),
            ("2100-02-28", "2100-03-01"),
            ("2026-11-30", "2026-12-01"),
        ] {
            let number = day(one).expect(one);
            assert_eq!(day(next), Some(number + 1), "{one}");
            assert_eq!(of_day(number + 1), next);
        }
        for text in [
            "",
            "2023-02-29",
            "2026-13-01",
            "2026-1-1",
            "2026-01-00",
            "20260101",
            "2026-01-01x",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
