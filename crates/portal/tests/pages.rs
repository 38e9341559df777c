//! Every page in both languages, over a store with something in every state.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use common::{EMPTY, FINISHED, OPEN, Portal, VOTE};
use scraper::{ElementRef, Html, Selector};

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).expect("a selector");
    page.select(&selector).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element
        .text()
        .collect::<Vec<_>>()
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// What holds for every page.
fn check_page(address: &str, html: &str) {
    let page = Html::parse_document(html);
    let lang = all(&page, "html")[0]
        .attr("lang")
        .unwrap_or_default()
        .to_owned();
    assert_eq!(lang, &address[1..3], "{address}: language of the page");
    assert_eq!(all(&page, "h1").len(), 1, "{address}: one main heading");
    for landmark in ["header", "nav.site-nav", "main#main", "footer"] {
        assert_eq!(all(&page, landmark).len(), 1, "{address}: {landmark}");
    }
    assert!(
        !words(all(&page, "title")[0]).is_empty(),
        "{address}: title"
    );
    assert_eq!(
        all(&page, "a.skip")[0].attr("href"),
        Some("#main"),
        "{address}"
    );
    assert!(
        all(
            &page,
            "script, style, [style], [onclick], [onload], [onerror]"
        )
        .is_empty(),
        "{address}: inline code"
    );

    let mut ids = BTreeSet::new();
    for element in all(&page, "[id]") {
        let id = element.attr("id").unwrap_or_default();
        assert!(
            ids.insert(id.to_owned()),
            "{address}: id {id} stands there twice"
        );
    }
    for attribute in ["aria-labelledby", "aria-describedby", "for"] {
        for element in all(&page, &format!("[{attribute}]")) {
            for id in element.attr(attribute).unwrap_or_default().split(' ') {
                assert!(
                    ids.contains(id),
                    "{address}: {attribute} names {id}, which is not there"
                );
            }
        }
    }
    let mut level = 0;
    for heading in all(&page, "h1, h2, h3, h4, h5, h6") {
        let next: u8 = heading.value().name()[1..]
            .parse()
            .expect("a heading's level");
        // The error summary stands before the main heading, as its own landmark.
        if heading.attr("id") == Some("error-title") {
            continue;
        }
        assert!(
            next <= level + 1,
            "{address}: {} after level {level}",
            words(heading)
        );
        assert!(!words(heading).is_empty(), "{address}: an empty heading");
        level = next;
    }
    for control in all(&page, "input:not([type=hidden]), select") {
        let id = control.attr("id").unwrap_or_default();
        assert_eq!(
            all(&page, &format!("label[for={id}]")).len(),
            1,
            "{address}: label of {id}"
        );
    }
    for link in all(&page, "a") {
        assert!(!words(link).is_empty(), "{address}: a link without words");
    }
    let names: Vec<_> = all(&page, "nav")
        .iter()
        .map(|nav| nav.attr("aria-label").unwrap_or_default().to_owned())
        .collect();
    assert_eq!(
        names.iter().collect::<BTreeSet<_>>().len(),
        names.len(),
        "{address}: each menu has a name of its own"
    );
    if lang == "ko" {
        for element in all(&page, "h1, h2, h3, th, label, button, dt") {
            let text = words(element);
            let marked = element.attr("lang").is_some() || element.html().contains("lang=\"");
            let plain = text.chars().filter(|c| c.is_ascii_alphabetic()).count() > 12
                && !text.chars().any(|c| c > '\u{ac00}');
            let is_code = element.html().contains("<code")
                || element.value().classes().any(|class| class == "hash");
            assert!(
                !plain || marked || is_code,
                "{address}: {text:?} is not Korean and not marked"
            );
        }
    }
}

async fn page(portal: &Portal, address: &str) -> Html {
    let answer = portal.get(address).await;
    assert_eq!(
        answer.status,
        StatusCode::OK,
        "{address}: {}",
        answer.text()
    );
    check_page(address, &answer.text());
    Html::parse_document(&answer.text())
}

/// Follows every internal link of every page, from home, in both languages.
#[tokio::test]
async fn every_link_leads_somewhere() {
    let portal = common::example().await;
    let mut queue = VecDeque::from(["/ko/".to_owned(), "/en/".to_owned()]);
    let mut seen: BTreeMap<String, String> = queue
        .iter()
        .map(|a| (a.clone(), "the beginning".to_owned()))
        .collect();
    let mut pages = 0;
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
        pages += 1;
        let html = answer.text();
        if address.starts_with("/ko/") || address.starts_with("/en/") {
            check_page_after_redirect(&address, &html);
        }
        let document = Html::parse_document(&html);
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
    assert!(pages > 200, "only {pages} pages were found");
}

