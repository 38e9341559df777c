//! The pages of designs, their feed, and what those who work on them do with them.

mod act;
pub mod asked;
mod start;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::{MethodRouter, get};
use madang_programme::design::{DesignNext, one_of};
use madang_programme::{Place, Role};
use madang_words::shortened;
use maud::{Markup, html};

use crate::accounts::caller::Caller;
use crate::accounts::followed::note_followed;
use crate::design::links::{self, Way};
use crate::design::{labels, list, page};
use crate::frame::act::status;
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::entries::recorded;
use crate::frame::feed::{self, Feed, Item};
use crate::frame::form::PAGE;
use crate::frame::query::Query;
use crate::institutions::labels::plain_institution;
use crate::model::{DesignDetail, DesignRound, DesignStanding};
use crate::openness::routes::of_subject;
use crate::programmes::labels::plain_title;
use crate::programmes::routes::programme_of;
use crate::proposals::labels::{proposal_links, proposal_title};
use crate::proposals::links::proposal as proposal_page;
use crate::record::links::feed_of;
use crate::services::routes::today;

/// Designs in the feed.
const LENGTH: u64 = 50;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::OF_PROGRAMME, get(designs)),
        (links::FEED, get(newest)),
        (links::NEW, get(start::asked).post(start::sent)),
        (links::ONE, get(design)),
        (links::ACT, get(act::asked).post(act::sent)),
    ]
}

/// The roles in which somebody does something with a design, the first that they hold.
fn roles(way: Way) -> &'static [Role] {
    match way {
        Way::Start | Way::Close => &[Role::Official],
        Way::Output | Way::Session => &[Role::Official, Role::Facilitator],
    }
}

/// Whether whoever reads acts as an official for the institution that answers for something, or for the whole programme; without one,
/// for any institution.
fn leads(caller: Option<&Caller>, programme: &str, lead: Option<&str>) -> bool {
    let Some(caller) = caller else {
        return false;
    };
    let all = caller.acting_for_all(Role::Official, Some(programme));
    let own = caller.acts_for(programme);
    matches!(all, Ok(Some(_)))
        || match lead {
            Some(lead) => own.contains(&lead),
            None => !own.is_empty(),
        }
}

/// Whether whoever reads does this with a design.
fn may(caller: Option<&Caller>, design: &DesignDetail, way: Way) -> bool {
    let programme = design.programme.as_str();
    let leads_talks = || {
        let acting = caller.map(|one| one.acting(Role::Facilitator, Some(programme), None));
        matches!(acting, Some(Ok(Some(_))))
    };
    leads(caller, programme, Some(&design.lead))
        || roles(way).contains(&Role::Facilitator) && leads_talks()
}

/// What can be done with a design.
fn open_ways(design: &DesignDetail) -> &'static [Way] {
    match design.standing {
        DesignStanding::Waits => &[Way::Start],
        DesignStanding::Open => &[Way::Output, Way::Session, Way::Close],
        DesignStanding::Delivered | DesignStanding::Stopped => &[],
    }
}

/// The design of an address, or the page that says that there is none.
async fn found(visit: &Visit, programme: &str, id: &str) -> Result<DesignDetail, Failure> {
    let found = visit.store.design(programme, id).await;
    let found = found.map_err(|error| visit.store_failed(&error))?;
    found.ok_or_else(|| visit.not_found())
}

async fn rounds(visit: &Visit, of: &DesignDetail) -> Result<Vec<DesignRound>, Failure> {
    let rounds = visit.store.design_rounds(of.entry).await;
    rounds.map_err(|error| visit.store_failed(&error))
}

/// What the phase that is open still needs before the design goes on.
async fn lacking(visit: &Visit, of: &DesignDetail) -> Result<Vec<String>, Failure> {
    let ui = &visit.ui;
    let found = visit.store.with_state(|state| {
        let known = state.design(&of.programme, &of.id).ok()?;
        let DesignNext::Open(round) = known.next() else {
            return None;
        };
        let kinds = known.lacks(round.phase);
        let kinds = kinds.map(|kinds| one_of(kinds).in_language(ui.lang));
        Some((kinds.collect::<Vec<String>>(), round.together().is_none()))
    });
    let found = found.await.map_err(|error| visit.store_failed(&error))?;
    let Some((mut lacks, apart)) = found else {
        return Ok(Vec::new());
    };
    if apart {
        lacks.push(ui.t("design-lacks-together"));
    }
    Ok(lacks)
}

