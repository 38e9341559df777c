//! A disk that fills up: a clear refusal, nothing half-written, and it goes on when there is room again.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use anyhow::{Result, bail};
use hyper::StatusCode;
use madang_acceptance::data::{Data, TOKEN};
use madang_acceptance::disk::Mount;
use madang_acceptance::http::{Connection, Response};
use madang_acceptance::load::Load;
use madang_acceptance::postgres::Cluster;
use madang_acceptance::record::{Published, check};
use madang_verify::{Options, Status};

/// Takes what room there is, and leaves `kibibytes` of it.
fn fill(disk: &Path, kibibytes: usize) -> Result<std::path::PathBuf> {
    let path = disk.join("ballast");
    let mut file = File::create(&path)?;
    let block = [0; 4096];
    let mut written = 0u64;
    while file.write_all(&block).is_ok() {
        written += 4096;
    }
    file.set_len(written.saturating_sub(kibibytes as u64 * 1024))?;
    Ok(path)
}

/// Casts ballots until one is refused; gives the refusal and the number of the ballot.
async fn until_refused(
    load: &Load,
    connection: &mut Connection,
    acknowledged: &mut Vec<u64>,
) -> Result<Response> {
    let from = acknowledged.len() as u64;
    for number in from..from + 20_000 {
        let response = load.cast(connection, number).await?;
        if response.status != StatusCode::CREATED {
            return Ok(response);
        }
        acknowledged.push(number);
    }
    bail!("20,000 ballots fitted on a disk that should be full")
}

/// What `/healthz` says of whether entries are recorded; pages can be read all the while.
async fn recording(connection: &mut Connection) -> Result<Option<bool>> {
    let health = connection.get("/healthz", &[]).await?;
    assert_eq!(health.status, StatusCode::OK, "{}", health.text());
    let health = health.json()?;
    assert_eq!(health["read_only"], false, "{health}");
    Ok(health["recording"].as_bool())
}

/// Fills the disk under a running server twice; `ballast` gives room again when it is removed.
async fn refused_and_taken_again(data: &Data, disk: &Path, folder: &Path) -> Result<()> {
    let server = data.serve().await?;
    let load = Load::new(TOKEN, "full");
    let mut acknowledged = Vec::new();
    for round in 0..2 {
        let ballast = fill(disk, 256)?;
        let mut connection = Connection::open(server.address).await?;
        let refusal = until_refused(&load, &mut connection, &mut acknowledged).await?;
        let reason = refusal.text();
        assert_eq!(refusal.status, StatusCode::INSUFFICIENT_STORAGE, "{reason}");
        assert!(reason.to_lowercase().contains("full"), "{reason}");
        assert!(reason.contains("nothing was recorded"), "{reason}");
        // It is still there to be read.
        let page = connection.get("/en/", &[]).await?;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        // Whoever watches it sees that it takes nothing, and that its pages can be read.
        assert_eq!(recording(&mut connection).await?, Some(false));

        fs::remove_file(ballast)?;
        let number = acknowledged.len() as u64;
        let mut taken = false;
        for _ in 0..50 {
            let response = load.cast(&mut connection, number).await?;
            if response.status == StatusCode::CREATED {
                taken = true;
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
        assert!(
            taken,
            "with room again, ballots are taken (round {round})\n{}",
            server.output()
        );
        acknowledged.push(number);
        assert_eq!(recording(&mut connection).await?, Some(true));
    }
    server.stop()?;

    let export = data.export(&folder.join("export"))?;
    let report = check(&export, &Options::default());
    assert_eq!(report.status, Status::Verified, "{:?}", report.failures);
    assert_eq!(
        report.kinds.get("ballot.cast/1"),
        Some(&(acknowledged.len() as u64)),
        "no more and no fewer than acknowledged"
    );
    let record = Published::read(&export)?;
    let voters: std::collections::BTreeSet<String> = record
        .entries
        .iter()
        .filter_map(|entry| serde_json::from_slice::<serde_json::Value>(entry).ok())
        .filter_map(|entry| entry["facts"]["voter"].as_str().map(str::to_owned))
        .collect();
    for number in acknowledged {
        assert!(
            voters.contains(&load.voter(number)),
            "ballot {number} was acknowledged"
        );
    }
    Ok(())
}

#[tokio::test]
async fn sqlite_on_a_full_disk() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let disk = Mount::memory(&folder.path().join("disk"), 16 << 10)?;
    let data = Data::new(disk.path().join("data"), None);
    data.open_vote().await?;
    refused_and_taken_again(&data, disk.path(), folder.path()).await
}

#[tokio::test]
async fn postgres_on_a_full_disk() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let disk = Mount::memory(&folder.path().join("disk"), 192 << 10)?;
    // Small segments of the write-ahead log, recycled early: a full disk there stops the whole cluster, which is the
    // cluster's business. Tables fill up first.
    let tables = Cluster::new(&folder.path().join("cluster"), &["max_wal_size = '64MB'"])?;
    let place = disk.path().join("tables");
    fs::create_dir(&place)?;
    std::os::unix::fs::chown(
        &place,
        Some(owner(&folder.path().join("cluster/data"))?),
        None,
    )?;
    tables.sql(
        "postgres",
        &format!("CREATE TABLESPACE small LOCATION '{}'", place.display()),
    )?;
    tables.sql("postgres", "CREATE DATABASE madang TABLESPACE small")?;
    let data = Data::new(folder.path().join("data"), Some(tables.url("madang")));
    data.open_vote().await?;
    refused_and_taken_again(&data, disk.path(), folder.path()).await
}

fn owner(path: &Path) -> Result<u32> {
    use std::os::unix::fs::MetadataExt as _;
    Ok(fs::metadata(path)?.uid())
}
