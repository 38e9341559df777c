//! The power of the disk is cut while ballots are being cast. Only this tests durability: a killed process leaves what it
//! wrote in the page cache, flushed or not. With flushes taken out of the program the same harness must see losses,
//! else it would test nothing.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use madang_acceptance::data::{Data, TOKEN};
use madang_acceptance::disk::{Disk, flushless_library};
use madang_acceptance::load::{Load, join};
use madang_acceptance::postgres::{Cluster, sql};
use madang_acceptance::program::Server;
use madang_acceptance::record::{Published, check};
use madang_verify::{Options, Status};

/// Ballots that are acknowledged before a cut.
const BALLOTS: u64 = 1500;
/// Cuts within which the harness must have seen a loss where nothing is flushed.
const CUTS: usize = 5;

/// Casts ballots until enough are acknowledged, cuts the power under them, ends the server.
async fn cut_under_load(disk: &Disk, server: Server, name: &str) -> Result<Arc<Load>> {
    let load = Load::new(TOKEN, name);
    let workers = load.start(server.address, 64, u64::MAX);
    load.reach(BALLOTS).await?;
    disk.cut_power()?;
    server.kill()?;
    join(workers).await?;
    Ok(load)
}

/// How many of the acknowledged ballots are not in the exported record.
async fn lost(load: &Load, export: &Path) -> Result<usize> {
    let record = Published::read(export)?;
    let acknowledged = load.acknowledged().await;
    assert!(acknowledged.len() as u64 >= BALLOTS);
    let mut lost = 0;
    for ballot in &acknowledged {
        let kept = usize::try_from(ballot.index).is_ok_and(|index| index < record.entries.len())
            && record.entry(usize::try_from(ballot.index)?)?["facts"]["voter"]
                == load.voter(ballot.number);
        lost += usize::from(!kept);
    }
    Ok(lost)
}

/// After a cut that lost nothing: the record verifies, every receipt holds, and the portal records again.
async fn all_is_well(data: &Data, load: &Load, export: &Path) -> Result<()> {
    let acknowledged = load.acknowledged().await;
    for ballot in [acknowledged.first(), acknowledged.last()]
        .into_iter()
        .flatten()
    {
        let options = Options {
            receipt: Some(ballot.receipt.clone()),
            ..Options::default()
        };
        let report = check(export, &options);
        assert_eq!(report.status, Status::Verified, "{:?}", report.failures);
    }
    let server = data.serve().await?;
    let more = Load::new(TOKEN, "after");
    join(more.start(server.address, 4, 50)).await?;
    assert_eq!(more.acknowledged().await.len(), 50, "{}", server.output());
    server.stop()
}

async fn sqlite_after_a_cut(folder: &Path, flushless: bool) -> Result<usize> {
    let disk = Disk::new(&folder.join("before"), 512)?;
    let data = Data::new(disk.path().join("data"), None);
    data.open_vote().await?;
    // What is there so far is on the disk; the question is what happens to the ballots.
    disk.flush()?;
    let mut command = data.command(["serve"]);
    if flushless {
        command.env("LD_PRELOAD", flushless_library()?);
    }
    let server = Server::start(command, &data.log()).await?;
    let load = cut_under_load(&disk, server, "sqlite").await?;

    let disk = disk.after_power_cut(&folder.join("after"))?;
    let data = Data::new(disk.path().join("data"), None);
    let export = folder.join("export");
    if flushless {
        // What is left may not even be a database; that is a loss of everything.
        let mut command = data.command(["export"]);
        if !command.arg(&export).output()?.status.success() {
            return Ok(load.acknowledged().await.len());
        }
        return lost(&load, &export).await;
    }
    data.export(&export)?;
    let lost = lost(&load, &export).await?;
    if lost == 0 {
        all_is_well(&data, &load, &export).await?;
    }
    Ok(lost)
}

async fn postgres_after_a_cut(folder: &Path, flushless: bool) -> Result<usize> {
    let disk = Disk::new(&folder.join("before"), 1024)?;
    let cluster = Cluster::new(&disk.path().join("cluster"), &[])?;
    let database = cluster.create_database("madang")?;
    let data = Data::new(folder.join("data"), Some(database.clone()));
    data.open_vote().await?;
    sql(&database, "CHECKPOINT")?;
    disk.flush()?;
    if flushless {
        // The store asks for synchronous commits itself, so that the server must be told not to flush.
        sql(&database, "ALTER SYSTEM SET fsync = off")?;
        sql(&database, "SELECT pg_reload_conf()")?;
    }
    let server = data.serve().await?;
    let load = cut_under_load(&disk, server, "postgres").await?;
    cluster
        .crash()
        .context("the cluster on the disk without power")?;
    drop(cluster);

    let disk = disk.after_power_cut(&folder.join("after"))?;
    let recovered = match Cluster::recovered(&disk.path().join("cluster")) {
        Ok(recovered) => recovered,
        Err(_) if flushless => return Ok(load.acknowledged().await.len()),
        Err(error) => return Err(error),
    };
    let data = Data::new(folder.join("data"), Some(recovered.url("madang")));
    let export = folder.join("export");
    let exported = data.export(&export);
    if flushless && exported.is_err() {
        return Ok(load.acknowledged().await.len());
    }
    exported?;
    let lost = lost(&load, &export).await?;
    if lost == 0 && !flushless {
        all_is_well(&data, &load, &export).await?;
    }
    Ok(lost)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_loses_nothing_when_the_power_is_cut() -> Result<()> {
    for _ in 0..3 {
        let folder = tempfile::tempdir()?;
        assert_eq!(
            sqlite_after_a_cut(folder.path(), false).await?,
            0,
            "acknowledged ballots were lost"
        );
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_harness_sees_what_sqlite_loses_without_flushes() -> Result<()> {
    for _ in 0..CUTS {
        let folder = tempfile::tempdir()?;
        if sqlite_after_a_cut(folder.path(), true).await? > 0 {
            return Ok(());
        }
    }
    panic!(
        "{CUTS} cuts lost nothing although nothing was flushed: this harness would test nothing"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_loses_nothing_when_the_power_is_cut() -> Result<()> {
    for _ in 0..2 {
        let folder = tempfile::tempdir()?;
        assert_eq!(
            postgres_after_a_cut(folder.path(), false).await?,
            0,
            "acknowledged ballots were lost"
        );
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_harness_sees_what_postgres_loses_without_flushes() -> Result<()> {
    for _ in 0..CUTS {
        let folder = tempfile::tempdir()?;
        if postgres_after_a_cut(folder.path(), true).await? > 0 {
            return Ok(());
        }
    }
    panic!(
        "{CUTS} cuts lost nothing although nothing was flushed: this harness would test nothing"
    );
}
