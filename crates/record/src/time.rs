//! The times and identifiers that entries carry, as pure functions of what is passed in.

/// Milliseconds since 1970-01-01T00:00:00Z of the last moment an entry can carry, 9999-12-31T23:59:59.999Z.
pub const MAX_UNIX_MS: u64 = 253_402_300_799_999;

/// Writes a time as entries do: `2026-11-23T06:54:00.123Z`, UTC, milliseconds, always 24 bytes.
///
/// Takes milliseconds since the Unix epoch; `None` beyond [`MAX_UNIX_MS`].
pub fn format_at(unix_ms: u64) -> Option<String> {
    if unix_ms > MAX_UNIX_MS {
        return None;
    }
    let (days, ms) = (unix_ms / 86_400_000, unix_ms % 86_400_000);
    // Days to civil date in the proleptic Gregorian calendar (H. Hinnant, chrono-compatible date algorithms).
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    let (hour, minute) = (ms / 3_600_000, ms / 60_000 % 60);
    let (second, milli) = (ms / 1_000 % 60, ms % 1_000);
    Some(format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z"
    ))
}

/// Reads a time as entries write it and gives milliseconds since the Unix epoch.
///
/// `None` unless the text is exactly 24 bytes in that form, a date that exists, not before 1970; leap seconds are
/// not representable.
pub fn parse_at(text: &str) -> Option<u64> {
    let bytes: &[u8; 24] = text.as_bytes().try_into().ok()?;
    const PATTERN: &[u8; 24] = b"0000-00-00T00:00:00.000Z";
    for (&byte, &pattern) in bytes.iter().zip(PATTERN) {
        if pattern == b'0' {
            if !byte.is_ascii_digit() {
                return None;
            }
        } else if byte != pattern {
            return None;
        }
    }
    let number = |from: usize, to: usize| {
        bytes[from..to]
            .iter()
            .fold(0u64, |n, &b| n * 10 + u64::from(b - b'0'))
    };
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let (hour, minute, second) = (number(11, 13), number(14, 16), number(17, 19));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days_in_month = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u64::from(leap),
        _ => return None,
    };
    if year < 1970 || day == 0 || day > days_in_month || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let shifted_year = year - u64::from(month <= 2);
    let (era, year_of_era) = (shifted_year / 400, shifted_year % 400);
    let shifted_month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = era * 146_097 + day_of_era - 719_468;
    Some(days * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1_000 + number(20, 23))
}

/// Makes an entry's identifier, a UUIDv7 (RFC 9562, section 5.7), from a time and ten random bytes.
///
/// The time is milliseconds since the Unix epoch; six of the random bits give way to version and variant.
pub fn entry_id(unix_ms: u64, random: &[u8; 10]) -> String {
    uuid::Builder::from_unix_timestamp_millis(unix_ms, random)
        .into_uuid()
        .hyphenated()
        .to_string()
}

/// Makes the identifier of an entry that must not tell when it was made, a UUIDv4 (RFC 9562, section 5.4), from random bytes, six
/// bits of which give way to version and variant.
pub fn timeless_entry_id(random: &[u8; 16]) -> String {
    uuid::Builder::from_random_bytes(*random)
        .into_uuid()
        .hyphenated()
        .to_string()
}

/// Whether an entry's identifier, whose form was checked, is one without a time.
pub fn is_timeless(id: &str) -> bool {
    id.as_bytes().get(14) == Some(&b'4')
}

/// Whether a text is a UUIDv7, or a UUIDv4, in lower case with hyphens.
pub fn is_entry_id(text: &str) -> bool {
    let Ok(bytes) = <&[u8; 36]>::try_from(text.as_bytes()) else {
        return false;
    };
    let hyphens = bytes[8] == b'-' && bytes[13] == b'-' && bytes[18] == b'-' && bytes[23] == b'-';
    let digits = |part: &[u8]| part.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    hyphens
        && matches!(bytes[14], b'4' | b'7')
        && matches!(bytes[19], b'8' | b'9' | b'a' | b'b')
        && [0..8, 9..13, 14..18, 19..23, 24..36]
            .into_iter()
            .all(|part| digits(&bytes[part]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_times() {
        for (ms, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_795_416_840_123, "2026-11-23T06:54:00.123Z"),
            (MAX_UNIX_MS, "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(format_at(ms).as_deref(), Some(text));
            assert_eq!(parse_at(text), Some(ms));
        }
        assert_eq!(format_at(MAX_UNIX_MS + 1), None);
    }

    #[test]
    fn dates_that_do_not_exist_are_refused() {
        for text in [
            "2026-02-29T00:00:00.000Z",
            "2100-02-29T00:00:00.000Z",
            "2026-13-01T00:00:00.000Z",
            "2026-00-01T00:00:00.000Z",
            "2026-04-31T00:00:00.000Z",
            "2026-04-00T00:00:00.000Z",
            "2026-04-01T24:00:00.000Z",
            "2026-04-01T23:60:00.000Z",
            "2026-04-01T23:59:60.000Z",
            "1969-12-31T23:59:59.999Z",
            "2026-04-01t00:00:00.000Z",
            "2026-04-01T00:00:00.000+",
            "2026-04-01T00:00:00Z",
            "2026-04-01T00:00:00.0000Z",
            "",
        ] {
            assert_eq!(parse_at(text), None, "{text}");
        }
    }

    #[test]
    fn identifiers_are_version_7_or_without_a_time_version_4() {
        let id = entry_id(1_795_416_840_123, &[0xff; 10]);
        assert!(is_entry_id(&id), "{id}");
        assert!(is_entry_id(&entry_id(0, &[0; 10])));
        assert!(!is_entry_id(&id.to_uppercase()));
        assert!(!is_entry_id(&id.replace('-', "")));
        assert!(!is_entry_id("018f6f2a-0000-1000-8000-000000000000"));
        assert!(!is_timeless(&id));
        let timeless = timeless_entry_id(&[0xff; 16]);
        assert_eq!(timeless, "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert!(is_entry_id(&timeless) && is_timeless(&timeless));
        assert!(!is_entry_id("018f6f2a-0000-7000-c000-000000000000"));
    }

    proptest! {
        #[test]
        fn times_round_trip(ms in 0..=MAX_UNIX_MS) {
            let text = format_at(ms).unwrap();
            prop_assert_eq!(text.len(), 24);
            prop_assert_eq!(parse_at(&text), Some(ms));
        }

        #[test]
        fn text_order_is_time_order(a in 0..=MAX_UNIX_MS, b in 0..=MAX_UNIX_MS) {
            prop_assert_eq!(a.cmp(&b), format_at(a).cmp(&format_at(b)));
        }
    }
}
