//! What may happen any number of times, and is said once a minute: whoever causes it cannot fill a disk.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often the log says it, while it happens.
const SAY_AGAIN: Duration = Duration::from_secs(60);

/// Counts what happens between two times that it is said.
#[derive(Debug, Default)]
pub struct Seldom(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    said: Option<Instant>,
    unsaid: u64,
}

impl Seldom {
    /// Counts one. Gives how many there were since it was said last, once a minute at most.
    pub fn count(&self, now: Instant) -> Option<u64> {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counted.unsaid += 1;
        let waits = counted
            .said
            .is_some_and(|said| now.saturating_duration_since(said) < SAY_AGAIN);
        if waits {
            return None;
        }
        counted.said = Some(now);
        Some(std::mem::take(&mut counted.unsaid))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_often_is_counted_and_said_once_a_minute() {
        let seldom = Seldom::default();
        let begun = Instant::now();
        let at = |seconds| begun + Duration::from_secs(seconds);
        assert_eq!(seldom.count(at(0)), Some(1));
        assert_eq!((seldom.count(at(1)), seldom.count(at(59))), (None, None));
        assert_eq!(seldom.count(at(60)), Some(3));
        assert_eq!(seldom.count(at(200)), Some(1));
    }
}
