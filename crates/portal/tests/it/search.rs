//! The search over everything, and the page for an address that leads nowhere.

use axum::http::StatusCode;
use madang_fixtures::Programme;
use madang_programme::Command;
use madang_programme::bodies::BodyKind;
use madang_programme::institutions::InstitutionNamed;
use madang_store::model::{AnswerFilter, NeedFilter, VoiceFilter};
use madang_words::{Language, Text};
use scraper::Html;

use crate::common::{self, EMPTY, FINISHED, OPEN, Portal, submit};
use crate::sight::{all, check_page, page, words};

#[tokio::test]
async fn everything_with_a_title_is_found_in_one_place() {
    let portal = common::example().await;
    // 버스
    let document = page(&portal, "/ko/search?q=%EB%B2%84%EC%8A%A4").await;
    let title = words(all(&document, "title")[0]);
    assert!(title.starts_with("“버스” · 전체 검색"), "{title}");
    let found = all(&document, "main li a[href*='/proposals/']");
    assert!((1..=5).contains(&found.len()), "{}", found.len());
    let more = all(&document, "main p a[href*='/proposals?q=']");
    let href = more[0].attr("href").expect("an address");
    assert_eq!(
        href,
        format!("/ko/programmes/{FINISHED}/proposals?q=%EB%B2%84%EC%8A%A4")
    );
    assert_eq!(portal.get(href).await.status, StatusCode::OK);

    let document = page(&portal, "/en/search?q=customized").await;
    let commitments = all(&document, "main li a[href='/en/commitments/KR0018']");
    assert_eq!(commitments.len(), 1);
    // What people wrote is no markup, in whichever programme it stands.
    let document = page(&portal, "/en/search?q=img").await;
    let link = all(
        &document,
        &format!("main li a[href^='/en/programmes/{OPEN}']"),
    );
    assert_eq!(words(link[0]), "\"><img src=x onerror=alert(1)>");

    let document = page(&portal, "/en/search?q=zzzzzz").await;
    assert!(words(all(&document, ".empty")[0]).contains("Nothing was found"));
    let document = page(&portal, "/en/search?q=++").await;
    assert!(all(&document, ".empty").is_empty(), "nothing was asked");
}

#[tokio::test]
async fn a_search_that_cannot_be_read_says_so_beside_its_field() {
    let portal = common::example().await;
    for (lang, query, said) in [
        ("ko", "q=1+2+3+4+5+6+7+8+9", "검색어는 8개까지"),
        ("en", "q=1+2+3+4+5+6+7+8+9", "8"),
        ("en", "q=a%00b", "cannot"),
        ("en", "q=a&q=b", "twice"),
    ] {
        let address = format!("/{lang}/search?{query}");
        let answer = portal.get(&address).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{address}");
        check_page(&address, &answer.text());
        let document = Html::parse_document(&answer.text());
        let summary = words(all(&document, ".error-summary")[0]);
        assert!(summary.contains(said), "{address}: {summary}");
        assert_eq!(all(&document, ".error-summary a[href='#q']").len(), 1);
        let title = words(all(&document, "title")[0]);
        assert!(
            title.starts_with(if lang == "ko" { "오류:" } else { "Error:" }),
            "{title}"
        );
    }
}

