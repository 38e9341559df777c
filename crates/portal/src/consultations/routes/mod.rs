//! The pages of consultations, their calendars, and what officials and facilitators do with them.

mod act;
pub mod announce;
pub mod asked;
pub mod asked_of_cards;
mod cards;
pub mod ending;
pub mod minutes;
mod people;
pub mod register;

use axum::extract::Path;
use axum::routing::{MethodRouter, get, post};
use madang_programme::Role;
use madang_programme::consultations::Plan;

use crate::accounts::caller::Caller;
use crate::consultations::links::{self, EndingAct, Way};
use crate::consultations::{calendar, labels, list, page};
use crate::frame::act::status;
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::entries::recorded;
use crate::frame::query::Query;
use crate::model::{
    ConsultationDetail, ConsultationPapers, ConsultationStanding, ConsultationWhen,
};
use crate::openness::routes::of_subject;
use crate::programmes::labels::plain_title;
use crate::programmes::routes::programme_of;

/// Consultations in a calendar.
const IN_CALENDAR: u64 = 100;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::OF_PROGRAMME, get(consultations)),
        (links::CALENDAR, get(all_in_calendar)),
        (links::NEW, get(announce::asked).post(announce::sent)),
        (links::ONE, get(consultation)),
        (links::ONE_CALENDAR, get(one_in_calendar)),
        (links::ACT, get(act::asked).post(act::sent)),
        (links::REGISTER, get(register::asked).post(register::sent)),
        (links::UNREGISTER, post(register::cancel)),
        (links::PEOPLE, get(people::list)),
        (links::ENTER, get(people::enter).post(people::entered)),
        (links::STRIKE, post(people::strike)),
        (links::SIGN_IN_LIST, get(people::to_sign)),
        (links::CHECK_IN, get(people::door).post(people::came)),
        (links::KIT, get(cards::kit).post(cards::issue)),
        (links::CARDS, get(cards::enter).post(cards::entered)),
        (links::ACCOUNT, get(cards::account).post(cards::accounted)),
    ]
    .into_iter()
    .chain(minutes::routes())
    .chain(ending::routes())
    .collect()
}

/// Whether whoever reads acts in a role for an institution of a programme.
fn acts(caller: Option<&Caller>, role: Role, programme: &str) -> bool {
    let acting = caller.map(|caller| caller.acting(role, Some(programme), None));
    matches!(acting, Some(Ok(Some(_))))
}

/// The roles in which somebody does something with a consultation, the first that they hold.
fn roles(way: Way) -> &'static [Role] {
    match way {
        Way::Change | Way::Cancel | Way::Summary => &[Role::Official],
        Way::Agenda | Way::Outcome => &[Role::Official, Role::Facilitator],
        Way::Held | Way::Attendance => &[Role::Facilitator],
    }
}

/// What can be done with a consultation at a time.
fn open_ways(plan: &Plan, standing: ConsultationStanding, now: &str) -> Vec<Way> {
    let coming = now < plan.opens_at.as_str();
    let over = now >= plan.closes_at.as_str();
    match standing {
        ConsultationStanding::Cancelled => Vec::new(),
        ConsultationStanding::Held => vec![Way::Attendance, Way::Outcome, Way::Summary],
        ConsultationStanding::Announced => {
            let mut ways = Vec::new();
            if coming {
                ways.push(Way::Change);
            }
            if coming && !plan.is_written() {
                ways.push(Way::Agenda);
            }
            if !coming && !plan.is_written() {
                ways.push(Way::Held);
            }
            match over {
                true => ways.extend([Way::Outcome, Way::Summary]),
                false => ways.push(Way::Cancel),
            }
            ways
        }
    }
}

/// Whether somebody can register for one at a time.
fn is_open(known: &ConsultationDetail, now: &str) -> bool {
    let announced = known.standing == ConsultationStanding::Announced;
    let mut window = known.plan.registration.iter();
    announced && window.any(|window| (window.from.as_str()..window.to.as_str()).contains(&now))
}

/// Whether a registration can be cancelled at a time.
fn is_cancellable(known: &ConsultationDetail, now: &str) -> bool {
    known.standing == ConsultationStanding::Announced && now < known.plan.closes_at.as_str()
}

/// Gives places that became free to who waits for one. Where that fails now, whoever tells people of it does it a little later.
async fn promote(visit: &Visit, programme: &str, id: &str) {
    if let Err(error) = visit.store.promote_waiting(programme, id).await {
        tracing::warn!(%error, "who waits for a place was not promoted yet");
    }
}

/// How it stands with registering for one, where people do.
async fn registering(
    visit: &Visit,
    one: &ConsultationDetail,
    now: &str,
) -> Result<Option<page::Registering>, Failure> {
    let found = visit.store.with_state(|state| {
        let known = state.consultation(&one.programme, &one.id).ok()?;
        known.plan.registration.as_ref()?;
        Some(page::Registering {
            confirmed: known.registrations.confirmed(),
            waiting: known.registrations.waiting(),
            came: known.registrations.came(),
            open: is_open(one, now),
        })
    });
    found.await.map_err(|error| visit.store_failed(&error))
}

/// The consultation of an address, or the page that says that there is none.
pub async fn found(
    visit: &Visit,
    programme: &str,
    id: &str,
) -> Result<ConsultationDetail, Failure> {
    let found = visit.store.consultation(programme, id).await;
    let found = found.map_err(|error| visit.store_failed(&error))?;
    found.ok_or_else(|| visit.not_found())
}

pub async fn papers(visit: &Visit, of: &ConsultationDetail) -> Result<ConsultationPapers, Failure> {
    let papers = visit.store.consultation_papers(of.entry).await;
    papers.map_err(|error| visit.store_failed(&error))
}

