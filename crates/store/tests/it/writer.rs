//! The writer: once each, whatever the callers, other nodes and the connection do.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::support::*;
use madang_record::Checkpoint;
use madang_store::{OpenOptions, Store, SubmitError};

on_both_databases!(
    a_key_is_recorded_once_however_often_it_is_asked,
    a_key_with_another_command_is_refused,
    several_commands_may_repeat_keys,
    three_stores_on_one_database_make_one_tree,
);

async fn a_key_is_recorded_once_however_often_it_is_asked(fixture: Fixture) {
    let store = fixture.voting().await;
    let before = store.size().await.unwrap();
    let tasks: Vec<_> = (0..1000u64)
        .map(|task| {
            let store = store.clone();
            let voter = task % 250;
            tokio::spawn(async move {
                let receipt = store
                    .submit(keyed(format!("ballot-{voter}"), ballot(voter)))
                    .await
                    .unwrap();
                (voter, receipt)
            })
        })
        .collect();
    let keys = [fixture.key.verifying_key().clone()];
    let mut indexes: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
    for task in tasks {
        let (voter, receipt) = task.await.unwrap();
        let verified = receipt.verify(&keys).unwrap();
        assert_eq!(
            verified.bodies,
            ["ballot"],
            "a repeated receipt proves the body too"
        );
        indexes.entry(voter).or_default().insert(verified.index);
    }
    assert!(
        indexes.values().all(|indexes| indexes.len() == 1),
        "{indexes:?}"
    );
    assert_eq!(store.size().await.unwrap(), before + 250);
    // Long after, and after the store was opened again, it is the same entry.
    store.close().await;
    let store = fixture.open().await;
    let again = store.submit(keyed("ballot-17", ballot(17))).await.unwrap();
    assert!(indexes[&17].contains(&again.proof.index));
    assert_eq!(store.size().await.unwrap(), before + 250);
}

async fn a_key_with_another_command_is_refused(fixture: Fixture) {
    let store = fixture.voting().await;
    let first = store.submit(keyed("k", ballot(1))).await.unwrap();
    let size = store.size().await.unwrap();
    match store.submit(keyed("k", ballot(2))).await {
        Err(SubmitError::KeyReused { key, entry }) => {
            assert_eq!((key.as_str(), entry), ("k", first.proof.index))
        }
        other => panic!("{other:?}"),
    }
    // Another actor's keys are that actor's own.
    let other = madang_programme::Actor::new(madang_programme::Role::Registrar, "other").unwrap();
    store
        .submit(keyed("k", by(other, ballot(2).command)))
        .await
        .unwrap();
    assert_eq!(store.size().await.unwrap(), size + 1);
    for key in [String::new(), "x".repeat(201)] {
        assert!(matches!(
            store.submit(keyed(key, ballot(3))).await,
            Err(SubmitError::Refused(_))
        ));
    }
}

async fn several_commands_may_repeat_keys(fixture: Fixture) {
    let store = fixture.voting().await;
    let first = store.submit(keyed("a", ballot(1))).await.unwrap();
    let import = || {
        vec![
            keyed("a", ballot(1)),
            keyed("b", ballot(2)),
            keyed("b", ballot(2)),
            ballot(3),
        ]
    };
    let committed = store.submit_all(import()).await.unwrap();
    let next = first.proof.index + 1;
    let indexes: Vec<_> = committed.iter().map(|c| (c.index, c.repeated)).collect();
    assert_eq!(
        indexes,
        [
            (next - 1, true),
            (next, false),
            (next, true),
            (next + 1, false)
        ]
    );
    assert_eq!(committed[0].salts[0].1, first.bodies[0].salt);
    let committed = store.submit_all(import()[..3].to_vec()).await.unwrap();
    assert!(committed.iter().all(|c| c.repeated));
    let mixed = vec![ballot(9), keyed("a", ballot(2))];
    assert!(matches!(
        store.submit_all(mixed).await,
        Err(SubmitError::KeyReused { .. })
    ));
    assert_eq!(store.size().await.unwrap(), next + 2);
}