#[tokio::test]
async fn an_address_that_leads_nowhere_offers_the_search() {
    let portal = common::example().await;
    for lang in ["ko", "en"] {
        let address = format!("/{lang}/nothing/here");
        let answer = portal.get(&address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        check_page(&address, &answer.text());
        let document = Html::parse_document(&answer.text());
        let form = all(&document, "main form[role=search]");
        assert_eq!(form[0].attr("action"), Some(&*format!("/{lang}/search")));
        assert_eq!(all(&document, "main form input[name=q]").len(), 1);
        assert!(
            all(&document, ".site-nav [aria-current]").is_empty(),
            "it belongs to no tab"
        );
    }
    // A fault that is not the visitor's offers nothing to search.
    portal.store.clone().close().await;
    let answer = portal.get("/ko/programmes").await;
    let document = Html::parse_document(&answer.text());
    assert!(all(&document, "main form").is_empty());
}

/// What people look for, and what of it is found: an address that must be linked, and words.
async fn found(portal: &Portal, search: &str) -> (Vec<String>, String) {
    let query = search.bytes().map(|byte| format!("%{byte:02X}"));
    let address = format!("/ko/search?q={}", query.collect::<String>());
    let document = page(portal, &address).await;
    let links = all(&document, "main li a, main p.meant a");
    let links = links.iter().filter_map(|link| link.attr("href"));
    (
        links.map(str::to_owned).collect(),
        words(all(&document, "main")[0]),
    )
}

#[tokio::test]
async fn the_search_finds_as_well_as_the_lists_and_everything_that_is_named() {
    let portal = common::example().await;
    let of = Programme(EMPTY);
    let name = |text: &str| Text::new(Language::Ko, text);
    let commands = vec![
        of.propose("a", 7, name("골목 상권 살리기")),
        of.establish("panel", BodyKind::ExpertPanel, name("교통 전문가 심사단")),
        Command::plain(InstitutionNamed {
            programme: EMPTY.to_owned(),
            id: "moi".to_owned(),
            name: name("행정안전부 민원과"),
        }),
    ];
    submit(&portal.store, commands).await;
    let base = format!("/ko/programmes/{EMPTY}");
    let proposal = format!("{base}/proposals/a");
    // Spaces and particles do not count, for proposals as for what institutions and bodies are called.
    for search in ["골목상권", "골목 상권을", "골목상권을"] {
        let (links, text) = found(&portal, search).await;
        assert!(links.contains(&proposal), "{search}: {text}");
    }
    for search in ["교통전문가심사단", "심사단의", "전문가 교통"] {
        let (links, text) = found(&portal, search).await;
        assert!(
            links.contains(&format!("{base}#body-panel")),
            "{search}: {text}"
        );
    }
    for search in ["행정안전부", "안전부에서", "행정안전부민원과"] {
        let (links, text) = found(&portal, search).await;
        assert!(
            links.contains(&format!("{base}/voices")),
            "{search}: {text}"
        );
    }
    // One letter off.
    let (links, text) = found(&portal, "골목산권").await;
    assert!(text.contains("혹시 ‘골목상권’을 찾으셨나요?"), "{text}");
    let (links, text) = found(&portal, &decoded(&links[0])).await;
    assert!(links.contains(&proposal), "{text}");
    // By its number, and by the audience that it is for.
    let (links, _) = found(&portal, "제안 3").await;
    let third = format!("/ko/programmes/{FINISHED}/proposals/3");
    assert!(links.contains(&third), "{links:?}");
    let (_, text) = found(&portal, "중소기업").await;
    assert!(text.contains("중소기업"), "{text}");
    // What people said.
    let newest = VoiceFilter {
        limit: 1,
        ..VoiceFilter::default()
    };
    let voices = portal.store.voices(FINISHED, &newest).await;
    let voice = voices.unwrap().items.remove(0);
    let said = voice.text.expect("it is public").text;
    let said = said.best(Language::Ko).expect("words").1.to_owned();
    let (links, text) = found(&portal, &said.chars().take(12).collect::<String>()).await;
    let address = format!("/ko/programmes/{FINISHED}/voices/{}", voice.facts.id);
    assert!(links.contains(&address), "{said}: {text}");
}

#[tokio::test]
async fn the_search_finds_needs_and_answers_and_numbers_however_they_are_typed() {
    let portal = common::example().await;
    // kr18 is KR0018, on the list as in the search over everything.
    for search in ["kr18", "KR 18"] {
        let (links, text) = found(&portal, search).await;
        let commitment = "/ko/commitments/KR0018".to_owned();
        assert!(links.contains(&commitment), "{search}: {text}");
    }
    let list = page(&portal, "/ko/countries/KR?q=kr18").await;
    assert_eq!(all(&list, "main a[href$='/KR0018']").len(), 1);
    let need = NeedFilter {
        limit: 1,
        ..NeedFilter::default()
    };
    let need = portal.store.needs(FINISHED, &need).await;
    let need = need.expect("the store").items.remove(0);
    let title = need.text.expect("it is public").title;
    let title = title.best(Language::Ko).expect("words").1.to_owned();
    let (links, text) = found(&portal, &title).await;
    let address = format!("/ko/programmes/{FINISHED}/needs/{}", need.facts.id);
    assert!(links.contains(&address), "{title}: {text}");
    let answer = AnswerFilter {
        limit: 1,
        ..AnswerFilter::default()
    };
    let answer = portal.store.answers_given(FINISHED, &answer).await;
    let answer = answer.expect("the store").items.remove(0);
    let reason = answer.reason.expect("it is public").reason;
    let reason = reason.best(Language::Ko).expect("words").1;
    let begin: String = reason.chars().take(14).collect();
    let (_, text) = found(&portal, &begin).await;
    assert!(
        text.contains("답변") && text.contains(&begin),
        "{begin}: {text}"
    );
}

#[tokio::test]
async fn a_number_that_is_met_is_not_followed_by_nothing_found() {
    let portal = common::example().await;
    let list = format!("/ko/programmes/{FINISHED}/proposals");
    // 제안 3
    let document = page(&portal, &format!("{list}?q=%EC%A0%9C%EC%95%88+3")).await;
    let text = words(all(&document, "main")[0]);
    assert!(text.contains("그 번호의 제안을 찾았습니다."), "{text}");
    for wrong in ["0건을 찾았습니다", "조건에 맞는 제안이 없습니다"] {
        assert!(!text.contains(wrong), "{text}");
    }
    let api = format!("/api/v1/programmes/{FINISHED}/proposals?q=%EC%A0%9C%EC%95%88+3");
    let found = portal.get(&api).await.json();
    assert_eq!(found["total"], 1);
    assert_eq!(found["items"][0]["id"], "3");
    let later = portal.get(&format!("{api}&offset=1")).await.json();
    assert_eq!(later["items"].as_array().map(Vec::len), Some(0));
}

/// What an address asks for.
fn decoded(address: &str) -> String {
    let query = address.split_once("q=").expect("a search").1;
    let mut bytes = Vec::new();
    let mut rest = query.as_bytes().iter();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits: String = rest
                    .by_ref()
                    .take(2)
                    .map(|digit| char::from(*digit))
                    .collect();
                u8::from_str_radix(&digits, 16).expect("two digits")
            }
            byte => *byte,
        });
    }
    String::from_utf8(bytes).expect("words")
}
