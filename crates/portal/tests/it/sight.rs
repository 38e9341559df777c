//! What holds for every page, and how tests look at one.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use scraper::{ElementRef, Html, Selector};

use crate::common::Portal;

pub fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).expect("a selector");
    page.select(&selector).collect()
}

pub fn words(element: ElementRef<'_>) -> String {
    element
        .text()
        .collect::<Vec<_>>()
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// What holds for every page.
pub fn check_page(address: &str, html: &str) {
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
            "script:not([src]), style, [style], [onclick], [onload], [onerror]"
        )
        .is_empty(),
        "{address}: inline code"
    );
    check_ids(address, &page);
    check_tables(address, &page);
    check_headings(address, &page);
    check_controls(address, &page);
    if lang == "ko" {
        check_korean(address, &page);
    }
}

/// Each id stands once, and whatever is named by one is there.
fn check_ids(address: &str, page: &Html) {
    let mut ids = BTreeSet::new();
    for element in all(page, "[id]") {
        let id = element.attr("id").unwrap_or_default();
        assert!(
            ids.insert(id.to_owned()),
            "{address}: id {id} stands there twice"
        );
    }
    for attribute in ["aria-labelledby", "aria-describedby", "for"] {
        for element in all(page, &format!("[{attribute}]")) {
            for id in element.attr(attribute).unwrap_or_default().split(' ') {
                assert!(
                    ids.contains(id),
                    "{address}: {attribute} names {id}, which is not there"
                );
            }
        }
    }
}

/// Past each table of many links there is a way for who goes by keyboard.
fn check_tables(address: &str, page: &Html) {
    for table in all(page, ".table-box") {
        let inside = |selector: &str| {
            let selector = Selector::parse(selector).expect("a selector");
            table
                .select(&selector)
                .map(|link| link.attr("href"))
                .collect::<Vec<_>>()
        };
        let passes = inside("a.pass");
        if inside("tbody a").len() >= 12 {
            let end = passes.first().copied().flatten().unwrap_or_default();
            let there = !all(page, &format!("{end}[tabindex=\"-1\"]")).is_empty();
            assert!(
                !end.is_empty() && there,
                "{address}: no way past {passes:?}"
            );
        }
    }
}

/// No level is skipped on the way down.
fn check_headings(address: &str, page: &Html) {
    let mut level = 0;
    for heading in all(page, "h1, h2, h3, h4, h5, h6") {
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
        // Whoever cites a page links to its part: a heading has an id, or it is that of a section.
        let section = heading.parent().and_then(ElementRef::wrap);
        let section = section.filter(|parent| parent.value().name() == "section");
        let anchored = heading.attr("id").or(section.and_then(|of| of.attr("id")));
        assert!(
            next == 1 || anchored.is_some(),
            "{address}: {} has no id",
            words(heading)
        );
        level = next;
    }
}

/// Fields have labels, links words, menus names.
fn check_controls(address: &str, page: &Html) {
    for control in all(page, "input:not([type=hidden]), select") {
        let id = control.attr("id").unwrap_or_default();
        assert_eq!(
            all(page, &format!("label[for={id}]")).len(),
            1,
            "{address}: label of {id}"
        );
    }
    for link in all(page, "a") {
        assert!(!words(link).is_empty(), "{address}: a link without words");
    }
    let names: Vec<_> = all(page, "nav")
        .iter()
        .map(|nav| nav.attr("aria-label").unwrap_or_default().to_owned())
        .collect();
    assert_eq!(
        names.iter().collect::<BTreeSet<_>>().len(),
        names.len(),
        "{address}: each menu has a name of its own"
    );
}

/// On Korean pages what is not Korean is marked.
fn check_korean(address: &str, page: &Html) {
    for element in all(page, "h1, h2, h3, th, label, button, dt") {
        let text = words(element);
        let marked = element.attr("lang").is_some() || element.html().contains("lang=\"");
        let plain = text.chars().filter(|c| c.is_ascii_alphabetic()).count() > 12
            && !text.chars().any(|c| c > '\u{ac00}');
        let is_code = element.html().contains("<code")
            || element.value().classes().any(|class| class == "hash");
        assert!(
            !plain || marked || is_code,
            "{address}: {text:?} is not Korean and not marked: {}",
            element.html()
        );
    }
}

pub async fn page(portal: &Portal, address: &str) -> Html {
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

/// The addresses that search engines are told of.
pub async fn sitemap(portal: &Portal) -> Vec<String> {
    let sitemap = portal.get("/sitemap.xml").await.text();
    let addresses = sitemap.split("<loc>https://madang.example.org").skip(1);
    let addresses = addresses.filter_map(|rest| rest.split('<').next());
    addresses.map(str::to_owned).collect()
}
