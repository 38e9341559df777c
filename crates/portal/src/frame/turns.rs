//! How many downloads of a costly kind are written at once, and how often one is begun: archives read everything there is, and
//! ballots are read from the first to the last.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::BoxError;
use axum::body::Body;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, Response, StatusCode};
use futures_util::StreamExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::frame::plain;
use crate::frame::problem::{Kind, Problem};
use crate::frame::words::said;

/// How long a download may take: who takes longer gives its turn to others.
pub const LONGEST: Duration = Duration::from_secs(30 * 60);

/// What is allowed of a kind of download.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    /// So many are written at once.
    at_once: usize,
    /// One may begin for each such time that has passed,
    every: Duration,
    /// and so many before.
    in_a_row: u32,
    /// How long to wait where all turns are taken.
    wait: Duration,
}

const ARCHIVES: Bounds = Bounds {
    at_once: 4,
    every: Duration::from_secs(5),
    in_a_row: 20,
    wait: Duration::from_secs(30),
};

/// What is long is read again for each who asks; how often is bounded by how many at once.
const LONG: Bounds = Bounds {
    at_once: 3,
    every: Duration::ZERO,
    in_a_row: 1,
    wait: Duration::from_secs(5),
};

/// The turns of a kind of download.
#[derive(Debug)]
pub struct Turns {
    bounds: Bounds,
    turns: Arc<Semaphore>,
    /// Until when the time for all that have begun has passed.
    paid: Mutex<Option<Instant>>,
}

/// The turn of one download, until this is dropped.
#[derive(Debug)]
pub struct Turn {
    _permit: OwnedSemaphorePermit,
}

impl Turns {
    /// The turns of archives.
    pub fn of_archives() -> Turns {
        Turns::within(ARCHIVES)
    }

    /// The turns of downloads of ballots.
    pub fn of_ballots() -> Turns {
        Turns::within(LONG)
    }

    /// The turns of downloads of what people said and what became of it.
    pub fn of_tables() -> Turns {
        Turns::within(LONG)
    }

    fn within(bounds: Bounds) -> Turns {
        Turns {
            bounds,
            turns: Arc::new(Semaphore::new(bounds.at_once)),
            paid: Mutex::default(),
        }
    }

    /// The turn of a download that begins now.
    ///
    /// # Errors
    /// The answer that says when to come again.
    pub fn begin(&self) -> Result<Turn, Box<Response<Body>>> {
        let turn = self.begin_at(Instant::now());
        turn.map_err(|wait| Box::new(refusal(wait)))
    }

    /// The file for an address of the API, written in a turn that it keeps until it is sent.
    ///
    /// # Errors
    /// The problem that says when to come again; that of the file.
    pub async fn held_in_api(
        &self,
        file: impl Future<Output = Result<Response<Body>, Problem>>,
    ) -> Result<Response<Body>, Problem> {
        let busy = |_| Problem::new(Kind::Busy, said!("problem-busy"));
        let turn = self.begin_at(Instant::now()).map_err(busy)?;
        Ok(turn.held_by(file.await?))
    }

    /// The same at a moment; how long to wait where there is no turn.
    fn begin_at(&self, now: Instant) -> Result<Turn, Duration> {
        let Bounds {
            every,
            in_a_row,
            wait,
            ..
        } = self.bounds;
        let turn = Arc::clone(&self.turns).try_acquire_owned();
        let turn = turn.map_err(|_| wait)?;
        let mut paid = self.paid.lock().unwrap_or_else(PoisonError::into_inner);
        let from = paid.map_or(now, |paid| paid.max(now));
        let ahead = from.saturating_duration_since(now);
        if let Some(wait) = ahead.checked_sub(every * (in_a_row - 1))
            && !wait.is_zero()
        {
            return Err(wait);
        }
        *paid = Some(from + every);
        Ok(Turn { _permit: turn })
    }
}

impl Turn {
    /// A response that keeps the turn until it is sent, or nobody takes it any more; it is broken off after [`LONGEST`].
    pub fn held_by(self, response: Response<Body>) -> Response<Body> {
        self.held_within(LONGEST, response)
    }

    fn held_within(self, longest: Duration, response: Response<Body>) -> Response<Body> {
        let begun = Instant::now();
        response.map(|body| {
            let pieces = body.into_data_stream().map(move |piece| {
                let _turn = &self;
                match begun.elapsed() > longest {
                    true => Err(BoxError::from("it took too long to be sent")),
                    false => piece.map_err(BoxError::from),
                }
            });
            Body::from_stream(pieces)
        })
    }
}

/// Says when to come again.
fn refusal(wait: Duration) -> Response<Body> {
    let seconds = wait.as_secs().max(1);
    let busy = said!("archive-busy", seconds = seconds.to_string());
    let mut response = plain::refusal(StatusCode::SERVICE_UNAVAILABLE, &busy);
    let headers = response.headers_mut();
    headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    response
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;

    #[test]
    fn so_many_are_written_at_once_and_no_more() {
        let archives = Turns::of_archives();
        let now = Instant::now();
        let mut turns: Vec<_> = (0..ARCHIVES.at_once)
            .map(|_| archives.begin_at(now).expect("a turn"))
            .collect();
        assert_eq!(archives.begin_at(now).err(), Some(ARCHIVES.wait));
        turns.pop();
        assert!(archives.begin_at(now).is_ok(), "whoever is done gives way");
    }

    #[test]
    fn they_begin_at_a_pace() {
        let archives = Turns::of_archives();
        let now = Instant::now();
        for number in 0..ARCHIVES.in_a_row {
            assert!(archives.begin_at(now).is_ok(), "{number}");
        }
        assert_eq!(archives.begin_at(now).err(), Some(ARCHIVES.every));
        let half = now + ARCHIVES.every / 2;
        assert_eq!(archives.begin_at(half).err(), Some(ARCHIVES.every / 2));
        assert!(archives.begin_at(now + ARCHIVES.every).is_ok());
        assert!(archives.begin_at(now + ARCHIVES.every).is_err());
        let later = now + ARCHIVES.every * 1_000;
        for number in 0..ARCHIVES.in_a_row {
            assert!(
                archives.begin_at(later).is_ok(),
                "{number}: all is paid for"
            );
        }
        assert!(archives.begin_at(later).is_err());
    }

    #[tokio::test]
    async fn a_turn_lasts_until_its_response_is_sent_or_left() {
        let turns = Turns::of_ballots();
        let begin = || turns.begin_at(Instant::now());
        let response = || Response::new(Body::from("ballots"));
        let mut held: Vec<_> = (0..LONG.at_once)
            .map(|_| begin().expect("a turn").held_by(response()))
            .collect();
        assert_eq!(begin().err(), Some(LONG.wait));
        held.pop();
        let one_more = begin().expect("whoever leaves gives way");
        let sent = to_bytes(one_more.held_by(response()).into_body(), 100).await;
        assert_eq!(sent.expect("it is sent"), "ballots");
        let late = begin().expect("whoever is done gives way");
        let late = late.held_within(Duration::ZERO, response()).into_body();
        assert!(to_bytes(late, 100).await.is_err(), "it is broken off");
    }
}
