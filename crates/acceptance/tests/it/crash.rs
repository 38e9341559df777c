//! `kill -9` and database crashes in the middle of thousands of concurrent ballots: what was acknowledged stays.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use madang_acceptance::data::{Data, TOKEN};
use madang_acceptance::http::Connection;
use madang_acceptance::load::{Acknowledged, Load, join};
use madang_acceptance::postgres::{Cluster, sql, test_database};
use madang_acceptance::program::Server;
use madang_acceptance::record::{Published, check};
use madang_verify::{Options, Status};

/// Holds what a server says after a crash against what was acknowledged before it.
async fn everything_acknowledged_is_on_record(
    data: &Data,
    load: &Load,
    server: &Server,
) -> Result<()> {
    let acknowledged = load.acknowledged().await;
    assert!(
        acknowledged.len() >= 1000,
        "{} ballots are too few to prove anything",
        acknowledged.len()
    );
    let folder = tempfile::tempdir()?;
    let export = data.export(&folder.path().join("export"))?;
    let record = Published::read(&export)?;
    let mut by_voter = BTreeMap::new();
    for index in 0..record.entries.len() {
        let entry = record.entry(index)?;
        if entry["kind"] == "ballot.cast/1" {
            let voter = entry["facts"]["voter"]
                .as_str()
                .context("a ballot without voter")?
                .to_owned();
            let twice = by_voter.insert(voter, index as u64);
            assert_eq!(
                twice, None,
                "entry {index} repeats a ballot: an idempotency key made two entries"
            );
        }
    }
    for ballot in &acknowledged {
        let voter = load.voter(ballot.number);
        assert_eq!(
            by_voter.get(&voter),
            Some(&ballot.index),
            "ballot {} was acknowledged",
            ballot.number
        );
    }

    // Contiguous, under one root, signed; and every receipt is about this very record.
    for receipt in samples(&acknowledged) {
        let options = Options {
            receipt: Some(receipt.receipt.clone()),
            ..Options::default()
        };
        let report = check(&export, &options);
        assert_eq!(
            report.status,
            Status::Verified,
            "{:?} {:?}",
            report.failures,
            report.unchecked
        );
    }

    // Asked again with the same keys, each gives the receipt of the same entry.
    let mut connection = Connection::open(server.address).await?;
    for ballot in samples(&acknowledged) {
        let response = load.cast(&mut connection, ballot.number).await?;
        assert_eq!(response.status, 201, "{}", response.text());
        let again = madang_record::Receipt::from_json(&response.text())?;
        assert_eq!(again.proof.index, ballot.index);
    }
    // And the record goes on.
    let response = load.cast(&mut connection, u64::from(u32::MAX)).await?;
    assert_eq!(response.status, 201, "{}", response.text());
    Ok(())
}

fn samples(acknowledged: &[Acknowledged]) -> impl Iterator<Item = &Acknowledged> {
    let step = (acknowledged.len() / 8).max(1);
    acknowledged.iter().step_by(step).chain(acknowledged.last())
}

async fn killed_under_load(data: &Data, kills: u64) -> Result<()> {
    data.open_vote().await?;
    let load = Load::new(TOKEN, "kill");
    for round in 1..=kills {
        let server = data.serve().await?;
        let workers = load.start(server.address, 64, u64::MAX);
        load.reach(round * 700).await?;
        server.kill()?;
        join(workers).await?;
    }
    let server = data.serve().await?;
    everything_acknowledged_is_on_record(data, &load, &server).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_loses_nothing_in_sqlite() -> Result<()> {
    let folder = tempfile::tempdir()?;
    killed_under_load(&Data::new(folder.path().join("data"), None), 5).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_loses_nothing_in_postgres() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = Data::new(
        folder.path().join("data"),
        Some(test_database("crash_kill")?),
    );
    killed_under_load(&data, 5).await
}

/// Under load from clients that try again with the same key when they are told to.
async fn insisting(
    load: Arc<Load>,
    server: &Server,
    numbers: u64,
    crash: impl AsyncFn() -> Result<()>,
) -> Result<()> {
    let mut rounds = 0;
    let workers = load.start(server.address, 64, numbers);
    load.reach(numbers / 4).await?;
    crash().await?;
    join(workers).await?;
    // Whatever was not acknowledged is asked for again, until it is: exactly once on the record.
    loop {
        let known: std::collections::BTreeSet<u64> =
            load.acknowledged().await.iter().map(|a| a.number).collect();
        let missing: Vec<u64> = (0..numbers)
            .filter(|number| !known.contains(number))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        rounds += 1;
        anyhow::ensure!(
            rounds <= 60,
            "{} ballots were not taken within a minute after the crash",
            missing.len()
        );
        join(load.again(server.address, 64, missing)).await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_of_the_postgres_cluster_loses_and_doubles_nothing() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let cluster = Cluster::new(&folder.path().join("cluster"), &[])?;
    let data = Data::new(
        folder.path().join("data"),
        Some(cluster.create_database("madang")?),
    );
    data.open_vote().await?;
    let server = data.serve().await?;
    let load = Load::new(TOKEN, "cluster");
    insisting(Arc::clone(&load), &server, 4000, async || {
        cluster.crash()?;
        tokio::time::sleep(Duration::from_millis(500)).await;
        cluster.start()
    })
    .await?;
    everything_acknowledged_is_on_record(&data, &load, &server).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn backends_terminated_in_the_middle_of_commits_lose_and_double_nothing() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let database = test_database("crash_backend")?;
    let data = Data::new(folder.path().join("data"), Some(database.clone()));
    data.open_vote().await?;
    let server = data.serve().await?;
    let load = Load::new(TOKEN, "backend");
    insisting(Arc::clone(&load), &server, 4000, async || {
        for _ in 0..20 {
            sql(
                &database,
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                 WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )?;
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        Ok(())
    })
    .await?;
    everything_acknowledged_is_on_record(&data, &load, &server).await
}
