//! What somebody said themselves, with what became of it, on their own pages.

use axum::http::StatusCode;
use madang_fixtures::{answered, voice};
use madang_programme::answers::{Disposition, ProgressStep, Subject};
use scraper::Html;

use super::proposing::{author, proposing};
use super::{Browser, KIM, LEE, P, leads, listening, say};
use crate::common;
use crate::sight::{all, words};

const OWN: &str = "/en/account/voices";

#[tokio::test]
async fn ones_own_voices_are_listed_with_what_became_of_each() {
    let yard = listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let page = kim.get(&yard, "/en/account").await.text();
    assert!(page.contains(&format!("href=\"{OWN}\"")), "{page}");
    let page = kim.get(&yard, OWN).await.text();
    assert!(page.contains("Nothing yet."), "{page}");
    for number in 1..=7 {
        say(
            &yard,
            KIM,
            &format!("막차가 너무 일찍 떠납니다, {number}번째"),
        )
        .await;
    }
    Browser::registered(&yard, LEE).await;
    say(&yard, LEE, "다른 사람의 말").await;
    let answer = yard.size().await;
    let steps = vec![
        answered(P.answer(voice("7"), Disposition::Adopted)),
        P.progress(voice("7"), answer, ProgressStep::Started),
    ];
    common::submit(&yard.portal.store, steps).await;
    let page = kim.get(&yard, "/en/account/following").await.text();
    let page = Html::parse_document(&page);
    let cards: Vec<String> = all(&page, ".cards .card").into_iter().map(words).collect();
    assert_eq!(cards.len(), 5, "the newest: {cards:?}");
    assert!(cards[0].contains("Voice 7"), "{cards:?}");
    for said in ["Answered", "Adopted", "planned by", "Under way"] {
        assert!(cards[0].contains(said), "{said}: {cards:?}");
    }
    assert!(
        cards[1].contains("Waits for an answer") && !cards[1].contains("Adopted"),
        "{cards:?}"
    );
    let way = all(&page, &format!("a[href='{OWN}']"));
    assert_eq!(words(way[0]), "All that you said (7)");
    let traces = all(&page, ".cards a[href$='/trace']");
    assert_eq!(traces.len(), 5);
    let page = kim.get(&yard, OWN).await;
    let document = Html::parse_document(&page.text());
    assert_eq!(all(&document, ".cards .card").len(), 7);
    assert!(!page.text().contains("다른 사람의 말"));
    let korean = kim.get(&yard, "/ko/account/voices").await.text();
    for said in ["내가 낸 의견", "까지 하기로 함", "하고 있음"] {
        assert!(korean.contains(said), "{said}");
    }
    // Each page that there is, and none that there is not.
    let wrong = kim.get(&yard, &format!("{OWN}?page=x")).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let past = kim.get(&yard, &format!("{OWN}?page=9")).await;
    assert_eq!(past.status, StatusCode::OK);
    // It is nobody's but theirs.
    let mut nobody = Browser::default();
    assert!(leads(&nobody.get(&yard, OWN).await).starts_with("/en/account/sign-in"));
}

/// There is one form for another look at an answer, and it stands beside the answer.
#[tokio::test]
async fn another_look_is_asked_for_beside_the_answer_alone() {
    let yard = listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    say(&yard, KIM, "막차가 너무 일찍 떠납니다").await;
    common::submit(
        &yard.portal.store,
        vec![answered(P.answer(voice("1"), Disposition::Adopted))],
    )
    .await;
    let page = kim.get(&yard, "/en/programmes/p/voices/1").await.text();
    let form = "/en/programmes/p/answers/voice/1/again";
    assert!(page.contains(&format!("href=\"{form}\"")), "{page}");
    let acts = "/en/programmes/p/voices/1/acts";
    let page = kim.get(&yard, acts).await.text();
    assert!(!page.contains("reexamine"), "{page}");
    let before = yard.size().await;
    let fields = [("act", "reexamine"), ("words", "Look again."), ("key", "k")];
    let refused = kim.post(&yard, acts, &fields).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(yard.size().await, before);
    let form_page = kim.get(&yard, form).await;
    assert_eq!(form_page.status, StatusCode::OK);
    let base = (before - 1).to_string();
    let fields = [("words", "Look again."), ("key", "k"), ("base", &base)];
    let sent = kim.post(&yard, form, &fields).await;
    leads(&sent);
    assert_eq!(yard.size().await, before + 1);
}

/// So do authors of a proposal, and nobody else as a participant.
#[tokio::test]
async fn authors_ask_for_another_look_at_what_became_of_their_proposal() {
    let yard = proposing().await;
    let mut kim = author(&yard).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    let subject = Subject::Proposal("1".to_owned());
    let given = answered(P.answer_now(subject, Disposition::Adopted));
    common::submit(&yard.portal.store, vec![given]).await;
    let of = "/en/programmes/p/proposals/1";
    let form = "/en/programmes/p/answers/proposal/1/again";
    assert!(kim.get(&yard, of).await.text().contains(form));
    assert!(!lee.get(&yard, of).await.text().contains(form));
    let before = yard.size().await;
    let base = (before - 1).to_string();
    fn fields<'a>(base: &'a str, words: &'a str) -> [(&'a str, &'a str); 3] {
        [("words", words), ("key", "k"), ("base", base)]
    }
    assert_eq!(lee.get(&yard, form).await.status, StatusCode::FORBIDDEN);
    let others = lee.post(&yard, form, &fields(&base, "Mine.")).await;
    assert_eq!(others.status, StatusCode::FORBIDDEN);
    for language in ["en", "ko"] {
        let form = form.replacen("/en/", &format!("/{language}/"), 1);
        assert_eq!(kim.get(&yard, &form).await.status, StatusCode::OK);
        let answer = kim.post(&yard, &form, &fields(&base, "")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        let long = "x".repeat(2_001);
        let answer = kim.post(&yard, &form, &fields(&base, &long)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    let personal = kim
        .post(&yard, form, &fields(&base, "Ask kim@example.org."))
        .await;
    assert_eq!(personal.status, StatusCode::OK);
    assert!(
        personal.text().contains("mail address"),
        "{}",
        personal.text()
    );
    assert_eq!(yard.size().await, before, "nothing is recorded");
    for _ in 0..2 {
        let sent = kim
            .post(&yard, form, &fields(&base, "It was not read."))
            .await;
        let done = format!("/en/programmes/p/answers/done?entries={before}");
        assert_eq!(leads(&sent), done);
    }
    assert_eq!(yard.size().await, before + 1);
    let by = yard.portal.store.with_state(|state| state.last_by.clone());
    assert!(by.await.unwrap().starts_with("participant/"));
}
