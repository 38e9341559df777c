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
use madang_acceptance::data::{Data, TOKEN};
use madang_acceptance::http::Connection;
use madang_acceptance::load::Load;
use madang_acceptance::postgres::Cluster;
use madang_acceptance::program::{Server, run};

fn main() -> Result<()> {
    let numbers: Vec<u64> = std::env::args()
        .skip(1)
        .filter_map(|word| word.parse().ok())
        .collect();
    let seconds = Duration::from_secs(numbers.first().copied().unwrap_or(15));
    let in_flight = numbers.get(1).copied().unwrap_or(256);
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(async {
            let folder = tempfile::tempdir()?;
            measure(
                "SQLite",
                &Data::new(folder.path().join("sqlite"), None),
                seconds,
                in_flight,
            )
            .await?;
            let cluster = Cluster::new(&folder.path().join("cluster"), &["max_connections = 100"])?;
            let database = cluster.create_database("madang")?;
            measure(
                "PostgreSQL",
                &Data::new(folder.path().join("postgres"), Some(database)),
                seconds,
                in_flight,
            )
            .await
        })
}

async fn measure(name: &str, data: &Data, seconds: Duration, in_flight: u64) -> Result<()> {
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
    in_flight: u64,
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

fn say(name: &str, in_flight: u64, measured: &[Duration]) {
    let Some((elapsed, took)) = measured.split_last() else {
        return;
    };
    let at = |per_mille: usize| {
        let place = (took.len() * per_mille / 1000).min(took.len().saturating_sub(1));
        took.get(place).copied().unwrap_or_default().as_secs_f64() * 1000.0
    };
    println!(
        "{name}, {in_flight} in flight: {:.0} receipts/s over {:.1} s; p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms, worst {:.1} ms",
        took.len() as f64 / elapsed.as_secs_f64(),
        elapsed.as_secs_f64(),
        at(500),
        at(950),
        at(990),
        at(1000),
    );
}