async fn consultations(visit: Visit, caller: Option<Caller>, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let mut query = Query::parse(&visit.ui.query);
    let asked = list::Asked::read(&mut query);
    let now = visit.store.now();
    let offset = (asked.page - 1) * list::PER_PAGE;
    let found = visit
        .store
        .consultations(&id, (asked.when, &now), (offset, list::PER_PAGE));
    let found = found.await.map_err(|error| visit.store_failed(&error))?;
    let list = list::List {
        programme: &programme,
        asked,
        errors: &query.errors,
        found: &found,
        now: &now,
        announces: acts(caller.as_ref(), Role::Official, &id),
    };
    let page = list::view(&visit.ui, &list);
    Ok(match &caller {
        Some(caller) => caller.page(status(&query.errors), &page),
        None => visit.page_with(!query.errors.is_empty(), &page),
    })
}

/// The others that a consultation has for whoever cannot come, or is that for.
async fn twins(
    visit: &Visit,
    one: &ConsultationDetail,
) -> Result<Vec<ConsultationDetail>, Failure> {
    let named = visit.store.with_state(|state| {
        let all = state.consultations(&one.programme);
        let by_others =
            all.filter(|(_, other)| other.plan.twin.as_deref() == Some(one.id.as_str()));
        let mut ids: Vec<(u64, String)> = by_others
            .map(|(id, other)| (other.entry, id.to_owned()))
            .collect();
        ids.sort();
        ids
    });
    let named = named.await.map_err(|error| visit.store_failed(&error))?;
    let others = named.into_iter().map(|(_, id)| id);
    let own = one.plan.twin.clone().into_iter();
    let mut twins: Vec<ConsultationDetail> = Vec::new();
    for id in own.chain(others).take(list::PER_PAGE as usize) {
        if !twins.iter().any(|known| known.id == id) {
            twins.push(found(visit, &one.programme, &id).await?);
        }
    }
    Ok(twins)
}

async fn consultation(
    visit: Visit,
    caller: Option<Caller>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer {
    let detail = programme_of(&visit, &programme).await?;
    let one = found(&visit, &programme, &id).await?;
    let failed = |error| visit.store_failed(&error);
    let papers = papers(&visit, &one).await?;
    let moments = papers.outcomes.iter().map(|(moment, ..)| moment);
    let moments = moments.chain(papers.summary.iter().map(|(moment, ..)| moment));
    let waivers = papers.ending.waivers.iter().map(|(moment, ..)| moment);
    let assessed = papers.ending.assessed.iter().map(|(moment, ..)| moment);
    let moments = moments.chain(waivers).chain(assessed);
    let moments = moments.chain(papers.minutes.stand().map(|stand| &stand.moment));
    let moments = moments.chain(papers.cancelled.iter().map(|(moment, _)| moment));
    let entries = moments.map(|moment| moment.entry).chain([one.announced]);
    visit.tell_hidden(entries).await.map_err(failed)?;
    let institutions = visit.store.institutions(&programme).await;
    let institutions = institutions.map_err(failed)?;
    let twins = twins(&visit, &one).await?;
    let now = visit.store.now();
    let mut query = Query::parse(&visit.ui.query);
    let done = recorded(&mut query);
    let mut ways = open_ways(&one.plan, one.standing, &now);
    ways.retain(|way| {
        let mut roles = roles(*way).iter();
        roles.any(|role| acts(caller.as_ref(), *role, &programme))
    });
    let ends = EndingAct::ALL.into_iter().filter(|act| {
        let mut roles = ending::roles(*act).iter();
        roles.any(|role| acts(caller.as_ref(), *role, &programme))
    });
    let ends: Vec<EndingAct> = ends
        .filter(|act| ending::is_open(*act, &one, &papers.ending, &now))
        .collect();
    let subject = madang_programme::Place::consultation(&programme, &id);
    let registering = registering(&visit, &one, &now).await?;
    let leads = [Role::Official, Role::Facilitator];
    let leads = leads.map(|role| acts(caller.as_ref(), role, &programme));
    let shown = page::Shown {
        programme: &detail,
        institutions: &institutions,
        consultation: &one,
        papers: &papers,
        twins: &twins,
        now: &now,
        registering: registering.as_ref(),
        ways: &ways,
        ends: &ends,
        leads: leads.contains(&true),
        done: &done,
        cards: cards::shown(&visit, caller.as_ref(), &one).await?,
        openness: of_subject(&visit, &programme, &subject, &institutions).await?,
    };
    let page = page::view(&visit.ui, &shown);
    Ok(match &caller {
        Some(caller) => caller.page(status(&query.errors), &page),
        None => visit.page_with(!query.errors.is_empty(), &page),
    })
}

/// A programme's consultations as a calendar: those that are to come, and the last that were.
async fn all_in_calendar(visit: Visit, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&visit, &id).await?;
    let now = visit.store.now();
    let mut all = Vec::new();
    for when in [ConsultationWhen::Coming, ConsultationWhen::Past] {
        let found = visit
            .store
            .consultations(&id, (when, &now), (0, IN_CALENDAR));
        let found = found.await.map_err(|error| visit.store_failed(&error))?;
        all.extend(found.items);
    }
    let name = plain_title(&visit.ui, &programme.summary);
    Ok(calendar::answer(&visit.ui, &name, &all))
}

async fn one_in_calendar(visit: Visit, Path((programme, id)): Path<(String, String)>) -> Answer {
    let one = found(&visit, &programme, &id).await?;
    let name = labels::plain_title(&visit.ui, &one);
    Ok(calendar::answer(&visit.ui, &name, &[one]))
}
