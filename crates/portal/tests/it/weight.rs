//! What a first visit costs: a page with its style sheet, its scripts, its icon and the fonts that its text asks for, compressed as
//! browsers take them. Every page is weighed to which links lead, as whoever may read it; one to which none leads is told.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use scraper::{ElementRef, Html};

use crate::accounts::{Peopled, peopled, providing};
use crate::common::{self, Portal};
use crate::sight::all;
use crate::walked::{MOST_ALIKE, Met, addresses_in, filled, forms, pattern_of, through};

/// The most bytes of a first visit to any page.
const MOST: usize = 60_000;

/// The most bytes of a first visit to a page that is a form for people on the way.
const MOST_OF_A_FORM: usize = 45_000;

/// The same as whoever holds a role comes to it: at a desk, day after day, with letters that came before. What people come to as well
/// is weighed as theirs.
const MOST_OF_THE_OFFICE: usize = 50_000;

/// A file of letters: family, address, first and last code point of each range.
struct Face {
    family: String,
    address: String,
    ranges: Vec<(u32, u32)>,
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

/// The files that pages load, each with its weight.
struct Scale<'a> {
    portal: &'a Portal,
    faces: Vec<Face>,
    files: BTreeMap<String, usize>,
    forms: BTreeSet<&'static str>,
    /// How many pages of a pattern were weighed as which sort of visitor.
    alike: BTreeMap<(&'static str, Visitor), usize>,
    weighed: Weighed,
}

/// Who comes to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Visitor {
    /// Somebody who did not sign in.
    Anybody,
    /// Somebody with an account.
    Person,
    /// Somebody who holds a role.
    Office,
}

/// The patterns of pages that were weighed, and what was too heavy.
#[derive(Default)]
struct Weighed {
    pages: BTreeSet<&'static str>,
    heavy: Vec<String>,
}

