//! Whoever reads never waits for whoever writes.

use std::time::Duration;

use axum::http::StatusCode;
use madang_fixtures::voter;

use crate::common::{self, Database, OPEN, TOKEN, VOTE};
use crate::walked::{PATIENCE, every_address};

async fn every_page_is_served_while_a_flush_hangs(database: Database) {
    // Another portal, so that nothing is ready here that was asked for before.
    let every = every_address(&common::example().await).await;
    let portal = common::example_in(database).await;
    let held = portal.store.hold_commits().await;
    // PostgreSQL ends what idles in a transaction after ten seconds; the next ballot then hangs in its place.
    let casting = {
        let router = portal.router.clone();
        tokio::spawn(async move {
            for number in 500.. {
                let voter = voter(number);
                let status = common::cast(router.clone(), OPEN, VOTE, TOKEN, &voter).await;
                if status == StatusCode::CREATED {
                    return;
                }
                assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        })
    };
    // The writer is in the middle of its commit, with everything locked that it locks.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let seen = every_address(&portal).await;
    assert!(!casting.is_finished(), "the flush did not hang");
    assert_eq!(seen, every, "another page is led to while a flush hangs");
    drop(held);
    let cast = tokio::time::timeout(PATIENCE, casting).await;
    cast.expect("the flush goes on")
        .expect("a ballot is recorded");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_serves_every_page_while_a_flush_hangs() {
    every_page_is_served_while_a_flush_hangs(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_serves_every_page_while_a_flush_hangs() {
    every_page_is_served_while_a_flush_hangs(Database::Postgres).await;
}
