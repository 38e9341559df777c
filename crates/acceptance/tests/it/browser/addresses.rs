//! Which pages there are: every link followed, and of each shape the first and the last; of the record's entries one of each
//! kind.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use hyper::StatusCode;
use madang_acceptance::http::Connection;

use super::Portal;

/// Pages of one shape (`/programmes/{}/proposals/{}`) that are looked at; the first and the last of them.
const OF_A_SHAPE: usize = 2;

/// What is reached by what somebody holds in their hand or was mailed, or has just done.
const BY_HAND: [&str; 7] = [
    "/account/erased",
    "/account/following",
    "/account/link",
    "/account/provider/back",
    "/account/unsubscribe",
    "/programmes/{programme}/answers/done",
    "/receipt/{receipt}",
];

/// Pages of one shape that are followed for their links.
const FOLLOWED: usize = 8;

impl Portal {
    /// Every address that the pages of a language lead to, by following every link, with the shape of its page; a link that
    /// leads nowhere fails.
    pub(super) async fn addresses(&self, language: &str) -> Result<BTreeMap<String, String>> {
        let mut connection = Connection::open(self.server.address).await?;
        let start = format!("/{language}/");
        let mut seen = BTreeSet::from([start.clone()]);
        // The record folds its ballots: only a filter leads to them.
        let ballots = format!("/{language}/record?kind=ballot.cast/1");
        let mut waiting = vec![(start, String::new()), (ballots, String::new())];
        let mut pages = BTreeMap::new();
        let mut followed: BTreeMap<String, usize> = BTreeMap::new();
        while let Some((address, from)) = waiting.pop() {
            let response = connection.get(&address, &[]).await?;
            let status = response.status;
            if status.is_redirection() {
                // Who is not signed in is led to where one signs in.
                let to = response.header("location").unwrap_or_default();
                let to = to.split(['?', '#']).next().unwrap_or_default();
                if to.starts_with(&format!("/{language}/")) && seen.insert(to.to_owned()) {
                    waiting.push((to.to_owned(), address));
                }
                continue;
            }
            let text = response.text();
            assert_eq!(
                status,
                StatusCode::OK,
                "{address}, linked from {from}: {text}"
            );
            let kind = response.header("content-type");
            if !kind.is_some_and(|kind| kind.starts_with("text/html")) {
                continue;
            }
            for link in links(&text) {
                let path = link.split(['?', '#']).next().unwrap_or_default();
                if !path.starts_with(&format!("/{language}/")) || seen.contains(path) {
                    continue;
                }
                // Pages of one shape have the same parts: some of them lead to all there is. Of what shape an entry's page is,
                // only the page says.
                let of_this_shape = followed.entry(shape(path)).or_default();
                if is_entry(path) || *of_this_shape < FOLLOWED {
                    *of_this_shape += 1;
                    seen.insert(path.to_owned());
                    waiting.push((path.to_owned(), address.clone()));
                }
            }
            let shape = match is_entry(&address) {
                true => format!("{ENTRIES}{}", kind_of_entry(&text)),
                false => shape(&address),
            };
            pages.insert(address, shape);
        }
        Ok(pages)
    }
}

impl Portal {
    /// The pages that everybody may read here and to which no link leads. Those of things that the example has none of are held by the
    /// portal's own tests, as are those of people who are signed in.
    pub(super) async fn lonely(
        &self,
        pages: &BTreeMap<String, String>,
    ) -> Result<Vec<&'static str>> {
        let mut connection = Connection::open(self.server.address).await?;
        let shapes: BTreeSet<&str> = pages.values().map(String::as_str).collect();
        let known = values(pages);
        let mut lonely = Vec::new();
        for pattern in madang_portal::page_addresses() {
            let reached = shapes.iter().any(|shape| match *pattern {
                ENTRY => shape.starts_with(ENTRIES),
                pattern => *shape == pattern,
            });
            if reached || BY_HAND.contains(pattern) {
                continue;
            }
            let steps = pattern.split('/');
            let steps = steps.map(|step| known.get(step).copied().unwrap_or(step));
            let address = format!("/en{}", steps.collect::<Vec<_>>().join("/"));
            let response = connection
                .get(&address.replace(['{', '}'], ""), &[])
                .await?;
            let kind = response.header("content-type").unwrap_or_default();
            // What is somebody's leads to where one signs in, what only takes forms says so.
            if response.status == StatusCode::OK && kind.starts_with("text/html") {
                lonely.push(*pattern);
            }
        }
        Ok(lonely)
    }
}

/// The pattern of the pages of entries, and what their shapes begin with.
const ENTRY: &str = "/record/entries/{index}";
const ENTRIES: &str = "/record/entries/ of ";

fn is_entry(address: &str) -> bool {
    shape(address) == ENTRY
}

/// The kind of the entry that a page shows: the first piece of code on it that is one, `ballot.cast/1`.
fn kind_of_entry(html: &str) -> String {
    let codes = html.split("<code").skip(1);
    let mut codes = codes.filter_map(|rest| rest.split(['>', '<']).nth(1));
    let kind = codes.find(|code| {
        code.rsplit_once('/')
            .is_some_and(|(_, version)| version.parse::<u32>().is_ok())
    });
    kind.unwrap_or("a kind that is not said").to_owned()
}

/// The addresses on this portal that a page links to.
fn links(html: &str) -> Vec<String> {
    html.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|link| link.starts_with('/') && !link.starts_with("//"))
        .map(|link| link.replace("&amp;", "&"))
        .collect()
}

/// The pattern of a page's address among all that the portal has: `/en/programmes/kr0018/proposals/7` →
/// `/programmes/{programme}/proposals/{proposal}`.
fn shape(address: &str) -> String {
    let path = address.get("/ko".len()..).unwrap_or_default();
    let known = madang_portal::page_address_of(path);
    known.unwrap_or(path).to_owned()
}

/// What stands for the placeholders of patterns in these addresses.
fn values(pages: &BTreeMap<String, String>) -> BTreeMap<String, &str> {
    let mut values = BTreeMap::new();
    for address in pages.keys() {
        let own = address.split('/').skip(2);
        for (step, of) in own.zip(shape(address).split('/').skip(1)) {
            if of.starts_with('{') {
                values.insert(of.to_owned(), step);
            }
        }
    }
    values
}

/// The first and the last address of each shape, and pages that no plain link leads to.
pub(super) fn worth_looking_at(pages: &BTreeMap<String, String>, language: &str) -> Vec<String> {
    let mut shapes: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for (address, shape) in pages {
        shapes.entry(shape).or_default().push(address);
    }
    let mut chosen: Vec<String> = Vec::new();
    let mut lists = Vec::new();
    for (shape, addresses) in shapes {
        if shape.starts_with(ENTRIES) {
            chosen.extend(addresses.first().map(|address| (*address).clone()));
            continue;
        }
        let step = (addresses.len() - 1).max(1) / (OF_A_SHAPE - 1).max(1);
        chosen.extend(
            addresses
                .iter()
                .step_by(step.max(1))
                .take(OF_A_SHAPE)
                .map(|address| (*address).clone()),
        );
        if shape.ends_with("/proposals") {
            lists.extend(addresses.first().map(|address| (*address).clone()));
        }
    }
    for list in lists {
        chosen.push(format!("{list}?q=%EC%84%9C%EB%B9%84%EC%8A%A4"));
        chosen.push(format!("{list}?q=nothing-has-this-word"));
        chosen.push(format!("{list}?page=2"));
    }
    chosen.push(format!("/{language}/record?page=2"));
    chosen.push(format!("/{language}/there-is-no-such-page"));
    chosen
}
