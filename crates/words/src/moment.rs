//! Times as people read them: where they are, with the name of the zone, so that nobody takes one for another.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Gives the time in milliseconds since 1970-01-01T00:00:00Z.
pub type Clock = std::sync::Arc<dyn Fn() -> u64 + Send + Sync>;

/// The system's clock.
pub fn system_clock() -> Clock {
    std::sync::Arc::new(|| {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |since| {
            u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
        })
    })
}

/// A time of the record (`2026-12-01T00:00:00.000Z`) as it is read in an IANA zone: `2026-12-01 09:00 (Asia/Seoul)`, with the seconds
/// where it has any. In UTC where the zone is not known; what is no time is shown as it is.
pub fn in_zone(at: &str, zone: &str) -> String {
    let Ok(time) = at.parse::<Timestamp>() else {
        return at.to_owned();
    };
    let form = match time.as_millisecond() % 60_000 {
        0 => "%Y-%m-%d %H:%M",
        _ => "%Y-%m-%d %H:%M:%S",
    };
    let (zone, name) = match TimeZone::get(zone) {
        Ok(known) => (known, zone),
        Err(_) => (TimeZone::UTC, UTC),
    };
    format!("{} ({name})", time.to_zoned(zone).strftime(form))
}

/// A time of the record to the millisecond, where times of entries are held against each other and no programme has a zone for them:
/// `2026-12-01 00:00:00.123 (UTC)`. What is no time is shown as it is.
pub fn exact(at: &str) -> String {
    let Ok(time) = at.parse::<Timestamp>() else {
        return at.to_owned();
    };
    format!("{} ({UTC})", time.strftime("%Y-%m-%d %H:%M:%S.%3f"))
}

/// A time of the record as a field of a form has it, in an IANA zone and to the minute: `2026-12-01T09:00`. Empty for what is no time.
pub fn in_field(at: &str, zone: &str) -> String {
    let time: Option<Timestamp> = at.parse().ok();
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let local = time.map(|time| time.to_zoned(zone).strftime("%Y-%m-%dT%H:%M").to_string());
    local.unwrap_or_default()
}

/// Milliseconds since 1970 of a time as somebody writes it: in an IANA zone (`2026-12-01 09:00`, `2026-12-01T09:00`), or with an
/// offset of its own (`2026-12-01T00:00:00Z`). `None` for what is none.
pub fn read(text: &str, zone: &str) -> Option<u64> {
    let at = match text.parse::<Timestamp>() {
        Ok(at) => at,
        Err(_) => {
            let local: DateTime = text.replacen(' ', "T", 1).parse().ok()?;
            let zone = TimeZone::get(zone).ok()?;
            local.to_zoned(zone).ok()?.timestamp()
        }
    };
    u64::try_from(at.as_millisecond()).ok()
}

const UTC: &str = "UTC";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_its_zone_which_is_named() {
        let at = "2026-11-30T15:00:00.000Z";
        assert_eq!(in_zone(at, "Asia/Seoul"), "2026-12-01 00:00 (Asia/Seoul)");
        assert_eq!(
            in_zone(at, "Europe/Warsaw"),
            "2026-11-30 16:00 (Europe/Warsaw)"
        );
        assert_eq!(in_zone(at, "Mars/Olympus"), "2026-11-30 15:00 (UTC)");
        let odd = "2026-11-30T15:00:07.120Z";
        assert_eq!(
            in_zone(odd, "Asia/Seoul"),
            "2026-12-01 00:00:07 (Asia/Seoul)"
        );
        assert_eq!(exact(odd), "2026-11-30 15:00:07.120 (UTC)");
        assert_eq!(exact(at), "2026-11-30 15:00:00.000 (UTC)");
        for text in ["", "soon", "2026-11-31T00:00:00.000Z"] {
            assert_eq!(
                (in_zone(text, "UTC"), exact(text)),
                (text.into(), text.into())
            );
        }
    }

    #[test]
    fn times_are_written_in_a_zone_or_say_their_own() {
        let zone = "Asia/Seoul";
        let nine = 1_796_083_200_000;
        for text in [
            "2026-12-01 09:00",
            "2026-12-01T09:00",
            "2026-12-01T09:00:00",
            "2026-12-01T00:00:00Z",
            "2026-12-01T09:00+09:00",
        ] {
            assert_eq!(read(text, zone), Some(nine), "{text}");
        }
        for text in [
            "",
            "tomorrow",
            "2026-02-30 09:00",
            "2026-12-01 25:00",
            "1969-01-01T00:00:00Z",
            "2026-12-01 09:00\u{0}",
        ] {
            assert_eq!(read(text, zone), None, "{text}");
        }
        assert_eq!(read("2026-12-01 09:00", "Mars/Olympus"), None);
        let shown = in_field("2026-12-01T00:00:00.000Z", zone);
        assert_eq!(
            (shown.as_str(), read(&shown, zone)),
            ("2026-12-01T09:00", Some(nine))
        );
        assert_eq!(in_field("soon", zone), "");
    }
}
