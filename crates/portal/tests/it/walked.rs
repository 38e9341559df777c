//! The pages that links lead to, as a reader or a crawler finds them, and as somebody does who is signed in.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use scraper::Html;

use crate::common::Portal;
use crate::sight::all;

/// How long a page may take that waits for nobody, on a machine that has much else to do.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Of pages that are alike, how many are asked in all in a language.
pub const MOST_ALIKE: usize = 10;

/// The pattern of a page's address.
pub fn pattern_of(address: &str) -> Option<&'static str> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix("/en").or(path.strip_prefix("/ko"))?;
    madang_portal::page_address_of(path)
}

/// An address of a pattern, in English, with something in its placeholders.
pub fn filled(pattern: &str) -> String {
    let steps = pattern.split('/');
    let steps = steps.map(|step| if step.starts_with('{') { "1" } else { step });
    format!("/en{}", steps.collect::<Vec<_>>().join("/"))
}

/// The patterns that take forms.
pub async fn forms(portal: &Portal) -> BTreeSet<&'static str> {
    let mut forms = BTreeSet::new();
    for pattern in madang_portal::page_addresses() {
        let request = Request::post(filled(pattern)).body(Body::empty());
        let answer = portal.request(request.expect("a request")).await;
        if answer.status != StatusCode::METHOD_NOT_ALLOWED {
            forms.insert(*pattern);
        }
    }
    forms
}

/// Counts pages that are alike: those of one pattern in one language, with a query or without.
#[derive(Default)]
struct Alike(BTreeMap<(String, &'static str, bool), usize>);

impl Alike {
    /// Whether another one like this is to be asked; what is no page is.
    fn takes(&mut self, address: &str) -> bool {
        let Some(pattern) = pattern_of(address) else {
            return true;
        };
        let key = (address[..3].to_owned(), pattern, address.contains('?'));
        let asked = self.0.entry(key).or_default();
        *asked += 1;
        *asked <= MOST_ALIKE
    }
}

/// Every page that can be reached, in both languages, and every address of the API and of files that one names; of pages that are alike
/// a few.
pub async fn every_address(portal: &Portal) -> BTreeSet<String> {
    addresses_in(portal, &["ko", "en"]).await
}

/// The same in some languages.
pub async fn addresses_in(portal: &Portal, languages: &[&str]) -> BTreeSet<String> {
    let is_other = |href: &str| {
        let mut others = ["ko", "en"]
            .into_iter()
            .filter(|one| !languages.contains(one));
        let mut steps = href.split('/').skip(1);
        steps
            .next()
            .is_some_and(|first| others.any(|one| first == one))
    };
    let mut left: Vec<String> = languages.iter().map(|one| format!("/{one}/")).collect();
    let mut seen: BTreeSet<String> = left.iter().cloned().collect();
    let mut alike = Alike::default();
    while let Some(address) = left.pop() {
        let answer = tokio::time::timeout(PATIENCE, portal.visit(&address)).await;
        let answer = answer.unwrap_or_else(|_| panic!("{address} waits for the flush"));
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        for link in all(&Html::parse_document(&answer.text()), "a[href], link[href]") {
            let href = link.attr("href").unwrap_or_default();
            let href = href
                .strip_prefix("https://madang.example.org")
                .unwrap_or(href);
            let href = href.split('#').next().unwrap_or_default();
            let leads_on = href.starts_with('/') && !href.starts_with("/language/");
            if !leads_on || is_other(href) || seen.contains(href) {
                continue;
            }
            if alike.takes(href) {
                seen.insert(href.to_owned());
                left.push(href.to_owned());
            }
        }
    }
    seen
}

/// A page that somebody came to.
pub struct Met {
    pub address: String,
    pub html: String,
}

/// Every page that somebody comes to from some addresses, as whoever has the cookie: those addresses, and where links lead from them.
pub async fn through(portal: &Portal, cookie: Option<&str>, from: &[String]) -> Vec<Met> {
    let mut left = from.to_vec();
    let mut seen: BTreeSet<String> = left.iter().cloned().collect();
    let mut alike = Alike::default();
    let mut met = Vec::new();
    while let Some(address) = left.pop() {
        let mut request = Request::get(&address);
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie);
        }
        let request = request.body(Body::empty()).expect("a request");
        let answer = portal.request(request).await;
        // Of the links that were mailed some are used, and some too old. What is shown to others is refused here, and counts not.
        let may_be_gone = from.contains(&address) || answer.status == StatusCode::FORBIDDEN;
        assert!(
            answer.status == StatusCode::OK || answer.status.is_redirection() || may_be_gone,
            "{address}: {}",
            answer.status
        );
        let is_page = answer.status == StatusCode::OK
            && answer.header("content-type").starts_with("text/html");
        if !is_page {
            continue;
        }
        let html = answer.text();
        for link in all(&Html::parse_document(&html), "a[href]") {
            let href = link.attr("href").unwrap_or_default();
            let href = href.split('#').next().unwrap_or_default();
            let led = address[..3] == *href.get(..3).unwrap_or_default();
            if led && pattern_of(href).is_some() && !seen.contains(href) && alike.takes(href) {
                seen.insert(href.to_owned());
                left.push(href.to_owned());
            }
        }
        met.push(Met { address, html });
    }
    met
}
