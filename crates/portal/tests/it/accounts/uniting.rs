//! Proposals merged and split on pages: others are ticked, new ones are written after them, and all of it is looked at before it is
//! released.

use axum::http::StatusCode;
use madang_fixtures::Device;
use madang_programme::people::Granted;
use madang_programme::proposals::{Derivation, ProposedBy, ProposerKind, Standing};
use scraper::Html;

use super::proposing::{FORM, ODD, author, look, proposing, refused, whole};
use super::talking::{MERGE, three_proposals};
use super::{Browser, LEE, ORIGIN, Yard, carried, leads};
use crate::common::Answer;
use crate::sight::{all, words};

const SPLIT: &str = "/en/programmes/p/proposals/1/split";

fn text(answer: &Answer) -> String {
    words(all(&Html::parse_document(&answer.text()), "main")[0])
}

/// What a page carries on, sent with a button of it.
async fn press(
    browser: &mut Browser,
    yard: &Yard,
    form: &str,
    page: &Answer,
    step: &str,
) -> Answer {
    let carried = carried(page);
    let mut fields: Vec<(&str, &str)> = carried
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.push(("step", step));
    browser.post(yard, form, &fields).await
}

async fn standing(yard: &Yard, id: &str) -> Standing {
    look(yard, |state| {
        state.proposal("p", id).unwrap().standing.clone()
    })
    .await
}

#[tokio::test]
async fn nothing_is_merged_but_others_that_are_ticked_with_a_reason() {
    let yard = proposing().await;
    let (_, mut lee) = three_proposals(&yard).await;
    let form = lee.get(&yard, MERGE).await;
    let document = Html::parse_document(&form.text());
    let offered: Vec<&str> = all(&document, "input[name=others]")
        .into_iter()
        .map(|one| one.attr("value").unwrap())
        .collect();
    assert_eq!(offered.len(), 2, "all others, and not itself: {offered:?}");
    assert!(form.text().contains("Proposal 2: Shared taxis"));
    let korean = lee.get(&yard, "/ko/programmes/p/proposals/3/merge").await;
    assert!(korean.text().contains("어느 제안으로 이어지는지"));
    let before = yard.size().await;
    let long = "x".repeat(2_001);
    for (others, reason, says) in [
        ("", "They are one.", "Tick one proposal at least."),
        ("1", "", "This is missing"),
        ("1", long.as_str(), "2000"),
        ("9", "They are one.", "no proposal"),
        ("3", "They are one.", "nothing goes on in itself"),
    ] {
        let fields = [("others", others), ("reason", reason)];
        for step in ["preview", "release"] {
            let fields = [&fields[..], &[("step", step)]].concat();
            let answer = lee.post(&yard, MERGE, &fields).await;
            refused(&answer, StatusCode::BAD_REQUEST, says);
        }
    }
    assert_eq!(yard.size().await, before);
}

#[tokio::test]
async fn what_is_ticked_stays_so_until_it_is_released_once() {
    let yard = proposing().await;
    let (_, mut lee) = three_proposals(&yard).await;
    let before = yard.size().await;
    // Looking for others keeps what was ticked and typed.
    let fields = [
        ("others", "1"),
        ("reason", ODD),
        ("q", "taxis"),
        ("step", "find"),
    ];
    let found = lee.post(&yard, MERGE, &fields).await;
    assert_eq!(found.status, StatusCode::OK);
    let document = Html::parse_document(&found.text());
    assert_eq!(all(&document, "input[name=others]").len(), 2);
    assert_eq!(
        all(&document, "input[name=others][value='1'][checked]").len(),
        1
    );
    assert!(found.text().contains("&lt;script&gt;"));
    let fields = [
        ("others", "1"),
        ("others", "2"),
        ("reason", ODD),
        ("key", "m"),
    ];
    let preview = lee.post(&yard, MERGE, &fields).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
    assert!(text(&preview).contains("Nothing is recorded yet."));
    assert_eq!(yard.size().await, before);
    let back = press(&mut lee, &yard, MERGE, &preview, "change").await;
    let document = Html::parse_document(&back.text());
    assert_eq!(all(&document, "input[name=others][checked]").len(), 2);
    for _ in 0..2 {
        let done = press(&mut lee, &yard, MERGE, &preview, "release").await;
        let to = format!("/en/programmes/p/proposals/3/take-part?entries={before}");
        assert_eq!(leads(&done), to, "sent twice, recorded once");
        let page = lee.get(&yard, &to).await.text();
        assert!(
            page.contains(&format!("/record/entries/{before}/receipt")),
            "{page}"
        );
    }
    assert_eq!(yard.size().await, before + 1);
    let page = yard.portal.get("/en/programmes/p/proposals/1").await.text();
    assert!(page.contains("It was merged") && page.contains("/en/programmes/p/proposals/3"));
    assert!(
        page.contains("&lt;script&gt;") && !page.contains("<script>alert"),
        "{page}"
    );
    let page = yard.portal.get("/ko/programmes/p/proposals/3").await.text();
    assert!(page.contains("겹칠 수 있어 더하지 않습니다"), "{page}");
    // What went on in another leads there.
    let gone = lee.get(&yard, "/en/programmes/p/proposals/1/merge").await;
    assert_eq!(leads(&gone), "/en/programmes/p/proposals/1");
}

