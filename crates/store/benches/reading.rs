//! How long the reads of the home page take while ballots are being recorded as fast as they can be.
//!
//! `cargo bench -p madang-store --bench reading [-- sqlite|postgres] [SECONDS]`; see the append bench for the databases, and
//! the bench home_page of `madang-acceptance` for the page itself.
#![allow(clippy::unwrap_used, reason = "a bench may panic")]

#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "a part of it is used here"
)]
#[path = "../tests/it/support.rs"]
mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use madang_store::Store;
use support::*;

/// Ballots that wait for their receipts at any moment.
const IN_FLIGHT: u64 = 256;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let seconds = arguments.iter().find_map(|word| word.parse().ok());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    for (kind, name) in [(Kind::Sqlite, "sqlite"), (Kind::Postgres, "postgres")] {
        let other = |word: &String| ["sqlite", "postgres"].contains(&word.as_str()) && word != name;
        if !arguments.iter().any(other) {
            runtime.block_on(measure(
                kind,
                name,
                Duration::from_secs(seconds.unwrap_or(10)),
            ));
        }
    }
}

async fn measure(kind: Kind, name: &str, time: Duration) {
    let fixture = Fixture::new(kind).await;
    let store = fixture.voting().await;
    for in_flight in [0, IN_FLIGHT] {
        let (stop, cast) = (
            Arc::new(AtomicBool::new(false)),
            Arc::new(AtomicU64::new(0)),
        );
        let writers: Vec<_> = (0..in_flight)
            .map(|writer| {
                let (store, stop, cast) = (store.clone(), Arc::clone(&stop), Arc::clone(&cast));
                tokio::spawn(async move {
                    let mut number = writer;
                    while !stop.load(Ordering::Relaxed) {
                        store.submit(ballot(number)).await.unwrap();
                        cast.fetch_add(1, Ordering::Relaxed);
                        number += IN_FLIGHT;
                    }
                })
            })
            .collect();
        let begun = Instant::now();
        let mut waits = Vec::new();
        while begun.elapsed() < time {
            let since = Instant::now();
            home(&store).await;
            waits.push(since.elapsed().as_secs_f64() * 1000.0);
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        stop.store(true, Ordering::Relaxed);
        for writer in writers {
            writer.await.unwrap();
        }
        waits.sort_unstable_by(f64::total_cmp);
        println!(
            "{name}: {in_flight} in flight, {:.0} ballots/s: read {} times, p50 {:.2} ms, p99 {:.2} ms, worst {:.2} ms",
            cast.load(Ordering::Relaxed) as f64 / time.as_secs_f64(),
            waits.len(),
            waits[waits.len() / 2],
            waits[waits.len() * 99 / 100],
            waits[waits.len() - 1],
        );
    }
    store.close().await;
}

/// What the home page asks.
async fn home(store: &Store) {
    store.with_state(|state| state.size).await.unwrap();
    store.programmes().await.unwrap();
    store.latest_entries(None, 8, None).await.unwrap();
    store.countries().await.unwrap();
}
