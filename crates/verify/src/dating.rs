//! Times: no entry is later than somebody outside the log has seen it, or than the clock of whoever verifies, and none is earlier
//! than the moment at which somebody outside saw the log without it.

use std::collections::BTreeMap;

use madang_programme::Grain;
use madang_programme::log::EARLIEST;
use madang_record::time::{MAX_UNIX_MS, format_at, parse_at};
use madang_words::Said;
use madang_words::moment::exact;

use crate::CHECKPOINT;
use crate::report::Report;
use crate::said::said;

/// How far clocks may differ, in seconds.
const SKEW: u64 = 600;

/// A moment by which the first entries of the record were there.
#[derive(Debug)]
struct Limit {
    /// How many entries.
    size: u64,
    /// The latest time that one of them can carry.
    latest: String,
    /// Who says so.
    seen_by: Said,
    broken: bool,
}

/// A moment at which entries from some on were not there yet.
#[derive(Debug)]
struct Floor {
    /// How many entries there were.
    size: u64,
    /// The earliest time that a later one can carry.
    earliest: String,
    /// Who says so.
    seen_by: Said,
    broken: bool,
}

/// What entries' times are held against.
#[derive(Debug)]
pub(crate) struct Dating {
    now: Option<u64>,
    limits: Vec<Limit>,
    floors: Vec<Floor>,
    too_early: bool,
}

impl Dating {
    /// With the clock of whoever verifies, in seconds since the Unix epoch.
    pub(crate) fn new(now: Option<u64>) -> Dating {
        let mut dating = Dating {
            now,
            limits: vec![],
            floors: vec![],
            too_early: false,
        };
        if let Some(now) = now {
            dating.limit(u64::MAX, now, said("verify-seen-by-clock"));
        }
        dating
    }

    fn limit(&mut self, size: u64, unix_seconds: u64, seen_by: Said) {
        let latest = unix_seconds.saturating_add(SKEW).saturating_mul(1000);
        if let Some(latest) = format_at(latest.min(MAX_UNIX_MS)) {
            self.limits.push(Limit {
                size,
                latest,
                seen_by,
                broken: false,
            });
        }
    }

    fn floor(&mut self, size: u64, unix_seconds: u64, seen_by: Said) {
        let earliest = unix_seconds.saturating_sub(SKEW).saturating_mul(1000);
        if let Some(earliest) = format_at(earliest.min(MAX_UNIX_MS)) {
            self.floors.push(Floor {
                size,
                earliest,
                seen_by,
                broken: false,
            });
        }
    }

    /// Takes the times at which witnesses cosigned a checkpoint over `size` entries.
    pub(crate) fn cosigned(
        &mut self,
        size: u64,
        witnesses: &BTreeMap<String, u64>,
        report: &mut Report,
    ) {
        for (witness, time) in witnesses {
            let at = time.checked_mul(1000).and_then(format_at);
            let Some(at) = at.filter(|_| self.now.is_none_or(|now| *time <= now + SKEW)) else {
                let reason = said("verify-cosigned-in-the-future").text("witness", witness);
                report.fail(None, CHECKPOINT, reason);
                continue;
            };
            let seen_by = said("verify-seen-by-witness")
                .text("witness", witness)
                .text("at", exact(&at));
            self.floor(size, *time, seen_by.clone());
            self.limit(size, *time, seen_by);
            if size > 0 {
                report.hold(
                    said("verify-holds-seen")
                        .text("witness", witness)
                        .text("at", exact(&at))
                        .number("size", size),
                );
            }
        }
    }

    /// Holds the time of an entry against what is known; `told` is how finely it is told, with the time before which it was made for
    /// certain, where that is coarser than milliseconds.
    pub(crate) fn entry(
        &mut self,
        index: u64,
        at: &str,
        told: Option<(Grain, Option<&str>)>,
        place: &str,
        report: &mut Report,
    ) {
        for limit in &mut self.limits {
            // Times never go back: the first entry that is too late says it for those that follow.
            if index < limit.size && !limit.broken && at > limit.latest.as_str() {
                limit.broken = true;
                let reason = said("verify-time-too-late")
                    .text("at", exact(at))
                    .said("seen", limit.seen_by.clone());
                report.fail(Some(index), place, reason);
            }
        }
        for floor in &mut self.floors {
            // The first entry that was not there is the earliest of those.
            if index >= floor.size
                && !floor.broken
                && at < floor.earliest.as_str()
                && is_before(at, told, &floor.earliest)
            {
                floor.broken = true;
                let reason = said("verify-time-dated-back")
                    .text("at", exact(at))
                    .number("size", floor.size)
                    .said("seen", floor.seen_by.clone());
                report.fail(Some(index), place, reason);
            }
        }
        if at < EARLIEST && !self.too_early {
            self.too_early = true;
            let reason = said("verify-time-too-early")
                .text("at", exact(at))
                .text("earliest", exact(EARLIEST));
            report.fail(Some(index), place, reason);
        }
    }
}

