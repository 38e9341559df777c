//! How long the home page takes while ballots are being recorded as fast as they can be.
//!
//!     cargo bench -p madang-acceptance --bench home_page -- [SECONDS] [IN_FLIGHT]
//!
//! Promised: p99 ≤ 50 ms with 256 ballots in flight, on both databases. Client and server share the machine; whoever
//! reads has a thread of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use hyper::StatusCode;
use madang_acceptance::data::{Data, TOKEN};
use madang_acceptance::http::Connection;
use madang_acceptance::load::Load;
use madang_acceptance::postgres::Cluster;

/// Between two pages that one reader asks for.
const PAUSE: Duration = Duration::from_millis(10);

fn main() -> Result<()> {
    let numbers: Vec<u64> = std::env::args()
        .skip(1)
        .filter_map(|word| word.parse().ok())
        .collect();
    let seconds = Duration::from_secs(numbers.first().copied().unwrap_or(15));
    let in_flight = usize::try_from(numbers.get(1).copied().unwrap_or(256))?;
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(async {
            let folder = tempfile::tempdir()?;
            let sqlite = Data::new(folder.path().join("sqlite"), None);
            measure("SQLite", &sqlite, seconds, in_flight).await?;
            let cluster = Cluster::new(&folder.path().join("cluster"), &["max_connections = 100"])?;
            let database = cluster.create_database("madang")?;
            let postgres = Data::new(folder.path().join("postgres"), Some(database));
            measure("PostgreSQL", &postgres, seconds, in_flight).await
        })
}

async fn measure(name: &str, data: &Data, seconds: Duration, in_flight: usize) -> Result<()> {
    data.open_vote().await?;
    let server = data.serve().await?;
    for ballots in [0, in_flight] {
        let load = Load::new(TOKEN, "home");
        let mut workers = load.start(server.address, ballots, u64::MAX);
        let reading = Arc::new(AtomicBool::new(true));
        let reader = {
            let (reading, address) = (Arc::clone(&reading), server.address);
            std::thread::spawn(move || {
                tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .context("a runtime to read in")?
                    .block_on(read(address, &reading))
            })
        };
        tokio::time::sleep(seconds).await;
        reading.store(false, Ordering::Relaxed);
        load.stop();
        while let Some(worker) = workers.join_next().await {
            worker??;
        }
        let mut took = reader
            .join()
            .map_err(|_| anyhow!("the reader panicked"))??;
        took.sort_unstable();
        let at = |per_mille: usize| {
            let place = (took.len() * per_mille / 1000).min(took.len().saturating_sub(1));
            took.get(place).copied().unwrap_or_default().as_secs_f64() * 1000.0
        };
        println!(
            "{name}, {ballots} ballots in flight, {:.0}/s recorded: home page {} times, p50 {:.1} ms, p99 {:.1} ms, worst {:.1} ms",
            load.acknowledged_so_far() as f64 / seconds.as_secs_f64(),
            took.len(),
            at(500),
            at(990),
            at(1000),
        );
    }
    server.stop()
}

/// Asks for the home page again and again, and gives how long each took.
async fn read(address: std::net::SocketAddr, reading: &AtomicBool) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(address).await?;
    let mut took = Vec::new();
    while reading.load(Ordering::Relaxed) {
        let since = Instant::now();
        let response = connection.get("/en/", &[("accept-encoding", "br")]).await?;
        took.push(since.elapsed());
        ensure!(response.status == StatusCode::OK, "{}", response.status);
        tokio::time::sleep(PAUSE).await;
    }
    Ok(took)
}
