//! Needs over 100,000 voices: the list, a search, the page of a need with a hundred voices and of one with many, traces.
//!
//!     cargo bench -p madang-acceptance --bench needs_page -- [VOICES]
//!
//! Promised: p50 ≤ 20 ms at the server on both databases. One request at a time over one connection on loopback.

use std::time::Instant;

use anyhow::{Context, Result};
use madang_acceptance::both::{give, on_both};
use madang_acceptance::data::{Data, PROGRAMME};
use madang_acceptance::http::Connection;
use madang_acceptance::timing;
use madang_fixtures::{INSTITUTION, Programme, answered, voice as of_voice};
use madang_programme::Command;
use madang_programme::answers::Disposition;
use madang_programme::needs::MOST_NAMED;
use madang_programme::voices::{Channel, VoiceReceived};
use madang_store::Store;
use madang_words::{Language, Text};

const P: Programme<'static> = Programme(PROGRAMME);

/// Voices of each need but the great one, which has a fifth of all.
const OF_ONE: usize = 100;

const WORDS: [&str; 8] = [
    "도서관",
    "보건소",
    "놀이터",
    "시장",
    "학교",
    "정류장",
    "공원",
    "주민센터",
];
const REGIONS: [&str; 5] = ["KR-11", "KR-26", "KR-41", "KR-46", "KR-50"];

fn main() -> Result<()> {
    on_both(measure)
}

fn korean(words: String) -> Text {
    Text::new(Language::Ko, words)
}

fn voice(number: usize) -> Command {
    let facts = VoiceReceived {
        channel: [Channel::Petition, Channel::Media, Channel::Survey][number % 3],
        region: Some(REGIONS[number % REGIONS.len()].to_owned()),
        ..P.said("")
    };
    let place = WORDS[number % WORDS.len()];
    P.receive(
        facts,
        korean(format!("{place}에 가는 길이 멉니다. 구역 {number}")),
    )
}

/// Puts the voices of these numbers into a need.
fn grouped(need: &str, from: usize, to: usize) -> Vec<Command> {
    let ids: Vec<String> = (from + 1..=to).map(|number| number.to_string()).collect();
    let parts = ids.chunks(MOST_NAMED).map(|part| {
        let part: Vec<&str> = part.iter().map(String::as_str).collect();
        P.change_need(need, &part, &[])
    });
    parts.collect()
}

async fn record(store: &Store, voices: usize) -> Result<()> {
    give(store, [P.institution(INSTITUTION, "Interior")].into_iter()).await?;
    give(store, (0..voices).map(voice)).await?;
    let needs = voices / OF_ONE;
    let defined = (0..needs).map(|number| {
        let place = WORDS[number % WORDS.len()];
        P.need(
            &format!("n{number}"),
            korean(format!("{place}까지 가기 {number}")),
        )
    });
    let great = P.need("great", korean("모두가 바라는 것".to_owned()));
    give(store, defined.chain([great])).await?;
    let small = (0..needs).flat_map(|number| {
        let from = number * OF_ONE;
        grouped(&format!("n{number}"), from, from + OF_ONE)
    });
    give(store, small.chain(grouped("great", 0, voices / 5))).await?;
    // Half of the voices of the great need are answered, and go on in nothing.
    let answers = (1..=voices / 10).map(|number| {
        let subject = of_voice(&number.to_string());
        answered(P.answer(subject, Disposition::Adopted))
    });
    give(store, answers).await
}

async fn measure(
    name: &str,
    data: &Data,
    voices: usize,
    settle: &dyn Fn() -> Result<()>,
) -> Result<()> {
    data.open_programme().await?;
    let store = data.store().await?;
    let since = Instant::now();
    record(&store, voices).await?;
    let need = store.need(PROGRAMME, "n7").await?.context("a need")?;
    let great = store.need(PROGRAMME, "great").await?.context("a need")?;
    let spoken = store.voice(PROGRAMME, "7").await?.context("a voice")?;
    store.close().await;
    settle()?;
    let took = since.elapsed().as_secs_f64();
    println!("{name}: {voices} voices and their needs recorded in {took:.1} s");
    let server = data.serve().await?;
    let mut connection = Connection::open(server.address).await?;
    let list = format!("/ko/programmes/{PROGRAMME}/needs");
    let trace = |entry: u64| format!("/ko/record/entries/{entry}/trace");
    for (what, path) in [
        ("needs", list.clone()),
        (
            "needs, a word",
            format!("{list}?q=%EB%B3%B4%EA%B1%B4%EC%86%8C"),
        ),
        ("needs, newest", format!("{list}?order=newest&page=5")),
        ("a need of 100 voices", format!("{list}/n7")),
        ("a need of a fifth of all", format!("{list}/great")),
        ("its page 300", format!("{list}/great?page=300")),
        ("voices", format!("/ko/programmes/{PROGRAMME}/voices")),
        (
            "voices, a word",
            format!("/ko/programmes/{PROGRAMME}/voices?q=%EB%B3%B4%EA%B1%B4%EC%86%8C"),
        ),
        (
            "voices that wait",
            format!("/ko/programmes/{PROGRAMME}/voices?standing=waiting"),
        ),
        ("answers", format!("/ko/programmes/{PROGRAMME}/answers")),
        ("a voice", format!("/ko/programmes/{PROGRAMME}/voices/7")),
        ("the trace of a need", trace(need.entry)),
        ("the trace of a need of a fifth", trace(great.entry)),
        ("the trace of a voice", trace(spoken.entry)),
    ] {
        timing::page(&mut connection, &format!("{name}, {what}"), &path).await?;
    }
    server.stop()
}