async fn three_stores_on_one_database_make_one_tree(fixture: Fixture) {
    let first = fixture.voting().await;
    let before = first.size().await.unwrap();
    let mut stores = vec![first];
    for node in 1..3 {
        // A new node gets a copy of what another remembers.
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
    // Each node gets every key, so that each key is asked for three times at about the same time.
    let (nodes, keys) = (stores.len() as u64, 150u64);
    let tasks: Vec<_> = (0..nodes * keys)
        .map(|task| {
            let store = stores[(task % nodes) as usize].clone();
            let voter = task / nodes;
            tokio::spawn(async move {
                (
                    voter,
                    store
                        .submit(keyed(voter.to_string(), ballot(voter)))
                        .await
                        .unwrap(),
                )
            })
        })
        .collect();
    let mut indexes: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
    let mut checkpoints = BTreeMap::new();
    for task in tasks {
        let (voter, receipt) = task.await.unwrap();
        receipt
            .verify(&[fixture.key.verifying_key().clone()])
            .unwrap();
        let checkpoint = Checkpoint::open(
            &receipt.proof.checkpoint,
            &[fixture.key.verifying_key().clone()],
        )
        .unwrap();
        let known = checkpoints.insert(checkpoint.size, checkpoint.root);
        assert!(
            known.is_none_or(|known| known == checkpoint.root),
            "two trees of {} entries",
            checkpoint.size
        );
        indexes
            .entry(voter)
            .or_default()
            .insert(receipt.proof.index);
    }
    assert!(indexes.values().all(|indexes| indexes.len() == 1));
    let all: BTreeSet<u64> = indexes.into_values().flatten().collect();
    assert_eq!(all, (before..before + keys).collect());
    for store in &stores {
        assert_eq!(
            store.with_state(|state| state.size).await.unwrap(),
            before + keys
        );
        assert_eq!(store.read_only_reason(), None);
    }
    let dump = stores[0].dump_read_tables().await.unwrap();
    stores[1].rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(stores[2].dump_read_tables().await.unwrap(), dump);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_terminated_backend_loses_and_doubles_nothing() {
    let fixture = Fixture::new(Kind::Postgres).await;
    let store = fixture.voting().await;
    let before = store.size().await.unwrap();
    let done = Arc::new(AtomicBool::new(false));
    let killer = {
        let (done, url) = (Arc::clone(&done), fixture.url.clone());
        tokio::spawn(async move {
            use sqlx::Connection as _;
            let mut connection = sqlx::PgConnection::connect(&url).await.unwrap();
            let mut killed = 0;
            while !done.load(Ordering::SeqCst) {
                let text = "SELECT count(*) FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                            WHERE datname = current_database() AND pid <> pg_backend_pid() \
                            AND (xact_start IS NOT NULL OR query = 'COMMIT')) AS killed";
                killed += sqlx::query_scalar::<_, i64>(text)
                    .fetch_one(&mut connection)
                    .await
                    .unwrap();
                // Longer and longer, so that a slow machine gets a transaction done in between.
                let pause = 60 + 20 * u64::try_from(killed).unwrap();
                tokio::time::sleep(Duration::from_millis(pause)).await;
            }
            killed
        })
    };
    let voters = 600u64;
    let tasks: Vec<_> = (0..voters)
        .map(|voter| {
            let store = store.clone();
            tokio::spawn(async move {
                // As a client does: the same key until there is an answer.
                for attempt in 0..400 {
                    match store.submit(keyed(voter.to_string(), ballot(voter))).await {
                        Ok(receipt) => return (receipt.proof.index, attempt),
                        Err(SubmitError::Unavailable(_) | SubmitError::OutcomeUnknown(_)) => {
                            tokio::time::sleep(Duration::from_millis(2 + voter % 13)).await;
                        }
                        Err(other) => panic!("{other}"),
                    }
                }
                panic!("voter {voter} never got an answer");
            })
        })
        .collect();
    let (mut indexes, mut retried) = (BTreeSet::new(), 0);
    for task in tasks {
        let (index, attempts) = task.await.unwrap();
        assert!(indexes.insert(index), "entry {index} is two voters'");
        retried += attempts;
    }
    done.store(true, Ordering::SeqCst);
    let killed = killer.await.unwrap();
    assert!(
        killed > 0 && retried > 0,
        "{killed} backends were terminated and {retried} requests repeated"
    );
    assert_eq!(indexes, (before..before + voters).collect());
    assert_eq!(store.size().await.unwrap(), before + voters);
    assert_eq!(
        store.with_state(|state| state.size).await.unwrap(),
        before + voters
    );
    // A reader's connection may have been the last to be terminated: whoever asks again has another.
    let mut dump = store.dump_read_tables().await;
    for _ in 0..20 {
        if dump.is_ok() {
            break;
        }
        dump = store.dump_read_tables().await;
    }
    let dump = dump.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
}

/// SQLite has one writer at a time: whoever waits for one that is paused is answered when it goes on, and reading waits for nobody.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paused_process_holds_up_writing_alone_on_sqlite() {
    use sqlx::Connection as _;
    let fixture = Fixture::new(Kind::Sqlite).await;
    let store = fixture.voting().await;
    let before = store.size().await.unwrap();
    let mut paused = sqlx::SqliteConnection::connect(&fixture.url).await.unwrap();
    let begin = sqlx::query("BEGIN IMMEDIATE");
    begin.execute(&mut paused).await.unwrap();
    let writing = {
        let store = store.clone();
        tokio::spawn(async move { store.submit(keyed("held up", ballot(1))).await })
    };
    let until = std::time::Instant::now() + Duration::from_secs(3);
    let mut readings = 0;
    while std::time::Instant::now() < until {
        let begun = std::time::Instant::now();
        assert!(store.entry(before - 1).await.unwrap().is_some());
        assert!(begun.elapsed() < Duration::from_secs(1), "reading waited");
        readings += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(
        readings > 10 && !writing.is_finished(),
        "it was not held up"
    );
    let end = sqlx::query("ROLLBACK");
    end.execute(&mut paused).await.unwrap();
    let receipt = writing.await.unwrap().unwrap();
    assert_eq!(receipt.proof.index, before);
    assert_eq!(store.size().await.unwrap(), before + 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_stops_in_a_transaction_holds_nobody_up_for_long() {
    let fixture = Fixture::new(Kind::Postgres).await;
    let store = fixture.voting().await;
    // Another node's transaction takes the head and then nothing more is heard of it.
    let paused = {
        let url = format!(
            "{}?options=-c%20idle_in_transaction_session_timeout%3D10s",
            fixture.url
        );
        use sqlx::Connection as _;
        let mut connection = sqlx::PgConnection::connect(&url).await.unwrap();
        sqlx::query("BEGIN").execute(&mut connection).await.unwrap();
        sqlx::query("SELECT size FROM head FOR UPDATE")
            .execute(&mut connection)
            .await
            .unwrap();
        connection
    };
    let begun = std::time::Instant::now();
    store.submit(ballot(1)).await.unwrap();
    assert!(
        begun.elapsed() > Duration::from_secs(5),
        "the head was not held at all"
    );
    drop(paused);
}
