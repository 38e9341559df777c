//! The clock against what is known of the time: one entry at a wrong time dates all that come after it, for ever. Where the
//! clock is in doubt nothing is recorded until it is right again or a person has decided.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use madang_programme::log::EARLIEST;
use madang_record::time::{MAX_UNIX_MS, format_at};
use madang_words::Said;
use madang_words::moment::exact;

pub use madang_words::moment::{Clock, system_clock};

use crate::words::said;

/// How far the clock may be behind the last entry, in milliseconds: several nodes' clocks are never quite the same.
pub const MOST_BEHIND: u64 = 60_000;

/// How far the clock may run ahead of the time that has passed since it was last believed, while the store is open.
pub const MOST_AHEAD_RUNNING: u64 = 5 * 60_000;

/// How far the clock may be ahead of the last entry and of the guard file's time when a store is opened: as long a portal may
/// have been switched off.
pub const MOST_AHEAD_OPENING: u64 = 31 * 24 * 3_600_000;

/// How far after the day of the build a record may begin without asking: as long an installed version may be in use.
const MOST_AHEAD_BEGINNING: u64 = 366 * 24 * 3_600_000;

/// A clock that is held against the last entry and against what else tells the time.
pub(crate) struct WatchedClock {
    clock: Clock,
    /// The time of the newest entry known.
    last: AtomicU64,
    /// How far behind it the clock may be: more than usual where a person has accepted that.
    behind: AtomicU64,
    /// When the clock was last believed: by itself, and by the time since the system was started.
    believed: Mutex<(u64, Duration)>,
    /// What was found when the store was opened.
    opening: Mutex<Option<(u64, u64)>>,
    /// Whether a person has said that it is right.
    accepted: AtomicBool,
    /// Whether the log has been told of the doubt there is.
    told: AtomicBool,
}

impl WatchedClock {
    pub(crate) fn new(clock: Clock) -> WatchedClock {
        let now = clock();
        WatchedClock {
            clock,
            last: AtomicU64::new(0),
            behind: AtomicU64::new(MOST_BEHIND),
            believed: Mutex::new((now, since_start())),
            opening: Mutex::default(),
            accepted: AtomicBool::new(false),
            told: AtomicBool::new(false),
        }
    }

    pub(crate) fn now(&self) -> u64 {
        (self.clock)()
    }

    /// The newest entry is of this time.
    pub(crate) fn entry_at(&self, unix_ms: u64) {
        self.last.fetch_max(unix_ms, Ordering::Relaxed);
    }

    /// When a store is opened whose newest entry is known: `sign` is what else tells when it was last used.
    pub(crate) fn opened(&self, sign: Option<u64>) {
        let (now, last) = (self.now(), self.last.load(Ordering::Relaxed));
        if last == 0 {
            return;
        }
        let newest = last.max(sign.unwrap_or(0));
        if now > newest.saturating_add(MOST_AHEAD_OPENING) {
            *lock(&self.opening) = Some((newest, now));
        }
    }

    /// A person says that the clock is right as it is now.
    pub(crate) fn accept(&self) {
        let now = self.now();
        let gap = self.last.load(Ordering::Relaxed).saturating_sub(now);
        self.behind
            .store(gap.saturating_add(MOST_BEHIND), Ordering::Relaxed);
        *lock(&self.opening) = None;
        self.accepted.store(true, Ordering::Relaxed);
        *lock(&self.believed) = (now, since_start());
    }

    /// The clock's time, where there is no doubt about it; or the doubt.
    pub(crate) fn checked(&self) -> Result<u64, Said> {
        let now = self.now();
        let doubt = self.doubt_at(now);
        if self.told.swap(doubt.is_some(), Ordering::Relaxed) != doubt.is_some() {
            match &doubt {
                Some(doubt) => {
                    tracing::error!(target: "security", %doubt, "the clock is not believed; nothing is recorded");
                }
                None => tracing::info!(target: "security", "the clock is believed again"),
            }
        }
        match doubt {
            Some(doubt) => Err(doubt),
            None => {
                *lock(&self.believed) = (now, since_start());
                Ok(now)
            }
        }
    }

