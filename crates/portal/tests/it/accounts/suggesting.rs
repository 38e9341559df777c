//! What is like what somebody is typing: asked by the form's script, and the feeds of single things.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use madang_fixtures::Programme;
use madang_programme::content::{ContentRestricted, Ground};
use madang_programme::{Actor, Role};
use madang_words::{Language, Text};
use scraper::{ElementRef, Html};
use serde_json::json;

use super::{Browser, KIM, LEE, LISTENING, Yard, say, yard_in};
use crate::api::{check_schema, document};
use crate::common::{self, Answer, Database};
use crate::sight::all;

const ASKED: &str = "/api/v1/programmes/p/similar/voices";
const SAID: &str = "밤에 막차가 너무 일찍 끊깁니다";

async fn typing(yard: &Yard, language: &str, text: &str) -> Answer {
    asks(yard, "voices", language, text).await
}

async fn asks(yard: &Yard, what: &str, language: &str, text: &str) -> Answer {
    let address = format!("/api/v1/programmes/p/similar/{what}");
    let described = format!("/api/v1/programmes/{{programme}}/similar/{what}");
    let request = Request::post(address)
        .header("content-type", "application/json")
        .header("accept-language", language);
    let body = Body::from(json!({ "text": text }).to_string());
    let answer = yard.portal.request(request.body(body).unwrap()).await;
    check_schema(&document(&yard.portal).await, &described, "post", &answer);
    answer
}

fn found(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let items = answer.json()["items"].as_array().unwrap().clone();
    let ids = items
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned());
    ids.collect()
}

/// Hides the words of an entry.
async fn hide(yard: &Yard, entry: u64) {
    let restricted = ContentRestricted {
        entry,
        name: "text".to_owned(),
        ground: Ground::HouseRules,
        roles: vec!["official".to_owned()],
        review_by: common::review_by(&yard.portal.store),
    };
    let official = Actor::new(Role::Official, "test").unwrap();
    let hidden = yard.portal.store.restrict(official, restricted).await;
    hidden.unwrap();
}

#[tokio::test]
async fn what_is_like_what_is_typed_is_told_within_bounds_on_both_databases() {
    for database in [Database::Sqlite, Database::Postgres] {
        let yard = yard_in(database).await.listening().await;
        Browser::registered(&yard, LEE).await;
        let entry = say(&yard, LEE, SAID).await;
        say(&yard, LEE, "경로당에 난방이 되지 않습니다").await;
        let answer = typing(&yard, "ko", "막차가 너무 일찍 끊겨요").await;
        assert_eq!(found(&answer), ["1"]);
        assert!(found(&typing(&yard, "ko", "도서관").await).is_empty());
        hide(&yard, entry).await;
        let hidden = typing(&yard, "ko", "막차가 너무 일찍 끊겨요").await;
        assert!(found(&hidden).is_empty(), "hidden words are not found");
        // Sixty a minute.
        let mut over = None;
        for _ in 0..61 {
            let answer = typing(&yard, "ko", "난방").await;
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                over = Some(answer);
            }
        }
        let over = over.expect("an end").json();
        assert_eq!(over["title"], "너무 자주 요청했습니다");
    }
}

#[tokio::test]
async fn the_form_carries_a_script_without_words_of_its_own() {
    let yard = yard_in(Database::Sqlite).await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    for (language, title) in [("ko", "비슷한 의견이 있습니다"), ("en", "Others have said")]
    {
        let address = format!("/{language}/programmes/p/speak");
        let answer = kim.get(&yard, &address).await;
        let page = Html::parse_document(&answer.text());
        let place = all(&page, "[data-similar]");
        assert_eq!(place.len(), 1);
        assert_eq!(place[0].attr("data-similar"), Some(ASKED));
        assert_eq!(place[0].attr("aria-live"), Some("polite"));
        assert_eq!(all(&page, "#text").len(), 1, "the field that it is of");
        assert_eq!(place[0].attr("data-of"), Some("text"));
        assert!(place[0].attr("data-title").unwrap().starts_with(title));
        let list = format!("/{language}/programmes/p/voices");
        assert_eq!(place[0].attr("data-page"), Some(list.as_str()));
        let scripts = all(&page, "script");
        assert!(
            scripts
                .iter()
                .all(|script| script.attr("src").is_some() && script.inner_html().is_empty())
        );
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("script-src 'self';"), "{policy}");
        let script = all(&page, "script[src*=similar]")[0].attr("src").unwrap();
        let script = yard.portal.get(script).await.text();
        let korean = script.contains(|c: char| ('가'..='힣').contains(&c));
        assert!(
            !korean && script.contains("setTimeout(ask, 600)"),
            "{script}"
        );
    }
}

