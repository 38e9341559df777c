//! Files over the web, from a server that may be slow, overloaded or hostile.

use std::io::{self, Read};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use jiff::fmt::rfc2822::DateTimeParser;
use madang_words::Said;

use super::SourceError;
use super::answers::{answered, connection_said};
use crate::said::said;

/// How often a file is asked for where the answer may be another the next time.
const ATTEMPTS: u32 = 6;
/// The longest wait between two attempts, whatever the server asks for.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// How long is waited between attempts, for all files together: a server that asks for a wait before each of them would hold
/// its reader for as long as it likes.
const ALL_WAITS: Duration = Duration::from_secs(600);
/// The first wait where the server names none; doubled each time.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// How long a server may say nothing.
const SILENCE: Duration = Duration::from_secs(30);
/// After this time a file must have come at [`SLOWEST`] at least.
const GRACE: Duration = Duration::from_secs(20);
/// Bytes a second.
const SLOWEST: u64 = 4 << 10;
/// How long the body of a file may take, whatever comes of it: what is sent can be framing or compressed nothing, of which
/// no byte ever comes out to be counted. After so long no file is asked for again either.
const LONGEST: Duration = Duration::from_secs(300);

#[derive(Debug)]
pub(super) struct Client {
    /// Without a trailing slash.
    base: String,
    agent: ureq::Agent,
    patience: Patience,
    /// How long was waited between attempts so far.
    waited: Mutex<Duration>,
}

/// How long is waited, and for what.
#[derive(Clone, Copy, Debug)]
struct Patience {
    first_wait: Duration,
    longest_wait: Duration,
    all_waits: Duration,
    grace: Duration,
    slowest: u64,
    longest: Duration,
}

/// What became of one attempt.
enum Attempt {
    Done(Option<Vec<u8>>),
    /// The next one may fare better: why, and after how long the server says.
    Again(Said, Option<Duration>),
    Failed(Said),
}

impl Client {
    pub(super) fn new(base: &str) -> Client {
        let patience = Patience {
            first_wait: FIRST_WAIT,
            longest_wait: LONGEST_WAIT,
            all_waits: ALL_WAITS,
            grace: GRACE,
            slowest: SLOWEST,
            longest: LONGEST,
        };
        Client::with(base, patience)
    }

    fn with(base: &str, patience: Patience) -> Client {
        let config = ureq::Agent::config_builder()
            .timeout_connect(Some(SILENCE))
            .timeout_recv_response(Some(SILENCE))
            .timeout_per_read(Some(SILENCE))
            .timeout_recv_body(Some(patience.longest))
            .http_status_as_error(false)
            // Another host than the one that was asked for says nothing about this record.
            .max_redirects(0)
            .user_agent(concat!("madang-verify/", env!("CARGO_PKG_VERSION")))
            .build();
        // A name in other letters is asked for in the spelling that the network knows.
        let known = url::Url::parse(base).map_or_else(|_| base.to_owned(), String::from);
        Client {
            base: known.trim_end_matches('/').to_owned(),
            agent: config.into(),
            patience,
            waited: Mutex::default(),
        }
    }