/// A new one, into which two are merged.
fn home_at_night() -> Vec<(&'static str, &'static str)> {
    vec![
        ("others", "2"),
        ("into", "new"),
        ("title", "Home at night"),
        ("summary", "Buses and taxis. Call 010-1234-5678."),
        ("group", "general"),
        ("needs", "n"),
        ("by", "other:citizen"),
        ("reason", "They are one."),
        ("key", "new"),
    ]
}

#[tokio::test]
async fn a_new_one_that_cannot_be_handed_in_comes_back_as_it_was_typed() {
    let yard = proposing().await;
    let (_, mut lee) = three_proposals(&yard).await;
    let (merge, fields) = ("/en/programmes/p/proposals/1/merge", home_at_night());
    let before = yard.size().await;
    for (name, value, says) in [
        ("title", "", "This is missing"),
        ("group", "nowhere", "no group"),
        ("needs", "none", "no need"),
        ("by", "", "does not do this"),
        ("by", "other:king", "does not do this"),
        ("by", "institution:none", "no institution"),
        ("cost", "1e3", "no amount"),
    ] {
        let mut fields = fields.clone();
        fields.retain(|(known, _)| *known != name);
        fields.push((name, value));
        let page = refused(
            &lee.post(&yard, merge, &fields).await,
            StatusCode::BAD_REQUEST,
            says,
        );
        assert!(page.contains("Buses and taxis."), "what was typed is kept");
    }
    assert_eq!(yard.size().await, before);
}

