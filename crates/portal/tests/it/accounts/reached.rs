//! What leads to forms from pages, and what is shown on the way to them.

use axum::http::StatusCode;
use madang_fixtures::{Device, INSTITUTION, answered, english, voice};
use madang_programme::answers::Disposition;
use madang_programme::people::Granted;

use super::proposing::{author, proposing, whole};
use super::{Browser, KIM, LEE, ORIGIN, P, Yard, leads, say};
use crate::common;

/// A programme with something in every state that a form is about.
async fn in_every_state() -> (Yard, Browser) {
    let yard = proposing().await;
    let kim = author(&yard).await;
    for words in ["막차가 너무 일찍 떠납니다", "서류를 두 번 냅니다"] {
        say(&yard, KIM, words).await;
    }
    let steps = vec![
        P.receive(P.said(""), english("Papers are asked for twice.")),
        P.need("m", english("Papers")),
        P.change_need("n", &["1", "2"], &[]),
        answered(P.answer(voice("1"), Disposition::Adopted)),
    ];
    common::submit(&yard.portal.store, steps).await;
    (yard, kim)
}

/// Somebody who holds a role, signed in by a passkey, each from a place of their own.
pub async fn holder(yard: &Yard, name: &str, role: Granted, of: [Option<&str>; 2]) -> Browser {
    let address = format!("{name}@example.org");
    let seed = name.bytes().next().unwrap();
    let mut browser = Browser {
        network: Box::leak(format!("192.0.2.{seed}").into_boxed_str()),
        ..Browser::default()
    };
    let register = [("address", address.as_str())];
    browser.post(yard, "/ko/account/register", &register).await;
    browser.follow(yard, &address).await;
    yard.grant_for(&address, role, of[0], of[1]).await;
    let added = browser.add(yard, &mut Device::new(ORIGIN, seed)).await;
    assert_eq!(added, "/en/account");
    browser
}

/// Links to the forms of officials are on the pages of those who may use them, and on no other.
#[tokio::test]
async fn ways_of_officials_are_shown_to_them_alone() {
    let (yard, mut kim) = in_every_state().await;
    let mut lee = holder(&yard, "lee", Granted::Official, [Some("p"), None]).await;
    // Who acts for one institution does none of this for the programme.
    let of_one = [Some("p"), Some(INSTITUTION)];
    let mut park = holder(&yard, "park", Granted::Official, of_one).await;
    let list = "/en/programmes/p/proposals";
    let one = format!("{list}/1");
    let call = "href=\"/en/programmes/p/call\"";
    let merge = format!("href=\"{one}/merge\"");
    let split = format!("href=\"{one}/split\"");
    for browser in [None, Some(&mut kim), Some(&mut park), Some(&mut lee)] {
        let (own, pages) = match browser {
            None => (
                false,
                [
                    yard.portal.get(list).await.text(),
                    yard.portal.get(&one).await.text(),
                ],
            ),
            Some(browser) => {
                let list = browser.get(&yard, list).await.text();
                let one = browser.get(&yard, &one).await.text();
                (list.contains(call), [list, one])
            }
        };
        assert_eq!(pages[0].contains(call), own);
        assert_eq!(pages[1].contains(&merge), own);
        assert_eq!(pages[1].contains(&split), own);
    }
    assert!(lee.get(&yard, list).await.text().contains(call));
    assert!(!kim.get(&yard, list).await.text().contains(call));
    assert!(!park.get(&yard, list).await.text().contains(call));
    // A programme's page leads to where one speaks, as soon as somebody is there to answer.
    let speak = "href=\"/en/programmes/p/speak\"";
    assert!(
        yard.portal
            .get("/en/programmes/p")
            .await
            .text()
            .contains(speak)
    );
}

/// Whoever hands in what others handed in before sees that first, and loses nothing of what they typed.
#[tokio::test]
async fn proposals_like_the_one_that_is_typed_are_shown_first() {
    let yard = proposing().await;
    author(&yard).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    let form = super::proposing::FORM;
    let fields = whole("Night buses for all", "mine");
    let before = yard.size().await;
    let shown = lee.post(&yard, form, &fields).await;
    assert_eq!(shown.status, StatusCode::OK);
    let text = shown.text();
    assert!(
        text.contains("href=\"/en/programmes/p/proposals/1\""),
        "{text}"
    );
    assert!(text.contains("Night buses for all") && text.contains("all the same"));
    assert_eq!(yard.size().await, before, "looking records nothing");
    let anyway = [fields, vec![("looked", "1")]].concat();
    let mut to = Vec::new();
    for _ in 0..2 {
        let sent = lee.post(&yard, form, &anyway).await;
        to.push(leads(&sent).to_owned());
    }
    assert_eq!(to[0], to[1]);
    assert_eq!(yard.size().await, before + 1);
    // What is like nothing goes in at once; and one's own is no other's.
    let mut other = whole("Repairing what breaks", "other");
    other[1].1 = "Tools are lent on Saturdays.";
    leads(&lee.post(&yard, form, &other).await);
    leads(&lee.post(&yard, form, &other).await);
    // In Korean too.
    let mut korean = whole("심야 버스를 늘려 주세요", "k1");
    korean[1].1 = "막차 뒤에도 한 시간마다";
    leads(&lee.post(&yard, form, &korean).await);
    let mut kim = Browser {
        network: "192.0.2.7",
        ..Browser::default()
    };
    kim.post(&yard, "/ko/account/mail", &[("address", KIM)])
        .await;
    kim.follow(&yard, KIM).await;
    korean[6].1 = "k2";
    let shown = kim
        .post(&yard, "/ko/programmes/p/propose", &korean)
        .await
        .text();
    assert!(shown.contains("이 가운데 같은 제안이 있나요?"), "{shown}");
}
