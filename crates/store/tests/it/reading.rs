//! Reading never waits for writing.

use std::time::Duration;

use madang_store::model::ProposalFilter;
use madang_store::{OpenOptions, Store};
use sqlx::Connection as _;

use crate::support::*;

on_both_databases!(
    reading_goes_on_while_a_flush_hangs,
    questions_with_control_characters_find_nothing,
);

/// Longer than any read takes, shorter than a writer is waited for.
const PATIENCE: Duration = Duration::from_secs(4);

/// Asks everything that a page, a download or a verifier asks.
async fn read_everything(store: &Store, size: u64) {
    assert_eq!(store.with_state(|state| state.size).await.unwrap(), size);
    assert_eq!(store.size().await.unwrap(), size);
    store.answers().await.unwrap();
    store.checkpoint().await.unwrap();
    assert_eq!(store.programmes().await.unwrap().len(), 1);
    store.programme(PROGRAMME).await.unwrap().unwrap();
    for search in ["", "number"] {
        let filter = ProposalFilter {
            search: search.to_owned(),
            limit: 20,
            ..Default::default()
        };
        assert_eq!(store.proposals(PROGRAMME, &filter).await.unwrap().total, 3);
    }
    store.proposal(PROGRAMME, "1").await.unwrap().unwrap();
    store.proposal_counts(PROGRAMME).await.unwrap();
    store.countries().await.unwrap();
    store.commitments("KR").await.unwrap();
    store.commitment("KR0018").await.unwrap().unwrap();
    store.latest_entries(None, 20, None).await.unwrap();
    store
        .latest_entries(None, 20, Some(PROGRAMME))
        .await
        .unwrap();
    store.entry(size - 1).await.unwrap().unwrap();
    store.body_bundle(0).await.unwrap();
    store.tile(0, 0, 5).await.unwrap().unwrap();
    store.entry_bundle(0, 5).await.unwrap().unwrap();
    store.receipt(1).await.unwrap().unwrap();
    store.inclusion_proof(1, size).await.unwrap();
    store.consistency_proof(2, size).await.unwrap();
    assert_eq!(
        store.entries(0..size).collect().await.unwrap().len() as u64,
        size
    );
    store
        .opened_ballots(PROGRAMME, VOTE)
        .collect()
        .await
        .unwrap();
}

async fn reading_goes_on_while_a_flush_hangs(fixture: Fixture) {
    let store = fixture.voting().await;
    store.submit(ballot(1)).await.unwrap();
    let size = store.size().await.unwrap();
    let held = store.hold_commits().await;
    let waiting: Vec<_> = (2..10)
        .map(|voter| {
            let store = store.clone();
            tokio::spawn(async move { store.submit(ballot(voter)).await })
        })
        .collect();
    // The writer is in the middle of its commit, with everything locked that it locks.
    tokio::time::sleep(Duration::from_millis(300)).await;
    tokio::time::timeout(PATIENCE, read_everything(&store, size))
        .await
        .expect("no read waits for the flush");
    assert!(waiting.iter().all(|waiting| !waiting.is_finished()));
    drop(held);
    for waiting in waiting {
        waiting.await.unwrap().unwrap();
    }
    read_everything(&store, size + 8).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_nodes_commits_are_seen_while_the_writer_waits() {
    let fixture = Fixture::new(Kind::Postgres).await;
    let store = fixture.voting().await;
    let other = Store::open(OpenOptions {
        guard: None,
        ..fixture.options()
    })
    .await
    .unwrap();
    other.submit(ballot(1)).await.unwrap();
    // A third node holds the head, so that the first one's writer waits.
    let mut connection = sqlx::PgConnection::connect(&fixture.url).await.unwrap();
    sqlx::query("BEGIN").execute(&mut connection).await.unwrap();
    sqlx::query("SELECT size FROM head FOR UPDATE")
        .execute(&mut connection)
        .await
        .unwrap();
    let waiting = {
        let store = store.clone();
        tokio::spawn(async move { store.submit(ballot(2)).await })
    };
    tokio::time::sleep(Duration::from_millis(300)).await;
    let size = store.size().await.unwrap();
    let cast = tokio::time::timeout(
        PATIENCE,
        store.with_state(|state| (state.size, state.vote(PROGRAMME, VOTE).unwrap().cast)),
    );
    let cast = cast.await.expect("the state is read all the same");
    assert_eq!(cast.unwrap(), (size, 1));
    assert!(!waiting.is_finished());
    sqlx::query("ROLLBACK")
        .execute(&mut connection)
        .await
        .unwrap();
    waiting.await.unwrap().unwrap();
    assert_eq!(
        other.with_state(|state| state.size).await.unwrap(),
        size + 1
    );
}

async fn questions_with_control_characters_find_nothing(fixture: Fixture) {
    let store = fixture.voting().await;
    let spoilt = format!("{PROGRAMME}\0");
    assert!(store.programme(&spoilt).await.unwrap().is_none());
    assert!(store.proposal(PROGRAMME, "1\0").await.unwrap().is_none());
    assert!(store.commitment("KR\0").await.unwrap().is_none());
    let filter = ProposalFilter {
        search: "number\0".to_owned(),
        group: Some("general\0".to_owned()),
        limit: 20,
        ..Default::default()
    };
    assert_eq!(store.proposals(&spoilt, &filter).await.unwrap().total, 0);
    assert_eq!(store.proposals(PROGRAMME, &filter).await.unwrap().total, 0);
    let page = store.latest_entries(None, 20, Some(&spoilt)).await;
    assert_eq!(page.unwrap().total, 0);
    let ballots = store.opened_ballots(&spoilt, VOTE).collect().await;
    assert!(ballots.unwrap().is_empty());
    // And none gets into the record, on either database.
    for title in ["a\0b", "a\u{1b}[2Jb", "a\u{9b}b"] {
        let refused = store.submit(proposal("spoilt", 1, text(title))).await;
        let refused = refused.unwrap_err().to_string();
        assert!(refused.contains("which cannot be seen"), "{refused}");
    }
    let lines = proposal("lines", 1, text("two\nlines"));
    store.submit(lines).await.unwrap();
}
