//! The record's files and feeds, read as a client would.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use madang_record::note::{SigningKey, VerifyingKey};
use madang_record::tile::{BundleReader, bundles_for_size, parse_tile, tiles_for_size};
use madang_record::{Checkpoint, Entry, Frontier, OpenBody, Visibility, leaf_hash};

use crate::common::{self, FINISHED, OPEN, Portal};

fn key() -> VerifyingKey {
    SigningKey::from_seed("test.example/log", [7; 32])
        .expect("a key")
        .verifying_key()
        .clone()
}

/// Reads the record as a client would and recomputes its root.
#[tokio::test]
async fn the_tiles_make_up_the_tree_that_the_checkpoint_signs() {
    let portal = common::example().await;
    let answer = portal.get("/checkpoint").await;
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "public, max-age=3");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let vkey: VerifyingKey = portal
        .get("/log.vkey")
        .await
        .text()
        .trim()
        .parse()
        .expect("a verifier key");
    assert_eq!(vkey.to_string(), key().to_string());
    let checkpoint = Checkpoint::open(&answer.text(), &[vkey]).expect("a signed checkpoint");

    let mut frontier = Frontier::new();
    let mut entries = Vec::new();
    for bundle in bundles_for_size(checkpoint.size) {
        let answer = portal.get(&format!("/{}", bundle.path())).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", bundle.path());
        assert!(answer.header("cache-control").contains("immutable"));
        for entry in BundleReader::new(&answer.body, bundle.width).expect("a bundle") {
            let entry = entry.to_vec();
            frontier.append(leaf_hash(&entry));
            entries.push(entry);
        }
    }
    assert_eq!(frontier.root(), checkpoint.root);
    for tile in tiles_for_size(checkpoint.size) {
        let answer = portal.get(&format!("/{}", tile.path())).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", tile.path());
        let hashes = parse_tile(&answer.body, tile.width).expect("a tile");
        if tile.level == 0 {
            assert_eq!(hashes[0], leaf_hash(&entries[tile.index as usize * 256]));
        }
    }
    for wrong in [
        "/tile/0/999",
        "/tile/0/000.p/0",
        "/tile/0/000.p/256",
        "/tile/9/000",
        "/tile/entries/00",
        "/tile/0/../1",
        "/tile/entries/001.p/300",
        "/body/999",
        "/body/x",
    ] {
        let answer = portal.get(wrong).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
        assert!(
            answer.header("content-type").starts_with("text/plain"),
            "{wrong}"
        );
    }
}

/// The entries of the example whose contents are hidden: two proposals' words, three ballots under seal.
async fn hidden(portal: &Portal) -> Vec<u64> {
    let mut hidden = Vec::new();
    for id in ["5", "6"] {
        let proposal = portal.store.proposal(FINISHED, id).await.unwrap();
        hidden.push(proposal.unwrap().entry);
    }
    let entries = portal.store.latest_entries(None, 1000, Some(OPEN)).await;
    let ballots = entries
        .unwrap()
        .items
        .into_iter()
        .filter(|entry| entry.kind == "ballot.cast/1");
    hidden.extend(ballots.map(|entry| entry.index));
    assert_eq!(hidden.len(), 5);
    hidden
}

#[tokio::test]
async fn only_what_is_public_is_in_the_bodies() {
    let portal = common::example().await;
    let size = portal.store.size().await.unwrap();
    let hidden = hidden(&portal).await;
    let mut opened = BTreeSet::new();
    for bundle in 0..size.div_ceil(256) {
        let answer = portal
            .get(&format!("/{}", madang_record::tile::body_path(bundle)))
            .await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("cache-control"), "no-cache");
        for line in answer.text().lines() {
            let body = OpenBody::parse_line(line).expect("a body");
            assert!(!hidden.contains(&body.entry), "{line}");
            opened.insert((body.entry, body.name));
        }
    }
    // All that entries commit to as public is there, but for what is hidden.
    let mut public = 0;
    for bundle in bundles_for_size(size) {
        let answer = portal.get(&format!("/{}", bundle.path())).await;
        let entries = BundleReader::new(&answer.body, bundle.width).expect("a bundle");
        for (index, entry) in (bundle.index * 256..).zip(entries) {
            if !hidden.contains(&index) {
                for body in Entry::from_bytes(entry).expect("an entry").bodies {
                    if body.visibility == Visibility::Public {
                        public += 1;
                        assert!(opened.contains(&(index, body.name)), "{index}");
                    }
                }
            }
        }
    }
    assert!(public > 0);
}

