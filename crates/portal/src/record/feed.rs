//! What was done as an Atom feed (RFC 4287), in each language.

use atom_syndication::{Entry, Feed, FixedDateTime, Link, Person, Text, WriteConfig};
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Response};

use crate::frame::app::{Failure, Visit};
use crate::frame::fault::Fault;
use crate::frame::query::Query;
use crate::frame::ui::Ui;
use crate::frame::{actors, entries};
use crate::model::{EntryFilter, EntryRange, EntrySummary};
use crate::programmes::labels::plain_title;
use crate::record::list::PROGRAMME;
use crate::record::names::Names;
use crate::record::{labels, links};

/// Entries in the feed.
const LENGTH: u64 = 50;

/// `GET /{language}/record/feed.atom`: the latest entries but ballots; of one programme with `?programme=`.
pub async fn feed(visit: Visit) -> Result<Response<Body>, Failure> {
    let failed = |error| visit.store_failed(&error);
    let mut query = Query::parse(&visit.ui.query);
    let programmes = visit.store.programmes().await.map_err(failed)?;
    let ids = programmes.iter().map(|programme| &programme.facts.id);
    let space = query.one_of(PROGRAMME, ids.map(|id| (id.as_str(), id)));
    if !query.errors.is_empty() {
        return Err(visit.not_found());
    }
    let filter = EntryFilter {
        space: space.cloned(),
        ..EntryFilter::default()
    };
    let found = visit
        .store
        .filtered_entries(EntryRange::Before(None), LENGTH, &filter)
        .await
        .map_err(failed)?;
    let names = Names::read(&visit.store, &found.items)
        .await
        .map_err(failed)?;
    let of = programmes
        .iter()
        .find(|programme| Some(&programme.facts.id) == space)
        .map_or_else(
            || visit.ui.site_title(),
            |programme| plain_title(&visit.ui, programme),
        );
    let about = About {
        of,
        address: links::feed(space.map(String::as_str)),
    };
    let config = WriteConfig {
        write_document_declaration: true,
        indent_size: None,
    };
    let bytes = write(&visit.ui, &about, &found.items, &names)
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

/// What a feed is about.
pub struct About {
    /// The portal, or a programme, by its title.
    pub of: String,
    /// The feed's address without its language.
    pub address: String,
}

/// The feed of some entries, newest first.
pub fn write(ui: &Ui, about: &About, entries: &[EntrySummary], names: &Names) -> Feed {
    let link = |rel: &str, href: String| Link {
        href,
        rel: rel.to_owned(),
        ..Link::default()
    };
    let own = full(ui, &ui.href(&about.address));
    Feed {
        title: Text::plain(ui.tf("record-feed-of", &[("site", about.of.as_str().into())])),
        id: own.clone(),
        updated: entries
            .first()
            .map_or_else(FixedDateTime::default, |entry| time(&entry.at)),
        authors: vec![Person {
            name: ui.site_title(),
            ..Person::default()
        }],
        links: vec![
            link("self", own),
            link("alternate", full(ui, &ui.href(links::TAB.path))),
        ],
        lang: Some(ui.lang.tag().to_owned()),
        entries: entries
            .iter()
            .map(|entry| write_entry(ui, entry, names))
            .collect(),
        ..Feed::default()
    }
}

fn write_entry(ui: &Ui, entry: &EntrySummary, names: &Names) -> Entry {
    let href = full(ui, &ui.href(&entries::entry(entry.index)));
    let what = labels::kind(ui, &entry.kind);
    let about = names.plain(ui, &entry.subject);
    let name = ui.tf(
        "record-feed-entry",
        &[("about", about.into()), ("what", what.into())],
    );
    let actor = actors::actor(ui, &entry.actor);
    let said = ui.tf(
        "record-feed-said",
        &[
            ("index", ui.number(entry.index).into()),
            ("actor", actor.as_str().into()),
        ],
    );
    Entry {
        title: Text::plain(name),
        id: href.clone(),
        updated: time(&entry.at),
        published: Some(time(&entry.at)),
        authors: vec![Person {
            name: actor,
            ..Person::default()
        }],
        links: vec![Link {
            href,
            rel: "alternate".to_owned(),
            ..Link::default()
        }],
        summary: Some(Text::plain(said)),
        ..Entry::default()
    }
}

/// A feed is read far from its page: its addresses must be whole.
fn full(ui: &Ui, address: &str) -> String {
    format!("{}{address}", ui.site.base())
}

fn time(at: &str) -> FixedDateTime {
    at.parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use madang_words::Language;

    #[test]
    fn a_feed_reads_back() {
        let ui = Ui::new(Language::Ko, "/record/feed.atom", Default::default());
        let entry = EntrySummary {
            index: 7,
            kind: "vote.opened/1".to_owned(),
            at: "2026-11-23T06:54:00.123Z".to_owned(),
            actor: "official/demo".to_owned(),
            space: "p".to_owned(),
            subject: "vote:p/<v>".to_owned(),
        };
        let about = About {
            of: "Madang".to_owned(),
            address: links::feed(Some("p")),
        };
        let feed: Feed = write(&ui, &about, &[entry], &Names::default())
            .to_string()
            .parse()
            .expect("a feed");
        assert_eq!(feed.lang(), Some("ko"));
        assert_eq!(feed.entries()[0].title.value, "vote:p/<v>: 투표 시작");
        assert_eq!(feed.updated().to_rfc3339(), "2026-11-23T06:54:00.123+00:00");
        assert_eq!(
            feed.entries()[0].id(),
            "http://127.0.0.1:8080/ko/record/entries/7"
        );
    }
}
