//! Forms that were sent when nobody was signed in any more come back, filled in, to the same person.

use axum::http::StatusCode;
use madang_accounts::Lasting;
use madang_fixtures::Device;
use madang_programme::people::Granted;
use scraper::Html;
use serde_json::json;

use super::{Browser, KIM, LEE, ORIGIN, PASSWORD, Yard, leads, yard};
use crate::accounts::LISTENING;
use crate::sight::{all, check_page, words};

const SPEAK: &str = "/en/programmes/p/speak";
const BACK: &str = "/en/programmes/p/speak?returned=1";
const SAID: &str = "막차가 & 너무 = 일찍 %41 끊깁니다";

fn fields(key: &str) -> [(&str, &str); 3] {
    [("key", key), ("text", SAID), ("region", "KR-46")]
}

/// Somebody who can sign in by a password, from a browser of their own.
async fn with_password(yard: &Yard, address: &str) -> Browser {
    let mut browser = Browser::registered(yard, address).await;
    let fields = [("new", PASSWORD)];
    let answer = browser.post(yard, "/en/account/password", &fields).await;
    assert_eq!(leads(&answer), "/en/account");
    browser
}

async fn sign_in(browser: &mut Browser, yard: &Yard, address: &str, next: &str) -> String {
    let fields = [("address", address), ("password", PASSWORD), ("next", next)];
    let answer = browser.post(yard, "/en/account/sign-in", &fields).await;
    leads(&answer).to_owned()
}

async fn size(yard: &Yard) -> u64 {
    yard.portal.store.size().await.unwrap()
}

fn is_filled(html: &str) -> bool {
    let page = Html::parse_document(html);
    let text = all(&page, "textarea[name=text]");
    text[0].text().collect::<String>().trim() == SAID
}

#[tokio::test]
async fn a_session_that_ends_in_the_middle_of_a_form_loses_nothing() {
    let yard = yard().await.listening().await;
    let mut kim = with_password(&yard, KIM).await;
    yard.wait(Lasting::PARTICIPANT.idle);
    let before = size(&yard).await;
    let answer = kim.post(&yard, SPEAK, &fields("one")).await;
    let sign_in_page = leads(&answer).to_owned();
    assert_eq!(
        sign_in_page,
        "/en/account/sign-in?next=%2Fprogrammes%2Fp%2Fspeak%3Freturned%3D1"
    );
    assert!(kim.draft.is_some());
    let page = kim.get(&yard, &sign_in_page).await.text();
    let page = Html::parse_document(&page);
    let next = all(&page, "input[name=next]")[0]
        .attr("value")
        .unwrap()
        .to_owned();
    assert_eq!(sign_in(&mut kim, &yard, KIM, &next).await, BACK);
    // However often it is opened.
    for _ in 0..2 {
        let answer = kim.get(&yard, BACK).await;
        assert_eq!(answer.status, StatusCode::OK);
        check_page(BACK, &answer.text());
        assert!(is_filled(&answer.text()), "{}", answer.text());
        let page = Html::parse_document(&answer.text());
        assert_eq!(
            all(&page, "option[selected]")[0].attr("value"),
            Some("KR-46")
        );
        assert_eq!(all(&page, "input[name=key]")[0].attr("value"), Some("one"));
        let notice = words(all(&page, "main [role=status]")[0]);
        assert!(notice.contains("Nothing was sent yet"), "{notice}");
        assert!(all(&page, ".error-summary").is_empty());
    }
    assert_eq!(size(&yard).await, before, "looking at it sends nothing");
    let answer = kim.post(&yard, SPEAK, &fields("one")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(kim.draft, None, "it is done with");
    let send = [&fields("one")[..], &[("step", "send")]].concat();
    kim.post(&yard, SPEAK, &send).await;
    assert_eq!(size(&yard).await, before + 1);
}

#[tokio::test]
async fn whoever_has_no_account_yet_finds_what_they_typed_after_they_made_one() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::default();
    let answer = kim.post(&yard, SPEAK, &fields("one")).await;
    assert!(leads(&answer).starts_with("/en/account/sign-in?next="));
    kim.post(&yard, "/en/account/register", &[("address", KIM)])
        .await;
    let answer = kim.follow(&yard, KIM).await;
    assert_eq!(leads(&answer), "/ko/programmes/p/speak?returned=1");
    let page = kim
        .get(&yard, "/ko/programmes/p/speak?returned=1")
        .await
        .text();
    assert!(is_filled(&page), "{page}");
    assert!(page.contains("적은 내용이 그대로 있습니다"), "{page}");
}