    /// Reads a file, trying again where the server is overloaded or the connection broke.
    pub(super) fn fetch(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, SourceError> {
        let address = format!("{}/{path}", self.base);
        let mut wait = self.patience.first_wait;
        let since = Instant::now();
        for left in (0..ATTEMPTS).rev() {
            let tried = ATTEMPTS - left;
            let reason = match self.attempt(&address, most) {
                Attempt::Done(bytes) => return Ok(bytes),
                Attempt::Again(reason, asked)
                    if left > 0 && since.elapsed() < self.patience.longest =>
                {
                    let next = asked.unwrap_or(wait).min(self.patience.longest_wait);
                    if self.wait(next) {
                        wait = (wait * 2).min(self.patience.longest_wait);
                        continue;
                    }
                    let most = self.patience.all_waits.as_secs();
                    said("verify-source-waited")
                        .said("reason", reason)
                        .number("most", most)
                }
                Attempt::Again(reason, _) => said("verify-source-tried")
                    .said("reason", reason)
                    .number("tried", tried.into()),
                Attempt::Failed(reason) => reason,
            };
            return Err(SourceError {
                path: address,
                reason,
            });
        }
        // Not reached: the last attempt returns.
        Err(SourceError {
            path: address,
            reason: said("verify-source-untried"),
        })
    }

    /// Waits before the next attempt; false where it was waited long enough for this server.
    fn wait(&self, next: Duration) -> bool {
        {
            let mut waited = self.waited.lock().unwrap_or_else(PoisonError::into_inner);
            let after = *waited + next;
            if after > self.patience.all_waits {
                return false;
            }
            *waited = after;
        }
        thread::sleep(next);
        true
    }

    fn attempt(&self, address: &str, most: u64) -> Attempt {
        let response = match self.agent.get(address).call() {
            Ok(response) => response,
            Err(error) => return broken(&error.into_io()),
        };
        match response.status().as_u16() {
            200 => {}
            404 | 410 => return Attempt::Done(None),
            // Timed out, too early, too many requests; faults of the server, of what stands before it, and of what stands between.
            status @ (408 | 425 | 429 | 500 | 502 | 503 | 504 | 520..=524) => {
                let asked = response.headers().get("retry-after");
                let asked =
                    asked.and_then(|value| wait_of(value.to_str().ok()?, SystemTime::now()));
                return Attempt::Again(answered(status), asked);
            }
            status => return Attempt::Failed(answered(status)),
        }
        self.read(response.into_body().into_reader(), most)
    }

    /// Reads a body, but not from a server that sends a byte now and then.
    fn read(&self, mut reader: impl Read, most: u64) -> Attempt {
        let since = Instant::now();
        let mut bytes = Vec::new();
        let mut chunk = [0; 16 << 10];
        loop {
            let room = usize::try_from(most + 1 - bytes.len() as u64).unwrap_or(usize::MAX);
            let room = room.min(chunk.len());
            match reader.read(&mut chunk[..room]) {
                Ok(0) => return Attempt::Done(Some(bytes)),
                Ok(read) => bytes.extend_from_slice(&chunk[..read]),
                Err(error) => return broken(&error),
            }
            if bytes.len() as u64 > most {
                return Attempt::Done(Some(bytes));
            }
            let (time, come) = (since.elapsed(), bytes.len() as u64);
            if time > self.patience.grace && come < self.patience.slowest * time.as_secs() {
                let slow = said("verify-source-slow")
                    .number("come", come)
                    .number("seconds", time.as_secs());
                return Attempt::Failed(slow);
            }
        }
    }
}

/// What became of an attempt that broke, before the answer or in the middle of it.
fn broken(error: &io::Error) -> Attempt {
    match is_transient(error) {
        true => Attempt::Again(connection_said(error), None),
        false => Attempt::Failed(connection_said(error)),
    }
}

/// Whether the next attempt may fare better. A connection that was refused is not transient: nobody is there. One that broke is, or
/// one on which nothing came for long, or less than was announced.
fn is_transient(error: &io::Error) -> bool {
    use io::ErrorKind;
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    match inner {
        Some(ureq::Error::Timeout(_)) => true,
        Some(ureq::Error::Io(inner)) => is_transient(inner),
        Some(_) | None => matches!(
            error.kind(),
            ErrorKind::ConnectionReset
                | ErrorKind::ConnectionAborted
                | ErrorKind::BrokenPipe
                | ErrorKind::UnexpectedEof
                | ErrorKind::TimedOut
        ),
    }
}

/// The wait that `Retry-After` asks for: seconds, or a moment.
fn wait_of(asked: &str, now: SystemTime) -> Option<Duration> {
    let asked = asked.trim();
    if let Ok(seconds) = asked.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = DateTimeParser::new().parse_timestamp(asked).ok()?;
    let seconds = u64::try_from(moment.as_second()).ok()?;
    let moment = UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
    // What is past asks for no wait.
    Some(moment.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;

    use super::*;

    const SHORT: Patience = Patience {
        first_wait: Duration::from_millis(1),
        longest_wait: Duration::from_millis(20),
        all_waits: Duration::from_millis(150),
        grace: Duration::from_millis(100),
        slowest: 1 << 20,
        longest: Duration::from_secs(2),
    };

    /// Answers each connection with the next of these, as a server would that closes after each.
    fn served(answers: Vec<Vec<u8>>) -> (Client, thread::JoinHandle<usize>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let served = thread::spawn(move || {
            let mut served = 0;
            for answer in answers {
                let (stream, _) = listener.accept().expect("a connection");
                let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
                let mut line = String::new();
                while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
                    line.clear();
                }
                let mut stream = stream;
                for part in answer.chunks(64) {
                    // The client may have gone.
                    let _ = stream.write_all(part);
                }
                served += 1;
            }
            served
        });
        (Client::with(&format!("http://{address}/"), SHORT), served)
    }

    fn answer(status: &str, headers: &str, body: &str) -> Vec<u8> {
        let length = body.len();
        format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n{body}")
            .into_bytes()
    }

    #[test]
    fn names_in_any_letters_are_asked_for() {
        for (given, asked) in [
            (
                "https://마당.한국/기록/",
                "https://xn--ok1b32k.xn--3e0b707e/%EA%B8%B0%EB%A1%9D",
            ),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ] {
            assert_eq!(Client::new(given).base, asked);
        }
    }

    #[test]
    fn an_overloaded_server_is_asked_again_and_its_wait_is_bounded() {
        let busy = answer("503 Service Unavailable", "Retry-After: 86400\r\n", "");
        let many = answer("429 Too Many Requests", "", "");
        let broken = Vec::new();
        let (client, served) = served(vec![busy, many, broken, answer("200 OK", "", "words")]);
        let since = Instant::now();
        assert_eq!(client.fetch("checkpoint", 100), Ok(Some(b"words".to_vec())));
        assert!(since.elapsed() < Duration::from_secs(20));
        assert_eq!(served.join().expect("a server that ends"), 4);
    }

    #[test]
    fn whatever_may_fare_better_is_asked_again() {
        for status in [408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524] {
            let busy = answer(&format!("{status} Later"), "", "");
            let (client, served) = served(vec![busy, answer("200 OK", "", "words")]);
            let found = client.fetch("checkpoint", 100);
            assert_eq!(found, Ok(Some(b"words".to_vec())), "{status}");
            assert_eq!(served.join().expect("a server that ends"), 2);
        }
        for status in [400, 401, 403, 451, 501, 505, 525] {
            let (client, served) = served(vec![answer(&format!("{status} No"), "", "")]);
            assert!(client.fetch("checkpoint", 100).is_err(), "{status}");
            assert_eq!(served.join().expect("a server that ends"), 1);
        }
    }

    #[test]
    fn a_body_that_is_cut_off_midway_is_asked_for_again() {
        let whole = answer("200 OK", "", "words that are long enough");
        let cut = whole[..whole.len() - 9].to_vec();
        let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwords".to_vec();
        let (client, served) = served(vec![cut, chunked, whole]);
        let words = b"words that are long enough".to_vec();
        assert_eq!(client.fetch("body/000", 100), Ok(Some(words)));
        assert_eq!(served.join().expect("a server that ends"), 3);
    }

    #[test]
    fn a_wait_is_seconds_or_a_moment() {
        let now = UNIX_EPOCH + Duration::from_secs(784_111_777);
        for (asked, wait) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("Sun, 06 Nov 1994 08:49:47 GMT", Some(10)),
            ("Sun, 06 Nov 1994 08:49:27 GMT", Some(0)),
            ("soon", None),
            ("-1", None),
        ] {
            let wait = wait.map(Duration::from_secs);
            assert_eq!(wait_of(asked, now), wait, "{asked}");
        }
    }

