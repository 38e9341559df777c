//! Saying something, in three steps.

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use madang_accounts::Scope;
use madang_programme::voices::{Channel, VoiceReceived, VoiceText};
use madang_programme::{Actor, Command, Role};
use madang_record::Receipt;
use madang_store::Submission;
use madang_words::{Language, Text};
use scraper::Html;

use super::{Browser, KIM, LEE, P, Yard, leads, yard};
use crate::accounts::LISTENING;
use crate::common::{self, Answer};
use crate::sight::{all, check_page, words};

const SPEAK: &str = "/en/programmes/p/speak";
const SAID: &str = "막차가 너무 일찍 끊깁니다";

/// Something that somebody said in a programme, under the name that they have there.
pub async fn say(yard: &Yard, address: &str, words: &str) -> u64 {
    let account = yard.account(address).await;
    let scope = Scope::Programme(P.0.to_owned());
    let name = yard.accounts.pseudonym(account, &scope).await.unwrap();
    let author = Actor::new(Role::Participant, &name).unwrap();
    let facts = VoiceReceived {
        channel: Channel::Portal,
        ..P.said("")
    };
    let said = Submission {
        actor: author,
        idempotency_key: None,
        command: P.receive(facts, Text::new(Language::Ko, words)),
        terms: Default::default(),
    };
    let receipt = yard.portal.store.submit(said).await.unwrap();
    receipt.proof.index
}

/// Speaks, and gives the page that answers.
async fn said(browser: &mut Browser, yard: &Yard, fields: &[(&str, &str)]) -> (Answer, Html) {
    let answer = browser.post(yard, SPEAK, fields).await;
    check_page(SPEAK, &answer.text());
    let page = Html::parse_document(&answer.text());
    (answer, page)
}

/// A hidden field of the page's form, or what stands in its text.
fn kept(page: &Html, name: &str) -> String {
    let hidden = all(page, &format!("main input[name={name}]"));
    if let Some(hidden) = hidden.first() {
        return hidden.attr("value").unwrap_or_default().to_owned();
    }
    let text = all(page, &format!("main textarea[name={name}]"));
    text[0].text().collect::<String>().trim().to_owned()
}

async fn others(yard: &Yard, said: &str) {
    let facts = VoiceReceived {
        channel: Channel::Petition,
        ..madang_fixtures::Programme(LISTENING).said("")
    };
    let text = VoiceText {
        text: Text::new(Language::Ko, said),
    };
    let command: Command = madang_programme::voices::ReceiveVoice {
        facts,
        text,
        files: Vec::new(),
    }
    .into();
    common::submit(&yard.portal.store, vec![command]).await;
}

