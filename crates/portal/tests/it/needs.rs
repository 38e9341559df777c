//! The pages of needs, their API and their feed.

use axum::http::StatusCode;
use madang_programme::Command;
use madang_programme::voices::VoiceWithdrawn;
use scraper::Html;

use crate::common::{self, EMPTY, FINISHED};
use crate::sight::{all, page, words};

fn cards(document: &Html) -> usize {
    all(document, ".cards .card").len()
}

#[tokio::test]
async fn needs_are_searched_filtered_and_ordered() {
    let portal = common::example().await;
    for lang in ["ko", "en"] {
        let base = format!("/{lang}/programmes/{FINISHED}/needs");
        let document = page(&portal, &base).await;
        assert_eq!(cards(&document), 9);
        assert!(words(all(&document, "[role=status]")[0]).contains('9'));
        let first = |document: &Html| words(all(document, ".card h2")[0]);
        assert!(
            [
                "Knowing beforehand (example)",
                "미리 알 수 있게 하기 (예시)"
            ]
            .contains(&first(&document).as_str()),
            "the most voices first: {}",
            first(&document)
        );
        let newest = page(&portal, &format!("{base}?order=newest")).await;
        assert!(
            [
                "Counters that everybody can use (example)",
                "누구나 쓸 수 있는 창구 (예시)"
            ]
            .contains(&first(&newest).as_str()),
            "{}",
            first(&newest)
        );
        for (query, expected) in [
            ("?group=vulnerable", 2),
            ("?standing=split", 1),
            ("?standing=merged", 2),
            ("?standing=merged&group=vulnerable", 2),
            ("?q=%EC%84%9C%EB%A5%98", 3),
            ("?q=shop", 1),
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
    }
    page(&portal, &format!("/ko/programmes/{EMPTY}/needs")).await;
    for query in ["?group=none", "?standing=maybe", "?order=odd", "?page=0"] {
        let answer = portal
            .get(&format!("/en/programmes/{FINISHED}/needs{query}"))
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        let document = Html::parse_document(&answer.text());
        let summary = all(&document, ".error-summary a");
        assert_eq!(summary.len(), 1, "{query}");
        let field = summary[0].attr("href").expect("a place");
        assert_eq!(all(&document, field).len(), 1, "{query} leads to its field");
    }
    let missing = portal.get("/en/programmes/nowhere/needs").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_need_shows_its_voices_by_number_and_its_way() {
    let portal = common::example().await;
    let address = format!("/en/programmes/{FINISHED}/needs/1");
    let document = page(&portal, &address).await;
    let text = words(all(&document, "main")[0]);
    for said in [
        "Saying a thing once (example)",
        "This need was split",
        "Split into",
        "Need 10: Telling it once in one's life (example)",
        "In none of the parts: Voice 22",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(cards(&document), 6);
    // Each chart says in words what it shows, and has its table.
    assert_eq!(all(&document, "svg.chart title").len(), 4);
    let tables = all(&document, "figure table");
    assert_eq!(tables.len(), 4);
    let channels = words(tables[0]);
    assert!(
        channels.contains("Portal 3") && channels.contains("Survey 1"),
        "{channels}"
    );
    let part = page(&portal, &address.replace("needs/1", "needs/10")).await;
    let text = words(all(&part, "main")[0]);
    assert!(
        text.contains("Became a part of ·") && text.contains("Need 1: Saying"),
        "{text}"
    );
    let merged = page(&portal, &address.replace("needs/1", "needs/12")).await;
    let text = words(all(&merged, "main")[0]);
    assert!(
        text.contains("Took up ·") && text.contains("Need 5: Counters"),
        "{text}"
    );
    assert_eq!(cards(&merged), 2);
    let korean = page(&portal, &address.replace("/en/", "/ko/")).await;
    assert!(words(all(&korean, "main")[0]).contains("같은 것을 여러 번 내지 않기"));
    // A voice leads to its needs, and a withdrawn one counts no more.
    let voice = format!("/en/programmes/{FINISHED}/voices/22");
    let of_voice = words(all(&page(&portal, &voice).await, "main")[0]);
    assert!(
        of_voice.contains("Knowing beforehand (example)"),
        "{of_voice}"
    );
    assert!(
        of_voice.contains("Saying a thing once (example) (Split)"),
        "{of_voice}"
    );
    let withdrawn = VoiceWithdrawn {
        programme: FINISHED.to_owned(),
        voice: "3".to_owned(),
    };
    common::submit(&portal.store, vec![Command::plain(withdrawn)]).await;
    let third = page(&portal, &address.replace("needs/1", "needs/3")).await;
    let text = words(all(&third, "main")[0]);
    assert!(text.contains("1 voice and 1 that was withdrawn"), "{text}");
    for wrong in ["needs/99", "needs/3?page=x"] {
        let answer = portal.get(&address.replace("needs/1", wrong)).await;
        let expected = match wrong {
            "needs/99" => StatusCode::NOT_FOUND,
            _ => StatusCode::BAD_REQUEST,
        };
        assert_eq!(answer.status, expected, "{wrong}");
    }
    let past = page(&portal, &address.replace("needs/1", "needs/3?page=9")).await;
    assert_eq!((cards(&past), all(&past, ".empty").len()), (0, 1));
}

#[tokio::test]
async fn programs_read_needs_and_their_feed() {
    let portal = common::example().await;
    let base = format!("/api/v1/programmes/{FINISHED}/needs");
    let list = portal.get(&format!("{base}?limit=2")).await.json();
    assert_eq!(
        (&list["total"], &list["items"][0]["id"]),
        (&9.into(), &"2".into())
    );
    assert_eq!(list["items"][0]["voices"], 4);
    let next = list["next"].as_str().expect("another page");
    let next = portal.get(next).await.json();
    assert_eq!(next["items"].as_array().map(Vec::len), Some(2));
    let one = portal.get(&format!("{base}/1")).await.json();
    assert_eq!(one["standing"], "split");
    assert_eq!(one["counts"]["channel"]["portal"], 3);
    assert_eq!(one["counts"]["region"][""], 1);
    assert_eq!(one["steps"][0]["added"][0], "1");
    assert_eq!(one["steps"][1]["what"], "split");
    assert_eq!(one["steps"][1]["needs"][1], "11");
    let voices = portal.get(&format!("{base}/1/voices?limit=4")).await.json();
    assert_eq!(
        (&voices["total"], &voices["items"][0]["id"]),
        (&6.into(), &"22".into())
    );
    let next = voices["next"].as_str().expect("another page");
    assert_eq!(portal.get(next).await.json()["items"][1]["id"], "1");
    for (address, status) in [
        (format!("{base}?standing=odd"), StatusCode::BAD_REQUEST),
        (format!("{base}/99"), StatusCode::NOT_FOUND),
        (format!("{base}/99/voices"), StatusCode::NOT_FOUND),
        (format!("{base}/1/voices?limit=0"), StatusCode::BAD_REQUEST),
    ] {
        let answer = portal.get(&address).await;
        assert_eq!(answer.status, status, "{address}");
        assert!(answer.header("content-type").contains("problem+json"));
    }
    for lang in ["ko", "en"] {
        let address = format!("/{lang}/programmes/{FINISHED}/needs/feed.atom");
        let feed = portal.get(&address).await;
        let kind = feed.header("content-type").to_owned();
        assert!(kind.starts_with("application/atom+xml"), "{kind}");
        let text = feed.text();
        assert_eq!(text.matches("<entry>").count(), 9);
        let own = format!("https://madang.example.org/{lang}/programmes/{FINISHED}/needs/12");
        assert!(text.contains(&own), "{text}");
    }
    // Each entry of a need says in words what it is about.
    for (entry, says) in [
        (&one["entry"], "Saying a thing once"),
        (&one["steps"][0]["entry"], "Put in: Voice 1 , Voice 7"),
        (&one["steps"][1]["entry"], "Split into Need 10 Need 11"),
    ] {
        let document = page(&portal, &format!("/en/record/entries/{entry}")).await;
        let text = words(all(&document, "main")[0]);
        assert!(text.contains(says), "{says}: {text}");
    }
}