#[tokio::test]
async fn proposals_like_what_is_typed_are_told_and_the_form_asks_for_them() {
    for database in [Database::Sqlite, Database::Postgres] {
        let yard = yard_in(database).await.listening().await;
        let own = Programme(LISTENING);
        let proposed = vec![
            own.propose(
                "1",
                5,
                text("밤에도 다니는 마을버스", "Night buses for villages"),
            ),
            own.propose("2", 5, text("경로당 난방", "Heating of senior centres")),
        ];
        common::submit(&yard.portal.store, proposed).await;
        let ids = async |text| found(&asks(&yard, "proposals", "ko", text).await);
        assert_eq!(ids("밤에도 다니는 마을버스를").await, ["1"]);
        assert_eq!(ids("Night buses for our villages").await, ["1"]);
        assert!(ids("도서관").await.is_empty());
        let store = &yard.portal.store;
        let entry = store.proposal(LISTENING, "1").await.unwrap();
        hide(&yard, entry.unwrap().entry).await;
        assert!(ids("밤에도 다니는 마을버스를").await.is_empty());
        let request = Request::post("/api/v1/programmes/none/similar/proposals")
            .header("content-type", "application/json")
            .body(Body::from(json!({ "text": SAID }).to_string()));
        let answer = yard.portal.request(request.unwrap()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        let mut kim = Browser::registered(&yard, KIM).await;
        for language in ["ko", "en"] {
            let address = format!("/{language}/programmes/p/propose");
            let page = Html::parse_document(&kim.get(&yard, &address).await.text());
            let place = the_place(&page);
            assert_eq!(
                place.attr("data-similar"),
                Some("/api/v1/programmes/p/similar/proposals")
            );
            assert_eq!(place.attr("data-words"), Some("title"));
            for field in place.attr("data-of").unwrap().split(' ') {
                assert_eq!(all(&page, &format!("#{field}")).len(), 1, "{field}");
            }
            let list = format!("/{language}/programmes/p/proposals");
            assert_eq!(place.attr("data-page"), Some(list.as_str()));
            assert!(!place.attr("data-title").unwrap().is_empty());
        }
    }
}

/// Where the script shows them: one place.
fn the_place(page: &Html) -> ElementRef<'_> {
    let places = all(page, "[data-similar]");
    assert_eq!(places.len(), 1);
    places[0]
}

fn text(ko: &str, en: &str) -> Text {
    let both = [(Language::Ko, ko.to_owned()), (Language::En, en.to_owned())];
    Text(both.into_iter().collect())
}

#[tokio::test]
async fn a_voice_a_need_and_a_proposal_have_feeds_that_quote_nobody() {
    for database in [Database::Sqlite, Database::Postgres] {
        let portal = common::example_in(database).await;
        let programme = common::FINISHED;
        for (list, id) in [("voices", "1"), ("needs", "1"), ("proposals", "3")] {
            for language in ["ko", "en"] {
                let address = format!("/{language}/programmes/{programme}/{list}/{id}");
                let feed = format!("{address}/feed.atom");
                let page = Html::parse_document(&portal.get(&address).await.text());
                let alternate = format!("link[rel=alternate][href='{feed}']");
                assert_eq!(all(&page, &alternate).len(), 1, "{address}");
                assert_eq!(
                    all(&page, &format!("main a[href='{feed}']")).len(),
                    1,
                    "{address}"
                );
                let answer = portal.get(&feed).await;
                assert_eq!(answer.status, StatusCode::OK, "{feed}");
                assert_eq!(
                    answer.header("content-type"),
                    "application/atom+xml; charset=utf-8"
                );
                let read: atom_syndication::Feed = answer.text().parse().expect("a feed");
                assert_eq!(read.lang(), Some(language));
                assert!(!read.entries().is_empty(), "{feed}");
                assert!(
                    read.links()
                        .iter()
                        .any(|link| link.rel() == "alternate" && link.href().ends_with(&address))
                );
                assert!(!answer.text().contains("ballot"), "{feed}");
            }
        }
        // The newest first, its own entry last.
        let feed = format!("/en/programmes/{programme}/proposals/3/feed.atom");
        let read: atom_syndication::Feed = portal.get(&feed).await.text().parse().expect("a feed");
        let times: Vec<_> = read
            .entries()
            .iter()
            .map(|entry| *entry.updated())
            .collect();
        assert!(times.is_sorted_by(|one, next| one >= next), "{times:?}");
        let none = portal
            .get(&format!("/en/programmes/{programme}/voices/none/feed.atom"))
            .await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
        for hidden in ["5", "6"] {
            let voice = portal.store.proposal(programme, hidden).await.unwrap();
            let feed = format!("/en/programmes/{programme}/proposals/{hidden}/feed.atom");
            let text = portal.get(&feed).await.text();
            assert!(
                voice.is_some_and(|proposal| proposal.text.is_none()),
                "its words are hidden"
            );
            assert!(text.contains("Content of entry"), "{text}");
        }
    }
}
