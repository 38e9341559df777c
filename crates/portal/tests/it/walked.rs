//! The pages that links lead to from the first one, as a reader or a crawler finds them.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use axum::http::StatusCode;
use scraper::Html;

use crate::common::Portal;
use crate::sight::all;

/// How long a page may take that waits for nobody, on a machine that has much else to do.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Of pages that are alike, how many are asked in all.
const MOST_ALIKE: usize = 12;

/// Every page that can be reached, in both languages, and every address of the API and of files that one names; of entries
/// and proposals a few.
pub async fn every_address(portal: &Portal) -> BTreeSet<String> {
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
