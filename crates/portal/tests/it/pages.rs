//! Every page in both languages, over a store with something in every state.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use madang_portal::page_address_of;
use scraper::Html;

use crate::common::{self, FINISHED};
use crate::sight::{all, check_page, page, sitemap, words};

/// Follows every internal link of every page, from home, in both languages.
#[tokio::test]
async fn every_link_leads_somewhere() {
    let portal = common::example().await;
    let mut queue = VecDeque::from(["/ko/".to_owned(), "/en/".to_owned()]);
    let mut seen: BTreeMap<String, String> = queue
        .iter()
        .map(|a| (a.clone(), "the beginning".to_owned()))
        .collect();
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    while let Some(address) = queue.pop_front() {
        let answer = portal.visit(&address).await;
        assert_eq!(
            answer.status,
            StatusCode::OK,
            "{address}, linked from {}",
            seen[&address]
        );
        let is_page = answer.header("content-type").starts_with("text/html");
        if !is_page || address.starts_with("/language/") {
            continue;
        }
        let html = answer.text();
        if address.starts_with("/ko/") || address.starts_with("/en/") {
            check_page(&address, &html);
        }
        let document = Html::parse_document(&html);
        let title = words(all(&document, "title")[0]);
        let own = all(&document, "link[rel=canonical]")[0].attr("href");
        let own = own.unwrap_or_default().to_owned();
        let other = titles.insert(title.clone(), own.clone());
        assert!(
            other.as_ref().is_none_or(|other| *other == own),
            "{other:?} and {own} are both {title:?}"
        );
        for element in all(&document, "a[href], link[href]") {
            let href = element.attr("href").unwrap_or_default();
            let href = href
                .strip_prefix("https://madang.example.org")
                .unwrap_or(href);
            if let Some(fragment) = href.strip_prefix('#') {
                assert!(
                    html.contains(&format!("id=\"{fragment}\"")),
                    "{address}: #{fragment} is not there"
                );
                continue;
            }
            if href.starts_with("http") {
                continue;
            }
            assert!(href.starts_with('/'), "{address} links to {href}");
            // Entries of ballots are many and alike; the first hundred stand for them.
            let many = href.contains("/record/entries/") && seen.len() > 900;
            if !many && !seen.contains_key(href) {
                seen.insert(href.to_owned(), address.clone());
                queue.push_back(href.to_owned());
            }
        }
    }
    // What search engines are told of, people find by links.
    let told = sitemap(&portal).await;
    let unlinked: Vec<&String> = told.iter().filter(|to| !seen.contains_key(*to)).collect();
    assert!(unlinked.is_empty(), "no page links to {unlinked:?}");
    // And they are told of the page of every thing that links lead to.
    let is_thing = |address: &&String| {
        let own = address.get(3..).unwrap_or_default();
        let of = page_address_of(own).unwrap_or_default();
        let steps = of.split('/').count();
        of.ends_with('}') && (steps == 3 || steps == 5) && !own.contains(['?', '#'])
    };
    let untold: Vec<&String> = seen
        .keys()
        .filter(is_thing)
        .filter(|of| !told.contains(of))
        .collect();
    assert!(untold.is_empty(), "the sitemap does not name {untold:?}");
}

