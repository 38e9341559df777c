//! What officials note for each other beside an answer: off the record, for officials of the programme alone.

use axum::http::StatusCode;
use madang_fixtures::INSTITUTION;
use madang_programme::people::Granted;
use scraper::Html;

use super::answering::{errors, holder, official, programme, size};
use super::{Browser, KIM, LEE, leads, yard};
use crate::sight::{all, check_page, words};

const FORM: &str = "/en/programmes/flagships/answers/voice/1";
const NOTES: &str = "/en/programmes/flagships/answers/voice/1/notes";
const NOTE: &str = "<b>Ask the region's bus office first";

#[tokio::test]
async fn officials_of_the_programme_note_for_each_other_and_nobody_else_reads_it() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    // Of another institution, and of the same programme.
    let mut lee = official(&yard, LEE, Some("welfare")).await;
    let before = size(&yard).await;
    for _ in 0..2 {
        let kept = kim
            .post(&yard, NOTES, &[("note", NOTE), ("key", "n")])
            .await;
        assert_eq!(leads(&kept), NOTES);
    }
    assert_eq!(size(&yard).await, before, "nothing of it stands on record");
    for (browser, address) in [(&mut kim, FORM), (&mut lee, NOTES)] {
        let page = browser.get(&yard, address).await;
        check_page(address, &page.text());
        let page = Html::parse_document(&page.text());
        let notes: Vec<String> = all(&page, "div.said p.words.lines")
            .into_iter()
            .map(words)
            .collect();
        assert_eq!(
            notes.iter().filter(|note| *note == NOTE).count(),
            1,
            "{notes:?}"
        );
        let address = address.replace("/en/", "/ko/");
        let korean = browser.get(&yard, &address).await;
        check_page(&address, &korean.text());
        assert!(korean.text().contains("담당자끼리 보는 메모"));
    }
    let voice = kim
        .get(&yard, "/en/programmes/flagships/voices/1")
        .await
        .text();
    assert!(voice.contains(NOTES), "the page leads there: {voice}");
    assert!(!voice.contains("bus office"), "{voice}");
    // Nobody else reads or writes it: who leads conversations, a participant, nobody.
    let mut facilitator = holder(&yard, "mo@example.org", Granted::Facilitator, None).await;
    let mut other = Browser::registered(&yard, "other@example.org").await;
    for browser in [&mut facilitator, &mut other] {
        let page = browser.get(&yard, NOTES).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(!page.text().contains("bus office"));
        let sent = browser
            .post(&yard, NOTES, &[("note", "x"), ("key", "o")])
            .await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
        let erased = browser
            .post(&yard, NOTES, &[("erase", "n"), ("key", "o")])
            .await;
        assert_eq!(erased.status, StatusCode::FORBIDDEN);
        let public = browser
            .get(&yard, "/en/programmes/flagships/voices/1")
            .await;
        assert!(!public.text().contains(NOTES));
    }
    let mut nobody = Browser::default();
    assert!(leads(&nobody.get(&yard, NOTES).await).contains("sign-in"));
    // Erased by one of them, it is gone for all.
    let erased = lee.post(&yard, NOTES, &[("erase", "n")]).await;
    assert_eq!(leads(&erased), NOTES);
    assert!(!kim.get(&yard, FORM).await.text().contains("bus office"));
}

#[tokio::test]
async fn a_note_that_is_nothing_or_too_long_is_said_at_its_field() {
    let yard = yard().await;
    programme(&yard).await;
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let long = "x".repeat(10_001);
    for (note, says) in [
        (" \u{200b}", "This is missing"),
        (long.as_str(), "longer than 10000"),
    ] {
        let answer = kim
            .post(&yard, NOTES, &[("note", note), ("key", "n")])
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        let said = errors(&answer);
        assert!(said.len() == 1 && said[0].contains(says), "{said:?}");
        let page = Html::parse_document(&answer.text());
        assert_eq!(all(&page, ".error-summary a[href='#note']").len(), 1);
    }
    let missing = kim.get(&yard, &NOTES.replace("voice/1", "voice/99")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    let wrong = kim.get(&yard, &NOTES.replace("voice/1", "need/1")).await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
}
