//! Durable receipts through the whole program over HTTP on loopback: ballots per second and how long one takes.
//!
//!     cargo bench -p madang-acceptance --bench http_receipts -- [SECONDS] [IN_FLIGHT]
//!
//! Promised: 256 in flight, SQLite ≥ 3,000/s, PostgreSQL ≥ 2,000/s, p99 ≤ 250 ms; one at a time, p50 ≤ 25 ms. Client and
//! server share the machine. TMPDIR names the disk.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use hyper::StatusCode;
use madang_acceptance::both::loads_on_both;
use madang_acceptance::data::{Data, TOKEN};
use madang_acceptance::http::Connection;
use madang_acceptance::load::Load;
use madang_acceptance::program::{Server, run};
use madang_acceptance::timing::shares;

fn main() -> Result<()> {
    loads_on_both(15, measure)
}

async fn measure(name: &str, data: &Data, seconds: Duration, in_flight: usize) -> Result<()> {
    data.open_vote().await?;
    let server = data.serve().await?;
    let next = Arc::new(AtomicU64::new(0));
    say(
        name,
        1,
        &casting(&server, &next, Duration::from_secs(3), 1).await?,
    );
    // Once unmeasured: caches, connections, plans.
    casting(&server, &next, Duration::from_secs(2), in_flight).await?;
    say(
        name,
        in_flight,
        &casting(&server, &next, seconds, in_flight).await?,
    );
    let cast = next.load(Ordering::Relaxed);
    let verified = run(["verify", &server.url()])?.expect(0)?;
    println!(
        "{name}: {cast} ballots cast; {}",
        verified.stdout.lines().next().unwrap_or_default()
    );
    server.stop()
}

/// Casts ballots from `in_flight` connections, each waiting for its receipt, and gives how long each took.
async fn casting(
    server: &Server,
    next: &Arc<AtomicU64>,
    seconds: Duration,
    in_flight: usize,
) -> Result<Vec<Duration>> {
    let load = Load::new(TOKEN, "bench");
    let until = Instant::now() + seconds;
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..in_flight {
        let (load, next, address) = (Arc::clone(&load), Arc::clone(next), server.address);
        workers.spawn(async move {
            let mut connection = Connection::open(address).await?;
            let mut took = Vec::new();
            while Instant::now() < until {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let since = Instant::now();
                let response = load.cast(&mut connection, number).await?;
                took.push(since.elapsed());
                ensure!(
                    response.status == StatusCode::CREATED,
                    "{}",
                    response.text()
                );
            }
            Ok(took)
        });
    }
    let since = Instant::now();
    let mut all = Vec::new();
    while let Some(took) = workers.join_next().await {
        all.extend(took??);
    }
    // The rate is over the time until the last answer; kept as the last element.
    all.sort_unstable();
    all.push(since.elapsed());
    Ok(all)
}

fn say(name: &str, in_flight: usize, measured: &[Duration]) {
    let Some((elapsed, took)) = measured.split_last() else {
        return;
    };
    println!(
        "{name}, {in_flight} in flight: {:.0} receipts/s over {:.1} s; {}",
        took.len() as f64 / elapsed.as_secs_f64(),
        elapsed.as_secs_f64(),
        shares(took.to_vec()),
    );
}
