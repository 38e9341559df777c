//! What nobody does too often, and what whoever must answer may read all the same.

use axum::http::StatusCode;
use madang_fixtures::{INSTITUTION, Programme, english};
use madang_programme::content::{ContentRestricted, Ground};
use madang_programme::{Actor, Role};
use scraper::Html;

use super::answering::{official, programme};
use super::proposing::{author, proposing, refused, whole};
use super::{Browser, KIM, LEE, MINUTE, leads, yard};
use crate::common;
use crate::sight::{all, check_page, words};

#[tokio::test]
async fn an_endorsement_is_given_and_taken_back_six_times_an_hour() {
    let yard = proposing().await;
    author(&yard).await;
    let of = "/en/programmes/p/proposals/1";
    let mut lee = Browser::registered(&yard, LEE).await;
    let before = yard.size().await;
    for turn in 0..8 {
        let act = match turn % 2 {
            0 => format!("{of}/endorse"),
            _ => format!("{of}/endorse/withdraw"),
        };
        let key = format!("k{turn}");
        let sent = [("version", "1"), ("key", key.as_str())];
        let answer = lee.post(&yard, &act, &sent).await;
        match turn {
            0..6 => drop(leads(&answer).to_owned()),
            _ => drop(refused(&answer, StatusCode::TOO_MANY_REQUESTS, "too often")),
        }
    }
    assert_eq!(yard.size().await, before + 6);
    // The answer to one of the six got lost: it is given again.
    let again = [("version", "1"), ("key", "k4")];
    leads(&lee.post(&yard, &format!("{of}/endorse"), &again).await);
    assert_eq!(yard.size().await, before + 6);
    yard.wait(61 * MINUTE);
    let endorse = [("version", "1"), ("key", "later")];
    leads(&lee.post(&yard, &format!("{of}/endorse"), &endorse).await);
}

#[tokio::test]
async fn a_proposal_is_revised_twenty_times_an_hour() {
    let yard = proposing().await;
    let mut kim = author(&yard).await;
    let revise = "/en/programmes/p/proposals/1/revise";
    for version in 1..=21u32 {
        let (base, key) = (version.to_string(), format!("v{version}"));
        let mut fields = whole("Night buses", &key);
        fields.push(("base", &base));
        let answer = kim.post(&yard, revise, &fields).await;
        match version {
            21 => drop(refused(&answer, StatusCode::TOO_MANY_REQUESTS, "too often")),
            _ => drop(leads(&answer).to_owned()),
        }
    }
    let mut fields = whole("Night buses", "v20");
    fields.push(("base", "20"));
    leads(&kim.post(&yard, revise, &fields).await);
}

#[tokio::test]
async fn comments_and_proposals_are_counted_by_account_in_all_programmes_together() {
    let yard = proposing().await;
    author(&yard).await;
    let other = Programme("q");
    let begun = vec![other.create(), other.propose("1", 5, english("Benches"))];
    common::submit(&yard.portal.store, begun).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    for number in 0..31 {
        let programme = ["p", "q"][number % 2];
        let say = format!("/en/programmes/{programme}/proposals/1/comments");
        let text = format!("number {number}");
        let answer = lee.post(&yard, &say, &[("text", &text)]).await;
        match number {
            30 => drop(refused(&answer, StatusCode::TOO_MANY_REQUESTS, "too often")),
            _ => drop(leads(&answer).to_owned()),
        }
    }
    for number in 0..11 {
        let (title, key) = (format!("Service {number}"), format!("k{number}"));
        let fields = match number % 2 {
            0 => whole(&title, &key),
            _ => vec![("title", title.as_str()), ("key", key.as_str())],
        };
        let form = format!("/en/programmes/{}/propose", ["p", "q"][number % 2]);
        let fields = [&fields[..], &[("looked", "1")]].concat();
        let answer = lee.post(&yard, &form, &fields).await;
        match number {
            10 => drop(refused(&answer, StatusCode::TOO_MANY_REQUESTS, "too often")),
            _ => drop(leads(&answer).to_owned()),
        }
    }
}

