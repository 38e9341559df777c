//! What was done as an Atom feed, in each language.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use madang_programme::State;
use madang_programme::subject::SubjectKind;

use crate::frame::app::{Answer, Failure, Visit};
use crate::frame::feed::{Feed, Item, answer};
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
        page: links::TAB.path.to_owned(),
    };
    answer(&visit, &write(&visit.ui, &about, &found.items, &names))
}

/// What a feed is about.
pub struct About {
    /// The portal, or a programme, by its title.
    pub of: String,
    /// The feed's address without its language.
    pub address: String,
    /// The address of the page that says the same.
    pub page: String,
}

/// What happens to a voice, as a feed.
pub async fn of_voice(visit: Visit, Path(named): Path<(String, String)>) -> Answer {
    let entry = |state: &State, of: &str, id: &str| Some(state.voice(of, id).ok()?.entry);
    of_thing(visit, SubjectKind::Voice, named, entry).await
}

/// What happens to a need, as a feed.
pub async fn of_need(visit: Visit, Path(named): Path<(String, String)>) -> Answer {
    let entry = |state: &State, of: &str, id: &str| Some(state.need(of, id).ok()?.entry);
    of_thing(visit, SubjectKind::Need, named, entry).await
}

/// What happens to a proposal, as a feed.
pub async fn of_proposal(visit: Visit, Path(named): Path<(String, String)>) -> Answer {
    let entry = |state: &State, of: &str, id: &str| Some(state.proposal(of, id).ok()?.entry);
    of_thing(visit, SubjectKind::Proposal, named, entry).await
}

/// What happens to a service, as a feed.
pub async fn of_service(visit: Visit, Path(named): Path<(String, String)>) -> Answer {
    let entry = |state: &State, of: &str, id: &str| Some(state.service(of, id).ok()?.entry);
    of_thing(visit, SubjectKind::Service, named, entry).await
}

/// What happens to a design, as a feed.
pub async fn of_design(visit: Visit, Path(named): Path<(String, String)>) -> Answer {
    let entry = |state: &State, of: &str, id: &str| Some(state.design(of, id).ok()?.entry);
    of_thing(visit, SubjectKind::Design, named, entry).await
}

/// The entries that are about a thing: its own, and those that name it. It says what was done and by whom, and quotes nobody: what is
/// hidden later is in no copy of it.
async fn of_thing(
    visit: Visit,
    kind: SubjectKind,
    (programme, id): (String, String),
    entry: fn(&State, &str, &str) -> Option<u64>,
) -> Answer {
    let failed = |error| visit.store_failed(&error);
    let subject = kind.of(&programme, &id);
    let own = visit
        .store
        .with_state(|state: &State| entry(state, &programme, &id));
    let own = own.await.map_err(failed)?;
    let own = own.ok_or_else(|| visit.not_found())?;
    let entries = visit.store.newest_about(own, LENGTH).await;
    let entries = entries.map_err(failed)?;
    let mut subjects: Vec<&str> = entries.iter().map(|entry| entry.subject.as_str()).collect();
    subjects.push(&subject);
    let names = Names::of(&visit.store, &subjects).await.map_err(failed)?;
    let about = About {
        of: names.plain(&visit.ui, &subject),
        address: links::feed_of(&subject).unwrap_or_default(),
        page: links::subject_page(&subject).unwrap_or_default(),
    };
    answer(&visit, &write(&visit.ui, &about, &entries, &names))
}

/// The feed of some entries, newest first.
pub fn write(ui: &Ui, about: &About, entries: &[EntrySummary], names: &Names) -> Feed {
    let items = entries.iter().map(|entry| item(ui, entry, names));
    Feed {
        title: ui.tf("record-feed-of", &[("site", about.of.as_str().into())]),
        address: about.address.clone(),
        page: about.page.clone(),
        items: items.collect(),
    }
}

fn item(ui: &Ui, entry: &EntrySummary, names: &Names) -> Item {
    let what = labels::kind(ui, &entry.kind);
    let about = names.plain(ui, &entry.subject);
    let author = actors::actor(ui, &entry.actor);
    Item {
        title: ui.tf(
            "record-feed-entry",
            &[("about", about.into()), ("what", what.into())],
        ),
        address: entries::entry(entry.index),
        at: entry.at.clone(),
        summary: ui.tf(
            "record-feed-said",
            &[
                ("index", ui.number(entry.index).into()),
                ("actor", author.as_str().into()),
            ],
        ),
        author,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::feed::document;
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
            page: links::TAB.path.to_owned(),
        };
        let feed: atom_syndication::Feed =
            document(&ui, &write(&ui, &about, &[entry], &Names::default()))
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