/// After a call is over nobody proposes anything; officials still write together what was proposed in it.
#[tokio::test]
async fn two_are_merged_into_a_new_one_that_says_what_it_was_written_after() {
    let yard = proposing().await;
    let (mut kim, mut lee) = three_proposals(&yard).await;
    let revised = [
        ("title", "Night buses"),
        ("summary", "Each half hour."),
        ("base", "1"),
    ];
    leads(
        &kim.post(&yard, "/en/programmes/p/proposals/1/revise", &revised)
            .await,
    );
    let before = yard.size().await;
    let form = lee.get(&yard, "/en/programmes/p/proposals/1/merge").await;
    let document = Html::parse_document(&form.text());
    let whose = all(&document, "select[name=by] option[selected]");
    assert_eq!(whose[0].attr("value"), Some("other:citizen"));
    let merge = "/en/programmes/p/proposals/1/merge";
    let fields = home_at_night();
    let preview = lee.post(&yard, merge, &fields).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
    let said = text(&preview);
    for part in [
        "Home at night",
        "Proposal 1",
        "Proposal 2",
        "Proposal 4",
        "They are one.",
        "telephone number",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    // It is revised once more meanwhile: nobody unites what they have not read.
    let again = [
        ("title", "Night buses"),
        ("summary", "Each ten minutes."),
        ("base", "2"),
        ("key", "r3"),
    ];
    leads(
        &kim.post(&yard, "/en/programmes/p/proposals/1/revise", &again)
            .await,
    );
    let shown = press(&mut lee, &yard, merge, &preview, "release").await;
    assert_eq!(shown.status, StatusCode::BAD_REQUEST);
    assert!(
        text(&shown).contains("Each ten minutes."),
        "{}",
        text(&shown)
    );
    assert_eq!(yard.size().await, before + 1, "nothing is released unread");
    let preview = lee.post(&yard, merge, &fields).await;
    for _ in 0..2 {
        let done = press(&mut lee, &yard, merge, &preview, "release").await;
        let to = format!(
            "/en/programmes/p/proposals/4/take-part?entries={},{}",
            before + 1,
            before + 2
        );
        assert_eq!(leads(&done), to);
    }
    assert_eq!(
        yard.size().await,
        before + 3,
        "once, and all of it together"
    );
    for id in ["1", "2"] {
        assert_eq!(standing(&yard, id).await, Standing::Merged("4".to_owned()));
    }
    let new = yard.portal.store.proposal("p", "4").await.unwrap().unwrap();
    let derived = new.facts.derived_from.iter();
    let derived: Vec<_> = derived
        .map(|from| (from.proposal.as_str(), from.version, from.how))
        .collect();
    assert_eq!(
        derived,
        [("1", 3, Derivation::Merged), ("2", 1, Derivation::Merged)]
    );
    assert_eq!(new.facts.by, Some(ProposedBy::Other(ProposerKind::Citizen)));
}

#[tokio::test]
async fn one_is_split_into_parts_of_its_own_words() {
    let yard = proposing().await;
    let (_, mut lee) = three_proposals(&yard).await;
    let before = yard.size().await;
    let by = ("by", "other:citizen");
    let one = [
        ("part-1", "Buses"),
        by,
        ("reason", "Two things."),
        ("step", "preview"),
    ];
    refused(
        &lee.post(&yard, SPLIT, &one).await,
        StatusCode::BAD_REQUEST,
        "two others at least",
    );
    let nameless = [
        ("part-1", "Buses"),
        ("about-2", "Taxis."),
        by,
        ("reason", "x"),
    ];
    refused(
        &lee.post(&yard, SPLIT, &nameless).await,
        StatusCode::BAD_REQUEST,
        "This is missing",
    );
    let itself = [
        ("part-1", "Buses"),
        ("others", "1"),
        by,
        ("reason", "x"),
        ("step", "release"),
    ];
    refused(
        &lee.post(&yard, SPLIT, &itself).await,
        StatusCode::BAD_REQUEST,
        "itself",
    );
    assert_eq!(yard.size().await, before);
    let fields = [
        ("part-1", "Buses"),
        ("about-1", ODD),
        ("cost-1", "500"),
        ("part-2", "Taxis"),
        by,
        ("reason", "Two things."),
        ("key", "s"),
    ];
    let preview = lee.post(&yard, SPLIT, &fields).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
    let korean = lee
        .post(&yard, "/ko/programmes/p/proposals/1/split", &fields)
        .await;
    assert!(text(&korean).contains("이어지는 부분"));
    for _ in 0..2 {
        let done = press(&mut lee, &yard, SPLIT, &preview, "release").await;
        let entries = format!("{},{},{}", before, before + 1, before + 2);
        assert_eq!(
            leads(&done),
            format!("/en/programmes/p/proposals/1/take-part?entries={entries}")
        );
    }
    assert_eq!(yard.size().await, before + 3);
    let parts = ["4".to_owned(), "5".to_owned()];
    assert_eq!(standing(&yard, "1").await, Standing::Split(parts.to_vec()));
    let part = yard.portal.store.proposal("p", "4").await.unwrap().unwrap();
    assert_eq!(
        (part.facts.cost, part.facts.needs.as_slice()),
        (Some(500), &["n".to_owned()][..])
    );
    assert_eq!(part.facts.derived_from[0].how, Derivation::Split);
    assert_eq!(part.facts.group.as_deref(), Some("general"));
    let page = yard.portal.get("/en/programmes/p/proposals/4").await.text();
    assert!(
        page.contains("Written after") && page.contains("&lt;script&gt;"),
        "{page}"
    );
}

#[tokio::test]
async fn a_facilitator_merges_and_splits_what_there_is_and_hands_nothing_in() {
    let yard = proposing().await;
    let mut kim = author(&yard).await;
    leads(
        &kim.post(&yard, FORM, &whole("Shared taxis", "second"))
            .await,
    );
    leads(&kim.post(&yard, FORM, &whole("Both", "third")).await);
    let mut lee = Browser::registered(&yard, LEE).await;
    yard.grant(LEE, Granted::Facilitator, Some("p")).await;
    lee.add(&yard, &mut Device::new(ORIGIN, 7)).await;
    let form = lee.get(&yard, MERGE).await.text();
    assert!(
        form.contains("name=\"others\"") && !form.contains("name=\"into\""),
        "{form}"
    );
    let before = yard.size().await;
    let new = [
        ("others", "1"),
        ("into", "new"),
        ("title", "Mine"),
        ("group", "general"),
        ("by", "other:citizen"),
        ("reason", "x"),
        ("step", "release"),
    ];
    refused(
        &lee.post(&yard, MERGE, &new).await,
        StatusCode::BAD_REQUEST,
        "does not do this",
    );
    let part = [
        ("part-1", "Mine"),
        ("part-2", "Mine too"),
        ("by", "other:citizen"),
        ("reason", "x"),
    ];
    refused(
        &lee.post(&yard, SPLIT, &part).await,
        StatusCode::BAD_REQUEST,
        "does not do this",
    );
    assert_eq!(yard.size().await, before);
    let parts = [
        ("others", "2"),
        ("others", "3"),
        ("reason", "x"),
        ("step", "release"),
    ];
    leads(&lee.post(&yard, SPLIT, &parts).await);
    let into = ["2".to_owned(), "3".to_owned()];
    assert_eq!(standing(&yard, "1").await, Standing::Split(into.to_vec()));
}
