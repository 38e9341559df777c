//! The pages of voices, and their feed.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use axum::routing::{MethodRouter, get};
use madang_programme::answers::Subject;
use madang_store::{Store, StoreError};

use crate::answers::routes::section_of;
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::feed::{self, Feed, Item};
use crate::frame::query::Query;
use crate::model::VoiceFilter;
use crate::needs::labels::of_voice;
use crate::programmes::labels::plain_title;
use crate::programmes::routes::programme_of;
use crate::voices::{labels, links, list, page};

/// Voices in the feed.
const LENGTH: u64 = 50;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::OF_PROGRAMME, get(voices)),
        (links::FEED, get(newest)),
        (links::ONE, get(voice)),
    ]
}

/// The values that there are of each facet.
///
/// # Errors
/// What the store says.
pub async fn known(store: &Store, programme: &str) -> Result<list::Known, StoreError> {
    let mut known = Vec::with_capacity(list::FACETS.len());
    for (facet, _) in list::FACETS {
        known.push(store.voice_counts(programme, facet).await?);
    }
    Ok(known)
}

async fn voices(visit: Visit, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let failed = |error| visit.store_failed(&error);
    let known = known(&visit.store, &id).await.map_err(failed)?;
    let mut query = Query::parse(&visit.ui.query);
    let asked = list::Asked::read(&mut query, &known);
    let found = visit.store.voices(&id, &asked.filter).await;
    let found = found.map_err(failed)?;
    let near = match found.total == 0 && !asked.filter.search.is_empty() {
        true => {
            let near = visit.store.voice_perhaps_meant(&id, &asked.filter.search);
            near.await.map_err(failed)?
        }
        false => None,
    };
    let institutions = visit.store.institutions(&id).await.map_err(failed)?;
    let standings = visit.store.voice_standings(&id).await.map_err(failed)?;
    let list = list::List {
        programme: &programme,
        institutions: &institutions,
        asked: &asked,
        errors: &query.errors,
        found: &found,
        standings: &standings,
        near,
        known: &known,
    };
    Ok(visit.page_with(!query.errors.is_empty(), &list::view(&visit.ui, &list)))
}

async fn voice(visit: Visit, Path((programme, id)): Path<(String, String)>) -> Answer {
    let detail = programme_of(&visit, &programme).await?;
    let failed = |error| visit.store_failed(&error);
    let voice = visit.store.voice(&programme, &id).await.map_err(failed)?;
    let voice = voice.ok_or_else(|| visit.not_found())?;
    let steps = visit.store.voice_steps(voice.entry).await.map_err(failed)?;
    let needs = visit.store.needs_of_voice(voice.entry).await;
    let needs = needs.map_err(failed)?;
    let institutions = visit.store.institutions(&programme).await.map_err(failed)?;
    let subject = Subject::Voice(id);
    let of = (&subject, voice.entry);
    let answer = section_of(&visit, &detail, &institutions, of).await?;
    let shown = page::Shown {
        programme: &detail,
        institutions: &institutions,
        voice: &voice,
        steps: &steps,
        needs: of_voice(&visit.ui, &needs),
        answer,
    };
    Ok(visit.page(&page::view(&visit.ui, &shown)))
}

/// The newest voices as an Atom feed.
async fn newest(visit: Visit, Path(id): Path<String>) -> Result<Response<Body>, Failure> {
    let programme = programme_of(&visit, &id).await?;
    let failed = |error| visit.store_failed(&error);
    let filter = VoiceFilter {
        limit: LENGTH,
        ..VoiceFilter::default()
    };
    let found = visit.store.voices(&id, &filter).await.map_err(failed)?;
    let ui = &visit.ui;
    let items = found.items.iter().map(|voice| Item {
        title: labels::name(ui, &voice.facts.id),
        address: links::voice(&id, &voice.facts.id),
        at: voice.at.clone(),
        author: labels::channel(ui, voice.facts.channel),
        summary: match &voice.text {
            Some(text) => labels::shortened(&ui.plain(&text.text), 400),
            None => ui.t("words-hidden"),
        },
    });
    let title = plain_title(ui, &programme.summary);
    let feed = Feed {
        title: ui.tf("voices-page-title", &[("programme", title.into())]),
        address: links::feed(&id),
        page: links::list(&id),
        items: items.collect(),
    };
    feed::answer(&visit, &feed)
}
