//! The pages of voices, their API and their feed.

use axum::http::StatusCode;
use madang_fixtures::in_days;
use madang_programme::content::{ContentErased, ContentRestricted, Ground};
use madang_programme::voices::{
    REASON, TransferGround, VoiceTransferReason, VoiceTransferred, VoiceWithdrawn,
};
use madang_programme::{Command, Role};
use madang_words::{Language, Text};
use scraper::Html;

use crate::common::{self, EMPTY, FINISHED};
use crate::sight::{all, page, words};

const VOICES: usize = 23;

fn cards(document: &Html) -> usize {
    all(document, ".cards .card").len()
}

#[tokio::test]
async fn voices_are_searched_and_filtered() {
    let portal = common::example().await;
    for lang in ["ko", "en"] {
        let base = format!("/{lang}/programmes/{FINISHED}/voices");
        let document = page(&portal, &base).await;
        assert_eq!(cards(&document), VOICES);
        assert!(words(all(&document, "[role=status]")[0]).contains("23"));
        for (query, expected) in [
            ("?channel=petition", 4),
            ("?channel=petition&region=KR-11", 2),
            ("?group=business", 4),
            ("?audience=elderly&institution=welfare", 2),
            ("?q=%EC%84%9C%EB%A5%98", 4),
            ("?q=papers&channel=media", 1),
            ("?standing=withdrawn", 0),
            ("?q=zzzz", 0),
        ] {
            let document = page(&portal, &format!("{base}{query}")).await;
            assert_eq!(cards(&document), expected, "{query}");
            assert_eq!(
                all(&document, ".empty").len(),
                usize::from(expected == 0),
                "{query}"
            );
        }
        let newest = words(all(&document, ".card h2")[0]);
        assert!(newest.ends_with("23"), "{newest}");
    }
    page(&portal, &format!("/ko/programmes/{EMPTY}/voices")).await;
    for query in [
        "?channel=pigeon",
        "?region=KR-99",
        "?standing=maybe",
        "?page=0",
        "?month=2026",
    ] {
        let answer = portal
            .get(&format!("/en/programmes/{FINISHED}/voices{query}"))
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        let document = Html::parse_document(&answer.text());
        let summary = all(&document, ".error-summary a");
        assert_eq!(summary.len(), 1, "{query}");
        let field = summary[0].attr("href").expect("a place");
        assert_eq!(all(&document, field).len(), 1, "{query} leads to its field");
    }
    let missing = portal.get("/en/programmes/nowhere/voices").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_voice_says_what_became_of_it() {
    let portal = common::example().await;
    let facts = VoiceTransferred {
        programme: FINISHED.to_owned(),
        voice: "3".to_owned(),
        to: "welfare".to_owned(),
        ground: TransferGround::Competence,
    };
    let reason = Text::new(Language::En, "It <b>belongs</b> there.");
    let withdrawn = VoiceWithdrawn {
        programme: FINISHED.to_owned(),
        voice: "3".to_owned(),
    };
    let commands = vec![
        Command::said(REASON, facts, VoiceTransferReason { reason }),
        Command::plain(withdrawn),
    ];
    common::submit(&portal.store, commands).await;
    let address = format!("/en/programmes/{FINISHED}/voices/3");
    let document = page(&portal, &address).await;
    let text = words(all(&document, "main")[0]);
    for said in [
        "Three buses a day",
        "On paper",
        "South Jeolla",
        "Ministry for health and welfare",
        "it is the task of that institution",
        "It <b>belongs</b> there.",
        "who entered it for somebody else",
        "has a slip with a code",
        "Withdrawn",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(all(&document, ".steps-of li").len(), 3);
    let korean = page(&portal, &address.replace("/en/", "/ko/")).await;
    assert!(words(all(&korean, "main")[0]).contains("면사무소까지 버스가"));
    let missing = portal
        .get(&format!("/en/programmes/{FINISHED}/voices/99"))
        .await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    // Each entry of it says in words what it is about.
    let api = portal
        .get(&format!("/api/v1/programmes/{FINISHED}/voices/3"))
        .await
        .json();
    assert_eq!(api["standing"], "withdrawn");
    assert_eq!(api["institution"], "welfare");
    assert_eq!(api["steps"][0]["what"], "transferred");
    assert_eq!(api["steps"][0]["text"]["en"], "It <b>belongs</b> there.");
    assert_eq!(api["steps"][1]["what"], "withdrawn");
    for entry in [
        &api["entry"],
        &api["steps"][0]["entry"],
        &api["steps"][1]["entry"],
    ] {
        let document = page(&portal, &format!("/ko/record/entries/{entry}")).await;
        let text = words(all(&document, "main")[0]);
        assert!(text.contains("의견"), "{text}");
    }
}

#[tokio::test]
async fn programs_read_voices_and_their_feed() {
    let portal = common::example().await;
    let base = format!("/api/v1/programmes/{FINISHED}/voices");
    let list = portal
        .get(&format!("{base}?channel=petition&limit=2"))
        .await
        .json();
    assert_eq!(list["total"], 4);
    assert_eq!(list["items"][0]["channel"], "petition");
    assert_eq!(
        list["items"][0].get("receipt"),
        None,
        "codes are of no use to readers"
    );
    let next = list["next"].as_str().expect("another page");
    let next = portal.get(next).await.json();
    assert_eq!(next["items"].as_array().map(Vec::len), Some(2));
    let wrong = portal.get(&format!("{base}?channel=pigeon")).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.header("content-type").contains("problem+json"));
    for lang in ["ko", "en"] {
        let address = format!("/{lang}/programmes/{FINISHED}/voices/feed.atom");
        let feed = portal.get(&address).await;
        assert!(
            feed.header("content-type")
                .starts_with("application/atom+xml")
        );
        let text = feed.text();
        assert_eq!(text.matches("<entry>").count(), VOICES);
        let own = format!("https://madang.example.org/{lang}/programmes/{FINISHED}/voices/23");
        assert!(text.contains(&own), "{text}");
    }
}

#[tokio::test]
async fn a_hidden_voice_says_by_which_entry_on_which_ground_and_until_when() {
    let portal = common::example().await;
    let entry = async |id: &str| {
        let voice = portal.store.voice(FINISHED, id).await;
        voice.expect("the store answers").expect("a voice").entry
    };
    let restricted = ContentRestricted {
        entry: entry("3").await,
        name: "text".to_owned(),
        ground: Ground::HouseRules,
        roles: vec!["official".to_owned()],
        review_by: in_days(20),
    };
    let official = || common::actor(Role::Official);
    let done = portal.store.restrict(official(), restricted).await;
    done.expect("the words are restricted");
    let by = portal.store.size().await.expect("a size") - 1;
    let erased = ContentErased {
        entry: entry("4").await,
        name: "text".to_owned(),
        ground: Ground::ErasureRequest,
    };
    let done = portal.store.erase(official(), erased).await;
    done.expect("the words are erased");
    for (language, id, part) in [
        ("ko", "3", "근거: 사업이 공개한 이용 규칙 위배."),
        ("ko", "3", "까지 다시 살핍니다."),
        ("en", "3", "These words are restricted. Ground:"),
        ("en", "4", "These words were erased. Ground:"),
        ("ko", "4", "글을 삭제했습니다. 근거: 본인의 삭제 요청."),
    ] {
        let address = format!("/{language}/programmes/{FINISHED}/voices/{id}");
        let document = page(&portal, &address).await;
        let notices = all(&document, "main .notice").into_iter().map(words);
        let notices: Vec<String> = notices.collect();
        let told = notices.iter().any(|notice| notice.contains(part));
        assert!(told, "{address}: {part}: {notices:?}");
    }
    let document = page(&portal, &format!("/en/programmes/{FINISHED}/voices/3")).await;
    let link = format!(".notice a[href$='/record/entries/{by}']");
    assert_eq!(all(&document, &link).len(), 1);
}
