//! The pages of voices, and their feed.

mod acts;
pub mod asked;
pub mod asked_of_office;
mod code;
mod files;
pub mod own;
pub mod receipt;
pub mod similar;
mod speak;
mod words;

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use axum::routing::{MethodRouter, get};
use madang_programme::answers::Subject;
use madang_programme::subject::SubjectKind;
use madang_store::{Store, StoreError};
use madang_words::shortened;
use maud::Markup;

use crate::accounts::caller::{Caller, seen_by};
use crate::accounts::followed::note_followed;
use crate::accounts::hiding::way_to_hide;
use crate::answers::routes::section_of;
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::feed::{self, Feed, Item};
use crate::frame::query::Query;
use crate::model::{
    InstitutionDetail, NeedDetail, ProgrammeDetail, VoiceDetail, VoiceFilter, VoiceStep,
};
use crate::needs::labels::of_voice;
use crate::programmes::labels::plain_title;
use crate::programmes::routes::programme_of;
use crate::record::links::feed_of;
use crate::voices::{labels, links, list, page};

pub use speak::{new_code, stands};

/// Voices in the feed.
const LENGTH: u64 = 50;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    let pages = vec![
        (links::OF_PROGRAMME, get(voices)),
        (links::FEED, get(newest)),
        (links::ONE, get(voice)),
    ];
    [
        pages,
        speak::routes(),
        acts::routes(),
        receipt::routes(),
        code::routes(),
        own::routes(),
    ]
    .concat()
}

/// The feature's addresses for programs, at the root.
pub fn files() -> Router<App> {
    Router::new().route(links::ATTACHMENT, get(files::attachment))
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

/// The voices of a programme that were chosen on a page, as they stand; what is none of it is noted.
///
/// # Errors
/// The page that says that the store does not answer.
pub async fn chosen_voices(
    visit: &Visit,
    programme: &str,
    chosen: &[String],
    query: &mut Query,
) -> Result<Vec<VoiceDetail>, Failure> {
    let mut voices = Vec::with_capacity(chosen.len());
    for id in chosen {
        let voice = visit.store.voice(programme, id).await;
        match voice.map_err(|error| visit.store_failed(&error))? {
            Some(voice) => voices.push(voice),
            None => query.refuse(labels::PICKED.tick, labels::PICKED.unknown, id, ""),
        }
    }
    Ok(voices)
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

async fn voice(
    mut visit: Visit,
    caller: Option<Caller>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer {
    let subject = SubjectKind::Voice.of(&programme, &id);
    note_followed(&mut visit, caller.as_ref(), &subject).await?;
    visit.ui.feed = feed_of(&subject);
    let voice = visit.store.voice(&programme, &id).await;
    let voice = voice.map_err(|error| visit.store_failed(&error))?;
    let voice = voice.ok_or_else(|| visit.not_found())?;
    let caller = caller.as_ref();
    let whole = Whole::read(&visit, caller, &voice).await?;
    let page = page::view(&visit.ui, &whole.shown(&visit, &voice));
    Ok(seen_by(&visit, caller, &page))
}

/// What stands beside a voice on its page.
struct Whole {
    programme: ProgrammeDetail,
    institutions: Vec<InstitutionDetail>,
    steps: Vec<VoiceStep>,
    needs: Vec<NeedDetail>,
    answer: Markup,
    office: Markup,
}

impl Whole {
    async fn read(
        visit: &Visit,
        caller: Option<&Caller>,
        voice: &VoiceDetail,
    ) -> Result<Whole, Failure> {
        let id = &voice.facts.programme;
        let programme = programme_of(visit, id).await?;
        let failed = |error| visit.store_failed(&error);
        let steps = visit.store.voice_steps(voice.entry).await.map_err(failed)?;
        let needs = visit.store.needs_of_voice(voice.entry).await;
        let institutions = visit.store.institutions(id).await.map_err(failed)?;
        let subject = Subject::Voice(voice.facts.id.clone());
        let of = (&subject, voice.entry);
        let answer = section_of(visit, caller, &programme, &institutions, of).await?;
        let entries = steps.iter().map(|step| step.entry).chain([voice.entry]);
        visit.tell_hidden(entries).await.map_err(failed)?;
        Ok(Whole {
            office: way_to_hide(&visit.ui, caller, voice.entry).await?,
            needs: needs.map_err(failed)?,
            programme,
            institutions,
            steps,
            answer,
        })
    }

    fn shown<'a>(&'a self, visit: &Visit, voice: &'a VoiceDetail) -> page::Shown<'a> {
        page::Shown {
            programme: &self.programme,
            institutions: &self.institutions,
            voice,
            steps: &self.steps,
            needs: of_voice(&visit.ui, &self.needs),
            answer: self.answer.clone(),
            office: self.office.clone(),
        }
    }
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
            Some(text) => shortened(&ui.plain(&text.text), 400),
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
