//! Many ballots at once over HTTP, and the receipts that came back.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use hyper::Method;
use madang_record::Receipt;
use serde_json::json;
use tokio::sync::Mutex;
use tokio::task::JoinSet;

use crate::data::{PROGRAMME, PROJECTS, VOTE};
use crate::http::Connection;

/// A ballot that the server acknowledged.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// Its number in the load; the idempotency key and the voter follow from it.
    pub number: u64,
    /// Its entry.
    pub index: u64,
    /// The receipt, as it came.
    pub receipt: String,
    /// How long it took.
    pub took: Duration,
}

/// What is cast: ballots numbered from zero, each once.
#[derive(Debug)]
pub struct Load {
    /// The registrar's token.
    pub token: String,
    /// Tells the numbers of one load from another's.
    pub name: String,
    next: AtomicU64,
    stop: AtomicBool,
    acknowledged: Mutex<Vec<Acknowledged>>,
    count: AtomicU64,
}

impl Load {
    /// A load of ballots by the registrar with `token`.
    pub fn new(token: &str, name: &str) -> Arc<Load> {
        Arc::new(Load {
            token: token.to_owned(),
            name: name.to_owned(),
            next: AtomicU64::new(0),
            stop: AtomicBool::new(false),
            acknowledged: Mutex::default(),
            count: AtomicU64::new(0),
        })
    }

    /// Casts ballots from `connections` connections, each waiting for its answer, until there are `numbers` of them,
    /// the server is gone, or [`Load::stop`] is called. The tasks run until then.
    pub fn start(
        self: &Arc<Load>,
        address: SocketAddr,
        connections: usize,
        numbers: u64,
    ) -> JoinSet<Result<()>> {
        let mut workers = JoinSet::new();
        for _ in 0..connections {
            let load = Arc::clone(self);
            workers.spawn(async move { load.work(address, numbers).await });
        }
        workers
    }

    /// Casts these ballots again, with the keys they had, from `connections` connections.
    pub fn again(
        self: &Arc<Load>,
        address: SocketAddr,
        connections: usize,
        numbers: Vec<u64>,
    ) -> JoinSet<Result<()>> {
        let mut workers = JoinSet::new();
        for first in 0..connections {
            let load = Arc::clone(self);
            let own: Vec<u64> = numbers
                .iter()
                .skip(first)
                .step_by(connections)
                .copied()
                .collect();
            workers.spawn(async move { load.cast_all(address, own.into_iter()).await });
        }
        workers
    }

    async fn work(&self, address: SocketAddr, numbers: u64) -> Result<()> {
        let next = || {
            self.next
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| {
                    (n < numbers).then_some(n + 1)
                })
        };
        self.cast_all(address, std::iter::from_fn(|| next().ok()))
            .await
    }

    async fn cast_all(
        &self,
        address: SocketAddr,
        numbers: impl Iterator<Item = u64>,
    ) -> Result<()> {
        let Ok(mut connection) = Connection::open(address).await else {
            return Ok(());
        };
        for number in numbers {
            if self.stop.load(Ordering::Relaxed) {
                break;
            }
            let since = Instant::now();
            // A lost connection is no answer: the ballot may or may not be on record.
            let Ok(response) = self.cast(&mut connection, number).await else {
                break;
            };
            let took = since.elapsed();
            match response.status.as_u16() {
                201 => {
                    let receipt = response.text();
                    let index = Receipt::from_json(&receipt)
                        .context("a receipt that does not parse")?
                        .proof
                        .index;
                    self.acknowledged.lock().await.push(Acknowledged {
                        number,
                        index,
                        receipt,
                        took,
                    });
                    self.count.fetch_add(1, Ordering::Relaxed);
                }
                // The database or the disk went away: said so, and nothing promised.
                503 | 507 => {}
                status => bail!("ballot {number}: {status} {}", response.text()),
            }
        }
        Ok(())
    }

    /// Casts ballot `number` and gives the answer, whatever it is.
    ///
    /// # Errors
    /// Where there is no answer.
    pub async fn cast(
        &self,
        connection: &mut Connection,
        number: u64,
    ) -> Result<crate::http::Response> {
        let path = format!("/api/v1/programmes/{PROGRAMME}/votes/{VOTE}/ballots");
        let first = number as usize % PROJECTS.len();
        let second = (number as usize / 2) % PROJECTS.len();
        let mut choices = vec![PROJECTS[first]];
        if second != first {
            choices.push(PROJECTS[second]);
        }
        let body = json!({ "voter": self.voter(number), "choices": choices }).to_string();
        let authorization = format!("Bearer {}", self.token);
        let headers = [
            ("authorization", authorization.as_str()),
            ("idempotency-key", &self.key(number)),
            ("content-type", "application/json"),
        ];
        connection.send(Method::POST, &path, &headers, body).await
    }

    /// The idempotency key of a ballot.
    pub fn key(&self, number: u64) -> String {
        format!("{}-{number}", self.name)
    }

    /// The voter of a ballot.
    pub fn voter(&self, number: u64) -> String {
        madang_record::hash::sha256(self.key(number).as_bytes()).to_hex()[..32].to_owned()
    }

    /// Ballots acknowledged so far.
    pub fn acknowledged_so_far(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// Waits until `count` ballots are acknowledged.
    ///
    /// # Errors
    /// Where that takes more than a minute.
    pub async fn reach(&self, count: u64) -> Result<()> {
        let since = Instant::now();
        while self.acknowledged_so_far() < count {
            if since.elapsed() > Duration::from_secs(60) {
                bail!(
                    "{} of {count} ballots were acknowledged within a minute",
                    self.acknowledged_so_far()
                );
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// Asks the workers to end after the ballot in hand.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// What was acknowledged, by entry.
    pub async fn acknowledged(&self) -> Vec<Acknowledged> {
        let mut all = self.acknowledged.lock().await.clone();
        all.sort_by_key(|acknowledged| acknowledged.index);
        all
    }
}

/// Waits for workers; gives the first thing that went wrong in one.
///
/// # Errors
/// That thing.
pub async fn join(mut workers: JoinSet<Result<()>>) -> Result<()> {
    while let Some(result) = workers.join_next().await {
        result??;
    }
    Ok(())
}
