//! The list of proposals from a database of 100,000, with a search word: time at the server and bytes over the wire.
//!
//!     cargo bench -p madang-acceptance --bench proposals_page -- [PROPOSALS]
//!
//! Promised: p50 ≤ 10 ms, ≤ 60 KB over the wire. One request at a time over one connection on loopback, so that what is
//! measured is the server and next to nothing else.

use std::time::Instant;

use anyhow::Result;
use madang_acceptance::both::{give, on_both};
use madang_acceptance::data::{Data, PROGRAMME};
use madang_acceptance::http::Connection;
use madang_acceptance::timing;
use madang_fixtures::Programme;
use madang_programme::Command;
use madang_programme::proposals::ProposalText;
use madang_words::{Language, Text};

const PLACES: [(&str, &str); 8] = [
    ("도서관", "library"),
    ("보건소", "clinic"),
    ("놀이터", "playground"),
    ("시장", "market"),
    ("학교", "school"),
    ("정류장", "bus stop"),
    ("공원", "park"),
    ("주민센터", "community centre"),
];
const FOR_WHOM: [(&str, &str); 5] = [
    ("어르신", "elderly people"),
    ("청년", "young people"),
    ("이주민", "migrants"),
    ("소상공인", "small businesses"),
    ("장애인", "people with disabilities"),
];

fn main() -> Result<()> {
    on_both(measure)
}

fn proposal(number: usize) -> Command {
    let (place_ko, place_en) = PLACES[number % PLACES.len()];
    let (whom_ko, whom_en) = FOR_WHOM[number / 8 % FOR_WHOM.len()];
    let text = |ko: String, en: String| {
        let mut text = Text::new(Language::Ko, ko);
        text.0.insert(Language::En, en);
        text
    };
    Command::worded(
        Programme(PROGRAMME).proposed(
            &format!("s{number}"),
            1_000_000 + (number as u64 * 7919) % 90_000_000,
        ),
        ProposalText {
            title: text(
                format!("{whom_ko}을 위한 {place_ko} 서비스 {number}"),
                format!("Service {number} in the {place_en} for {whom_en}"),
            ),
            summary: Some(text(
                format!(
                    "{place_ko}에서 {whom_ko}이 한 번에 신청하고 결과를 받는다. 구역 {}",
                    number % 997
                ),
                format!(
                    "At the {place_en}, {whom_en} apply once and are told the result. District {}",
                    number % 997
                ),
            )),
            proposer: None,
        },
    )
}

async fn measure(
    name: &str,
    data: &Data,
    proposals: usize,
    settle: &dyn Fn() -> Result<()>,
) -> Result<()> {
    data.open_programme().await?;
    let store = data.store().await?;
    let since = Instant::now();
    give(&store, (0..proposals).map(proposal)).await?;
    store.close().await;
    settle()?;
    println!(
        "{name}: {proposals} proposals recorded in {:.1} s",
        since.elapsed().as_secs_f64()
    );

    let server = data.serve().await?;
    let mut connection = Connection::open(server.address).await?;
    let list = format!("/en/programmes/{PROGRAMME}/proposals");
    for (what, query) in [
        ("no word", String::new()),
        ("a word in an eighth of them", "?q=clinic".to_owned()),
        (
            "a Korean word in an eighth",
            "?q=%EB%B3%B4%EA%B1%B4%EC%86%8C".to_owned(),
        ),
        ("two words, one in forty", "?q=clinic+migrants".to_owned()),
        ("a word in a hundred of them", "?q=district+500".to_owned()),
        ("a word that is nowhere", "?q=unicorn".to_owned()),
        ("page 20 of a word", "?q=clinic&page=20".to_owned()),
    ] {
        let path = format!("{list}{query}");
        timing::page(&mut connection, &format!("{name}, {what}"), &path).await?;
    }
    server.stop()
}
