//! The memory outside the database fails closed: missing, damaged, stale, of another log, or not to be written.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::*;
use madang_record::{Checkpoint, Entry, SigningKey};
use madang_store::{OpenOptions, Store, StoreError, SubmitError};

on_both_databases!(
    a_receipt_is_remembered_before_it_goes_out,
    a_missing_or_damaged_guard_is_read_only_until_a_person_accepts_it,
    an_older_guard_is_stale_where_nobody_else_writes_the_database,
    a_guard_that_cannot_be_written_holds_receipts_back,
    an_empty_database_begins_no_second_record,
    the_guard_of_another_log_is_left_alone,
    a_command_beside_a_server_never_puts_the_guard_back,
    a_guard_on_other_storage_must_have_its_folder,
);

fn accepting(fixture: &Fixture, reason: &str) -> OpenOptions {
    OpenOptions {
        accept_older_database: Some(reason.to_owned()),
        ..fixture.options()
    }
}

async fn a_receipt_is_remembered_before_it_goes_out(fixture: Fixture) {
    let store = fixture.voting().await;
    for number in 0..50 {
        let receipt = store.submit(ballot(number)).await.unwrap();
        let guard = fs::read_to_string(fixture.guard_file()).unwrap();
        assert_eq!(guard, receipt.proof.checkpoint, "ballot {number}");
        let status = store.guard_status().unwrap();
        assert_eq!(
            (status.entries, status.behind),
            (receipt.proof.index + 1, 0)
        );
    }
    let many = store
        .submit_all((50..80).map(ballot).collect())
        .await
        .unwrap();
    let guard = fs::read_to_string(fixture.guard_file()).unwrap();
    let guard = Checkpoint::open(&guard, &[fixture.key.verifying_key().clone()]).unwrap();
    assert_eq!(guard.size, many.last().unwrap().index + 1);
    // Of many at once each is remembered as well.
    let waiting: Vec<_> = (100..400)
        .map(|number| {
            let (store, file) = (store.clone(), fixture.guard_file());
            tokio::spawn(async move {
                let receipt = store.submit(ballot(number)).await.unwrap();
                let guard = fs::read_to_string(file).unwrap();
                let size = guard.lines().nth(1).unwrap().parse::<u64>().unwrap();
                assert!(size > receipt.proof.index, "{size} {}", receipt.proof.index);
            })
        })
        .collect();
    for one in waiting {
        one.await.unwrap();
    }
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &fs::metadata(fixture.guard_file()).unwrap().permissions(),
    );
    assert_eq!(mode & 0o777, 0o600);
}

