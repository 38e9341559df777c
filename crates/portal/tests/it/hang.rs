//! Whoever reads never waits for whoever writes.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use axum::http::StatusCode;
use madang_fixtures::voter;
use scraper::Html;

use crate::common::{self, Database, OPEN, Portal, TOKEN, VOTE};
use crate::sight::all;

/// How long a page may take that waits for nobody, on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many pages there are in Korean, those that are alike counted as often as they are asked.
const PAGES: usize = 197;

/// Of pages that are alike, how many are asked in all.
const MOST_ALIKE: usize = 12;

/// Every page that can be reached, in both languages, and every address of the API and of files that one names; of entries
/// and proposals a few.
async fn every_address(portal: &Portal) -> BTreeSet<String> {
    let mut left = vec!["/ko/".to_owned(), "/en/".to_owned()];
    let mut seen: BTreeSet<String> = left.iter().cloned().collect();
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    while let Some(address) = left.pop() {
        let answer = tokio::time::timeout(PATIENCE, portal.visit(&address)).await;
        let answer = answer.unwrap_or_else(|_| panic!("{address} waits for the flush"));
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        for link in all(&Html::parse_document(&answer.text()), "a[href], link[href]") {
            let href = link.attr("href").unwrap_or_default();
            let href = href
                .strip_prefix("https://madang.example.org")
                .unwrap_or(href);
            let href = href.split('#').next().unwrap_or_default();
            if !href.starts_with('/') || href.starts_with("/language/") || seen.contains(href) {
                continue;
            }
            let kinds = [
                "/record/entries/",
                "/proposals/",
                "/proposals?",
                "/voices/",
                "/voices?",
                "/needs/",
                "/needs?",
                "/answers?",
                "/countries/",
                "/record?",
            ];
            if let Some(kind) = kinds.into_iter().find(|kind| href.contains(kind)) {
                let asked = alike.entry(kind).or_default();
                *asked += 1;
                if *asked > MOST_ALIKE {
                    continue;
                }
            }
            seen.insert(href.to_owned());
            left.push(href.to_owned());
        }
    }
    seen
}

async fn every_page_is_served_while_a_flush_hangs(database: Database) {
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
    let pages = seen.iter().filter(|address| address.starts_with("/ko/"));
    assert_eq!(pages.count(), PAGES, "{seen:?}");
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
