//! Which pages there are: every link followed, and of each shape the first and the last; of the record's entries one of each
//! kind.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use hyper::StatusCode;
use madang_acceptance::http::Connection;

use super::Portal;

/// Pages of one shape (`/programmes/{}/proposals/{}`) that are looked at; the first and the last of them.
const OF_A_SHAPE: usize = 2;

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
                let own = path.starts_with(&format!("/{language}/"));
                // Pages of one shape have the same parts: some of them lead to all there is. Of what shape an entry's page is,
                // only the page says.
                let of_this_shape = seen
                    .iter()
                    .filter(|seen| !is_entry(path) && shape(seen) == shape(path))
                    .count();
                if own && of_this_shape < FOLLOWED && seen.insert(path.to_owned()) {
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

/// Where the pages of entries stand, and what their shapes begin with.
const ENTRIES: &str = "/record/entries/";

fn is_entry(address: &str) -> bool {
    address.contains(ENTRIES)
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

/// `/en/programmes/kr0018/proposals/7` → `/programmes/{}/proposals/{}`.
fn shape(address: &str) -> String {
    let parts: Vec<&str> = address.trim_matches('/').split('/').skip(1).collect();
    let shaped = parts.iter().enumerate().map(|(at, part)| {
        let fixed = at % 2 == 0 || ["record", "data", "account"].contains(&parts[0]);
        if fixed { *part } else { "{}" }
    });
    shaped.fold(String::new(), |shape, part| format!("{shape}/{part}"))
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