#[tokio::test]
async fn a_participant_speaks_in_three_steps_and_keeps_a_receipt() {
    let yard = yard().await.listening().await;
    others(&yard, "밤에 막차가 너무 일찍 끊깁니다").await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let page = kim.get(&yard, SPEAK).await.text();
    check_page(SPEAK, &page);
    let list = kim.get(&yard, "/en/account").await;
    assert_eq!(list.status, StatusCode::OK);
    let fields = [
        ("key", "one"),
        ("text", SAID),
        ("served", "general/families"),
        ("region", "KR-46"),
        ("institution", "transport"),
    ];
    let before = yard.size().await;
    let (answer, page) = said(&mut kim, &yard, &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(yard.size().await, before, "nothing is recorded yet");
    let text = words(all(&page, "main")[0]);
    for shown in [
        SAID,
        "Ministry of Transport",
        "General: Families",
        "South Jeolla",
        "Voice 1",
    ] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    assert!(!text.contains("Is this meant for everybody?"), "{text}");
    for (name, typed) in fields {
        assert_eq!(kept(&page, name), typed, "{name}");
    }
    // Back to the form, with all of it.
    let (_, page) = said(
        &mut kim,
        &yard,
        &[&fields[..], &[("step", "write")]].concat(),
    )
    .await;
    assert_eq!(kept(&page, "text"), SAID);
    let chosen: Vec<_> = all(&page, "option[selected]")
        .iter()
        .map(|option| option.attr("value").unwrap_or_default().to_owned())
        .collect();
    assert_eq!(chosen, ["general/families", "KR-46", "transport"]);

    let send = [&fields[..], &[("step", "send")]].concat();
    let (answer, page) = said(&mut kim, &yard, &send).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(yard.size().await, before + 1);
    let receipt = receipt_of(&page);
    assert_eq!(receipt.proof.index, before);
    let voice = yard
        .portal
        .store
        .voice(LISTENING, "2")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(voice.facts.channel, Channel::Portal);
    assert_eq!(voice.facts.audience.as_deref(), Some("families"));
    assert_eq!(voice.text.unwrap().text, Text::new(Language::Ko, SAID));
    assert!(voice.actor.starts_with("participant/"), "{}", voice.actor);
    let account = yard.account(KIM).await;
    let scope = madang_accounts::Scope::Programme(LISTENING.to_owned());
    let name = yard
        .accounts
        .known_pseudonym(account, &scope)
        .await
        .unwrap();
    assert_eq!(voice.actor, format!("participant/{}", name.unwrap()));
    sent_again(&mut kim, &yard, &send, &receipt).await;
}

/// Sent again it is the same; changed, it is another voice.
async fn sent_again(kim: &mut Browser, yard: &Yard, send: &[(&str, &str)], receipt: &Receipt) {
    let size = yard.size().await;
    // Sent again, it is the same.
    let (answer, page) = said(kim, yard, send).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(receipt_of(&page).entry, receipt.entry);
    assert_eq!(yard.size().await, size);
    // What was changed after it was sent is another voice.
    let mut other = send.to_vec();
    other[1] = ("text", "막차를 늦춰 주세요");
    let (answer, page) = said(kim, yard, &other).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(kept(&page, "text"), "막차를 늦춰 주세요");
    assert_eq!(yard.size().await, size);
    // One's own is not shown as another's.
    let again = [("key", "two"), ("text", SAID)];
    let (_, page) = said(kim, yard, &again).await;
    let links = all(&page, ".steps-of a");
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].attr("href"), Some("/en/programmes/p/voices/1"));
}

fn receipt_of(page: &Html) -> Receipt {
    let link = all(page, "a[download]")[0];
    let data = link.attr("href").unwrap();
    let data = data.strip_prefix("data:application/json;base64,").unwrap();
    let json = String::from_utf8(STANDARD.decode(data).unwrap()).unwrap();
    assert_eq!(words(all(page, "pre code")[1]), json);
    let receipt = Receipt::from_json(&json).unwrap();
    let key = madang_record::note::SigningKey::from_seed("test.example/log", [7; 32]).unwrap();
    let key = key.verifying_key();
    receipt.verify(std::slice::from_ref(key)).unwrap();
    receipt
}