async fn designs(visit: Visit, caller: Option<Caller>, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let failed = |error| visit.store_failed(&error);
    let mut query = Query::parse(&visit.ui.query);
    let page = query.number(PAGE, 1..=list::LAST_PAGE, 1);
    let offset = (page - 1) * list::PER_PAGE;
    let found = visit.store.designs(&id, (offset, list::PER_PAGE)).await;
    let institutions = visit.store.institutions(&id).await.map_err(failed)?;
    let list = list::List {
        programme: &programme,
        institutions: &institutions,
        page,
        errors: &query.errors,
        found: &found.map_err(failed)?,
        starts: leads(caller.as_ref(), &id, None),
    };
    let page = list::view(&visit.ui, &list);
    Ok(match &caller {
        Some(caller) => caller.page(status(&query.errors), &page),
        None => visit.page_with(!query.errors.is_empty(), &page),
    })
}

/// The proposal that a design is about, by its title where that may be read.
async fn proposal_of(visit: &Visit, design: &DesignDetail) -> Result<Option<Markup>, Failure> {
    let (ui, programme) = (&visit.ui, &design.programme);
    let Some(id) = &design.proposal else {
        return Ok(None);
    };
    let found = visit.store.proposal(programme, id).await;
    let found = found.map_err(|error| visit.store_failed(&error))?;
    Ok(Some(match found {
        Some(found) => html! {
            a href=(ui.href(&proposal_page(programme, id))) { (proposal_title(ui, &found)) }
        },
        None => proposal_links(ui, programme, std::slice::from_ref(id)),
    }))
}

async fn design(
    mut visit: Visit,
    caller: Option<Caller>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer {
    let subject = Place::design(&programme, &id);
    note_followed(&mut visit, caller.as_ref(), &subject).await?;
    visit.ui.feed = feed_of(&subject);
    let detail = programme_of(&visit, &programme).await?;
    let one = found(&visit, &programme, &id).await?;
    let rounds = rounds(&visit, &one).await?;
    let institutions = visit.store.institutions(&programme).await;
    let institutions = institutions.map_err(|error| visit.store_failed(&error))?;
    let mut query = Query::parse(&visit.ui.query);
    let done = recorded(&mut query);
    let ways = open_ways(&one).iter().copied();
    let ways: Vec<Way> = ways
        .filter(|way| may(caller.as_ref(), &one, *way))
        .collect();
    let shown = page::Shown {
        programme: &detail,
        institutions: &institutions,
        design: &one,
        proposal: proposal_of(&visit, &one).await?,
        rounds: &rounds,
        lacks: &lacking(&visit, &one).await?,
        today: &today(&visit, &detail),
        ways: &ways,
        done: &done,
        openness: of_subject(&visit, &programme, &subject, &institutions).await?,
    };
    let page = page::view(&visit.ui, &shown);
    Ok(match &caller {
        Some(caller) => caller.page(StatusCode::OK, &page),
        None => visit.page(&page),
    })
}

/// The newest designs as an Atom feed.
async fn newest(visit: Visit, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let failed = |error| visit.store_failed(&error);
    let first = visit.store.designs(&id, (0, 1)).await.map_err(failed)?;
    let offset = first.total.saturating_sub(LENGTH);
    let found = visit.store.designs(&id, (offset, LENGTH)).await;
    let found = found.map_err(failed)?;
    let institutions = visit.store.institutions(&id).await.map_err(failed)?;
    let ui = &visit.ui;
    let items = found.items.iter().rev().map(|one| {
        let description = one.text.as_ref().and_then(|text| text.description.as_ref());
        Item {
            title: labels::plain_title(ui, one),
            address: links::one(&id, &one.id),
            at: one.at.clone(),
            author: plain_institution(ui, &institutions, &one.lead),
            summary: match description {
                Some(description) => shortened(&ui.plain(description), 400),
                None => labels::standing(ui, one),
            },
        }
    });
    let title = plain_title(ui, &programme.summary);
    let feed = Feed {
        title: ui.tf("designs-page-title", &[("programme", title.into())]),
        address: links::feed(&id),
        page: links::list(&id),
        items: items.collect(),
    };
    feed::answer(&visit, &feed)
}
