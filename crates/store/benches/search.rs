//! How long a page of the list of proposals takes, with and without a search word, among 100,000 proposals.
//!
//! `cargo bench -p madang-store --bench search [-- sqlite|postgres]`; see the append bench for the databases.
#![allow(clippy::unwrap_used, reason = "a bench may panic")]

#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "a part of it is used here"
)]
#[path = "../tests/it/support.rs"]
mod support;

use std::collections::BTreeMap;
use std::time::Instant;

use madang_programme::Command;
use madang_programme::proposals::{ProposalSubmitted, ProposalText};
use madang_store::model::{ProposalFilter, ProposalOrder};
use madang_store::{Store, Submission};
use madang_words::{Language, Text};
use support::*;

const PROPOSALS: u64 = 100_000;

const KOREAN: &[&str] = &[
    "맞춤형",
    "서비스",
    "복지",
    "급여",
    "안내",
    "생활",
    "안전",
    "지도",
    "공개",
    "연말",
    "정산",
    "장애인",
    "이동",
    "지원",
    "차량",
    "청년",
    "일자리",
    "주거",
    "상담",
    "육아",
    "보육",
    "노인",
    "돌봄",
    "건강",
    "검진",
    "예방",
    "접종",
    "교육",
    "학교",
    "급식",
    "도서관",
    "문화",
    "체육",
    "관광",
    "농업",
    "어업",
    "산림",
    "환경",
    "미세먼지",
    "재활용",
    "에너지",
    "교통",
    "주차",
    "버스",
    "지하철",
    "자전거",
    "보행",
    "창업",
    "소상공인",
    "세금",
    "납부",
    "민원",
    "증명서",
    "발급",
    "여권",
    "비자",
    "외국인",
    "다문화",
    "가정",
    "폭력",
    "신고",
    "소방",
    "구급",
    "재난",
    "문자",
    "알림",
    "개인정보",
    "보호",
    "데이터",
    "개방",
    "온라인",
    "모바일",
];
const ENGLISH: &[&str] = &[
    "service",
    "citizen",
    "benefit",
    "finder",
    "safety",
    "map",
    "open",
    "data",
    "tax",
    "settlement",
    "mobility",
    "support",
    "youth",
    "job",
    "housing",
    "counsel",
    "childcare",
    "elderly",
    "health",
    "check",
    "vaccine",
    "school",
    "meal",
    "library",
    "culture",
    "sport",
    "tourism",
    "farm",
    "fishery",
    "forest",
    "air",
    "quality",
    "recycling",
    "energy",
    "transit",
    "parking",
    "bus",
    "subway",
    "bicycle",
    "startup",
    "merchant",
    "permit",
    "certificate",
    "passport",
    "visa",
    "family",
    "report",
    "fire",
    "ambulance",
    "disaster",
    "message",
    "privacy",
    "online",
    "mobile",
    "one-stop",
    "portal",
    "guide",
    "centre",
];

/// A generator with a fixed beginning (SplitMix64), so that every run has the same proposals.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    /// Words of which the first are the most frequent, as in a language.
    fn words(&mut self, of: &[&str], number: usize) -> String {
        let word = |random: &mut Random| of[random.below(of.len()).min(random.below(of.len()))];
        (0..number)
            .map(|_| word(self))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

fn proposals() -> impl Iterator<Item = Submission> {
    let mut random = Random(18);
    (0..PROPOSALS).map(move |number| {
        let facts = ProposalSubmitted {
            programme: PROGRAMME.to_owned(),
            id: number.to_string(),
            cost: 1_000_000 * (1 + random.below(900) as u64),
            group: Some("general".to_owned()),
            audiences: vec!["families".to_owned()],
            proposer: None,
        };
        let both = |random: &mut Random, ko: usize, en: usize| {
            let (ko, en) = (random.words(KOREAN, ko), random.words(ENGLISH, en));
            Text(BTreeMap::from([
                (Language::Ko, ko),
                (Language::En, format!("{en} {number}")),
            ]))
        };
        let words = ProposalText {
            title: both(&mut random, 4, 4),
            summary: Some(both(&mut random, 25, 25)),
            proposer: Some(both(&mut random, 2, 2)),
        };
        by(official(), Command::worded(facts, words))
    })
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    for (kind, name) in [(Kind::Sqlite, "sqlite"), (Kind::Postgres, "postgres")] {
        if arguments
            .iter()
            .any(|argument| ["sqlite", "postgres"].contains(&argument.as_str()) && argument != name)
        {
            continue;
        }
        runtime.block_on(measure(kind, name));
    }
}

async fn measure(kind: Kind, name: &str) {
    let fixture = Fixture::new(kind).await;
    let store = fixture.open().await;
    let begun = Instant::now();
    store.submit_all(programme(0)).await.unwrap();
    let all: Vec<_> = proposals().collect();
    for part in all.chunks(10_000) {
        store.submit_all(part.to_vec()).await.unwrap();
    }
    println!(
        "{name}: {PROPOSALS} proposals recorded in {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    let begun = Instant::now();
    store.rebuild(&|_, _| ()).await.unwrap();
    println!(
        "{name}: read tables rebuilt in {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    if kind == Kind::Postgres {
        // As autovacuum does within a minute of such an import.
        fixture.execute("VACUUM ANALYZE").await.unwrap();
    }
    println!("{name}: search                          found  p50 ms  p99 ms");
    for search in [
        "",
        "복지급여",
        "미세먼지",
        "서비스",
        "육아 상담",
        "창업 개인정보",
        "급",
        "진예",
        "privacy",
        "service",
        "ambulance disaster",
        "one-stop",
        "99999",
        "없는말",
        "qzxj",
    ] {
        page(
            &store,
            name,
            ProposalFilter {
                search: search.to_owned(),
                limit: 20,
                ..Default::default()
            },
        )
        .await;
    }
    for order in [ProposalOrder::CostDescending, ProposalOrder::CostAscending] {
        for search in ["", "미세먼지", "서비스"] {
            let filter = ProposalFilter {
                search: search.to_owned(),
                order,
                limit: 20,
                ..Default::default()
            };
            page(&store, name, filter).await;
        }
    }
    let audience = ProposalFilter {
        audience: Some("families".to_owned()),
        limit: 20,
        ..Default::default()
    };
    page(&store, name, audience).await;
    let deep = ProposalFilter {
        search: "서비스".to_owned(),
        offset: 9000,
        limit: 20,
        ..Default::default()
    };
    page(&store, name, deep).await;
    store.close().await;
}

async fn page(store: &Store, name: &str, filter: ProposalFilter) {
    let mut waits = Vec::new();
    let mut total = String::new();
    for _ in 0..40 {
        let begun = Instant::now();
        let page = store.proposals(PROGRAMME, &filter).await.unwrap();
        store.proposal_counts(PROGRAMME).await.unwrap();
        waits.push(begun.elapsed().as_secs_f64() * 1000.0);
        total = format!(
            "{}{}",
            page.total,
            if page.more_than_total { "+" } else { "" }
        );
    }
    waits.sort_unstable_by(f64::total_cmp);
    let what = format!(
        "{:?} {:?}{}{}",
        filter.search,
        filter.order,
        filter
            .audience
            .map(|audience| format!(" audience {audience}"))
            .unwrap_or_default(),
        if filter.offset > 0 {
            format!(" from {}", filter.offset)
        } else {
            String::new()
        }
    );
    println!(
        "{name}: {what:32} {total:>6}  {:6.2}  {:6.2}",
        waits[waits.len() / 2],
        waits[waits.len() - 1]
    );
}
