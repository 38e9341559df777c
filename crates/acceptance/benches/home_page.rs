//! How long the home page takes while ballots are being recorded as fast as they can be.
//!
//!     cargo bench -p madang-acceptance --bench home_page -- [SECONDS] [IN_FLIGHT]
//!
//! Promised: p99 ≤ 50 ms with 256 ballots in flight, on both databases. Client and server share the machine; whoever
//! reads has a thread of its own.

use std::time::Duration;

use anyhow::Result;
use madang_acceptance::both::loads_on_both;
use madang_acceptance::data::{Data, TOKEN};
use madang_acceptance::load::Load;
use madang_acceptance::timing::{Reader, shares};

fn main() -> Result<()> {
    loads_on_both(15, measure)
}

async fn measure(name: &str, data: &Data, seconds: Duration, in_flight: usize) -> Result<()> {
    data.open_vote().await?;
    let server = data.serve().await?;
    for ballots in [0, in_flight] {
        let load = Load::new(TOKEN, "home");
        let mut workers = load.start(server.address, ballots, u64::MAX);
        let reader = Reader::start(server.address);
        tokio::time::sleep(seconds).await;
        load.stop();
        while let Some(worker) = workers.join_next().await {
            worker??;
        }
        println!(
            "{name}, {ballots} ballots in flight, {:.0}/s recorded: home page {}",
            load.acknowledged_so_far() as f64 / seconds.as_secs_f64(),
            shares(reader.stop()?),
        );
    }
    server.stop()
}