    #[test]
    fn attempts_come_to_an_end() {
        let busy = answer("503 Service Unavailable", "", "");
        let (client, served) = served(vec![busy; ATTEMPTS as usize]);
        let error = client.fetch("checkpoint", 100).expect_err("never there");
        assert!(error.reason.to_string().contains("503"), "{error}");
        assert_eq!(
            served.join().expect("a server that ends"),
            ATTEMPTS as usize
        );
    }

    #[test]
    fn waits_are_bounded_for_all_files_together() {
        let busy = answer("429 Too Many Requests", "Retry-After: 1\r\n", "");
        let one = || [busy.clone(), answer("200 OK", "", "words")];
        // Twenty thousandths of a second each: seven fit.
        let mut answers: Vec<Vec<u8>> = (0..7).flat_map(|_| one()).collect();
        answers.push(busy.clone());
        let (client, served) = served(answers);
        for _ in 0..7 {
            assert_eq!(client.fetch("tile", 100), Ok(Some(b"words".to_vec())));
        }
        let error = client.fetch("tile", 100).expect_err("long enough");
        assert!(
            error.reason.to_string().contains("429")
                && error.reason.to_string().contains("altogether"),
            "{error}"
        );
        assert_eq!(served.join().expect("a server that ends"), 15);
    }