async fn a_missing_or_damaged_guard_is_read_only_until_a_person_accepts_it(fixture: Fixture) {
    let store = fixture.voting().await;
    store.submit(ballot(1)).await.unwrap();
    store.close().await;
    let file = fixture.guard_file();
    type Damage = (&'static str, fn(&Path));
    let damages: [Damage; 7] = [
        ("is missing", |_| ()),
        ("is damaged", |file| fs::write(file, "").unwrap()),
        ("is damaged", |file| fs::write(file, "not a note").unwrap()),
        ("is damaged", |file| {
            fs::write(file, [0xff, 0xfe, 0]).unwrap()
        }),
        ("is damaged", |file| {
            fs::write(file, "a\nb\nc\n\n— a AAAAAAAA\n").unwrap()
        }),
        ("is damaged", |file| fs::create_dir(file).unwrap()),
        ("is damaged", |file| {
            let made = std::process::Command::new("mkfifo").arg(file).status();
            assert!(made.unwrap().success());
        }),
    ];
    for (number, (words, damage)) in (10..).zip(damages) {
        fs::remove_file(&file).unwrap();
        damage(&file);
        let size = fixture.number("SELECT size FROM head").await;
        let store = fixture.open().await;
        let reason = store.read_only_reason().unwrap();
        for expected in [
            words,
            file.to_str().unwrap(),
            "--accept-older-database REASON",
        ] {
            assert!(reason.to_string().contains(expected), "{reason}");
        }
        assert_eq!(
            store.submit(ballot(number)).await.unwrap_err(),
            SubmitError::ReadOnly(reason)
        );
        assert_eq!(store.programmes().await.unwrap().len(), 1, "it can be read");
        store.close().await;
        assert_eq!(fixture.number("SELECT size FROM head").await, size);
        assert_eq!(file.exists(), words != "is missing", "it stays as it is");
        match fs::metadata(&file) {
            Ok(about) if about.is_dir() => fs::remove_dir(&file).unwrap(),
            Ok(about) if !about.is_file() => fs::remove_file(&file).unwrap(),
            _ => {}
        }
        let store = Store::open(accepting(&fixture, "the guard's disk burnt"))
            .await
            .unwrap();
        assert_eq!(store.read_only_reason(), None);
        // Nobody knows whether entries were lost: the record does not say that they were.
        assert_eq!(store.size().await.unwrap(), size as u64);
        store.submit(ballot(number)).await.unwrap();
        store.close().await;
        let store = fixture.open().await;
        assert_eq!(
            store.read_only_reason(),
            None,
            "from here on it is remembered"
        );
        store.close().await;
    }
}

async fn an_older_guard_is_stale_where_nobody_else_writes_the_database(fixture: Fixture) {
    let store = fixture.voting().await;
    let guard = fs::read(fixture.guard_file()).unwrap();
    // As much as may be under way when the power fails.
    for number in 0..4 {
        store.submit(ballot(number)).await.unwrap();
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    store.close().await;
    fs::write(fixture.guard_file(), &guard).unwrap();
    let store = fixture.open().await;
    assert_eq!(store.read_only_reason(), None);
    let guard = fs::read(fixture.guard_file()).unwrap();
    for number in 4..10 {
        store.submit(ballot(number)).await.unwrap();
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    store.close().await;
    fs::write(fixture.guard_file(), &guard).unwrap();
    let store = fixture.open().await;
    if fixture.kind == Kind::Postgres {
        // Others may have written; they remember for themselves.
        assert_eq!(store.read_only_reason(), None);
        return;
    }
    let reason = store.read_only_reason().unwrap();
    assert!(reason.to_string().contains("it is stale"), "{reason}");
    assert!(
        reason
            .to_string()
            .contains(fixture.guard_file().to_str().unwrap()),
        "{reason}"
    );
    store.close().await;
    assert_eq!(
        fs::read(fixture.guard_file()).unwrap(),
        guard,
        "it is left as it was"
    );
    let store = Store::open(accepting(&fixture, "the newest there is"))
        .await
        .unwrap();
    assert_eq!(store.read_only_reason(), None);
    store.submit(ballot(99)).await.unwrap();
}

async fn a_guard_that_cannot_be_written_holds_receipts_back(fixture: Fixture) {
    let (folder, away) = (
        fixture.dir.path().join("memory"),
        fixture.dir.path().join("away"),
    );
    fs::create_dir(&folder).unwrap();
    let file = folder.join("guard");
    let options = OpenOptions {
        guard: Some(file.clone()),
        ..fixture.options()
    };
    let store = Store::open(options).await.unwrap();
    store.submit_all(programme(3)).await.unwrap();
    store.submit_all(vote()).await.unwrap();
    store.submit(keyed("1", ballot(1))).await.unwrap();
    fs::rename(&folder, &away).unwrap();
    let size = store.size().await.unwrap();
    match store.submit(keyed("2", ballot(2))).await {
        Err(SubmitError::NotRemembered(reason)) => {
            assert!(
                reason.to_string().contains(file.to_str().unwrap()),
                "{reason}"
            );
        }
        answer => panic!("{answer:?}"),
    }
    let reason = store.read_only_reason().unwrap();
    assert!(
        reason.to_string().contains(file.to_str().unwrap()),
        "{reason}"
    );
    let status = store.guard_status().unwrap();
    assert_eq!((status.behind, status.trouble), (1, Some(reason)));
    assert!(matches!(
        store.submit(keyed("3", ballot(3))).await,
        Err(SubmitError::ReadOnly(_))
    ));
    assert_eq!(
        store.size().await.unwrap(),
        size + 1,
        "nothing more is recorded"
    );
    fs::rename(&away, &folder).unwrap();
    let since = Instant::now();
    while store.read_only_reason().is_some() {
        assert!(
            since.elapsed() < Duration::from_secs(20),
            "it does not go on"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let receipt = store.submit(keyed("2", ballot(2))).await.unwrap();
    assert_eq!(receipt.proof.index, size, "it was on record");
    let receipt = store.submit(keyed("3", ballot(3))).await.unwrap();
    assert_eq!(receipt.proof.index, size + 1);
    assert_eq!(fs::read_to_string(&file).unwrap(), receipt.proof.checkpoint);
}

async fn an_empty_database_begins_no_second_record(fixture: Fixture) {
    let store = fixture.voting().await;
    let size = store.size().await.unwrap();
    store.close().await;
    let guard = fs::read(fixture.guard_file()).unwrap();
    let mut empty = Fixture::new(fixture.kind).await;
    if fixture.kind == Kind::Sqlite {
        empty.url = format!("sqlite://{}", fixture.dir.path().join("empty.db").display());
    }
    let options = OpenOptions {
        url: empty.url.clone(),
        ..fixture.options()
    };
    match Store::open(options.clone()).await {
        Err(StoreError::Guard(reason)) => {
            assert!(
                reason
                    .to_string()
                    .contains(&format!("has 0 entries, but {size} were signed")),
                "{reason}"
            )
        }
        answer => panic!("{answer:?}"),
    }
    assert_eq!(empty.number("SELECT size FROM head").await, 0);
    assert_eq!(fs::read(fixture.guard_file()).unwrap(), guard);
    let store = Store::open(OpenOptions {
        accept_older_database: Some("all is lost".to_owned()),
        ..options
    })
    .await
    .unwrap();
    let entry = Entry::from_bytes(&store.entry(1).await.unwrap().unwrap().bytes).unwrap();
    assert_eq!(entry.kind, "log.database_accepted/1");
    assert_eq!(entry.facts["signed_size"], size);
}

async fn the_guard_of_another_log_is_left_alone(fixture: Fixture) {
    fixture.voting().await.close().await;
    let other = SigningKey::from_seed("elsewhere.example", [1; 32]).unwrap();
    let note = Checkpoint {
        origin: "elsewhere.example".to_owned(),
        size: 1,
        root: madang_record::empty_root(),
    }
    .sign(&other)
    .unwrap();
    fs::write(fixture.guard_file(), &note).unwrap();
    for options in [fixture.options(), accepting(&fixture, "whatever")] {
        match Store::open(options).await {
            Err(StoreError::Guard(reason)) => {
                assert!(
                    reason
                        .to_string()
                        .contains(fixture.guard_file().to_str().unwrap()),
                    "{reason}"
                );
                assert!(reason.to_string().contains("elsewhere.example"), "{reason}");
            }
            answer => panic!("{answer:?}"),
        }
    }
    assert_eq!(fs::read_to_string(fixture.guard_file()).unwrap(), note);
}

async fn a_command_beside_a_server_never_puts_the_guard_back(fixture: Fixture) {
    let server = fixture.voting().await;
    let command = fixture.open().await;
    let running: Vec<_> = (0..200)
        .map(|number| {
            let store = if number % 2 == 0 {
                server.clone()
            } else {
                command.clone()
            };
            tokio::spawn(async move { store.submit(ballot(number)).await.unwrap().proof.index })
        })
        .collect();
    let mut last = 0;
    for one in running {
        last = last.max(one.await.unwrap());
    }
    let guard = fs::read_to_string(fixture.guard_file()).unwrap();
    let guard = Checkpoint::open(&guard, &[fixture.key.verifying_key().clone()]).unwrap();
    assert_eq!(guard.size, last + 1);
}

async fn a_guard_on_other_storage_must_have_its_folder(fixture: Fixture) {
    let file = fixture.dir.path().join("not-mounted/guard");
    let options = OpenOptions {
        guard: Some(file.clone()),
        ..fixture.options()
    };
    match Store::open(options.clone()).await {
        Err(StoreError::Guard(reason)) => {
            assert!(
                reason.to_string().contains(file.to_str().unwrap()),
                "{reason}"
            )
        }
        answer => panic!("{answer:?}"),
    }
    assert_eq!(
        fixture.number("SELECT size FROM head").await,
        0,
        "no record begins"
    );
    assert!(
        !file.parent().unwrap().exists(),
        "nothing is made where a disk belongs"
    );
    fs::create_dir(file.parent().unwrap()).unwrap();
    Store::open(options).await.unwrap();
}
