//! What a first visit costs: a page with its style sheet, its icon and the fonts that its text asks for, compressed as
//! browsers take them.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::Request;
use scraper::{ElementRef, Html};

use crate::accounts::{providing, yard};
use crate::common::{self, Answer, Portal};
use crate::sight::all;
use crate::walked::{by_shape, every_address};

/// The most bytes of a first visit to any page.
const MOST: usize = 60_000;

/// The most bytes of a first visit to a page that is a form for people on the way.
const MOST_OF_A_FORM: usize = 45_000;

/// A file of letters: family, address, first and last code point of each range.
struct Face {
    family: String,
    address: String,
    ranges: Vec<(u32, u32)>,
}

async fn fetch(portal: &Portal, address: &str) -> Answer {
    let request = Request::get(address).header("accept-encoding", "br, gzip");
    portal
        .request(request.body(Body::empty()).expect("a request"))
        .await
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).map_or("", |(_, rest)| rest);
    rest.split_once(after).map_or(rest, |(found, _)| found)
}

fn faces(style: &str) -> Vec<Face> {
    let range = |text: &str| {
        let text = text.trim().trim_start_matches("U+");
        let (from, to) = text.split_once('-').unwrap_or((text, text));
        let hex = |digits| u32::from_str_radix(digits, 16).expect("a code point");
        (hex(from), hex(to))
    };
    style
        .split("@font-face")
        .skip(1)
        .map(|face| Face {
            family: between(face, "font-family: \"", "\"").to_owned(),
            address: between(face, "url(", ")").to_owned(),
            ranges: between(face, "unicode-range: ", ";")
                .split(',')
                .map(range)
                .collect(),
        })
        .collect()
}

/// The text of a page that is set in the interface's font: not what people wrote, not another language's.
fn interface_text(element: ElementRef<'_>, lang: &str, out: &mut String) {
    let other = element
        .attr("lang")
        .is_some_and(|own| own != lang && own != "en");
    if element.value().classes().any(|class| class == "words") || other {
        return;
    }
    for child in element.children() {
        if let Some(text) = child.value().as_text() {
            out.push_str(text);
        } else if let Some(element) = ElementRef::wrap(child) {
            interface_text(element, lang, out);
        }
    }
}

async fn weigh(portal: &Portal, address: &str) -> usize {
    let lang = &address[1..3];
    let answer = fetch(portal, address).await;
    let status = answer.status;
    assert!(
        status.is_success() || address.ends_with("/nothing-there"),
        "{address}: {status}"
    );
    let plain = portal.get(address).await.text();
    let page = Html::parse_document(&plain);
    let href = |selector: &str| {
        let href = all(&page, selector)[0].attr("href").expect("an address");
        href.to_owned()
    };
    let (style, icon) = (href("link[rel=stylesheet]"), href("link[rel=icon]"));
    let mut total = answer.body.len();
    total += fetch(portal, &style).await.body.len() + fetch(portal, &icon).await.body.len();
    for script in all(&page, "script[src]") {
        let address = script.attr("src").expect("an address");
        total += fetch(portal, address).await.body.len();
    }
    let mut text = String::new();
    interface_text(all(&page, "body")[0], lang, &mut text);
    let family = if lang == "ko" {
        "Madang Sans"
    } else {
        "Madang Latin"
    };
    let sheet = portal.get(&style).await.text();
    let mut fonts = BTreeMap::new();
    for face in faces(&sheet) {
        let asked = text.chars().any(|c| {
            let point = u32::from(c);
            face.ranges
                .iter()
                .any(|(from, to)| (*from..=*to).contains(&point))
        });
        if face.family == family && asked {
            fonts.insert(
                face.address.clone(),
                fetch(portal, &face.address).await.body.len(),
            );
        }
    }
    assert!(!fonts.is_empty(), "{address} is set in the portal's font");
    total + fonts.values().sum::<usize>()
}

#[tokio::test]
async fn a_first_visit_is_light_in_both_languages() {
    let portal = common::example().await;
    let addresses = every_address(&portal).await;
    let mut heavy = Vec::new();
    for lang in ["ko", "en"] {
        let pages = by_shape(&addresses, lang);
        // Fewer would be no walk through the portal.
        assert!(
            pages.contains_key("/programmes/{programme}/votes/{vote}"),
            "{pages:?}"
        );
        let missing = format!("/{lang}/nothing-there");
        for address in pages.values().chain([&missing]) {
            // What an address only leads to is one of the others.
            if portal.get(address).await.status.is_redirection() {
                continue;
            }
            heavy.extend(heavier(&portal, address, MOST).await);
        }
    }
    assert!(heavy.is_empty(), "{heavy:#?}");
}

#[tokio::test]
async fn a_form_is_lighter_still() {
    let provider = providing::named("https://id.example.go.kr");
    let yard = providing::with(yard().await.listening().await, provider);
    let mut heavy = Vec::new();
    for lang in ["ko", "en"] {
        for path in FORMS {
            let address = format!("/{lang}{path}");
            heavy.extend(heavier(&yard.portal, &address, MOST_OF_A_FORM).await);
        }
    }
    assert!(heavy.is_empty(), "{heavy:#?}");
}

/// What a page weighs, where that is too much.
async fn heavier(portal: &Portal, address: &str, most: usize) -> Option<String> {
    let total = weigh(portal, address).await;
    println!("{total:>6} {address}");
    (total > most).then(|| format!("{address}: {total} bytes of {most}"))
}

/// Pages that are forms for people on the way.
const FORMS: [&str; 4] = [
    "/account/sign-in",
    "/account/register",
    "/account/mail",
    "/programmes/p/speak",
];