    #[test]
    fn what_is_not_there_is_none_and_what_is_too_long_is_cut() {
        let (client, served) = served(vec![
            answer("404 Not Found", "", ""),
            answer("200 OK", "", &"x".repeat(1000)),
        ]);
        assert_eq!(client.fetch("tile/9", 10), Ok(None));
        assert_eq!(client.fetch("body/000", 10), Ok(Some(vec![b'x'; 11])));
        drop(client);
        assert_eq!(served.join().expect("a server that ends"), 2);
    }

    #[test]
    fn a_server_that_drips_is_left() {
        let slow = Slow(0);
        let (client, served) = served(vec![]);
        let Attempt::Failed(reason) = client.read(slow, 1 << 20) else {
            panic!("it was read to its end");
        };
        assert!(reason.to_string().contains("only"), "{reason}");
        assert_eq!(served.join().expect("a server that ends"), 0);
    }

    /// What is sent for ever and comes to nothing: lines behind the last chunk, empty blocks of a compressed body.
    #[test]
    fn a_server_that_sends_nothing_at_length_is_left() {
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n";
        let gzip = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03";
        let compressed = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
        for (begins, goes_on) in [
            (chunked.as_bytes().to_vec(), &b"X: y\r\n"[..]),
            ([&compressed[..], gzip].concat(), b"\x00\x00\x00\xff\xff"),
        ] {
            let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
            let address = listener.local_addr().expect("an address");
            let sent = thread::spawn(move || {
                let (mut stream, _) = listener.accept().expect("a connection");
                let since = Instant::now();
                let mut next = stream.write_all(&begins);
                while next.is_ok() && since.elapsed() < Duration::from_secs(30) {
                    thread::sleep(Duration::from_millis(10));
                    next = stream.write_all(goes_on);
                }
                since.elapsed()
            });
            let client = Client::with(&format!("http://{address}"), SHORT);
            let error = client.fetch("body/000", 1 << 20).expect_err("it ends");
            assert!(error.reason.to_string().contains("timeout"), "{error}");
            drop(client);
            let held = sent.join().expect("a server that ends");
            assert!(held < Duration::from_secs(20), "{held:?}");
        }
    }

    struct Slow(u64);

    impl Read for Slow {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            thread::sleep(Duration::from_millis(100));
            self.0 += 1;
            assert!(self.0 < 1000, "it is read for ever");
            into[0] = b'x';
            Ok(1)
        }
    }
}
