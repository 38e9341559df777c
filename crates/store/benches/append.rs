//! How many ballots a second become durable entries with receipts, at the level of the store, and how long each waits.
//!
//! `cargo bench -p madang-store --bench append [-- [sqlite|postgres] [seconds [in flight]]]`
//!
//! The last column is the processor time of this whole process, those who ask included, for each append: it says how
//! fast the store could be where the machine has nothing else to do.
//!
//! PostgreSQL is the cluster that MADANG_TEST_POSTGRES names, else one that scripts/postgres.sh starts. SQLite's file
//! stands in MADANG_BENCH_DIR, else below target/.
#![allow(clippy::unwrap_used, reason = "a bench may panic")]

#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "a part of it is used here"
)]
#[path = "../tests/it/support.rs"]
mod support;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use madang_store::{OpenOptions, Store};
use support::*;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let only = arguments
        .iter()
        .find(|argument| ["sqlite", "postgres"].contains(&argument.as_str()));
    let mut numbers = arguments
        .iter()
        .filter_map(|argument| argument.parse().ok());
    let seconds = numbers.next().unwrap_or(5);
    let in_flights = match numbers.next() {
        Some(number) => vec![number as usize],
        None => vec![1, 16, 256, 2000],
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    println!("database  nodes  in flight  appends/s  p50 ms  p99 ms  entries/commit  CPU µs");
    for (kind, name, nodes) in [
        (Kind::Sqlite, "sqlite", 1),
        (Kind::Postgres, "postgres", 1),
        (Kind::Postgres, "postgres", 3),
    ] {
        if only.is_some_and(|only| only != name) {
            continue;
        }
        for &in_flight in &in_flights {
            let measured = runtime.block_on(measure(
                kind,
                nodes,
                in_flight,
                Duration::from_secs(seconds),
            ));
            println!("{name:8}  {nodes:5}  {in_flight:9}  {measured}");
        }
    }
}

async fn measure(kind: Kind, nodes: usize, in_flight: usize, time: Duration) -> String {
    let folder = std::env::var("MADANG_BENCH_DIR").unwrap_or_else(|_| {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../target/bench")
            .display()
            .to_string()
    });
    std::fs::create_dir_all(&folder).unwrap();
    let mut fixture = Fixture::new(kind).await;
    fixture.dir = tempfile::tempdir_in(folder).unwrap();
    if kind == Kind::Sqlite {
        fixture.url = format!("sqlite://{}", fixture.file().display());
    }
    let mut stores = vec![fixture.voting().await];
    for node in 1..nodes {
        let guard = fixture.dir.path().join(format!("guard-{node}"));
        std::fs::copy(fixture.guard_file(), &guard).unwrap();
        stores.push(
            Store::open(OpenOptions {
                guard: Some(guard),
                ..fixture.options()
            })
            .await
            .unwrap(),
        );
    }
    let voter = Arc::new(AtomicU64::new(0));
    let used = processor_time();
    let begun = Instant::now();
    let tasks: Vec<_> = (0..in_flight)
        .map(|task| {
            let (store, voter) = (stores[task % nodes].clone(), Arc::clone(&voter));
            tokio::spawn(async move {
                let mut waits = Vec::new();
                let mut commits = Vec::new();
                while begun.elapsed() < time {
                    let number = voter.fetch_add(1, Ordering::Relaxed);
                    let asked = Instant::now();
                    let receipt = store
                        .submit(keyed(number.to_string(), ballot(number)))
                        .await
                        .unwrap();
                    waits.push(asked.elapsed());
                    commits.push(receipt.proof.checkpoint);
                }
                (waits, commits)
            })
        })
        .collect();
    let (mut waits, mut commits) = (Vec::new(), std::collections::BTreeSet::new());
    for task in tasks {
        let (waited, made) = task.await.unwrap();
        waits.extend(waited);
        commits.extend(made);
    }
    let took = begun.elapsed();
    let used = processor_time().saturating_sub(used);
    waits.sort_unstable();
    let at = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    for store in stores {
        assert_eq!(store.read_only_reason(), None);
        store.close().await;
    }
    format!(
        "{:9.0}  {:6.1}  {:6.1}  {:14.1}  {:6.1}",
        waits.len() as f64 / took.as_secs_f64(),
        at(0.5),
        at(0.99),
        waits.len() as f64 / commits.len() as f64,
        used.as_secs_f64() * 1e6 / waits.len() as f64
    )
}

/// What this process has used of the processors, where the system says so; in hundredths of a second.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat
        .rsplit(") ")
        .next()
        .unwrap_or_default()
        .split(' ')
        .skip(11)
        .take(2);
    Duration::from_millis(
        fields
            .filter_map(|ticks| ticks.parse::<u64>().ok())
            .map(|ticks| ticks * 10)
            .sum(),
    )
}
