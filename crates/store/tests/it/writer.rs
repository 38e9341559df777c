//! The writer: once each, whatever the callers, the clock, other nodes and the connection do.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use crate::support::*;
use madang_record::{Checkpoint, Entry, SigningKey, VerifyingKey};
use madang_store::{Clock, OpenOptions, Store, SubmitError};

on_both_databases!(
    a_key_is_recorded_once_however_often_it_is_asked,
    a_key_with_another_command_is_refused,
    several_commands_may_repeat_keys,
    three_stores_on_one_database_make_one_tree,
    time_never_goes_back,
    a_wrong_clock_asks_a_person,
    a_rotated_key_signs_from_its_entry_on,
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
    let (nodes, keys) = (stores.len() as u64, 400u64);
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

/// A clock of the test's own.
fn clock_at(unix_ms: u64) -> (Arc<AtomicU64>, Clock) {
    let now = Arc::new(AtomicU64::new(unix_ms));
    let read = Arc::clone(&now);
    (now, Arc::new(move || read.load(Ordering::SeqCst)))
}

async fn at_of(store: &Store, id: &str) -> Result<String, SubmitError> {
    let receipt = store.submit(proposal(id, 1, text(id))).await?;
    Ok(Entry::from_bytes(receipt.entry.as_bytes()).unwrap().at)
}

async fn time_never_goes_back(fixture: Fixture) {
    let (now, clock) = clock_at(1_800_000_000_000);
    let store = Store::open_with_clock(fixture.options(), clock)
        .await
        .unwrap();
    store.submit_all(programme(1)).await.unwrap();
    now.fetch_sub(59_000, Ordering::SeqCst);
    assert_eq!(
        at_of(&store, "late").await.unwrap(),
        "2027-01-15T08:00:00.000Z"
    );
    now.fetch_add(59_001, Ordering::SeqCst);
    assert_eq!(
        at_of(&store, "later").await.unwrap(),
        "2027-01-15T08:00:00.001Z"
    );
}

async fn a_wrong_clock_asks_a_person(fixture: Fixture) {
    const DAY: u64 = 24 * 3_600_000;
    let (now, clock) = clock_at(1_800_000_000_000);
    let store = Store::open_with_clock(fixture.options(), clock.clone())
        .await
        .unwrap();
    store.submit_all(programme(1)).await.unwrap();
    let size = store.size().await.unwrap();
    for wrong in [
        1_800_000_000_000 - 61_000,
        1_800_000_000_000 - DAY,
        0,
        1_800_000_000_000 + DAY,
        1_800_000_000_000 + 7_900 * 365 * DAY,
        u64::MAX,
    ] {
        now.store(wrong, Ordering::SeqCst);
        let refused = at_of(&store, "wrong").await.unwrap_err();
        assert!(
            matches!(refused, SubmitError::ReadOnly(_)),
            "{wrong}: {refused}"
        );
        assert!(refused.to_string().contains("--accept-clock"), "{refused}");
        assert_eq!(store.read_only_reason(), store.clock_doubt());
        assert_eq!(store.size().await.unwrap(), size, "nothing is dated so");
    }
    now.store(1_800_000_000_500, Ordering::SeqCst);
    assert_eq!(store.read_only_reason(), None, "the clock was set right");
    assert_eq!(
        at_of(&store, "right").await.unwrap(),
        "2027-01-15T08:00:00.500Z"
    );
    store.close().await;

    // When it is opened: far behind, and far ahead of the entries and of the guard file.
    for wrong in [1_800_000_000_000 - DAY, 1_800_000_000_000 + 400 * DAY] {
        now.store(wrong, Ordering::SeqCst);
        let store = Store::open_with_clock(fixture.options(), clock.clone())
            .await
            .unwrap();
        let doubt = store.clock_doubt().unwrap();
        assert_eq!(store.read_only_reason(), Some(doubt.clone()));
        assert!(matches!(
            at_of(&store, "wrong").await,
            Err(SubmitError::ReadOnly(_))
        ));
        store.close().await;
        // Opened again it is asked again.
        let store = Store::open_with_clock(fixture.options(), clock.clone())
            .await
            .unwrap();
        assert_eq!(store.clock_doubt(), Some(doubt));
        store.close().await;
    }
    let accepting = OpenOptions {
        accept_clock: Some("it was switched off for a year".to_owned()),
        ..fixture.options()
    };
    let store = Store::open_with_clock(accepting, clock.clone())
        .await
        .unwrap();
    assert_eq!(store.read_only_reason(), None);
    assert_eq!(
        at_of(&store, "accepted").await.unwrap(),
        "2028-02-19T08:00:00.000Z"
    );
    now.fetch_add(DAY, Ordering::SeqCst);
    assert!(store.clock_doubt().is_some(), "that clock, not any");
}

async fn a_rotated_key_signs_from_its_entry_on(fixture: Fixture) {
    let store = fixture.voting().await;
    let before = store.submit(ballot(1)).await.unwrap();
    let new = SigningKey::from_seed(ORIGIN, [8; 32]).unwrap();
    let (old_key, new_key) = (
        [fixture.key.verifying_key().clone()],
        [new.verifying_key().clone()],
    );

    let foreign = SigningKey::from_seed("elsewhere.example", [8; 32]).unwrap();
    assert!(matches!(
        store.rotate_key(operator(), foreign).await,
        Err(SubmitError::Refused(_))
    ));
    assert!(matches!(
        store.rotate_key(official(), new.clone()).await,
        Err(SubmitError::Refused(_))
    ));
    store
        .submit(ballot(2))
        .await
        .unwrap()
        .verify(&old_key)
        .unwrap();

    let rotation = store.rotate_key(operator(), new.clone()).await.unwrap();
    before.verify(&old_key).unwrap();
    rotation.verify(&new_key).unwrap();
    store
        .submit(ballot(3))
        .await
        .unwrap()
        .verify(&new_key)
        .unwrap();
    let index = rotation.proof.index;
    let in_force =
        |size| store.with_state(move |state| state.log().unwrap().key_at(size).unwrap().to_owned());
    assert_eq!(
        in_force(index)
            .await
            .unwrap()
            .parse::<VerifyingKey>()
            .unwrap(),
        old_key[0]
    );
    assert_eq!(
        in_force(index + 1)
            .await
            .unwrap()
            .parse::<VerifyingKey>()
            .unwrap(),
        new_key[0]
    );
    // Back to a key that was in use: refused, and the key in force goes on.
    assert!(matches!(
        store.rotate_key(operator(), fixture.key.clone()).await,
        Err(SubmitError::Refused(_))
    ));
    store
        .submit(ballot(4))
        .await
        .unwrap()
        .verify(&new_key)
        .unwrap();

    // Another node with the old key signs nothing more; the old key opens nothing.
    store.close().await;
    assert!(
        fixture
            .try_open()
            .await
            .unwrap_err()
            .to_string()
            .contains("give the key that the record names")
    );
    let store = Store::open(OpenOptions {
        signing_key: new,
        ..fixture.options()
    })
    .await
    .unwrap();
    store
        .submit(ballot(5))
        .await
        .unwrap()
        .verify(&new_key)
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_with_a_key_that_was_rotated_elsewhere_signs_nothing() {
    let fixture = Fixture::new(Kind::Postgres).await;
    let store = fixture.voting().await;
    let other = Store::open(OpenOptions {
        guard: None,
        ..fixture.options()
    })
    .await
    .unwrap();
    store
        .rotate_key(operator(), SigningKey::from_seed(ORIGIN, [8; 32]).unwrap())
        .await
        .unwrap();
    let size = store.size().await.unwrap();
    match other.submit(ballot(1)).await {
        Err(SubmitError::ReadOnly(reason)) => {
            assert!(reason.contains("the key was rotated"), "{reason}")
        }
        answer => panic!("{answer:?}"),
    }
    assert!(other.read_only_reason().is_some());
    assert_eq!(store.size().await.unwrap(), size);
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
    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
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
