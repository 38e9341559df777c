//! How long answers take, and how many bytes a page is over the wire.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use hyper::StatusCode;

use crate::http::Connection;

/// Requests of each page that are measured.
const REQUESTS: usize = 300;

/// Asks for a page again and again over one connection, and prints p50, p99 and its sizes under the name `what`.
///
/// # Errors
/// A server that does not answer, and an answer that is not 200.
pub async fn page(connection: &mut Connection, what: &str, path: &str) -> Result<()> {
    let mut took = Vec::with_capacity(REQUESTS);
    for _ in 0..REQUESTS {
        let since = Instant::now();
        let response = connection.get(path, &[("accept-encoding", "br")]).await?;
        took.push(since.elapsed());
        ensure!(
            response.status == StatusCode::OK,
            "{path}: {}",
            response.status
        );
    }
    let mut sizes = Vec::new();
    for encoding in ["identity", "gzip", "br"] {
        let asked = [("accept-encoding", encoding)];
        let response = connection.get(path, &asked).await?;
        let bytes = response.body.len() as f64 / 1000.0;
        sizes.push(format!("{encoding} {bytes:.1} KB"));
    }
    println!("{what}: {}; {}", shares(took), sizes.join(", "));
    Ok(())
}

/// How long most of what was measured took, in words.
pub fn shares(mut took: Vec<Duration>) -> String {
    took.sort_unstable();
    let at = |per_mille: usize| {
        let place = (took.len() * per_mille / 1000).min(took.len().saturating_sub(1));
        took.get(place).copied().unwrap_or_default().as_secs_f64() * 1000.0
    };
    format!(
        "{} times, p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms, worst {:.2} ms",
        took.len(),
        at(500),
        at(950),
        at(990),
        at(1000)
    )
}

/// Between two pages that one reader asks for.
const PAUSE: Duration = Duration::from_millis(10);

/// Somebody who reads the home page again and again, in a thread of their own.
#[derive(Debug)]
pub struct Reader {
    reading: Arc<AtomicBool>,
    thread: JoinHandle<Result<Vec<Duration>>>,
}

impl Reader {
    /// Begins to read.
    pub fn start(address: SocketAddr) -> Reader {
        let reading = Arc::new(AtomicBool::new(true));
        let until = Arc::clone(&reading);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime
                .context("a runtime to read in")?
                .block_on(read(address, &until))
        });
        Reader { reading, thread }
    }

    /// Ends, and gives how long each page took.
    ///
    /// # Errors
    /// A server that does not answer, and an answer that is not 200.
    pub fn stop(self) -> Result<Vec<Duration>> {
        self.reading.store(false, Ordering::Relaxed);
        let read = self.thread.join();
        read.map_err(|_| anyhow!("the reader panicked"))?
    }
}

async fn read(address: SocketAddr, reading: &AtomicBool) -> Result<Vec<Duration>> {
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
