//! Somebody else holds the database.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use madang_fixtures::voter;
use serde_json::json;
use sqlx::Connection as _;

use crate::common::{self, Answer, OPEN, Portal, TOKEN, VOTE};

async fn cast(portal: &Portal) -> Answer {
    let body = json!({ "voter": voter(77), "choices": ["1"] }).to_string();
    let request = Request::post(format!("/api/v1/programmes/{OPEN}/votes/{VOTE}/ballots"))
        .header("authorization", format!("Bearer {TOKEN}"))
        .header("content-type", "application/json")
        .header("idempotency-key", "held-up");
    let request = request.body(Body::from(body)).expect("a request");
    portal.request(request).await
}

/// Whoever holds the head for ever on PostgreSQL (a console, a program of somebody else's) holds up writing alone, and whoever writes is
/// told in time to come again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_writer_that_is_held_up_says_when_to_come_again_on_postgresql() {
    let url = common::postgres::new_database().await;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let portal = common::empty_at(url.clone(), folder).await;
    common::submit(&portal.store, common::example::commitments()).await;
    common::submit(&portal.store, common::example::open_programme()).await;
    let before = portal.store.size().await.expect("the store answers");

    let mut other = sqlx::PgConnection::connect(&url)
        .await
        .expect("a connection");
    for statement in ["BEGIN", "SELECT size FROM head FOR UPDATE"] {
        let done = sqlx::query(statement).execute(&mut other).await;
        done.expect("the head is held");
    }
    let begun = Instant::now();
    let reading = async {
        tokio::time::sleep(Duration::from_secs(2)).await;
        let asked = Instant::now();
        assert_eq!(portal.get("/ko/").await.status, StatusCode::OK);
        asked.elapsed()
    };
    let (answer, read_in) = tokio::join!(cast(&portal), reading);
    let waited = begun.elapsed();
    assert!(
        read_in < Duration::from_secs(5),
        "reading waited {read_in:?}"
    );
    assert_eq!(
        answer.status,
        StatusCode::SERVICE_UNAVAILABLE,
        "{}",
        answer.text()
    );
    assert_eq!(answer.header("retry-after"), "5");
    assert_eq!(answer.json()["type"], "urn:madang:problem:unavailable");
    let bounds = Duration::from_secs(12)..Duration::from_secs(25);
    assert!(bounds.contains(&waited), "answered after {waited:?}");

    let done = sqlx::query("ROLLBACK").execute(&mut other).await;
    done.expect("the head is let go");
    assert_eq!(
        portal.store.size().await.expect("the store answers"),
        before
    );
    let answer = cast(&portal).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    assert_eq!(
        portal.store.size().await.expect("the store answers"),
        before + 1
    );
}
