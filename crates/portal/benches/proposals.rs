//! How long the server takes over a page of proposals out of many, with a search word.
//!
//!     cargo bench -p madang-portal --bench proposals [PROPOSALS]
//!
//! Fills a SQLite database in a temporary folder (100,000 proposals without a number), then asks for the page one request
//! after another through the whole router: middleware, queries, HTML, entity tag, Brotli where asked for.
#![allow(clippy::expect_used, clippy::unwrap_used)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::Request;
use common::{EMPTY, Portal};
use madang_programme::Command;
use madang_programme::event::proposal::{ProposalSubmitted, ProposalText};
use madang_programme::text::{Language, Text};

/// Requests measured of each kind.
const REQUESTS: usize = 400;

#[tokio::main]
async fn main() {
    let count = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(100_000);
    let portal = common::example().await;
    let begun = Instant::now();
    fill(&portal, count).await;
    println!(
        "{count} proposals recorded in {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    let words = [
        ("rare word", "%EC%A2%85%EC%9D%B4%EB%B0%B0"),
        ("common word", "%EB%8F%99%EB%84%A4"),
        ("two words", "%EB%8F%99%EB%84%A4+%EB%B2%84%EC%8A%A4"),
        ("no search", ""),
    ];
    for (name, word) in words {
        for encoding in ["identity", "br"] {
            let address = format!("/ko/programmes/{EMPTY}/proposals?q={word}");
            let (times, bytes) = measure(&portal, &address, encoding).await;
            let at = |share: usize| times[times.len() * share / 100].as_secs_f64() * 1e3;
            println!(
                "{name:>12}, {encoding:>8}: p50 {:6.2} ms, p90 {:6.2} ms, p99 {:6.2} ms, {bytes} bytes",
                at(50),
                at(90),
                at(99)
            );
        }
    }
}

async fn fill(portal: &Portal, count: usize) {
    const PLACES: [&str; 7] = ["동네", "마을", "도서관", "학교 앞", "시장", "공원", "하천"];
    const THINGS: [&str; 11] = [
        "버스 안내",
        "쉼터",
        "보행로",
        "안심 조명",
        "돌봄 교실",
        "나눔 부엌",
        "배움터",
        "자전거 길",
        "놀이터",
        "상담소",
        "수리점",
    ];
    let numbers: Vec<usize> = (0..count).collect();
    for chunk in numbers.chunks(1000) {
        let submit = |number: &usize| {
            let (place, thing) = (PLACES[number % PLACES.len()], THINGS[number % THINGS.len()]);
            let rare = if number % 9973 == 0 { " 종이배" } else { "" };
            let title = format!("{place} {thing} {number}{rare}");
            let summary = format!(
                "{place}에 {thing}을(를) 마련해 누구나 가까이에서 쓸 수 있게 합니다. 제안 번호는 {number}입니다."
            );
            Command::SubmitProposal(
                ProposalSubmitted {
                    programme: EMPTY.to_owned(),
                    id: number.to_string(),
                    cost: 100 + (*number as u64 * 7919) % 1_000_000,
                    group: None,
                    audiences: vec![],
                },
                Box::new(ProposalText {
                    title: Text::new(Language::Ko, title),
                    summary: Some(Text::new(Language::Ko, summary)),
                    proposer: None,
                }),
            )
        };
        common::submit(&portal.store, chunk.iter().map(submit).collect()).await;
    }
}

async fn measure(portal: &Portal, address: &str, encoding: &str) -> (Vec<Duration>, usize) {
    let mut times = Vec::with_capacity(REQUESTS);
    let mut bytes = 0;
    for request in 0..REQUESTS + 20 {
        let asked = Request::get(address)
            .header("accept-encoding", encoding)
            .body(Body::empty())
            .unwrap();
        let begun = Instant::now();
        let answer = portal.request(asked).await;
        let took = begun.elapsed();
        assert!(answer.status.is_success(), "{}", answer.status);
        bytes = answer.body.len();
        // The first ones fill caches.
        if request >= 20 {
            times.push(took);
        }
    }
    times.sort_unstable();
    (times, bytes)
}
