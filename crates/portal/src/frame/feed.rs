//! Atom feeds (RFC 4287), in each language: what a feature's newest things are, made into a document.

use atom_syndication::{Entry, FixedDateTime, Link, Person, Text, WriteConfig};
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Response};

use crate::frame::app::{Failure, Visit};
use crate::frame::fault::Fault;
use crate::frame::ui::Ui;

/// A feed.
pub struct Feed {
    /// Its title.
    pub title: String,
    /// Its own address without its language.
    pub address: String,
    /// The address of the page that says the same.
    pub page: String,
    /// What is in it, the newest first.
    pub items: Vec<Item>,
}

/// A thing in a feed.
pub struct Item {
    /// Its title.
    pub title: String,
    /// The address of its page without its language.
    pub address: String,
    /// When it came on record, UTC.
    pub at: String,
    /// Who did it, in words.
    pub author: String,
    /// What it says.
    pub summary: String,
}

/// The feed as an answer.
///
/// # Errors
/// The page for a feed that could not be written.
pub fn answer(visit: &Visit, feed: &Feed) -> Result<Response<Body>, Failure> {
    let config = WriteConfig {
        write_document_declaration: true,
        indent_size: None,
    };
    let bytes = document(&visit.ui, feed)
        .write_with_config(Vec::new(), config)
        .map_err(|error| {
            tracing::error!(%error, "the feed could not be written");
            visit.fault(Fault::Internal)
        })?;
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/atom+xml; charset=utf-8"),
    );
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=30"),
    );
    Ok(response)
}

/// The document.
pub fn document(ui: &Ui, feed: &Feed) -> atom_syndication::Feed {
    let own = full(ui, &feed.address);
    let newest = feed.items.first();
    atom_syndication::Feed {
        title: Text::plain(feed.title.clone()),
        id: own.clone(),
        updated: newest.map_or_else(FixedDateTime::default, |item| time(&item.at)),
        authors: vec![person(ui.site_title())],
        links: vec![link("self", own), link("alternate", full(ui, &feed.page))],
        lang: Some(ui.lang.tag().to_owned()),
        entries: feed.items.iter().map(|item| entry(ui, item)).collect(),
        ..atom_syndication::Feed::default()
    }
}

fn entry(ui: &Ui, item: &Item) -> Entry {
    let href = full(ui, &item.address);
    Entry {
        title: Text::plain(item.title.clone()),
        id: href.clone(),
        updated: time(&item.at),
        published: Some(time(&item.at)),
        authors: vec![person(item.author.clone())],
        links: vec![link("alternate", href)],
        summary: Some(Text::plain(item.summary.clone())),
        ..Entry::default()
    }
}

fn person(name: String) -> Person {
    Person {
        name,
        ..Person::default()
    }
}

fn link(rel: &str, href: String) -> Link {
    Link {
        href,
        rel: rel.to_owned(),
        ..Link::default()
    }
}

/// A feed is read far from its page: its addresses must be whole.
fn full(ui: &Ui, path: &str) -> String {
    format!("{}{}", ui.site.base(), ui.href(path))
}

fn time(at: &str) -> FixedDateTime {
    at.parse().unwrap_or_default()
}
