//! What a first visit costs: a page with its style sheet, its icon and the fonts that its text asks for, compressed as
//! browsers take them.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::Request;
use scraper::{ElementRef, Html};

use crate::accounts::{office, providing, yard};
use crate::common::{self, Answer, FINISHED, OPEN, Portal, VOTE};
use crate::sight::all;

/// The most bytes of a first visit to any page.
const MOST: usize = 60_000;

/// The most bytes of a first visit to a page that is a form for people on the way.
const MOST_OF_A_FORM: usize = 45_000;

/// The same of a form of the office: rarer words ask for a further file of letters.
const MOST_OF_THE_OFFICE: usize = 50_000;

/// A file of letters: family, address, first and last code point of each range.
struct Face {
    family: String,
    address: String,
    ranges: Vec<(u32, u32)>,
}

/// Who looks: nobody, or somebody with a cookie.
type Who<'a> = Option<&'a str>;

fn asked(address: &str, who: Who<'_>) -> axum::http::request::Builder {
    let request = Request::get(address);
    match who {
        Some(cookie) => request.header("cookie", cookie),
        None => request,
    }
}

async fn fetch(portal: &Portal, address: &str, who: Who<'_>) -> Answer {
    let request = asked(address, who).header("accept-encoding", "br, gzip");
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

async fn weigh(portal: &Portal, address: &str, who: Who<'_>) -> usize {
    let lang = &address[1..3];
    let answer = fetch(portal, address, who).await;
    let status = answer.status;
    assert!(
        status.is_success() || address.ends_with("/nothing-there"),
        "{address}: {status}"
    );
    let plain = asked(address, who).body(Body::empty());
    let plain = portal.request(plain.expect("a request")).await.text();
    let page = Html::parse_document(&plain);
    let href = |selector: &str| {
        let href = all(&page, selector)[0].attr("href").expect("an address");
        href.to_owned()
    };
    let (style, icon) = (href("link[rel=stylesheet]"), href("link[rel=icon]"));
    let mut total = answer.body.len();
    for file in [&style, &icon] {
        total += fetch(portal, file, None).await.body.len();
    }
    for script in all(&page, "script[src]") {
        let address = script.attr("src").expect("an address");
        total += fetch(portal, address, None).await.body.len();
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
                fetch(portal, &face.address, None).await.body.len(),
            );
        }
    }
    assert!(!fonts.is_empty(), "{address} is set in the portal's font");
    total + fonts.values().sum::<usize>()
}

#[tokio::test]
async fn a_first_visit_is_light_in_both_languages() {
    let portal = common::example().await;
    let voice = portal.store.voice(FINISHED, "7").await;
    let voice = voice.expect("a record").expect("a voice");
    let trace = format!("/record/entries/{}/trace", voice.entry);
    let mut heavy = Vec::new();
    for lang in ["ko", "en"] {
        for path in [
            "/".to_owned(),
            "/programmes".to_owned(),
            format!("/programmes/{FINISHED}"),
            format!("/programmes/{FINISHED}/proposals"),
            format!("/programmes/{FINISHED}/proposals/3"),
            format!("/programmes/{FINISHED}/voices"),
            format!("/programmes/{FINISHED}/voices/7"),
            format!("/programmes/{FINISHED}/needs"),
            format!("/programmes/{FINISHED}/needs/10"),
            trace.clone(),
            format!("/programmes/{FINISHED}/answers"),
            format!("/programmes/{FINISHED}/openness"),
            format!("/programmes/{FINISHED}/selection"),
            format!("/programmes/{OPEN}/votes/{VOTE}"),
            "/countries/KR".to_owned(),
            "/commitments/KR0018".to_owned(),
            "/record".to_owned(),
            "/record/entries/3".to_owned(),
            "/record/checkpoint".to_owned(),
            "/record/verify".to_owned(),
            "/record/roles".to_owned(),
            "/record/find".to_owned(),
            "/search".to_owned(),
            "/about".to_owned(),
            format!("/programmes/{FINISHED}/participation"),
            "/commitments/KR0018/evidence".to_owned(),
            "/data".to_owned(),
            "/nothing-there".to_owned(),
        ] {
            let address = format!("/{lang}{path}");
            heavy.extend(heavier(&portal, &address, None, MOST).await);
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
            heavy.extend(heavier(&yard.portal, &address, None, MOST_OF_A_FORM).await);
        }
    }
    assert!(heavy.is_empty(), "{heavy:#?}");
}

/// What a page weighs to somebody, where that is too much.
async fn heavier(portal: &Portal, address: &str, who: Who<'_>, most: usize) -> Option<String> {
    let total = weigh(portal, address, who).await;
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

/// Forms and pages of the programme `flagships` for whoever holds a role.
const OFFICE_FORMS: [&str; 22] = [
    "/account/saved",
    "/account/following",
    "/account/voices",
    "/programmes/new",
    "/programmes/flagships/call",
    "/programmes/flagships/setup",
    "/programmes/flagships/setup/groups",
    "/programmes/flagships/setup/audiences",
    "/programmes/flagships/setup/institutions",
    "/programmes/flagships/setup/periods",
    "/programmes/flagships/setup/calendar",
    "/programmes/flagships/setup/rule",
    "/programmes/flagships/setup/votes",
    "/programmes/flagships/setup/votes/announce",
    "/programmes/flagships/setup/bodies",
    "/programmes/flagships/setup/bodies/new",
    "/programmes/flagships/enter",
    "/programmes/flagships/voices/1/acts",
    "/programmes/flagships/answers/voice/1",
    "/programmes/flagships/answers/voice/1/expert",
    "/programmes/flagships/needs/new",
    "/programmes/flagships/propose",
];

/// Longer pages for whoever holds a role.
const OFFICE_PAGES: [&str; 6] = [
    "/account",
    "/people",
    "/desk",
    "/desk/audit",
    "/programmes/flagships/answers/many",
    "/programmes/flagships/answers/many/proposals",
];

#[tokio::test]
async fn what_officials_work_on_is_light_as_well() {
    let (yard, cookie) = office().await;
    let voice = yard.portal.store.voice("flagships", "1").await;
    let voice = voice.expect("a record").expect("a voice");
    let hides = format!("/record/entries/{}/contents/text/restrict", voice.entry);
    let mut heavy = Vec::new();
    for lang in ["ko", "en"] {
        let forms = OFFICE_FORMS.map(|path| (path, MOST_OF_THE_OFFICE));
        let pages = OFFICE_PAGES.map(|path| (path, MOST));
        let hides = (hides.as_str(), MOST_OF_THE_OFFICE);
        for (path, most) in forms.into_iter().chain(pages).chain([hides]) {
            let (address, who) = (format!("/{lang}{path}"), Some(cookie.as_str()));
            heavy.extend(heavier(&yard.portal, &address, who, most).await);
        }
    }
    assert!(heavy.is_empty(), "{heavy:#?}");
}