#[tokio::test]
async fn a_receipt_that_anybody_can_fetch_leaves_out_what_is_hidden() {
    let portal = common::example().await;
    for index in &hidden(&portal).await {
        let receipt = portal
            .get(&format!("/api/v1/record/entries/{index}/receipt"))
            .await
            .json();
        assert_eq!(
            receipt["bodies"].as_array().map(Vec::len),
            Some(0),
            "{index}"
        );
        let entry = portal
            .get(&format!("/api/v1/record/entries/{index}"))
            .await
            .json();
        assert!(
            entry["bodies"][0]["content"].is_null() && entry["bodies"][0]["salt"].is_null(),
            "{entry}"
        );
    }
    let entry = portal
        .store
        .proposal(FINISHED, "1")
        .await
        .unwrap()
        .unwrap()
        .entry;
    let receipt = portal
        .get(&format!("/api/v1/record/entries/{entry}/receipt"))
        .await;
    assert!(
        receipt
            .header("content-disposition")
            .contains(&format!("receipt-{entry}.json"))
    );
    let receipt = madang_record::Receipt::from_json(&receipt.text()).expect("a receipt");
    let verified = receipt.verify(&[key()]).expect("the receipt holds");
    assert_eq!(
        (verified.index, verified.bodies),
        (entry, vec!["text".to_owned()])
    );
}

#[tokio::test]
async fn the_feed_has_the_latest_entries_in_each_language() {
    let portal = common::example().await;
    let size = portal.store.size().await.unwrap();
    for (lang, words) in [("ko", "본문 삭제"), ("en", "Content erased")] {
        let answer = portal.get(&format!("/{lang}/record/feed.atom")).await;
        assert_eq!(
            answer.header("content-type"),
            "application/atom+xml; charset=utf-8"
        );
        let feed: atom_syndication::Feed = answer.text().parse().expect("a feed");
        assert_eq!(feed.lang(), Some(lang));
        assert_eq!(feed.entries().len(), 50);
        let first = &feed.entries()[0];
        assert!(
            first.title().value.contains(words),
            "{}",
            first.title().value
        );
        assert_eq!(
            first.id(),
            format!(
                "https://madang.example.org/{lang}/record/entries/{}",
                size - 1
            )
        );
        let text = answer.text();
        let ballots = ["투표지 제출", "Ballot cast", "vote:"];
        assert!(
            ballots.iter().all(|ballot| !text.contains(ballot)),
            "acts in words, no ballots"
        );
    }
}

#[tokio::test]
async fn a_programmes_feed_has_its_acts_in_words() {
    let portal = common::example().await;
    let address = format!("/en/record/feed.atom?programme={FINISHED}");
    let text = portal.get(&address).await.text();
    let feed: atom_syndication::Feed = text.parse().expect("a feed");
    assert!(
        feed.title().value.contains("flagship"),
        "{}",
        feed.title().value
    );
    let titles = feed
        .entries()
        .iter()
        .map(|entry| entry.title().value.as_str());
    let titles: Vec<&str> = titles.collect();
    let published =
        |title: &&str| title.contains("flagship") && title.contains("Selection published");
    assert!(titles.iter().any(published), "{titles:?}");
    let unknown = portal.get("/en/record/feed.atom?programme=nobody").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}
