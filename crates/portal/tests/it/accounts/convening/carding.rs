//! Cards of a workshop: printed by whoever leads it, entered by keyboard, accounted for, and told to everybody.

use axum::http::StatusCode;
use madang_fixtures::{INSTITUTION, in_days, workshop};
use madang_programme::people::Granted;
use scraper::Html;

use crate::accounts::answering::{errors, holder, official, programme, size};
use crate::accounts::{Browser, KIM, LEE, Yard, carried, leads, yard};
use crate::common::{self, Answer};
use crate::sight::{all, words};

const P: madang_fixtures::Programme<'static> = madang_fixtures::Programme("flagships");
const ONE: &str = "/en/programmes/flagships/consultations/1";
const KIT: &str = "/en/programmes/flagships/consultations/1/kit";
const CARDS: &str = "/en/programmes/flagships/consultations/1/cards";
const ACCOUNT: &str = "/en/programmes/flagships/consultations/1/cards/account";

/// A workshop in three weeks, and who leads it.
async fn leading(yard: &Yard) -> Browser {
    programme(yard).await;
    let at = |time: &str| format!("{}T{time}:00.000Z", in_days(21));
    let announced = P.announce("1", workshop(&at("05:00"), &at("09:00")));
    common::submit(&yard.portal.store, vec![announced]).await;
    holder(yard, KIM, Granted::Facilitator, None).await
}

/// The codes on printed cards.
fn codes(answer: &Answer) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let strips = all(&page, ".card-strip .slip-code");
    strips.into_iter().map(words).collect()
}

/// Issues cards with the form as it was shown.
async fn issue(browser: &mut Browser, yard: &Yard, count: &str) -> (Answer, Vec<(String, String)>) {
    let form = browser.get(yard, KIT).await;
    let mut sent = carried(&form);
    sent.retain(|(name, _)| ["key", "seed"].contains(&name.as_str()));
    sent.push(("count".to_owned(), count.to_owned()));
    let fields: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    (browser.post(yard, KIT, &fields).await, sent)
}

#[tokio::test]
async fn cards_are_printed_from_the_answer_and_their_codes_are_nowhere_else() {
    let yard = yard().await;
    let mut kim = leading(&yard).await;
    let page = kim.get(&yard, ONE).await.text();
    assert!(page.contains(&format!("href=\"{KIT}\"")), "{page}");
    let public = yard.portal.get(ONE).await.text();
    assert!(!public.contains(KIT), "forms are not for everybody's page");
    let before = size(&yard).await;
    for count in ["", "0", "301", "many"] {
        let (answer, _) = issue(&mut kim, &yard, count).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{count}");
        let errors = errors(&answer);
        assert!(errors[0].starts_with("How many cards"), "{errors:?}");
    }
    let bare = kim.post(&yard, KIT, &[("count", "3"), ("seed", "x")]).await;
    assert_eq!(bare.status, StatusCode::BAD_REQUEST);
    assert_eq!(size(&yard).await, before, "nothing is recorded");
    let (answer, sent) = issue(&mut kim, &yard, "3").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let printed = codes(&answer);
    assert_eq!(printed.len(), 3);
    let page = Html::parse_document(&answer.text());
    assert_eq!(all(&page, ".card-sheet svg").len(), 3, "each has a picture");
    // Whoever sends the same again gets the same cards.
    let fields: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let again = kim.post(&yard, KIT, &fields).await;
    assert_eq!(codes(&again), printed);
    assert_eq!(size(&yard).await, before + 1, "recorded once");
    let page = kim.get(&yard, KIT).await.text();
    assert!(!page.contains(&printed[0]), "{page}");
    assert!(page.contains("Cards issued: 3 = entered 0"), "{page}");
    let public = yard.portal.get(ONE).await.text();
    assert!(public.contains("missing 3"), "{public}");
    let entry = yard
        .portal
        .get(&format!("/en/record/entries/{before}"))
        .await
        .text();
    assert!(entry.contains("Root of their receipts"), "{entry}");
    assert!(!entry.contains(&printed[0]), "{entry}");
    // An official looks, and issues none.
    let mut lee = official(&yard, LEE, Some(INSTITUTION)).await;
    let answer = lee.get(&yard, KIT).await;
    assert!(answer.text().contains("Facilitators issue cards"));
    let answer = lee.post(&yard, KIT, &fields).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

/// After a workshop for which so many cards were printed.
async fn held(count: &str) -> (Yard, Browser, Vec<String>) {
    let yard = yard().await;
    let mut kim = leading(&yard).await;
    let (answer, _) = issue(&mut kim, &yard, count).await;
    let printed = codes(&answer);
    (yard.later(24 * 22).await, kim, printed)
}

fn card(code: &str, text: &str) -> Vec<(&'static str, String)> {
    vec![
        ("code", code.to_owned()),
        ("looked", code.to_owned()),
        ("text", text.to_owned()),
    ]
}

#[tokio::test]
async fn cards_are_entered_by_keyboard_once_each() {
    let (yard, mut kim, printed) = held("3").await;
    let page = Html::parse_document(&kim.get(&yard, CARDS).await.text());
    let first = all(&page, "#code[autofocus]").len();
    assert_eq!(first, 1, "the code comes first");
    let before = size(&yard).await;
    for (code, says) in [
        ("", "Code of the card"),
        ("hello", "Code of the card"),
        ("00000-00000-00000-00000-0", "No card with this code"),
    ] {
        let answer = kim
            .post(&yard, CARDS, &[("code", code), ("text", "x")])
            .await;
        let errors = errors(&answer);
        assert!(errors[0].contains(says), "{code}: {errors:?}");
    }
    // The code alone: then what stands on the card is typed next.
    let looked = kim.post(&yard, CARDS, &[("code", &printed[0])]).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text());
    let page = Html::parse_document(&looked.text());
    assert_eq!(all(&page, "#text[autofocus]").len(), 1);
    let bare = send(&mut kim, &yard, &card(&printed[0], "")).await;
    let bare = errors(&bare);
    assert!(bare[0].starts_with("What stands on it"), "{bare:?}");
    assert_eq!(size(&yard).await, before, "nothing is recorded");
    let said = card(&printed[0], "Buses stop too early, number 2.");
    let entered = send(&mut kim, &yard, &said).await;
    assert_eq!(entered.status, StatusCode::OK, "{}", entered.text());
    let page = Html::parse_document(&entered.text());
    let first = all(&page, "#code[autofocus]").len();
    assert_eq!(first, 1, "the next code follows");
    let text = words(all(&page, "main")[0]);
    assert!(text.contains("Said like it before"), "{text}");
    let twice = send(&mut kim, &yard, &card(&printed[0], "Again")).await;
    let twice = errors(&twice);
    assert!(
        twice[0].contains("entered already, as voice 5"),
        "{twice:?}"
    );
    let typed = printed[1].to_lowercase().replace('-', " ");
    let entered = send(&mut kim, &yard, &card(&typed, "Papers twice.")).await;
    assert_eq!(errors(&entered), [""; 0], "as people type it");
    assert_eq!(size(&yard).await, before + 2);
}

