//! How long a page takes at the server, and how many bytes it is over the wire.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
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
    took.sort_unstable();
    let ms = |duration: Duration| duration.as_secs_f64() * 1000.0;
    let mut sizes = Vec::new();
    for encoding in ["identity", "gzip", "br"] {
        let asked = [("accept-encoding", encoding)];
        let response = connection.get(path, &asked).await?;
        let bytes = response.body.len() as f64 / 1000.0;
        sizes.push(format!("{encoding} {bytes:.1} KB"));
    }
    println!(
        "{what}: p50 {:.2} ms, p99 {:.2} ms; {}",
        ms(took[REQUESTS / 2]),
        ms(took[REQUESTS * 99 / 100]),
        sizes.join(", ")
    );
    Ok(())
}
