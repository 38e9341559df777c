//! The pages of needs, their feed, and what officials and facilitators do with them.

pub mod asked;
mod change;
mod choosing;
mod define;
mod split;

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use axum::routing::{MethodRouter, get};
use madang_programme::Role;
use madang_programme::subject::SubjectKind;
use madang_store::{Store, StoreError};
use madang_words::shortened;

use crate::accounts::caller::Caller;
use crate::accounts::followed::note_followed;
use crate::frame::act::status;
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::entries::recorded;
use crate::frame::feed::{self, Feed, Item};
use crate::frame::query::Query;
use crate::model::{NEED_FACETS, NeedFilter, NeedOrder, NeedStanding};
use crate::needs::labels::Named;
use crate::needs::{chart, labels, links, list, page, steps};
use crate::programmes::labels::plain_title;
use crate::programmes::routes::programme_of;
use crate::proposals::routes::of_need;
use crate::record::links::feed_of;

/// Needs in the feed.
const LENGTH: u64 = 50;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::OF_PROGRAMME, get(needs)),
        (links::FEED, get(newest)),
        (links::NEW, get(define::asked).post(define::sent)),
        (links::ONE, get(need)),
        (links::ADD, get(change::add).post(change::add_sent)),
        (links::REMOVE, get(change::remove).post(change::remove_sent)),
        (links::SPLIT, get(split::asked).post(split::sent)),
        (links::MERGE, get(change::merge).post(change::merge_sent)),
    ]
}

/// Whether whoever reads groups voices in a programme.
fn groups(caller: Option<&Caller>, programme: &str) -> bool {
    let mut roles = [Role::Official, Role::Facilitator].into_iter();
    roles.any(|role| {
        let acting = caller.map(|caller| caller.acting_for_all(role, Some(programme)));
        matches!(acting, Some(Ok(Some(_))))
    })
}

async fn needs(visit: Visit, caller: Option<Caller>, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let failed = |error| visit.store_failed(&error);
    let mut query = Query::parse(&visit.ui.query);
    let asked = list::Asked::read(&mut query, &programme);
    let found = visit.store.needs(&id, &asked.filter).await;
    let found = found.map_err(failed)?;
    let mut known = list::Known::new();
    for standing in NeedStanding::ALL {
        let groups = visit.store.need_groups(&id, standing).await;
        known.push((standing, groups.map_err(failed)?));
    }
    let list = list::List {
        programme: &programme,
        asked: &asked,
        errors: &query.errors,
        found: &found,
        known: &known,
        groups: groups(caller.as_ref(), &id),
    };
    let page = list::view(&visit.ui, &list);
    Ok(match &caller {
        Some(caller) => caller.page(status(&query.errors), &page),
        None => visit.page_with(!query.errors.is_empty(), &page),
    })
}

/// How many voices the need of an entry groups, by all that they are counted by.
///
/// # Errors
/// What the store says.
pub async fn counted(store: &Store, need: u64) -> Result<chart::Counted, StoreError> {
    let mut counted = chart::Counted::new();
    for facet in NEED_FACETS {
        counted.push((facet, store.need_counts(need, facet).await?));
    }
    Ok(counted)
}

async fn need(
    mut visit: Visit,
    caller: Option<Caller>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer {
    let subject = SubjectKind::Need.of(&programme, &id);
    note_followed(&mut visit, caller.as_ref(), &subject).await?;
    visit.ui.feed = feed_of(&subject);
    let detail = programme_of(&visit, &programme).await?;
    let failed = |error| visit.store_failed(&error);
    let need = visit.store.need(&programme, &id).await.map_err(failed)?;
    let need = need.ok_or_else(|| visit.not_found())?;
    let mut query = Query::parse(&visit.ui.query);
    let number = page::asked(&mut query);
    let done = recorded(&mut query);
    let offset = (number - 1) * page::PER_PAGE;
    let voices = visit.store.need_voices(need.entry, offset, page::PER_PAGE);
    let voices = voices.await.map_err(failed)?;
    let steps = visit.store.need_steps(&need).await.map_err(failed)?;
    let mut named = Named::new();
    for id in steps::names(&steps) {
        let found = visit.store.need(&programme, &id).await.map_err(failed)?;
        named.extend(found.map(|found| (id, found)));
    }
    visit.tell_hidden([need.entry]).await.map_err(failed)?;
    let proposals = of_need(&visit, need.entry).await.map_err(failed)?;
    let institutions = visit.store.institutions(&programme).await.map_err(failed)?;
    let shown = page::Shown {
        programme: &detail,
        institutions: &institutions,
        need: &need,
        counted: &counted(&visit.store, need.entry).await.map_err(failed)?,
        voices: &voices,
        page: number,
        errors: &query.errors,
        steps: &steps,
        named: &named,
        groups: groups(caller.as_ref(), &programme),
        proposals: proposals.as_ref(),
        done: &done,
    };
    let page = page::view(&visit.ui, &shown);
    Ok(match &caller {
        Some(caller) => caller.page(status(&query.errors), &page),
        None => visit.page_with(!query.errors.is_empty(), &page),
    })
}

/// The newest needs as an Atom feed.
async fn newest(visit: Visit, Path(id): Path<String>) -> Result<Response<Body>, Failure> {
    let programme = programme_of(&visit, &id).await?;
    let failed = |error| visit.store_failed(&error);
    let filter = NeedFilter {
        order: NeedOrder::Newest,
        limit: LENGTH,
        ..NeedFilter::default()
    };
    let found = visit.store.needs(&id, &filter).await.map_err(failed)?;
    let ui = &visit.ui;
    let items = found.items.iter().map(|need| Item {
        title: labels::plain_title(ui, need),
        address: links::need(&id, &need.facts.id),
        at: need.at.clone(),
        author: ui.count("voice-count", need.voices),
        summary: match &need.text {
            Some(text) => match &text.summary {
                Some(summary) => shortened(&ui.plain(summary), 400),
                None => ui.plain(&text.title),
            },
            None => ui.t("words-hidden"),
        },
    });
    let title = plain_title(ui, &programme.summary);
    let feed = Feed {
        title: ui.tf("needs-page-title", &[("programme", title.into())]),
        address: links::feed(&id),
        page: links::list(&id),
        items: items.collect(),
    };
    feed::answer(&visit, &feed)
}