    /// Why the clock is not believed at present.
    pub(crate) fn doubt(&self) -> Option<Said> {
        self.doubt_at(self.now())
    }

    fn doubt_at(&self, now: u64) -> Option<Said> {
        let last = self.last.load(Ordering::Relaxed);
        let behind = self.behind.load(Ordering::Relaxed);
        if last == 0 && entry_time(now).as_str() < EARLIEST {
            return Some(said!("store-clock-early", now = shown(now)));
        }
        let known = built();
        if last == 0
            && now > known.saturating_add(MOST_AHEAD_BEGINNING)
            && !self.accepted.load(Ordering::Relaxed)
        {
            return Some(said!(
                "store-clock-beginning",
                now = shown(now),
                known = shown(known)
            ));
        }
        if now.saturating_add(behind) < last {
            return Some(said!(
                "store-clock-behind",
                now = shown(now),
                last = shown(last)
            ));
        }
        if let Some((newest, found)) = *lock(&self.opening)
            && now >= found.saturating_sub(MOST_BEHIND)
        {
            return Some(said!(
                "store-clock-ahead",
                now = shown(now),
                last = shown(newest)
            ));
        }
        let (then, since) = *lock(&self.believed);
        let passed = since_start().saturating_sub(since).as_millis();
        let passed = u64::try_from(passed).unwrap_or(u64::MAX);
        // A clock that is set to no later than the last entry changes the time of none.
        let newest = then.saturating_add(passed).max(last);
        if now > newest.saturating_add(MOST_AHEAD_RUNNING) {
            return Some(said!(
                "store-clock-forward",
                then = shown(then.saturating_add(passed)),
                now = shown(now)
            ));
        }
        None
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn shown(unix_ms: u64) -> String {
    exact(&entry_time(unix_ms))
}

fn entry_time(unix_ms: u64) -> String {
    format_at(unix_ms.min(MAX_UNIX_MS)).unwrap_or_default()
}

/// The day of the build, in milliseconds; no time that an entry can have where nothing is known of it.
fn built() -> u64 {
    let seconds: Option<u64> = env!("MADANG_BUILT").parse().ok();
    seconds.map_or(u64::MAX, |seconds| seconds.saturating_mul(1000))
}

/// The time since the system was started, the time it slept included. Nobody sets this clock.
fn since_start() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use madang_record::time::parse_at;
    use madang_words::Language;

    use super::*;

    const NOW: u64 = 1_800_000_000_000;
    const DAY: u64 = 24 * 3_600_000;

    fn clock() -> (std::sync::Arc<AtomicU64>, WatchedClock) {
        let now = std::sync::Arc::new(AtomicU64::new(NOW));
        let read = std::sync::Arc::clone(&now);
        let watched = WatchedClock::new(std::sync::Arc::new(move || read.load(Ordering::SeqCst)));
        (now, watched)
    }

    #[test]
    fn a_clock_behind_the_last_entry_is_not_believed() {
        let (now, clock) = clock();
        clock.entry_at(NOW);
        for (behind, believed) in [
            (0, true),
            (59_000, true),
            (61_000, false),
            (DAY, false),
            (NOW, false),
        ] {
            now.store(NOW - behind, Ordering::SeqCst);
            assert_eq!(clock.checked().is_ok(), believed, "{behind}");
        }
        now.store(NOW - DAY, Ordering::SeqCst);
        let doubt = clock.doubt().expect("a doubt");
        let english = doubt.to_string();
        let last = "the last entry is of 2027-01-15 08:00:00.000 (UTC)";
        assert!(english.contains(last), "{english}");
        let korean = doubt.in_language(Language::Ko);
        let last = "마지막 항목은 2027-01-15 08:00:00.000 (UTC)의 것입니다";
        assert!(korean.contains(last), "{korean}");
        clock.accept();
        assert_eq!(clock.doubt(), None, "a person has decided");
        now.store(NOW - 2 * DAY, Ordering::SeqCst);
        assert!(clock.doubt().is_some(), "about this, not about everything");
        now.store(NOW, Ordering::SeqCst);
        assert_eq!(clock.doubt(), None);
    }

    #[test]
    fn a_clock_that_is_set_forward_is_not_believed() {
        let (now, clock) = clock();
        clock.entry_at(NOW);
        for (ahead, believed) in [
            (0, true),
            (60_000, true),
            (7 * 60_000, false),
            (400 * DAY, false),
        ] {
            now.store(NOW + ahead, Ordering::SeqCst);
            assert_eq!(clock.checked().is_ok(), believed, "{ahead}");
        }
        now.store(u64::MAX, Ordering::SeqCst);
        assert!(
            clock
                .doubt()
                .expect("a doubt")
                .to_string()
                .contains("set forward"),
            "far beyond what an entry can say"
        );
        now.store(NOW, Ordering::SeqCst);
        assert_eq!(clock.doubt(), None, "it was set right again");
        now.store(NOW + DAY, Ordering::SeqCst);
        clock.accept();
        assert!(clock.checked().is_ok());
    }

    #[test]
    fn a_clock_that_is_far_ahead_when_a_store_is_opened_is_not_believed() {
        for (sign, ahead, believed) in [
            (None, 30 * DAY, true),
            (None, 32 * DAY, false),
            (None, 3650 * DAY, false),
            (Some(NOW + 20 * DAY), 40 * DAY, true),
            (Some(NOW + 20 * DAY), 60 * DAY, false),
        ] {
            let now = NOW + ahead;
            let clock = WatchedClock::new(std::sync::Arc::new(move || now));
            clock.entry_at(NOW);
            clock.opened(sign);
            assert_eq!(clock.doubt().is_none(), believed, "{sign:?} {ahead}");
            clock.accept();
            assert_eq!(clock.doubt(), None);
        }
        let (_, clock) = clock();
        clock.opened(None);
        assert_eq!(
            clock.doubt(),
            None,
            "a record that begins has nothing to compare with"
        );
    }

    #[test]
    fn a_record_that_would_begin_far_ahead_asks_a_person() {
        let known = built();
        assert_eq!(known % DAY, 0, "a day");
        assert!(entry_time(known).as_str() > EARLIEST, "{known}");
        for (now, believed) in [
            (known + 365 * DAY, true),
            (known + 367 * DAY, false),
            (known + 3650 * DAY, false),
        ] {
            let clock = WatchedClock::new(std::sync::Arc::new(move || now));
            clock.opened(None);
            assert_eq!(clock.checked().is_ok(), believed, "{now}");
            if let Some(doubt) = clock.doubt() {
                let doubt = doubt.to_string();
                assert!(doubt.contains(&shown(known)), "{doubt}");
                assert!(doubt.contains("--accept-clock"), "{doubt}");
            }
            clock.accept();
            assert!(clock.checked().is_ok(), "a person has decided");
        }
        // Once it has begun its own entries tell the time.
        let now = known + 400 * DAY;
        let clock = WatchedClock::new(std::sync::Arc::new(move || now));
        clock.entry_at(now - DAY);
        clock.opened(None);
        assert_eq!(clock.doubt(), None);
    }

    #[test]
    fn no_record_begins_before_there_were_any() {
        let earliest = parse_at(EARLIEST).expect("a time");
        for (now, believed) in [(0, false), (earliest - 1, false), (earliest, true)] {
            let clock = WatchedClock::new(std::sync::Arc::new(move || now));
            clock.opened(None);
            assert_eq!(clock.checked().is_ok(), believed, "{now}");
            clock.accept();
            let accepted = clock.checked().is_ok();
            assert_eq!(
                accepted, believed,
                "nobody can accept what no verifier takes"
            );
        }
    }
}
