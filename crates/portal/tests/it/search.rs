//! The search over everything, and the page for an address that leads nowhere.

use axum::http::StatusCode;
use scraper::Html;

use crate::common::{self, FINISHED, OPEN};
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
