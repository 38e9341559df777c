//! A restored backup: read-only, says why, and goes on only when a person accepts it, on the record.

use std::fs;
use std::path::Path;

use anyhow::Result;
use madang_acceptance::data::{Data, PROGRAMME, PROJECTS, TOKEN, VOTE};
use madang_acceptance::http;
use madang_acceptance::load::{Load, join};
use madang_acceptance::postgres::{sql, test_database};
use madang_acceptance::program::run;
use madang_acceptance::record::Published;
use serde_json::json;

async fn cast(data: &Data, name: &str, ballots: u64) -> Result<()> {
    let server = data.serve().await?;
    let load = Load::new(TOKEN, name);
    join(load.start(server.address, 8, ballots)).await?;
    assert_eq!(load.acknowledged().await.len() as u64, ballots);
    server.stop()
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
    let signed = fs::read_to_string(data.file("checkpoint"))?;
    restore()?;

    let server = data.serve().await?;
    let health = http::get(server.address, "/healthz").await?.json()?;
    assert_eq!(health["read_only"], true, "{health}");
    let reason = server.output();
    assert!(
        reason.contains(&format!("has {kept} entries")),
        "it says how many entries there are: {reason}"
    );
    assert!(reason.contains("were signed"), "it says why: {reason}");
    let authorization = format!("Bearer {TOKEN}");
    let path = format!("/api/v1/programmes/{PROGRAMME}/votes/{VOTE}/ballots");
    let headers = [
        ("authorization", authorization.as_str()),
        ("idempotency-key", "refused-1"),
    ];
    let ballot = json!({ "voter": "0".repeat(32), "choices": [PROJECTS[0]] });
    let refused = http::post(server.address, &path, &headers, &ballot).await?;
    assert_eq!(refused.status, 503, "{}", refused.text());
    assert!(refused.text().contains("read-only"), "{}", refused.text());
    assert!(
        refused.text().contains("signed"),
        "it says why: {}",
        refused.text()
    );
    let page = http::get(server.address, &format!("/en/programmes/{PROGRAMME}")).await?;
    assert_eq!(page.status, 200, "it can still be read");
    assert!(server.output().contains("READ-ONLY"), "{}", server.output());
    server.stop()?;
    assert_eq!(
        fs::read_to_string(data.file("checkpoint"))?,
        signed,
        "what was signed is not forgotten"
    );

    // A person decides; the record says so for good.
    let reason = "the disk failed; the backup of last night is the newest there is";
    let server = data
        .serve_with(&["--accept-older-database", reason])
        .await?;
    let health = http::get(server.address, "/healthz").await?;
    assert_eq!(health.json()?["read_only"], false, "{}", health.text());
    let taken = http::post(server.address, &path, &headers, &ballot).await?;
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
    let export = export.to_string_lossy();
    run(["verify", &export])?.expect(0)?;

    // Whoever holds the newer checkpoint sees the fork.
    let newer = folder.join("newer");
    fs::write(&newer, signed)?;
    run(["verify", &export, "--old", &newer.to_string_lossy()])?.expect(1)?;

    // From here on it starts without further ado.
    let server = data.serve().await?;
    let health = http::get(server.address, "/healthz").await?.json()?;
    assert_eq!(health["read_only"], false, "{health}");
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
