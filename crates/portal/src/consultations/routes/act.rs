//! What officials and facilitators do with a consultation that is announced.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use madang_programme::Actor;
use madang_programme::consultations::{PERSON, RegisteredPerson};
use maud::{Markup, html};

use super::announce::{actor, change, change_sent, form_page};
use super::{found, open_ways, papers, roles};
use crate::accounts::caller::{Caller, signed};
use crate::consultations::labels;
use crate::consultations::links::{self, Way};
use crate::consultations::reporting::{PLACES, Typed, fields};
use crate::frame::act::{once, recorded};
use crate::frame::app::{Answer, Failure};
use crate::frame::entries::entry_link;
use crate::frame::form::{Sending, sent as form_sent};
use crate::frame::meanwhile::{Meanwhile, stale};
use crate::frame::query::{FieldError, Query};
use crate::model::{ConsultationDetail, ConsultationPapers, ProgrammeDetail};
use crate::programmes::routes::programme_of;

type Named = Path<(String, String, String)>;

/// A consultation with which something is done.
struct At {
    caller: Caller,
    programme: ProgrammeDetail,
    known: ConsultationDetail,
    way: Way,
}

/// What an address names, or the page that says that there is none.
async fn at(caller: Caller, (id, one, way): (String, String, String)) -> Result<At, Failure> {
    let visit = &caller.visit;
    let way = Way::named(&way).ok_or_else(|| visit.not_found())?;
    let programme = programme_of(visit, &id).await?;
    let known = found(visit, &id, &one).await?;
    Ok(At {
        caller,
        programme,
        known,
        way,
    })
}

/// The entry of what a form puts another in the place of.
fn stands(way: Way, papers: &ConsultationPapers) -> Option<u64> {
    match way {
        Way::Agenda => papers.agenda.as_ref().map(|(moment, _)| moment.entry),
        Way::Attendance => papers.attendance.as_ref().map(|(moment, ..)| moment.entry),
        Way::Change | Way::Cancel | Way::Held | Way::Outcome | Way::Summary => None,
    }
}

impl At {
    fn zone(&self) -> &str {
        &self.programme.summary.facts.zone
    }

    /// The number of the next outcome.
    async fn next_outcome(&self) -> Result<u32, Failure> {
        let (visit, known) = (&self.caller.visit, &self.known);
        let number = visit.store.with_state(|state| {
            let known = state.consultation(&known.programme, &known.id);
            known.map_or(0, |known| known.outcomes)
        });
        let number = number.await.map_err(|error| visit.store_failed(&error))?;
        Ok(number.saturating_add(1))
    }

    /// Those who were checked in, as far as it is there who they are, and how many they are.
    async fn attendees(&self, reader: &Actor) -> Result<(Vec<RegisteredPerson>, u64), Failure> {
        let (visit, known) = (&self.caller.visit, &self.known);
        let came = visit.store.with_state(|state| {
            let known = state.consultation(&known.programme, &known.id);
            let all = known.map(|known| {
                let all = known.registrations.iter().map(|(_, one)| one);
                let came = all.filter(|one| one.came.is_some());
                came.map(|one| one.entry).collect::<Vec<u64>>()
            });
            all.unwrap_or_default()
        });
        let came = came.await.map_err(|error| visit.store_failed(&error))?;
        let people = visit.store.restricted_of(&came, PERSON, reader).await;
        let people = people.map_err(|error| visit.store_failed(&error))?;
        Ok((people.into_values().collect(), came.len() as u64))
    }

    fn is_open(&self) -> bool {
        let now = self.caller.visit.store.now();
        open_ways(&self.known.plan, self.known.standing, &now).contains(&self.way)
    }