#[tokio::test]
async fn nobody_else_reads_what_somebody_typed() {
    let yard = yard().await.listening().await;
    let mut kim = with_password(&yard, KIM).await;
    with_password(&yard, LEE).await;
    yard.wait(Lasting::PARTICIPANT.idle);
    kim.post(&yard, SPEAK, &fields("one")).await;
    // Somebody else signs in in the same browser.
    let mut lee = kim.clone();
    sign_in(&mut lee, &yard, LEE, "/programmes/p/speak?returned=1").await;
    let page = lee.get(&yard, BACK).await.text();
    assert!(!page.contains("막차가"), "{page}");
    // Without being signed in there is nothing to read either.
    let page = kim.get(&yard, BACK).await.text();
    assert!(!page.contains("막차가"), "{page}");
    // Nor at another form's address.
    sign_in(&mut kim, &yard, KIM, "/account").await;
    let other = "/en/account/mail?returned=1";
    assert!(!kim.get(&yard, other).await.text().contains("막차가"));
    assert!(is_filled(&kim.get(&yard, BACK).await.text()));
    yard.wait(madang_accounts::DRAFT_LASTS);
    let page = kim.get(&yard, BACK).await.text();
    assert!(!page.contains("막차가"), "a day later it is gone");
    assert_eq!(
        yard.portal.store.voice_standings(LISTENING).await.unwrap(),
        []
    );
}

#[tokio::test]
async fn other_forms_come_back_too_and_do_nothing_by_it() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    yard.grant(KIM, Granted::Administrator, None).await;
    let mut device = Device::new(ORIGIN, 7);
    kim.add(&yard, &mut device).await;
    let held = yard.holder(KIM).await;
    let grant = [
        ("key", "grant"),
        ("address", LEE),
        ("role", "facilitator"),
        ("place", "p"),
    ];
    let end = [("key", "end"), ("holder", held.as_str()), ("granted", "99")];
    for (address, sent) in [("/people/grant", &grant[..]), ("/people/end", &end[..])] {
        yard.wait(Lasting::OFFICE.idle);
        let before = size(&yard).await;
        let answer = kim.post(&yard, &format!("/en{address}"), sent).await;
        let led = leads(&answer).to_owned();
        assert!(led.starts_with("/en/account/sign-in?"), "{led}");
        let next = format!("{address}?returned=1");
        let asked = json!({"address": KIM, "next": next});
        let shown = kim.show(&yard, &asked, &mut device).await;
        assert_eq!(shown.json()["to"], format!("/en{next}"), "{}", shown.text());
        let answer = kim.get(&yard, &format!("/en{next}")).await;
        let page = answer.text();
        assert!(page.contains("Nothing was sent yet"), "{address}: {page}");
        if address == "/people/grant" {
            assert!(page.contains(&format!("value=\"{LEE}\"")), "{page}");
        }
        assert_eq!(size(&yard).await, before, "{address}");
    }
}

#[tokio::test]
async fn two_tabs_of_one_browser_lose_nothing() {
    let yard = yard().await.listening().await;
    let mut kim = with_password(&yard, KIM).await;
    yard.wait(Lasting::PARTICIPANT.idle);
    // The newer one is of another page.
    let other = "/en/programmes/p/propose";
    kim.post(&yard, SPEAK, &fields("one")).await;
    let handed = [("key", "two"), ("title", "야간 버스")];
    assert!(leads(&kim.post(&yard, other, &handed).await).starts_with("/en/account/sign-in?"));
    sign_in(&mut kim, &yard, KIM, "/programmes/p/speak?returned=1").await;
    assert!(is_filled(&kim.get(&yard, BACK).await.text()));
    let page = kim.get(&yard, &format!("{other}?returned=1")).await.text();
    assert!(page.contains("야간 버스"), "{page}");
    // Done with one, the other is still there.
    kim.post(&yard, SPEAK, &fields("one")).await;
    assert!(kim.draft.is_some());
    let page = kim.get(&yard, &format!("{other}?returned=1")).await.text();
    assert!(page.contains("야간 버스"), "{page}");
}

#[tokio::test]
async fn what_could_not_be_kept_is_said_and_an_office_shares_no_limit() {
    let yard = yard().await.listening().await;
    let (mut kim, mut lee) = (
        with_password(&yard, KIM).await,
        with_password(&yard, LEE).await,
    );
    yard.wait(Lasting::PARTICIPANT.idle);
    for browser in [&mut kim, &mut lee] {
        browser.network = "192.0.2.1";
    }
    for number in 0..31 {
        let answer = kim.post(&yard, SPEAK, &fields("one")).await;
        let to = leads(&answer).to_owned();
        assert_eq!(to.contains("unkept=1"), number >= 30, "{number}: {to}");
        if number >= 30 {
            let page = kim.get(&yard, &to).await.text();
            check_page(&to, &page);
            assert!(page.contains("could not be kept"), "{page}");
        }
    }
    let answer = lee.post(&yard, SPEAK, &fields("one")).await;
    assert!(
        !leads(&answer).contains("unkept"),
        "another of the same office"
    );
}

#[tokio::test]
async fn what_is_no_form_is_not_kept() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::default();
    // A form that cannot come back has no key.
    let answer = kim
        .post(&yard, "/en/account/sign-out-everywhere", &[])
        .await;
    assert_eq!(leads(&answer), "/en/account/sign-in");
    assert_eq!(kim.draft, None);
    // Many from one place are not.
    kim.network = "192.0.2.1";
    for number in 0..31 {
        kim.draft = None;
        kim.post(&yard, SPEAK, &fields("one")).await;
        assert_eq!(kim.draft.is_some(), number < 30, "{number}");
    }
}