/// Whether an entry that tells its time so was made before a moment for certain.
fn is_before(at: &str, told: Option<(Grain, Option<&str>)>, moment: &str) -> bool {
    let Some((grain, before)) = told else {
        return at < moment;
    };
    let latest =
        parse_at(at).and_then(|begun| format_at(begun.saturating_add(grain.unix_ms() - 1)));
    latest.is_none_or(|latest| *latest < *moment) || before.is_some_and(|before| before <= moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_795_000_000;

    fn failures(dating: &mut Dating, times: &[&str]) -> Vec<u64> {
        let mut report = Report::new();
        for (index, at) in (0..).zip(times) {
            dating.entry(index, at, None, "tile", &mut report);
        }
        let failures = report.failures.iter();
        failures.filter_map(|failure| failure.entry).collect()
    }

    fn at(unix_seconds: u64) -> String {
        format_at(unix_seconds * 1000).expect("a time")
    }

    #[test]
    fn entries_beyond_the_clock_or_before_the_program_are_refused_once() {
        let fine = at(NOW + SKEW);
        let late = at(NOW + SKEW + 1);
        let mut dating = Dating::new(Some(NOW));
        assert_eq!(failures(&mut dating, &[&fine, &late, &late]), [1]);
        let mut dating = Dating::new(None);
        let far = "9999-12-31T00:00:00.000Z";
        assert_eq!(
            failures(&mut dating, &["1970-01-01T00:00:00.000Z", far]),
            [0]
        );
    }

    #[test]
    fn a_cosignature_dates_the_entries_that_it_covers_and_no_others() {
        let mut report = Report::new();
        let mut dating = Dating::new(Some(NOW));
        let seen = BTreeMap::from([("one".to_owned(), NOW - 10_000)]);
        dating.cosigned(2, &seen, &mut report);
        assert!(report.failures.is_empty());
        assert_eq!(report.holds.len(), 1);
        let before = at(NOW - 10_000);
        let after = at(NOW - 5_000);
        assert_eq!(failures(&mut dating, &[&before, &after, &after]), [1]);
        // What was not there yet was not made before.
        let mut dating = Dating::new(Some(NOW));
        dating.cosigned(1, &seen, &mut Report::new());
        let skewed = at(NOW - 10_000 - SKEW);
        let long_before = at(NOW - 10_000 - SKEW - 1);
        assert_eq!(
            failures(&mut dating, &[&long_before, &skewed, &after]),
            [0u64; 0]
        );
        let times = [&long_before[..], &long_before, &long_before];
        assert_eq!(failures(&mut dating, &times), [1]);
        // A witness that says it signed at the beginning of time has not seen what came later.
        let mut dating = Dating::new(Some(NOW));
        let never = BTreeMap::from([("one".to_owned(), 0)]);
        dating.cosigned(2, &never, &mut report);
        assert_eq!(failures(&mut dating, &[&before]), [0]);
        let future = BTreeMap::from([("one".to_owned(), NOW + SKEW + 1)]);
        dating.cosigned(2, &future, &mut report);
        assert_eq!(report.failures.len(), 1);
    }

    #[test]
    fn a_time_in_a_grain_is_dated_back_where_its_whole_span_is_or_its_vote_had_ended() {
        let hour = "2026-11-23T10:00:00.000Z";
        for (moment, ended, before) in [
            ("2026-11-23T10:59:59.999Z", None, false),
            ("2026-11-23T11:00:00.000Z", None, true),
            (
                "2026-11-23T10:30:00.000Z",
                Some("2026-11-23T10:30:00.001Z"),
                false,
            ),
            (
                "2026-11-23T10:30:00.000Z",
                Some("2026-11-23T10:30:00.000Z"),
                true,
            ),
        ] {
            let told = Some((Grain::HOUR, ended));
            assert_eq!(is_before(hour, told, moment), before, "{moment} {ended:?}");
        }
        assert!(is_before(hour, None, "2026-11-23T10:00:00.001Z"));
    }
}