#[tokio::test]
async fn what_cannot_be_taken_comes_back_with_what_was_typed() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let long = "가".repeat(10_001);
    for (fields, field) in [
        (vec![("text", "")], "text"),
        (vec![("text", " \u{200b}\n ")], "text"),
        (vec![("text", long.as_str())], "text"),
        (vec![("text", "a"), ("served", "nobody")], "served"),
        (vec![("text", "a"), ("served", "general/nobody")], "served"),
        (vec![("text", "a"), ("region", "KR-99")], "region"),
        (vec![("text", "a"), ("institution", "moon")], "institution"),
        (vec![("text", "a"), ("key", "a b")], "main"),
        (vec![("text", "a"), ("text", "b")], "text"),
    ] {
        for step in ["", "send"] {
            let mut fields = fields.clone();
            fields.push(("step", step));
            let (answer, page) = said(&mut kim, &yard, &fields).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field}");
            let summary = all(&page, ".error-summary a");
            assert_eq!(summary.len(), 1, "{field}");
            let place = format!("#{field}");
            assert_eq!(summary[0].attr("href"), Some(place.as_str()));
            assert_eq!(all(&page, &place).len(), 1);
            let typed = fields[0].1.replace('\u{200b}', "");
            assert_eq!(kept(&page, "text"), typed.trim(), "{field}");
        }
    }
    assert_eq!(
        yard.portal
            .store
            .voice(LISTENING, "1")
            .await
            .unwrap()
            .map(|_| ()),
        None
    );
    let longest = "가".repeat(10_000);
    let fields = [("text", longest.as_str()), ("step", "send")];
    let (answer, _) = said(&mut kim, &yard, &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "the longest there may be");
    let hidden = "<script>alert(1)</script>\u{202e}a\u{0}b\u{200b}c\r\nd";
    let (_, page) = said(&mut kim, &yard, &[("text", hidden), ("key", "h")]).await;
    let seen = "<script>alert(1)</script>abc\nd";
    assert_eq!(kept(&page, "text"), seen);
    let fields = [("text", seen), ("key", "h"), ("step", "send")];
    said(&mut kim, &yard, &fields).await;
    let voice = yard
        .portal
        .store
        .voice(LISTENING, "2")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(voice.text.unwrap().text, Text::new(Language::En, seen));
    let much = "x".repeat(10 << 20);
    let answer = kim.post(&yard, SPEAK, &[("text", much.as_str())]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let missing = kim.get(&yard, "/en/programmes/nowhere/speak").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_writes_numbers_of_persons_is_warned_and_may_go_on() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    for (text, warned) in [
        ("연락 010-1234-5678", "telephone number"),
        ("kim@example.org", "mail address"),
        ("900101-1234567", "resident registration number"),
    ] {
        let (_, page) = said(&mut kim, &yard, &[("text", text)]).await;
        let alert = words(all(&page, "main [role=alert]")[0]);
        assert!(alert.contains(warned), "{alert}");
        assert_eq!(
            words(all(&page, "button[value=send]")[0]),
            "Send it as it is"
        );
    }
    let fields = [("text", "연락 010-1234-5678"), ("step", "send")];
    let (answer, _) = said(&mut kim, &yard, &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        yard.portal
            .store
            .voice(LISTENING, "1")
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn ten_voices_an_hour_are_taken_from_one_and_nothing_typed_is_lost() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    for number in 0..11 {
        let (text, key) = (format!("의견 {number}"), format!("k{number}"));
        let fields = [
            ("text", text.as_str()),
            ("key", key.as_str()),
            ("step", "send"),
        ];
        let (answer, page) = said(&mut kim, &yard, &fields).await;
        if number < 10 {
            assert_eq!(answer.status, StatusCode::OK, "{number}");
        } else {
            assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
            assert_eq!(kept(&page, "text"), text);
        }
    }
    // What was said before is asked for again as often as one likes.
    let size = yard.size().await;
    let fields = [("text", "의견 3"), ("key", "k3"), ("step", "send")];
    let (answer, _) = said(&mut kim, &yard, &fields).await;
    assert_eq!((answer.status, yard.size().await), (StatusCode::OK, size));
    let mut lee = Browser::registered(&yard, LEE).await;
    let (answer, _) = said(&mut lee, &yard, &[("text", "다른 의견"), ("step", "send")]).await;
    assert_eq!(answer.status, StatusCode::OK, "others are not held up");
    yard.wait(60 * super::MINUTE);
    let fields = [("text", "의견 10"), ("key", "k10"), ("step", "send")];
    let (answer, _) = said(&mut kim, &yard, &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn the_form_is_there_for_everybody_and_asks_who_they_are_when_they_go_on() {
    let yard = yard().await;
    let page = Browser::default().get(&yard, SPEAK).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND, "no such programme");
    let yard = yard.listening().await;
    let mut nobody = Browser::default();
    for lang in ["ko", "en"] {
        let address = format!("/{lang}/programmes/p/speak");
        let page = nobody.get(&yard, &address).await.text();
        check_page(&address, &page);
    }
    let list = yard.portal.get("/en/programmes/p/voices").await.text();
    assert!(list.contains("href=\"/en/programmes/p/speak\""), "{list}");
    let answer = nobody.post(&yard, SPEAK, &[("text", SAID)]).await;
    assert!(leads(&answer).starts_with("/en/account/sign-in"));
    assert_eq!(
        yard.portal.store.voice_standings(LISTENING).await.unwrap(),
        []
    );
}