/// The commitments' index leads on to the only country.
fn check_page_after_redirect(address: &str, html: &str) {
    check_page(address, html);
}

#[tokio::test]
async fn home_says_what_this_is_and_where_each_programme_stands() {
    let portal = common::example().await;
    let home = page(&portal, "/ko/").await;
    assert_eq!(all(&home, ".cards .card").len(), 3);
    let text = words(all(&home, "main")[0]);
    for expected in [
        "맞춤형 서비스 대표사업 50",
        "선정 완료",
        "투표 중",
        "제안 받는 중",
        "예시",
    ] {
        assert!(text.contains(expected), "{expected}");
    }
    let home = page(&portal, "/en/").await;
    assert!(words(all(&home, "main")[0]).contains("Vote open"));
}

#[tokio::test]
async fn what_people_wrote_is_never_markup() {
    let portal = common::example().await;
    for address in [
        "/en/",
        &format!("/en/programmes/{OPEN}"),
        &format!("/ko/programmes/{OPEN}/proposals"),
    ] {
        let document = page(&portal, address).await;
        assert!(
            all(&document, "main img, main b, script").is_empty(),
            "{address}"
        );
        assert!(
            words(all(&document, "body")[0]).contains("<script>alert('title')</script> & co"),
            "{address}"
        );
    }
    let proposal = page(
        &portal,
        &format!("/ko/programmes/{OPEN}/proposals/%EA%B0%80-1"),
    )
    .await;
    let heading = all(&proposal, "h1")[0];
    assert_eq!(words(heading), "\"><img src=x onerror=alert(1)>");
    assert!(
        heading.html().contains("lang=\"pl\""),
        "what is Polish says so"
    );
}

#[tokio::test]
async fn a_programme_shows_groups_bodies_and_votes() {
    let portal = common::example().await;
    let document = page(&portal, &format!("/ko/programmes/{FINISHED}")).await;
    assert_eq!(all(&document, "#groups tbody tr").len(), 4);
    let text = words(all(&document, "main")[0]);
    for expected in [
        "일반 서비스",
        "자문위원회",
        "신원 비공개",
        "예시 자료입니다",
        "대표사업 50개",
    ] {
        assert!(text.contains(expected), "{expected}");
    }
    let current = all(&document, ".stepper [aria-current]");
    assert!(current.is_empty(), "all steps are done");
    page(&portal, &format!("/en/programmes/{EMPTY}")).await;
    let open = page(&portal, &format!("/en/programmes/{OPEN}")).await;
    assert_eq!(
        words(all(&open, ".stepper [aria-current=step] .step-name")[0]),
        "Vote"
    );
}

#[tokio::test]
async fn proposals_are_searched_filtered_and_paged() {
    let portal = common::example().await;
    let base = format!("/ko/programmes/{FINISHED}/proposals");
    let cards = |document: &Html| all(document, ".cards .card").len();
    let document = page(&portal, &base).await;
    assert_eq!(cards(&document), 24);
    assert!(words(all(&document, "[role=status]")[0]).contains("64"));
    assert_eq!(
        all(&document, ".tabs a[aria-current]").len(),
        2,
        "the programme's tab and the state's"
    );
    let last = page(&portal, &format!("{base}?page=3")).await;
    assert_eq!(cards(&last), 16);
    assert!(all(&last, "a[rel=next]").is_empty() && !all(&last, "a[rel=prev]").is_empty());
    let past = page(&portal, &format!("{base}?group=general&page=9")).await;
    assert_eq!(cards(&past), 0);
    assert!(words(all(&past, ".empty p")[0]).contains("마지막 쪽보다 뒤"));
    assert_eq!(
        all(&past, ".empty a")[0].attr("href"),
        Some(format!("{base}?group=general").as_str()),
        "back to the same list"
    );
    let found = page(
        &portal,
        &format!("{base}?q=%EC%B9%A8%EC%88%98+%EC%88%98%EC%9C%84"),
    )
    .await;
    assert_eq!(cards(&found), 1);
    assert!(words(all(&found, ".card h2")[0]).contains("침수 골목"));
    let business = page(
        &portal,
        &format!("{base}?group=business&state=selected&order=cost_descending"),
    )
    .await;
    let costs: Vec<_> = all(&business, ".card-foot span:first-child")
        .iter()
        .map(|e| words(*e))
        .collect();
    assert!(!costs.is_empty());
    assert!(
        all(&business, ".tabs a[href*='state=selected']")[0]
            .attr("aria-current")
            .is_some()
    );
    let none = page(&portal, &format!("{base}?q=zzzzzz")).await;
    assert_eq!(cards(&none), 0);
    assert!(words(all(&none, ".empty")[0]).contains("조건에 맞는 제안이 없습니다"));
    let withdrawn = page(&portal, &format!("{base}?state=withdrawn")).await;
    assert_eq!(cards(&withdrawn), 1);
    page(&portal, &format!("/en/programmes/{EMPTY}/proposals")).await;
}

