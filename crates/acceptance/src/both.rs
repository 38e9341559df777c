//! What benchmarks over a great programme have in common: both databases one after the other, and very many commands.

use std::time::Duration;

use anyhow::Result;
use madang_programme::{Actor, Command, Role};
use madang_store::{Store, Submission};

use crate::data::Data;
use crate::postgres::Cluster;

/// Commands of one transaction.
const AT_ONCE: usize = 2000;

/// How many things there are, where the command line says nothing.
const USUAL: usize = 100_000;

/// Measures on SQLite, then on PostgreSQL, each with new data: name, data, how many things, and what is done once they are there.
///
/// # Errors
/// What `measure` says, and what stands in the way of a server.
pub fn on_both(
    measure: impl AsyncFn(&str, &Data, usize, &dyn Fn() -> Result<()>) -> Result<()>,
) -> Result<()> {
    let number = std::env::args()
        .skip(1)
        .find_map(|word| word.parse().ok())
        .unwrap_or(USUAL);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let folder = tempfile::tempdir()?;
        let sqlite = Data::new(folder.path().join("sqlite"), None);
        measure("SQLite", &sqlite, number, &|| Ok(())).await?;
        let cluster = Cluster::new(&folder.path().join("cluster"), &[])?;
        let database = cluster.create_database("madang")?;
        let postgres = Data::new(folder.path().join("postgres"), Some(database));
        // As autovacuum does within a minute of such an import.
        let settle = || cluster.sql("madang", "VACUUM ANALYZE").map(drop);
        measure("PostgreSQL", &postgres, number, &settle).await
    })
}

/// Measures a load on SQLite, then on PostgreSQL, each with new data: name, data, how long, and how many at once. The command line
/// may say seconds, `seconds` without it, and how many at once, 256 without it. Whoever asks shares one thread.
///
/// # Errors
/// What `measure` says, and what stands in the way of a server.
pub fn loads_on_both(
    seconds: u64,
    measure: impl AsyncFn(&str, &Data, Duration, usize) -> Result<()>,
) -> Result<()> {
    let numbers: Vec<u64> = std::env::args()
        .skip(1)
        .filter_map(|word| word.parse().ok())
        .collect();
    let seconds = Duration::from_secs(numbers.first().copied().unwrap_or(seconds));
    let at_once = usize::try_from(numbers.get(1).copied().unwrap_or(256))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let folder = tempfile::tempdir()?;
        let sqlite = Data::new(folder.path().join("sqlite"), None);
        measure("SQLite", &sqlite, seconds, at_once).await?;
        let cluster = Cluster::new(&folder.path().join("cluster"), &["max_connections = 100"])?;
        let database = cluster.create_database("madang")?;
        let postgres = Data::new(folder.path().join("postgres"), Some(database));
        measure("PostgreSQL", &postgres, seconds, at_once).await
    })
}

/// Records commands in the name of an official.
///
/// # Errors
/// What the store says.
pub async fn give(store: &Store, commands: impl Iterator<Item = Command>) -> Result<()> {
    let official = Actor::new(Role::Official, "bench")?;
    let mut commands = commands.peekable();
    while commands.peek().is_some() {
        let some = commands.by_ref().take(AT_ONCE);
        let batch = some.map(|command| Submission {
            actor: official.clone(),
            idempotency_key: None,
            command,
            terms: Default::default(),
        });
        store.submit_all(batch.collect()).await?;
    }
    Ok(())
}