#[tokio::test]
async fn cards_that_nobody_entered_are_accounted_for_or_missing_in_public() {
    let (yard, mut kim, printed) = held("4").await;
    for code in &printed[..2] {
        let entered = send(&mut kim, &yard, &card(code, "Later buses.")).await;
        assert_eq!(errors(&entered), [""; 0]);
    }
    for (blank, says) in [("3", "were not entered: 2"), ("some", "Blank")] {
        let answer = kim.post(&yard, ACCOUNT, &[("blank", blank)]).await;
        let errors = errors(&answer);
        assert!(errors[0].contains(says), "{errors:?}");
    }
    let answer = kim.post(&yard, ACCOUNT, &[("blank", "1")]).await;
    assert!(leads(&answer).starts_with(ONE));
    let public = yard.portal.get(ONE).await.text();
    let sum = "Cards issued: 4 = entered 2 + accounted for 1 + missing 1";
    assert!(public.contains(sum), "{public}");
    // Whoever has not seen that account is shown it first.
    let stale = kim.post(&yard, ACCOUNT, &[("blank", "2")]).await;
    assert_eq!(stale.status, StatusCode::BAD_REQUEST);
    let form = kim.get(&yard, ACCOUNT).await;
    let mut sent = carried(&form);
    sent.retain(|(name, _)| ["key", "base"].contains(&name.as_str()));
    let own = sent.iter().map(|(n, v)| (n.as_str(), v.as_str()));
    let fields: Vec<(&str, &str)> = own.chain([("blank", "1"), ("unprinted", "1")]).collect();
    assert!(leads(&kim.post(&yard, ACCOUNT, &fields).await).starts_with(ONE));
    let api = "/api/v1/programmes/flagships/consultations/1";
    let one = yard.portal.get(api).await.json();
    assert_eq!(one["cards"]["missing"], 0);
    assert_eq!(one["cards"]["unprinted"], 1);
    let public = yard.portal.get(ONE).await.text();
    assert!(public.contains("its cards"), "{public}");
    let korean = yard.portal.get(&ONE.replace("/en/", "/ko/")).await.text();
    assert!(korean.contains("발행한 카드 4장 = 입력 2"), "{korean}");
}

async fn send(browser: &mut Browser, yard: &Yard, fields: &[(&str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    browser.post(yard, CARDS, &fields).await
}