impl<'a> Scale<'a> {
    async fn of(portal: &'a Portal) -> Scale<'a> {
        let page = Html::parse_document(&portal.get("/ko/").await.text());
        let sheet = portal.get(&href(&page, "link[rel=stylesheet]")).await;
        Scale {
            portal,
            faces: faces(&sheet.text()),
            files: BTreeMap::new(),
            forms: forms(portal).await,
            alike: BTreeMap::new(),
            weighed: Weighed::default(),
        }
    }

    async fn compressed(&self, address: &str, who: Option<&str>) -> usize {
        let mut request = Request::get(address).header("accept-encoding", "br, gzip");
        if let Some(cookie) = who {
            request = request.header("cookie", cookie);
        }
        let request = request.body(Body::empty()).expect("a request");
        self.portal.request(request).await.body.len()
    }

    async fn file(&mut self, address: &str) -> usize {
        if let Some(known) = self.files.get(address) {
            return *known;
        }
        let weight = self.compressed(address, None).await;
        self.files.insert(address.to_owned(), weight);
        weight
    }

    /// The fonts that a page asks for.
    fn fonts(&self, page: &Html, lang: &str) -> BTreeSet<String> {
        let mut text = String::new();
        interface_text(all(page, "body")[0], lang, &mut text);
        let family = match lang {
            "ko" => "Madang Sans",
            _ => "Madang Latin",
        };
        let own = self.faces.iter().filter(|face| face.family == family);
        let asked = own.filter(|face| {
            let mut points = text.chars().map(u32::from);
            points.any(|point| {
                let mut ranges = face.ranges.iter();
                ranges.any(|(from, to)| (*from..=*to).contains(&point))
            })
        });
        asked.map(|face| face.address.clone()).collect()
    }

    /// Weighs a page as whoever has the cookie, but for pages of which many were weighed that are alike.
    async fn weigh(&mut self, met: &Met, who: Option<&str>, visitor: Visitor) {
        let pattern = pattern_of(&met.address);
        if let Some(pattern) = pattern {
            let alike = self.alike.entry((pattern, visitor)).or_default();
            *alike += 1;
            if *alike > MOST_ALIKE {
                return;
            }
        }
        let (address, page) = (&met.address, Html::parse_document(&met.html));
        // The way in has no language of its own: it is answered in Korean here.
        let fonts = self.fonts(&page, address.get(1..3).unwrap_or("ko"));
        assert!(!fonts.is_empty(), "{address} is set in the portal's font");
        let mut files = vec![
            href(&page, "link[rel=stylesheet]"),
            href(&page, "link[rel=icon]"),
        ];
        let scripts = all(&page, "script[src]").into_iter();
        files.extend(scripts.filter_map(|script| script.attr("src").map(str::to_owned)));
        let own = self.compressed(address, who).await;
        let (mut around, mut letters) = (0, 0);
        for file in &files {
            around += self.file(file).await;
        }
        for font in &fonts {
            letters += self.file(font).await;
        }
        self.weighed.pages.extend(pattern);
        let is_form = pattern.is_some_and(|pattern| self.forms.contains(pattern));
        let most = match (is_form, visitor) {
            (false, _) => MOST,
            (true, Visitor::Office) => MOST_OF_THE_OFFICE,
            (true, Visitor::Anybody | Visitor::Person) => MOST_OF_A_FORM,
        };
        let total = own + around + letters;
        let line = format!(
            "{total:>6} of {most} {address}: page {own}, around it {around}, letters {letters} in {} files",
            fonts.len()
        );
        println!("{line}");
        if total > most {
            self.weighed.heavy.push(line);
        }
    }
}

/// The address that the first link of this sort leads to.
fn href(page: &Html, selector: &str) -> String {
    let href = all(page, selector)[0].attr("href").expect("an address");
    href.to_owned()
}

/// Weighs whatever links lead to on a record without accounts, with a programme that is finished.
async fn weigh_example(language: &str) -> Weighed {
    let portal = common::example().await;
    let mut scale = Scale::of(&portal).await;
    let nowhere = [format!("/{language}/nothing-there")];
    let all = addresses_in(&portal, &[language]).await;
    for address in all.into_iter().chain(nowhere) {
        let answer = portal.visit(&address).await;
        if answer.header("content-type").starts_with("text/html") {
            let html = answer.text();
            let met = Met { address, html };
            scale.weigh(&met, None, Visitor::Anybody).await;
        }
    }
    scale.weighed
}

/// Weighs whatever people come to who are signed in, and whoever has a slip or a mailed link.
async fn weigh_peopled(portal: &Portal, peopled: &Peopled, language: &str) -> Weighed {
    let mut scale = Scale::of(portal).await;
    for (cookie, from) in peopled.walks(language) {
        let visitor = match (cookie, peopled.holds_a_role(cookie)) {
            (_, true) => Visitor::Office,
            (Some(_), false) => Visitor::Person,
            (None, false) => Visitor::Anybody,
        };
        for met in through(portal, cookie, &from).await {
            scale.weigh(&met, cookie, visitor).await;
        }
    }
    scale.weighed
}

/// What no page is, or stands after an act alone: a file, the way back from a provider, what was released or erased.
const AFTER: [&str; 4] = [
    "/account/data",
    "/account/erased",
    "/account/provider/back",
    "/programmes/{programme}/answers/done",
];

#[tokio::test]
async fn a_first_visit_to_any_page_is_light_in_korean() {
    all_pages_are_light_in("ko").await;
}

#[tokio::test]
async fn a_first_visit_to_any_page_is_light_in_english() {
    all_pages_are_light_in("en").await;
}

async fn all_pages_are_light_in(language: &str) {
    let mut peopled = peopled().await;
    // A provider by which people sign in is one button more.
    let provider = providing::named("https://id.example.go.kr");
    peopled.yard = providing::with(peopled.yard, provider);
    let portal = &peopled.yard.portal;
    let weighed = [
        weigh_example(language).await,
        weigh_peopled(portal, &peopled, language).await,
    ];
    let is_weighed = |pattern: &str| weighed.iter().any(|of| of.pages.contains(pattern));
    let mut left = Vec::new();
    let pages = madang_portal::page_addresses().iter();
    for pattern in pages.filter(|pattern| !is_weighed(pattern)) {
        // What has an ending is a file.
        let is_file = pattern
            .rsplit('/')
            .next()
            .is_some_and(|last| last.contains('.'));
        let answer = portal.get(&filled(pattern)).await;
        if !is_file && answer.status != StatusCode::METHOD_NOT_ALLOWED {
            left.push(*pattern);
        }
    }
    left.retain(|pattern| !AFTER.contains(pattern));
    assert!(left.is_empty(), "pages that nobody weighed: {left:?}");
    let heavy: Vec<_> = weighed.into_iter().flat_map(|of| of.heavy).collect();
    assert!(heavy.is_empty(), "{heavy:#?}");
}
