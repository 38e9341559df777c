//! A restored backup: read-only, says why, and goes on only when a person accepts it, on the record.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use madang_acceptance::data::{Data, PROGRAMME, PROJECTS, TOKEN, VOTE};
use madang_acceptance::http::{self, Response};
use madang_acceptance::load::{Load, join};
use madang_acceptance::postgres::{sql, test_database};
use madang_acceptance::program::{Server, run};
use madang_acceptance::record::Published;
use serde_json::json;

async fn cast(data: &Data, name: &str, ballots: u64) -> Result<()> {
    let server = data.serve().await?;
    let load = Load::new(TOKEN, name);
    join(load.start(server.address, 8, ballots)).await?;
    assert_eq!(load.acknowledged().await.len() as u64, ballots);
    server.stop()
}

/// A ballot by HTTP; gives the answer.
async fn ballot(server: &Server) -> Result<Response> {
    let authorization = format!("Bearer {TOKEN}");
    let path = format!("/api/v1/programmes/{PROGRAMME}/votes/{VOTE}/ballots");
    let headers = [
        ("authorization", authorization.as_str()),
        ("idempotency-key", "refused-1"),
    ];
    let ballot = json!({ "voter": "0".repeat(32), "choices": [PROJECTS[0]] });
    http::post(server.address, &path, &headers, &ballot).await
}

async fn is_read_only(server: &Server) -> Result<bool> {
    let health = http::get(server.address, "/healthz").await?.json()?;
    health["read_only"].as_bool().context("read_only is said")
}

/// A server on data that was put back to `kept` entries: it is read, says why nothing is written, and forgets nothing.
async fn only_reads(data: &Data, kept: usize) -> Result<()> {
    let signed = fs::read_to_string(data.file("checkpoint"))?;
    let server = data.serve().await?;
    assert!(is_read_only(&server).await?);
    let reason = server.output();
    for says in [
        format!("has {kept} entries"),
        "were signed".into(),
        "READ-ONLY".into(),
    ] {
        assert!(reason.contains(&says), "{says:?} is not in {reason}");
    }
    let refused = ballot(&server).await?;
    assert_eq!(refused.status, 503, "{}", refused.text());
    for says in ["read-only", "signed"] {
        assert!(refused.text().contains(says), "{}", refused.text());
    }
    let page = http::get(server.address, &format!("/en/programmes/{PROGRAMME}")).await?;
    assert_eq!(page.status, 200, "it can still be read");
    server.stop()?;
    assert_eq!(
        fs::read_to_string(data.file("checkpoint"))?,
        signed,
        "what was signed is not forgotten"
    );
    Ok(())
}

/// A person accepts the data as it is: it is written again, and the record says so for good; gives the export.
async fn accepted(data: &Data, kept: usize, folder: &Path) -> Result<PathBuf> {
    let reason = "the disk failed; the backup of last night is the newest there is";
    let server = data
        .serve_with(&["--accept-older-database", reason])
        .await?;
    assert!(!is_read_only(&server).await?);
    let taken = ballot(&server).await?;
    assert_eq!(taken.status, 201, "{}", taken.text());
    server.stop()?;
    let export = data.export(&folder.join("accepted"))?;
    let record = Published::read(&export)?;
    let accepted = record.entry(record.first_of("log.database_accepted/1")?)?;
    assert_eq!(accepted["facts"]["reason"], reason);
    assert_eq!(accepted["facts"]["database_size"], kept);
    assert!(
        accepted["facts"]["signed_size"].as_u64() > Some(kept as u64),
        "{accepted}"
    );
    Ok(export)
}

async fn restored(
    data: &Data,
    folder: &Path,
    back_up: impl Fn() -> Result<()>,
    restore: impl Fn() -> Result<()>,
) -> Result<()> {
    data.open_vote().await?;
    cast(data, "before", 100).await?;
    back_up()?;
    let kept = Published::read(&data.export(&folder.join("kept"))?)?
        .entries
        .len();
    cast(data, "after", 200).await?;
    let newer = folder.join("newer");
    fs::copy(data.file("checkpoint"), &newer)?;
    restore()?;

    only_reads(data, kept).await?;
    let export = accepted(data, kept, folder).await?;
    let export = export.to_string_lossy();
    run(["verify", &export])?.expect(0)?;

    // Whoever holds the newer checkpoint sees that the record has less, and the record says itself what was lost.
    let shorter = run(["verify", &export, "--old", &newer.to_string_lossy()])?.expect(1)?;
    assert!(
        shorter.stdout.contains("no longer hold"),
        "{}",
        shorter.text()
    );

    // From here on it starts without further ado.
    let server = data.serve().await?;
    assert!(!is_read_only(&server).await?);
    server.stop()
}

#[tokio::test]
async fn a_restored_sqlite_file_is_read_only_until_a_person_decides() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = Data::new(folder.path().join("data"), None);
    let (file, copy) = (data.file("madang.db"), folder.path().join("backup.db"));
    let back_up = || {
        assert!(
            !data.file("madang.db-wal").exists(),
            "a clean stop leaves the database in one file"
        );
        Ok(fs::copy(&file, &copy).map(drop)?)
    };
    let restore = || {
        for journal in ["madang.db-wal", "madang.db-shm"] {
            if data.file(journal).exists() {
                fs::remove_file(data.file(journal))?;
            }
        }
        Ok(fs::copy(&copy, &file).map(drop)?)
    };
    restored(&data, folder.path(), back_up, restore).await
}

#[tokio::test]
async fn a_restored_postgres_database_is_read_only_until_a_person_decides() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let live = test_database("backup_live")?;
    let (server, name) = live.rsplit_once('/').expect("an address with a database");
    let (maintenance, backup) = (format!("{server}/postgres"), format!("{name}_backup"));
    sql(&maintenance, &format!("DROP DATABASE IF EXISTS {backup}"))?;
    let data = Data::new(folder.path().join("data"), Some(live.clone()));
    let back_up = || {
        sql(
            &maintenance,
            &format!("CREATE DATABASE {backup} TEMPLATE {name}"),
        )
        .map(drop)
    };
    let restore = || {
        sql(&maintenance, &format!("DROP DATABASE {name}"))?;
        sql(
            &maintenance,
            &format!("ALTER DATABASE {backup} RENAME TO {name}"),
        )
        .map(drop)
    };
    restored(&data, folder.path(), back_up, restore).await
}
