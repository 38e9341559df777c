//! The pages of the record.

use axum::http::StatusCode;
use scraper::Html;

use crate::common::{self, FINISHED, OPEN};
use crate::sight::{all, page, words};

#[tokio::test]
async fn an_entry_shows_its_proof_and_what_became_of_its_bodies() {
    let portal = common::example().await;
    let main = |document: &Html| words(all(document, "main")[0]);
    let proposal = |id: &'static str| {
        let store = portal.store.clone();
        async move { store.proposal(FINISHED, id).await.unwrap().unwrap().entry }
    };
    let open = page(
        &portal,
        &format!("/en/record/entries/{}", proposal("1").await),
    )
    .await;
    assert!(main(&open).contains("Public") && main(&open).contains("Inclusion proof"));
    let restricted = page(
        &portal,
        &format!("/en/record/entries/{}", proposal("5").await),
    )
    .await;
    assert!(main(&restricted).contains("Only certain roles can see it"));
    let erased = page(
        &portal,
        &format!("/en/record/entries/{}", proposal("6").await),
    )
    .await;
    assert!(main(&erased).contains("Body and salt were deleted"));
    let entries = portal
        .store
        .latest_entries(None, 100, Some(OPEN))
        .await
        .unwrap();
    let ballot = entries
        .items
        .iter()
        .find(|entry| entry.kind == "ballot.cast/1")
        .unwrap();
    let sealed = page(&portal, &format!("/ko/record/entries/{}", ballot.index)).await;
    assert!(main(&sealed).contains("봉인됨") && !main(&sealed).contains("choices"));
    page(&portal, "/ko/record/entries/0").await;
    for missing in [
        "/ko/record/entries/999999",
        "/ko/record/entries/01",
        "/ko/record/entries/x",
        "/ko/record/entries/-1",
    ] {
        assert_eq!(
            portal.get(missing).await.status,
            StatusCode::NOT_FOUND,
            "{missing}"
        );
    }
}

#[tokio::test]
async fn the_record_is_paged_back_to_its_beginning() {
    let portal = common::example().await;
    let mut address = "/en/record".to_owned();
    let mut seen = 0;
    loop {
        let document = page(&portal, &address).await;
        seen += all(&document, "#entries tbody tr").len();
        match all(&document, ".pager a[rel=next]").first() {
            Some(next) => address = next.attr("href").unwrap().to_owned(),
            None => break,
        }
    }
    assert_eq!(seen as u64, portal.store.size().await.unwrap());
}
