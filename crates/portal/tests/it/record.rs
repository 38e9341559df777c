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
    // Why, until when, and who decided it, as on every other page.
    for told in ["Ground: ", "looked at again by", "Decided by"] {
        assert!(
            main(&restricted).contains(told),
            "{told}: {}",
            main(&restricted)
        );
    }
    let erased = page(
        &portal,
        &format!("/en/record/entries/{}", proposal("6").await),
    )
    .await;
    assert!(main(&erased).contains("Content and salt were deleted"));
    for told in ["These words were erased. Ground: ", "Decided by"] {
        assert!(main(&erased).contains(told), "{told}: {}", main(&erased));
    }
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

/// Every entry is listed, or folded among the ballots, from either end.
#[tokio::test]
async fn the_record_is_paged_to_its_other_end() {
    let portal = common::example().await;
    let size = portal.store.size().await.unwrap();
    for begin in ["/en/record", "/en/record?from=0"] {
        let mut address = begin.to_owned();
        let (mut entries, mut ballots) = (0, 0);
        loop {
            let document = page(&portal, &address).await;
            entries += all(&document, "#entries tbody tr:not(.folded)").len() as u64;
            for folded in all(&document, "#entries .folded a") {
                let number = words(folded);
                let number = number.split(' ').next().unwrap().replace(',', "");
                ballots += number.parse::<u64>().unwrap();
            }
            match all(&document, ".pager a[rel=next]").first() {
                Some(next) => address = next.attr("href").unwrap().to_owned(),
                None => break,
            }
        }
        assert_eq!(ballots, 126, "{begin}");
        assert_eq!(entries + ballots, size, "{begin}");
    }
}

#[tokio::test]
async fn the_record_is_filtered_by_what_was_done_and_by_whom() {
    let portal = common::example().await;
    let rows = async |query: &str| {
        let document = page(&portal, &format!("/ko/record?{query}")).await;
        let rows = all(&document, "#entries tbody tr");
        rows.into_iter().map(words).collect::<Vec<_>>()
    };
    let closed = rows("kind=vote.closed/1").await;
    assert_eq!(closed.len(), 1, "{closed:?}");
    assert!(
        closed[0].contains("투표 마감") && closed[0].contains("대표사업"),
        "{closed:?}"
    );
    let server = rows("actor=operator/server").await;
    assert_eq!(server.len(), 1, "{server:?}");
    assert!(server[0].contains("운영자 (서버)"), "{server:?}");
    let ballots = rows(&format!("kind=ballot.cast/1&programme={OPEN}")).await;
    assert_eq!(ballots.len(), 3, "{ballots:?}");
    let none = rows("kind=log.key_rotated/1").await;
    assert!(none.is_empty(), "{none:?}");
}

#[tokio::test]
async fn every_way_in_which_verify_ends_is_explained() {
    use madang_verify::Status;
    let portal = common::empty().await;
    let ends = [
        Status::Verified,
        Status::Failed,
        Status::Incomplete,
        Status::VerifiedExcept,
        Status::Unread,
        Status::ReceiptRefused,
    ];
    let codes = ends.map(|status| status.exit_code().to_string());
    for lang in ["ko", "en"] {
        let document = page(&portal, &format!("/{lang}/record/verify")).await;
        let told = all(&document, "#all ~ ul:first-of-type > li > strong");
        let told: Vec<String> = told.into_iter().map(words).collect();
        assert_eq!(told, codes, "{lang}");
        assert!(words(all(&document, "main")[0]).contains("--receipt"));
    }
}

#[tokio::test]
async fn consistency_proofs_hold() {
    let portal = common::example().await;
    let root = |size: u64| {
        let store = portal.store.clone();
        async move {
            let mut frontier = madang_record::Frontier::new();
            for (_, bytes) in store.entries(0..size).collect().await.unwrap() {
                frontier.append(madang_record::leaf_hash(&bytes));
            }
            frontier.root()
        }
    };
    let proof = portal
        .get("/api/v1/record/consistency?old=17&new=100")
        .await
        .json();
    let hashes: Vec<madang_record::Hash> = proof["hashes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|h| h.as_str().unwrap().parse().unwrap())
        .collect();
    madang_record::verify_consistency(17, &root(17).await, 100, &root(100).await, &hashes)
        .expect("the proof holds");
    // Of nothing there is nothing to prove, nor of what is not there yet: which sizes there are is said.
    for sizes in ["old=0&new=100", "old=0", "new=100", "old=101&new=100"] {
        let address = format!("/api/v1/record/consistency?{sizes}");
        let refused = portal.get(&address).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{sizes}");
        let range = if sizes == "old=0" { "1–" } else { "1–100" };
        assert!(
            refused.text().contains(range),
            "{sizes}: {}",
            refused.text()
        );
    }
}