#[tokio::test]
async fn whoever_must_answer_reads_words_that_their_role_may_read() {
    let yard = yard().await;
    programme(&yard).await;
    let words = "Buses stop too early, number 1.";
    let (form, voice) = (
        "/en/programmes/flagships/answers/voice/1",
        "/en/programmes/flagships/voices/1",
    );
    let store = &yard.portal.store;
    let entry = store.voice("flagships", "1").await.unwrap().unwrap().entry;
    let hide = |role: &str| ContentRestricted {
        entry,
        name: "text".to_owned(),
        ground: Ground::PersonalData,
        roles: vec![role.to_owned()],
        review_by: store.now()[..10].to_owned(),
    };
    let console = || Actor::new(Role::Official, "console").unwrap();
    store.restrict(console(), hide("official")).await.unwrap();
    let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
    let mut lee = official(&yard, LEE, Some("welfare")).await;
    let page = kim.get(&yard, form).await;
    assert_eq!(page.status, StatusCode::OK);
    check_page(form, &page.text());
    let page = page.text();
    assert!(page.contains(words), "{page}");
    assert!(page.contains("These words are restricted"), "{page}");
    // Nobody else reads them there, and nobody anywhere else.
    assert!(!lee.get(&yard, form).await.text().contains(words));
    for browser in [&mut kim, &mut lee] {
        assert!(!browser.get(&yard, voice).await.text().contains(words));
    }
    assert!(!yard.portal.get(voice).await.text().contains(words));
    store.restrict(console(), hide("operator")).await.unwrap();
    let page = kim.get(&yard, form).await.text();
    assert!(
        !page.contains(words) && page.contains("restricted or erased"),
        "{page}"
    );
}

#[tokio::test]
async fn whoever_erases_themselves_stands_behind_nothing_any_more() {
    let yard = proposing().await;
    author(&yard).await;
    let of = "/en/programmes/p/proposals/1";
    let mut lee = Browser::registered(&yard, LEE).await;
    let endorse = [("version", "1"), ("key", "a")];
    leads(&lee.post(&yard, &format!("{of}/endorse"), &endorse).await);
    let count = async || {
        let of = |state: &madang_programme::State| state.endorsements("p", "1");
        let of = yard.portal.store.with_state(of).await.unwrap();
        of.values().sum::<u64>()
    };
    assert_eq!(count().await, 1);
    let gone = lee.post(&yard, "/en/account/erase", &[]).await;
    assert_eq!(leads(&gone), "/en/account/erased");
    assert_eq!(count().await, 0);
}

#[tokio::test]
async fn a_form_that_was_sent_with_something_else_in_it_can_be_sent_once_more() {
    let yard = proposing().await;
    author(&yard).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    let say = "/en/programmes/p/proposals/1/comments";
    leads(&lee.post(&yard, say, &[("text", "one"), ("key", "k")]).await);
    let size = yard.size().await;
    // Back on the page as it was, they write something else.
    let answer = lee.post(&yard, say, &[("text", "two"), ("key", "k")]).await;
    let page = refused(&answer, StatusCode::BAD_REQUEST, "sent already");
    check_page(say, &page);
    assert_eq!(yard.size().await, size);
    let page = Html::parse_document(&page);
    let form = "main form[action='/en/programmes/p/proposals/1/comments']";
    let value = |name: &str| {
        let field = all(&page, &format!("{form} [name={name}]"));
        let value = field[0].attr("value").map(str::to_owned);
        value.unwrap_or_else(|| words(field[0]))
    };
    let (key, text) = (value("key"), value("text"));
    assert_ne!(key, "k");
    assert_eq!(text, "two");
    let again = [("text", text.as_str()), ("key", key.as_str())];
    for _ in 0..2 {
        leads(&lee.post(&yard, say, &again).await);
        assert_eq!(yard.size().await, size + 1);
    }
}
