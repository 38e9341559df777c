//! How many archives are written at once, and how often one is begun: each reads everything there is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Response, StatusCode};
use madang_words::Language;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::frame::words::message;

/// Archives that are written at once.
const AT_ONCE: usize = 4;

/// One archive may begin for each such time that has passed,
const EVERY: Duration = Duration::from_secs(5);

/// and so many before.
const IN_A_ROW: u32 = 20;

/// How long to wait where all turns are taken.
const WAIT: Duration = Duration::from_secs(30);

/// The turns of a portal's archives.
#[derive(Debug)]
pub struct Archives {
    turns: Arc<Semaphore>,
    /// Until when the time for all that have begun has passed.
    paid: Mutex<Option<Instant>>,
}

impl Default for Archives {
    fn default() -> Archives {
        Archives {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            paid: Mutex::default(),
        }
    }
}

/// The turn of one archive, until this is dropped.
#[derive(Debug)]
pub struct Turn {
    _permit: OwnedSemaphorePermit,
}

impl Archives {
    /// The turn of an archive that begins now.
    ///
    /// # Errors
    /// The answer that says when to come again.
    pub fn begin(&self) -> Result<Turn, Box<Response<Body>>> {
        self.begin_at(Instant::now())
            .map_err(|wait| Box::new(refusal(wait)))
    }

    /// The same at a moment; how long to wait where there is no turn.
    fn begin_at(&self, now: Instant) -> Result<Turn, Duration> {
        let turn = Arc::clone(&self.turns).try_acquire_owned();
        let turn = turn.map_err(|_| WAIT)?;
        let mut paid = self.paid.lock().unwrap_or_else(PoisonError::into_inner);
        let from = paid.map_or(now, |paid| paid.max(now));
        let ahead = from.saturating_duration_since(now);
        if let Some(wait) = ahead.checked_sub(EVERY * (IN_A_ROW - 1))
            && !wait.is_zero()
        {
            return Err(wait);
        }
        *paid = Some(from + EVERY);
        Ok(Turn { _permit: turn })
    }
}

/// Says in every language when to come again.
fn refusal(wait: Duration) -> Response<Body> {
    let seconds = wait.as_secs().max(1);
    let said = Language::SPOKEN.map(|lang| {
        let args = [("seconds", seconds.to_string().into())];
        message(lang, "archive-busy", &args)
    });
    let mut response = Response::new(Body::from(format!("{}\n", said.join("\n"))));
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_are_written_at_once_and_no_more() {
        let archives = Archives::default();
        let now = Instant::now();
        let mut turns: Vec<_> = (0..AT_ONCE)
            .map(|_| archives.begin_at(now).expect("a turn"))
            .collect();
        assert_eq!(archives.begin_at(now).err(), Some(WAIT));
        turns.pop();
        assert!(archives.begin_at(now).is_ok(), "whoever is done gives way");
    }

    #[test]
    fn they_begin_at_a_pace() {
        let archives = Archives::default();
        let now = Instant::now();
        for number in 0..IN_A_ROW {
            assert!(archives.begin_at(now).is_ok(), "{number}");
        }
        assert_eq!(archives.begin_at(now).err(), Some(EVERY));
        let half = now + EVERY / 2;
        assert_eq!(archives.begin_at(half).err(), Some(EVERY / 2));
        assert!(archives.begin_at(now + EVERY).is_ok());
        assert!(archives.begin_at(now + EVERY).is_err());
        let later = now + EVERY * 1_000;
        for number in 0..IN_A_ROW {
            assert!(
                archives.begin_at(later).is_ok(),
                "{number}: all is paid for"
            );
        }
        assert!(archives.begin_at(later).is_err());
    }
}
