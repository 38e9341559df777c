//! Similar voices among 100,000, as the second step of speaking asks for them.
//!
//!     cargo bench -p madang-acceptance --bench similar_voices -- [VOICES]
//!
//! Promised: p50 ≤ 20 ms on both databases. Asked of the store, one after another: the page around it is that of a form.

use std::time::{Duration, Instant};

use anyhow::Result;
use madang_acceptance::both::{give, on_both};
use madang_acceptance::data::{Data, PROGRAMME};
use madang_fixtures::{INSTITUTION, Programme};
use madang_programme::Command;
use madang_programme::voices::{Channel, VoiceReceived};
use madang_words::{Language, Text};

const P: Programme<'static> = Programme(PROGRAMME);

/// How often each text is asked for.
const TIMES: usize = 50;

const PLACES: [&str; 12] = [
    "도서관",
    "보건소",
    "놀이터",
    "시장",
    "학교",
    "정류장",
    "공원",
    "주민센터",
    "터미널",
    "수영장",
    "경로당",
    "어린이집",
];
const WANTS: [&str; 12] = [
    "문을 늦게까지 열어 주세요",
    "가는 길이 어둡습니다",
    "버스가 너무 드뭅니다",
    "서류를 같은 것을 또 냅니다",
    "자리가 모자랍니다",
    "안내가 어렵습니다",
    "주차할 곳이 없습니다",
    "화장실이 멀어 불편합니다",
    "점자 안내가 없습니다",
    "휠체어로 들어갈 수 없습니다",
    "신청을 전화로도 받아 주세요",
    "결과를 문자로 알려 주세요",
];

/// What is typed: frequent words, a duplicate, words that nobody else has, a long text.
fn typed() -> Vec<(&'static str, String)> {
    vec![
        (
            "frequent words",
            "도서관 문을 늦게까지 열어 주세요".to_owned(),
        ),
        ("the same as one", text(77_777)),
        (
            "words of its own",
            "드론 택배 소음 때문에 잠을 못 잡니다".to_owned(),
        ),
        (
            "a long text",
            (0..60).map(text).collect::<Vec<_>>().join(" "),
        ),
    ]
}

fn main() -> Result<()> {
    on_both(measure)
}

fn text(number: usize) -> String {
    let place = PLACES[number % PLACES.len()];
    let want = WANTS[number / PLACES.len() % WANTS.len()];
    format!("{place} {want}. 제{number}구역에 삽니다")
}

fn voice(number: usize) -> Command {
    let facts = VoiceReceived {
        channel: [Channel::Petition, Channel::Media, Channel::Survey][number % 3],
        ..P.said("")
    };
    P.receive(facts, Text::new(Language::Ko, text(number)))
}

async fn measure(
    name: &str,
    data: &Data,
    voices: usize,
    settle: &dyn Fn() -> Result<()>,
) -> Result<()> {
    data.open_programme().await?;
    let store = data.store().await?;
    give(&store, [P.institution(INSTITUTION, "Interior")].into_iter()).await?;
    give(&store, (0..voices).map(voice)).await?;
    settle()?;
    for (what, typed) in typed() {
        let mut took: Vec<Duration> = Vec::with_capacity(TIMES);
        let mut found = 0;
        for _ in 0..TIMES {
            let since = Instant::now();
            found = store.similar_voices(PROGRAMME, &typed, None).await?.len();
            took.push(since.elapsed());
        }
        // The first one counts how often pairs of letters stand in the newest voices, which is kept for a minute.
        let first = took[0].as_secs_f64() * 1000.0;
        took.sort_unstable();
        let at = |share: usize| took[took.len() * share / 100].as_secs_f64() * 1000.0;
        println!(
            "{name}, {what}: {found} found, first {first:.1} ms, p50 {:.1} ms, p99 {:.1} ms",
            at(50),
            at(99)
        );
    }
    store.close().await;
    Ok(())
}