#[tokio::test]
async fn a_bad_query_says_so_and_leaves_the_page_useful() {
    let portal = common::example().await;
    let proposals = format!("/en/programmes/{FINISHED}/proposals");
    let forms: [(String, &[&str]); 10] = [
        (format!("{proposals}?page=0"), &["page"]),
        (
            format!("{proposals}?group=nobody&order=random&q=bus"),
            &["group", "order"],
        ),
        (
            format!("{proposals}?audience=x&state=happy"),
            &["audience", "state"],
        ),
        (format!("{proposals}?q={}", "a".repeat(300)), &["q"]),
        (format!("{proposals}?q=a%00b"), &["q"]),
        (
            "/en/countries/KR?plan=XX-9&area=Weather".to_owned(),
            &["plan", "area"],
        ),
        ("/en/record?before=-1".to_owned(), &["before"]),
        (
            "/en/record?kind=moon.landed/1&actor=nobody".to_owned(),
            &["kind", "actor"],
        ),
        ("/en/record?before=3&from=2".to_owned(), &["from"]),
        (
            "/en/record?programme=nope&before=99999999999999999999".to_owned(),
            &["before", "programme"],
        ),
    ];
    for (address, fields) in forms {
        let answer = portal.get(&address).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{address}");
        let html = answer.text();
        let document = Html::parse_document(&html);
        let links: Vec<_> = all(&document, ".error-summary a")
            .iter()
            .map(|a| a.attr("href").unwrap_or_default().to_owned())
            .collect();
        let expected: Vec<_> = fields.iter().map(|field| format!("#{field}")).collect();
        assert_eq!(
            links.iter().collect::<BTreeSet<_>>(),
            expected.iter().collect(),
            "{address}"
        );
        assert!(
            !all(&document, "form").is_empty(),
            "{address}: the form stays"
        );
        assert!(
            !all(&document, ".card, table").is_empty() || address.contains("q="),
            "{address}: the list stays"
        );
        for href in links {
            // A hidden field has no place to go to; the visible ones have.
            if !["#page", "#state"].contains(&href.as_str()) {
                assert!(
                    !all(&document, &href).is_empty(),
                    "{address}: {href} is not there"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_record_with_nothing_in_it_has_pages_too() {
    let portal = common::empty().await;
    for lang in ["ko", "en"] {
        for path in [
            "/",
            "/programmes",
            "/commitments",
            "/record",
            "/record/checkpoint",
            "/record/verify",
            "/record/find",
            "/about",
            "/data",
            "/data/api",
        ] {
            page(&portal, &format!("/{lang}{path}")).await;
        }
    }
}

#[tokio::test]
async fn addresses_written_down_a_little_wrong_lead_to_the_page() {
    let portal = common::example().await;
    for (wrong, right) in [
        ("/ko/commitments/kr0018", "/ko/commitments/KR0018"),
        ("/en/countries/kr", "/en/countries/KR"),
        ("/ko/record/?from=0", "/ko/record?from=0"),
        ("/en/programmes///", "/en/programmes"),
    ] {
        let answer = portal.get(wrong).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{wrong}");
        assert_eq!(answer.header("location"), right, "{wrong}");
        assert_eq!(portal.get(right).await.status, StatusCode::OK, "{right}");
    }
    for wrong in ["/ko/commitments/xx0001", "/ko/nothing/"] {
        let answer = portal.visit(wrong).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_in_the_visitors_language() {
    let portal = common::example().await;
    let missing = [
        "/ko/nothing",
        "/ko/programmes/none",
        "/ko/programmes/none/proposals",
        "/ko/commitments/XX0001",
        "/ko/countries/XX",
        "/ko/programmes/kr0018-flagships/votes/none",
        "/ko/programmes/kr0018-flagships/proposals/none",
        "/ko/programmes/%ff",
    ];
    for address in missing {
        let answer = portal.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        check_page(address, &answer.text());
        assert!(
            answer.text().contains("페이지를 찾을 수 없습니다"),
            "{address}"
        );
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let answer = portal.get("/en/nothing").await;
    assert!(answer.text().contains("Page not found"));
    let request = Request::get("/nothing")
        .header("accept-language", "en")
        .body(Body::empty())
        .unwrap();
    assert!(
        portal
            .request(request)
            .await
            .text()
            .contains("Page not found")
    );
    let request = Request::post("/ko/record").body(Body::empty()).unwrap();
    let answer = portal.request(request).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.text().contains("할 수 없는 요청"));
}

#[tokio::test]
async fn a_database_that_does_not_answer_is_a_503_in_both_languages() {
    let portal = common::example().await;
    portal.store.clone().close().await;
    for (address, title) in [
        ("/ko/programmes", "지금은 답할 수 없습니다"),
        ("/en/record", "No answer for now"),
    ] {
        let answer = portal.get(address).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{address}");
        check_page(address, &answer.text());
        assert!(answer.text().contains(title), "{address}");
    }
    let answer = portal.get("/api/v1/programmes").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.json()["type"], "urn:madang:problem:unavailable");
    assert_eq!(
        portal.get("/healthz").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
}