#[tokio::test]
async fn a_bad_query_says_so_and_leaves_the_page_useful() {
    let portal = common::example().await;
    let proposals = format!("/en/programmes/{FINISHED}/proposals");
    let forms: [(String, &[&str]); 8] = [
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
async fn a_proposal_says_what_happened_and_why() {
    let portal = common::example().await;
    let detail = portal.store.programme(FINISHED).await.unwrap().unwrap();
    let selected = &detail.votes[0].selection.as_ref().unwrap().facts.selected;
    assert!(!selected.is_empty() && selected.len() < 64);
    let winner = page(
        &portal,
        &format!("/en/programmes/{FINISHED}/proposals/{}", selected[0]),
    )
    .await;
    let text = words(all(&winner, "main")[0]);
    assert!(
        text.contains("It was selected as number 1.") && text.contains("voters listed it"),
        "{text}"
    );
    let loser = (1..=64)
        .map(|id| id.to_string())
        .find(|id| !selected.contains(id) && id != "5" && id != "6")
        .unwrap();
    let loser = page(
        &portal,
        &format!("/en/programmes/{FINISHED}/proposals/{loser}"),
    )
    .await;
    let text = words(all(&loser, "main")[0]);
    assert!(text.contains("the rule did not select it"), "{text}");
    assert!(
        text.contains("short of its cost") || text.contains("Nobody listed it"),
        "{text}"
    );
    for hidden in ["5", "6"] {
        let document = page(
            &portal,
            &format!("/ko/programmes/{FINISHED}/proposals/{hidden}"),
        )
        .await;
        assert!(
            words(all(&document, "main")[0]).contains("공개되지 않거나 삭제되었습니다"),
            "{hidden}"
        );
    }
}

#[tokio::test]
async fn a_selection_shows_rule_result_tally_and_downloads() {
    let portal = common::example().await;
    for address in [
        format!("/en/programmes/{FINISHED}/selection"),
        format!("/en/programmes/{FINISHED}/votes/{VOTE}"),
    ] {
        let document = page(&portal, &address).await;
        let text = words(all(&document, "main")[0]);
        for expected in [
            "Method of equal shares",
            "This is example data",
            "It was fixed in Entry",
            "Ballots cast 123",
            "Counted 121",
            "Another ballot of the same voter decides 1",
            "Empty 1",
            "Choices left out of counted ballots (choices, not ballots) 1",
            "KRW 20,000,000,000",
        ] {
            assert!(text.contains(expected), "{address}: {expected}: {text}");
        }
        assert_eq!(all(&document, "#projects tbody tr").len(), 64);
        assert!(!all(&document, "#rounds tbody tr").is_empty());
        assert_eq!(all(&document, "a[href*='/ballots.']").len(), 3);
    }
    let open = page(&portal, &format!("/ko/programmes/{OPEN}/selection")).await;
    let text = words(all(&open, "main")[0]);
    assert!(
        text.contains("아직 공개되지 않았습니다") && text.contains("봉인"),
        "{text}"
    );
    assert!(all(&open, "a[href*='/ballots.']").is_empty());
    page(&portal, &format!("/en/programmes/{EMPTY}/selection")).await;
}

#[tokio::test]
async fn a_commitment_shows_all_that_its_source_has_and_leaves_blanks_blank() {
    let portal = common::example().await;
    let document = page(&portal, "/en/commitments/KR0018").await;
    let text = words(all(&document, "main")[0]);
    for expected in [
        "Providing Customized Services",
        "South Korea Second Action Plan for 2014-2016",
        "Marginalized Communities",
        "Inclusion",
        "Ministry of the Interior (MOI)",
        "1.b.1",
        "20 of the 50 projects had been selected and published online.",
        "The ministry supplied a list of 50 projects",
        "Did it open government? Civic participation",
        "2014-16",
        "Lists of participants",
        "Say exactly what their opinions change.",
        "27 February 2014",
        "June 2016",
        "A professor at Inha University",
        "— blank: the source gives no value",
    ] {
        assert!(text.contains(expected), "{expected}");
    }
    assert_eq!(all(&document, "#milestones tbody tr").len(), 3);
    let notes: Vec<_> = all(&document, "ol.notes li")
        .iter()
        .filter_map(|li| li.attr("value").map(str::to_owned))
        .collect();
    assert_eq!(notes, ["18", "19", "20", "21", "22", "23"]);
    let korean = page(&portal, "/ko/commitments/KR0018").await;
    assert!(words(all(&korean, "main")[0]).contains("상당 부분 이행 ( Substantial )"));

    let list = page(&portal, "/ko/countries/KR").await;
    assert_eq!(all(&list, "#commitments tbody tr").len(), 48);
    let searched = page(&portal, "/en/countries/KR?q=customized&plan=KR-2").await;
    assert_eq!(all(&searched, "#commitments tbody tr").len(), 1);
    let area = page(&portal, "/en/countries/KR?area=Youth").await;
    assert_eq!(all(&area, "#commitments tbody tr").len(), 1);
    page(&portal, "/ko/countries/KR?q=nothing-like-this").await;
}

#[tokio::test]
async fn an_entry_shows_its_proof_and_what_became_of_its_bodies() {
    let portal = common::example().await;
    let main = |document: &Html| words(all(document, "main")[0]);
    let proposal = |id: &'static str| {
        let store = portal.store.clone();
        async move { store.proposal(FINISHED, id).await.unwrap().unwrap().entry }
    };
    let open = page(
        &portal,
        &format!("/en/record/entries/{}", proposal("1").await),
    )
    .await;
    assert!(main(&open).contains("Public") && main(&open).contains("Inclusion proof"));
    let restricted = page(
        &portal,
        &format!("/en/record/entries/{}", proposal("5").await),
    )
    .await;
    assert!(main(&restricted).contains("Only certain roles can see it"));
    let erased = page(
        &portal,
        &format!("/en/record/entries/{}", proposal("6").await),
    )
    .await;
    assert!(main(&erased).contains("Body and salt were deleted"));
    let entries = portal
        .store
        .latest_entries(None, 100, Some(OPEN))
        .await
        .unwrap();
    let ballot = entries
        .items
        .iter()
        .find(|entry| entry.kind == "ballot.cast/1")
        .unwrap();
    let sealed = page(&portal, &format!("/ko/record/entries/{}", ballot.index)).await;
    assert!(main(&sealed).contains("봉인됨") && !main(&sealed).contains("choices"));
    page(&portal, "/ko/record/entries/0").await;
    for missing in [
        "/ko/record/entries/999999",
        "/ko/record/entries/01",
        "/ko/record/entries/x",
        "/ko/record/entries/-1",
    ] {
        assert_eq!(
            portal.get(missing).await.status,
            StatusCode::NOT_FOUND,
            "{missing}"
        );
    }
}

#[tokio::test]
async fn the_record_is_paged_back_to_its_beginning() {
    let portal = common::example().await;
    let mut address = "/en/record".to_owned();
    let mut seen = 0;
    loop {
        let document = page(&portal, &address).await;
        seen += all(&document, "#entries tbody tr").len();
        match all(&document, ".pager a[rel=next]").first() {
            Some(next) => address = next.attr("href").unwrap().to_owned(),
            None => break,
        }
    }
    assert_eq!(seen as u64, portal.store.size().await.unwrap());
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
            "/data",
            "/data/api",
        ] {
            page(&portal, &format!("/{lang}{path}")).await;
        }
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

/// Bytes over the wire of the list of proposals with its style sheet, its icon and the fonts it asks for, compressed as
/// browsers take it.
#[tokio::test]
async fn the_list_of_proposals_is_light() {
    let portal = common::example().await;
    let fetch = |address: String| {
        let request = Request::get(address)
            .header("accept-encoding", "br, gzip")
            .body(Body::empty())
            .unwrap();
        portal.request(request)
    };
    let plain = page(&portal, &format!("/ko/programmes/{FINISHED}/proposals")).await;
    let html = fetch(format!("/ko/programmes/{FINISHED}/proposals")).await;
    assert_eq!(html.header("content-encoding"), "br");
    let style = all(&plain, "link[rel=stylesheet]")[0]
        .attr("href")
        .unwrap()
        .to_owned();
    let icon = all(&plain, "link[rel=icon]")[0]
        .attr("href")
        .unwrap()
        .to_owned();
    let faces = portal.get(&style).await.text();
    let mut total = html.body.len() + fetch(style).await.body.len() + fetch(icon).await.body.len();
    // Two faces may be of one file, which a browser fetches once.
    let fonts: BTreeSet<&str> = faces
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|font| font.contains("-1."))
        .collect();
    assert_eq!(fonts.len(), 2, "a regular and a bold one: {fonts:?}");
    for font in fonts {
        total += fetch(font.to_owned()).await.body.len();
    }
    assert!(total <= 60_000, "{total} bytes");
}
