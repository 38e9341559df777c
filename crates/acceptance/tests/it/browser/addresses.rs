//! Which pages there are: every link followed, and of each shape the first and the last.

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
    /// Every address that the pages of a language lead to, by following every link; a link that leads nowhere fails.
    pub(super) async fn addresses(&self, language: &str) -> Result<BTreeSet<String>> {
        let mut connection = Connection::open(self.server.address).await?;
        let start = format!("/{language}/");
        let mut seen = BTreeSet::from([start.clone()]);
        let mut waiting = vec![(start, String::new())];
        let mut pages = BTreeSet::new();
        while let Some((address, from)) = waiting.pop() {
            let response = connection.get(&address, &[]).await?;
            let status = response.status;
            if status.is_redirection() {
                continue;
            }
            assert_eq!(
                status,
                StatusCode::OK,
                "{address}, linked from {from}: {}",
                response.text()
            );
            if !response
                .header("content-type")
                .is_some_and(|kind| kind.starts_with("text/html"))
            {
                continue;
            }
            let text = response.text();
            pages.insert(address.clone());
            for link in links(&text) {
                let path = link.split(['?', '#']).next().unwrap_or_default();
                let own = path.starts_with(&format!("/{language}/"));
                // Pages of one shape have the same parts: some of them lead to all there is.
                let of_this_shape = seen
                    .iter()
                    .filter(|seen| shape(seen) == shape(path))
                    .count();
                if own && of_this_shape < FOLLOWED && seen.insert(path.to_owned()) {
                    waiting.push((path.to_owned(), address.clone()));
                }
            }
        }
        Ok(pages)
    }
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
pub(super) fn shape(address: &str) -> String {
    let parts: Vec<&str> = address.trim_matches('/').split('/').skip(1).collect();
    let shaped = parts.iter().enumerate().map(|(at, part)| {
        let fixed = at % 2 == 0
            || matches!(
                (parts[0], *part),
                ("record", "entries" | "checkpoint" | "verify") | ("data", _)
            );
        if fixed { *part } else { "{}" }
    });
    shaped.fold(String::new(), |shape, part| format!("{shape}/{part}"))
}

/// The first and the last address of each shape, and pages that no plain link leads to.
pub(super) fn worth_looking_at(addresses: &BTreeSet<String>, language: &str) -> Vec<String> {
    let mut shapes: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for address in addresses {
        shapes.entry(shape(address)).or_default().push(address);
    }
    let mut chosen: Vec<String> = Vec::new();
    let mut lists = Vec::new();
    for (shape, addresses) in shapes {
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