    /// The page that says that it is not the time for it.
    fn not_now(&self) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let content = html! { p.notice { (ui.t("consultation-not-now")) } };
        let title = labels::way(ui, self.way);
        let page = form_page(ui, &self.programme, &title, &[], content);
        self.caller.page(axum::http::StatusCode::OK, &page)
    }

    /// What somebody else published meanwhile, above the form that puts another in its place.
    fn meanwhile(&self, papers: &ConsultationPapers, meanwhile: &Meanwhile) -> Markup {
        let ui = &self.caller.visit.ui;
        let moment = match self.way {
            Way::Agenda => papers.agenda.as_ref().map(|(moment, _)| moment),
            _ => papers.attendance.as_ref().map(|(moment, ..)| moment),
        };
        let given = html! {
            @if let Some(moment) = moment {
                (ui.time(&moment.at, self.zone())) " · " (entry_link(ui, moment.entry))
            }
        };
        meanwhile.section(ui, given, &|_, _| None)
    }

    fn form(
        &self,
        (sending, typed): (&Sending, &Typed),
        meanwhile: &Markup,
        errors: &[FieldError],
    ) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let title = labels::way(ui, self.way);
        let action = links::act(&self.known.programme, &self.known.id, self.way);
        let fields = fields(ui, self.way, typed, self.zone(), errors);
        let lead = match self.way {
            Way::Change => "consultation-change-lead",
            Way::Cancel => "consultation-cancel-lead",
            Way::Agenda => "consultation-agenda-lead",
            Way::Held => "consultation-held-lead",
            Way::Attendance => "consultation-attendance-lead",
            Way::Outcome => "consultation-outcome-lead",
            Way::Summary => "consultation-summary-lead",
        };
        let content = html! {
            p.words { strong { (labels::title(ui, &self.known)) } }
            (meanwhile)
            p.lead { (ui.t(lead)) }
            (form_sent(&ui.href(&action), false, sending, fields, &title))
        };
        let page = form_page(ui, &self.programme, &title, errors, content);
        self.caller.form(errors, &page)
    }
}

/// The form of a way.
pub async fn asked(caller: Caller, Path(named): Named) -> Answer {
    let at = at(caller, named).await?;
    let actor = signed!(actor(&at.caller, roles(at.way), &at.programme));
    if !at.is_open() {
        return Ok(at.not_now());
    }
    if at.way == Way::Change {
        return change(at.caller, &at.known).await;
    }
    let papers = papers(&at.caller.visit, &at.known).await?;
    let lang = at.caller.visit.ui.lang;
    let mut typed = Typed::of(&at.known, &papers, at.zone(), lang);
    if at.way == Way::Attendance && papers.attendance.is_none() {
        let (people, came) = at.attendees(&actor).await?;
        if came > 0 {
            let post = at.caller.visit.ui.t("consultation-attendee");
            typed = typed.with_attendees(&people, came, &post);
        }
    }
    let sending = Sending::new(stands(at.way, &papers)).showing(&typed.values(at.way));
    Ok(at.form((&sending, &typed), &html! {}, &[]))
}

/// What the form of a way sends.
pub async fn sent(caller: Caller, Path(named): Named, body: String) -> Answer {
    let at = at(caller, named).await?;
    let actor = signed!(actor(&at.caller, roles(at.way), &at.programme));
    if at.way == Way::Change {
        return change_sent(at.caller, actor, &at.known, &body).await;
    }
    let mut query = Query::parse(&body);
    let mut sending = Sending::sent(&mut query);
    let typed = Typed::read(&mut query);
    let visit = &at.caller.visit;
    let place = (&at.programme, at.known.id.as_str());
    let base = sending.base;
    let next = at.next_outcome().await?;
    let command = typed.command(&mut query, place, (at.way, base, next), visit.ui.lang);
    if query.errors.is_empty() {
        sending.warn(&visit.ui, &mut query, &typed);
    }
    if let Some(command) = command.filter(|_| query.errors.is_empty()) {
        let asked = once(&actor, &sending.key, command);
        if let Some(entry) = recorded(visit, &mut query, PLACES, asked).await {
            let (programme, id) = (&at.known.programme, &at.known.id);
            return Ok(at.caller.to(&links::done(programme, id, entry)));
        }
    }
    let papers = papers(visit, &at.known).await?;
    let zone = (at.zone(), visit.ui.lang);
    let theirs = Typed::standing(at.way, &at.known, &papers, zone).values(at.way);
    let meanwhile = stale(
        &mut query,
        &mut sending,
        stands(at.way, &papers),
        (&theirs, &[]),
    );
    let (typed, meanwhile) = match &meanwhile {
        Some(found) => (Typed::read(&mut query), at.meanwhile(&papers, found)),
        None => (typed, html! {}),
    };
    Ok(at.form((&sending, &typed), &meanwhile, &query.errors))
}
