//! How many ballots of one voter are taken over HTTP, and what is not counted among them.

use axum::http::StatusCode;
use madang_accounts::{Accounts, system_clock};
use madang_fixtures::voter;
use madang_portal::{PortalOptions, router};
use serde_json::json;

use crate::cast::{Cast, cast};
use crate::common::{self, TOKEN};

#[tokio::test]
async fn of_one_voter_twenty_are_taken_in_an_hour_and_of_an_office_any_number() {
    let portal = common::example().await;
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/madang.db", folder.path().display());
    let accounts = Accounts::open(&url, system_clock());
    let options = PortalOptions {
        accounts: Some(accounts.await.unwrap()),
        ..common::options(portal.store.clone(), Some(TOKEN))
    };
    let portal = portal.behind(router(options));
    let by = |number: u128| Cast {
        body: json!({ "voter": voter(number), "choices": ["1"] }).to_string(),
        ..Cast::default()
    };
    let keys: Vec<String> = (0..=20).map(|key| format!("own-{key}")).collect();
    let under = |key: usize| Cast {
        key: Some(keys[key].as_str()),
        ..by(77)
    };
    // Neither what is asked again under the same key is counted, nor what becomes no entry.
    for _ in 0..25 {
        let answer = cast(&portal, under(0)).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        let refused = Cast {
            body: json!({ "voter": voter(77), "choices": ["none"] }).to_string(),
            key: Some("refused"),
            ..Cast::default()
        };
        assert_eq!(cast(&portal, refused).await.status.as_u16(), 422);
        let closed = Cast {
            vote: "unknown",
            key: Some("nowhere"),
            ..by(77)
        };
        assert_eq!(cast(&portal, closed).await.status, StatusCode::NOT_FOUND);
    }
    for key in 1..20 {
        let answer = cast(&portal, under(key)).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    }
    let over = cast(&portal, under(20)).await;
    assert_eq!(over.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(over.json()["type"], "urn:madang:problem:too-often");
    assert_eq!(over.header("retry-after"), "3600");
    // Whose answer got lost gets it, also now.
    let again = cast(&portal, under(0)).await;
    assert_eq!(again.status, StatusCode::CREATED, "{}", again.text());
    // Another voter of the same registrar is not kept out by it.
    let mut other = by(78);
    other.key = Some("another");
    assert_eq!(cast(&portal, other).await.status, StatusCode::CREATED);
}
