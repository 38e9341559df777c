//! The pages of services, their feed, and what those who lead them do with them.

mod act;
pub mod asked;
mod start;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::{MethodRouter, get};
use madang_programme::days::day_in;
use madang_programme::{Place, Role};
use madang_words::shortened;
use maud::{Markup, html};

use crate::accounts::caller::Caller;
use crate::accounts::followed::note_followed;
use crate::frame::act::status;
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::entries::recorded;
use crate::frame::feed::{self, Feed, Item};
use crate::frame::form::PAGE;
use crate::frame::query::Query;
use crate::institutions::labels::plain_institution;
use crate::model::{ProgrammeDetail, ServiceDetail, ServicePapers, ServiceStanding};
use crate::openness::routes::of_subject;
use crate::programmes::labels::plain_title;
use crate::programmes::routes::programme_of;
use crate::proposals::labels::{proposal_links, proposal_title};
use crate::proposals::links::proposal as proposal_page;
use crate::record::links::feed_of;
use crate::services::links::{self, Way};
use crate::services::{chart, labels, list, page};

/// Services in the feed.
const LENGTH: u64 = 50;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::OF_PROGRAMME, get(services)),
        (links::FEED, get(newest)),
        (links::NEW, get(start::asked).post(start::sent)),
        (links::ONE, get(service)),
        (links::ACT, get(act::asked).post(act::sent)),
    ]
}

/// The day in a programme's zone; the day in UTC where it has none that is known.
pub fn today(visit: &Visit, programme: &ProgrammeDetail) -> String {
    let now = visit.store.now();
    let day = day_in(&programme.summary.facts.zone, &now);
    day.map_or_else(|_| now.chars().take(10).collect(), |day| day.to_string())
}

/// Whether whoever reads acts as an official for the institution that leads something, or for the whole programme; without one, for
/// any institution.
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

/// What can be done with a service by whoever leads it.
fn open_ways(service: &ServiceDetail) -> Vec<Way> {
    if service.standing == ServiceStanding::Retired {
        return Vec::new();
    }
    let mut ways = vec![Way::Milestone];
    if service.reached < service.milestones {
        ways.extend([Way::Move, Way::Reach]);
    }
    ways.extend([Way::Release, Way::Retire]);
    ways
}

/// The service of an address, or the page that says that there is none.
async fn found(visit: &Visit, programme: &str, id: &str) -> Result<ServiceDetail, Failure> {
    let found = visit.store.service(programme, id).await;
    let found = found.map_err(|error| visit.store_failed(&error))?;
    found.ok_or_else(|| visit.not_found())
}

async fn papers(visit: &Visit, of: &ServiceDetail) -> Result<ServicePapers, Failure> {
    let papers = visit.store.service_papers(of.entry).await;
    papers.map_err(|error| visit.store_failed(&error))
}

/// How many services a programme has against how many it is to have, over time; `None` while there are none.
pub async fn growth_of(
    visit: &Visit,
    programme: &ProgrammeDetail,
) -> Result<Option<Markup>, Failure> {
    let facts = &programme.summary.facts;
    let now = visit.store.now();
    let growth = visit
        .store
        .with_state(|state| chart::growth(state, &facts.id, &now));
    let growth = growth.await.map_err(|error| visit.store_failed(&error))?;
    let target = facts.target.map(u64::from);
    Ok(chart::of_growth(&visit.ui, &growth, target))
}

async fn services(visit: Visit, caller: Option<Caller>, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let failed = |error| visit.store_failed(&error);
    let mut query = Query::parse(&visit.ui.query);
    let page = query.number(PAGE, 1..=list::LAST_PAGE, 1);
    let offset = (page - 1) * list::PER_PAGE;
    let found = visit.store.services(&id, (offset, list::PER_PAGE)).await;
    let institutions = visit.store.institutions(&id).await.map_err(failed)?;
    let list = list::List {
        programme: &programme,
        institutions: &institutions,
        page,
        errors: &query.errors,
        found: &found.map_err(failed)?,
        growth: growth_of(&visit, &programme).await?,
        today: &today(&visit, &programme),
        starts: leads(caller.as_ref(), &id, None),
    };
    let page = list::view(&visit.ui, &list);
    Ok(match &caller {
        Some(caller) => caller.page(status(&query.errors), &page),
        None => visit.page_with(!query.errors.is_empty(), &page),
    })
}

/// The proposal that a service is developed from, by its title where that may be read.
async fn proposal_of(visit: &Visit, service: &ServiceDetail) -> Result<Markup, Failure> {
    let (ui, programme) = (&visit.ui, &service.programme);
    let found = visit.store.proposal(programme, &service.proposal).await;
    let found = found.map_err(|error| visit.store_failed(&error))?;
    Ok(match found {
        Some(found) => html! {
            a href=(ui.href(&proposal_page(programme, &service.proposal))) { (proposal_title(ui, &found)) }
        },
        None => proposal_links(ui, programme, std::slice::from_ref(&service.proposal)),
    })
}

async fn service(
    mut visit: Visit,
    caller: Option<Caller>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer {
    let subject = Place::service(&programme, &id);
    note_followed(&mut visit, caller.as_ref(), &subject).await?;
    visit.ui.feed = feed_of(&subject);
    let detail = programme_of(&visit, &programme).await?;
    let one = found(&visit, &programme, &id).await?;
    let papers = papers(&visit, &one).await?;
    let institutions = visit.store.institutions(&programme).await;
    let institutions = institutions.map_err(|error| visit.store_failed(&error))?;
    let mut query = Query::parse(&visit.ui.query);
    let done = recorded(&mut query);
    let ways = match leads(caller.as_ref(), &programme, Some(&one.lead)) {
        true => open_ways(&one),
        false => Vec::new(),
    };
    let shown = page::Shown {
        programme: &detail,
        institutions: &institutions,
        service: &one,
        proposal: proposal_of(&visit, &one).await?,
        papers: &papers,
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

/// The newest services as an Atom feed.
async fn newest(visit: Visit, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let failed = |error| visit.store_failed(&error);
    let first = visit.store.services(&id, (0, 1)).await.map_err(failed)?;
    let offset = first.total.saturating_sub(LENGTH);
    let found = visit.store.services(&id, (offset, LENGTH)).await;
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
                None => labels::standing(ui, one.standing),
            },
        }
    });
    let title = plain_title(ui, &programme.summary);
    let feed = Feed {
        title: ui.tf("services-page-title", &[("programme", title.into())]),
        address: links::feed(&id),
        page: links::list(&id),
        items: items.collect(),
    };
    feed::answer(&visit, &feed)
}
