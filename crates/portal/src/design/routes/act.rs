//! What those who work on a design do with it.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use madang_programme::bodies::MemberClass;
use madang_programme::{Actor, Role};
use maud::html;

use super::start::{form_page, not_theirs};
use super::{found, leads, open_ways, roles};
use crate::accounts::caller::{Caller, signed};
use crate::design::acting::{PHASE, PLACES, Typed, fields};
use crate::design::labels;
use crate::design::links::{self, Way};
use crate::frame::act::{once, recorded};
use crate::frame::app::{Answer, Failure};
use crate::frame::form::{Sending, sent as form_sent};
use crate::frame::problem::Kind;
use crate::frame::query::{FieldError, Query, WHOLE};
use crate::model::{DesignDetail, ProgrammeDetail};
use crate::programmes::routes::programme_of;

type Named = Path<(String, String, String)>;

/// A design with which something is done.
struct At {
    caller: Caller,
    programme: ProgrammeDetail,
    known: DesignDetail,
    way: Way,
}

impl At {
    /// What an address names, or the page that says that there is none.
    async fn of(caller: Caller, (id, one, way): (String, String, String)) -> Result<At, Failure> {
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

    /// In whose name somebody does it; or the page that says that it is for others to do.
    fn actor(&self) -> Result<Actor, Box<Response<Body>>> {
        let programme = self.known.programme.as_str();
        let caller = Some(&self.caller);
        let leads = leads(caller, programme, Some(&self.known.lead));
        for role in roles(self.way) {
            // An official of another institution is none here.
            let here = *role != Role::Official || leads;
            let actor = self.caller.acting(*role, Some(programme), None)?;
            if let Some(actor) = actor.filter(|_| here) {
                return Ok(actor);
            }
        }
        Err(not_theirs(&self.caller, &self.programme))
    }

    /// The number of what is to come, which the form carries: what it asks for twice is recorded once, and who has not seen the one
    /// before is shown it first.
    fn next(&self) -> Option<u64> {
        match self.way {
            Way::Output => Some(self.known.outputs + 1),
            Way::Session => Some(self.known.sessions + 1),
            Way::Start | Way::Close => None,
        }
    }

    /// As what members sit in the task force.
    fn sits(&self) -> Vec<MemberClass> {
        let mut bodies = self.programme.bodies.iter();
        let body = bodies.find(|body| body.facts.id == self.known.body);
        let members = body.into_iter().flat_map(|body| &body.members);
        let classes: BTreeSet<MemberClass> = members.map(|member| member.facts.class).collect();
        classes.into_iter().collect()
    }

    /// The page that says that it is not the time for it.
    fn not_now(&self) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let content = html! { p.notice { (ui.t("design-not-now")) } };
        let title = labels::way(ui, self.way);
        let page = form_page(ui, &self.programme, &title, &[], content);
        self.caller.page(StatusCode::OK, &page)
    }

    fn form(&self, (sending, typed): (&Sending, &Typed), errors: &[FieldError]) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let title = labels::way(ui, self.way);
        let action = links::act(&self.known.programme, &self.known.id, self.way);
        let fields = fields(ui, (self.way, &self.known, &self.sits()), typed, errors);
        let lead = match self.way {
            Way::Start => "design-start-lead",
            Way::Output => "design-output-lead",
            Way::Session => "design-session-lead",
            Way::Close => "design-close-lead",
        };
        let phase = self.known.phase.map(|phase| labels::phase(ui, phase));
        let content = html! {
            p { strong { (labels::title(ui, &self.known)) } @if let Some(phase) = phase { " · " (phase) } }
            p.lead { (ui.t(lead)) }
            (form_sent(&ui.href(&action), false, sending, fields, &title))
        };
        let page = form_page(ui, &self.programme, &title, errors, content);
        self.caller.form(errors, &page)
    }
}

/// The form of a way.
pub async fn asked(caller: Caller, Path(named): Named) -> Answer {
    let at = At::of(caller, named).await?;
    signed!(at.actor());
    if !open_ways(&at.known).contains(&at.way) {
        return Ok(at.not_now());
    }
    let sending = Sending::new(at.next());
    let typed = Typed::of(&at.known);
    Ok(at.form((&sending, &typed), &[]))
}

/// What the form of a way sends.
pub async fn sent(caller: Caller, Path(named): Named, body: String) -> Answer {
    let at = At::of(caller, named).await?;
    let actor = signed!(at.actor());
    let mut query = Query::parse(&body);
    let mut sending = Sending::sent(&mut query);
    let typed = Typed::read(&mut query);
    let visit = &at.caller.visit;
    let (programme, id) = (at.known.programme.as_str(), at.known.id.as_str());
    let next = sending.base.and_then(|next| u32::try_from(next).ok());
    let next = next.unwrap_or_default();
    let lang = visit.ui.lang;
    let command = typed.command(&mut query, (programme, id), (at.way, next), lang);
    if query.errors.is_empty() {
        sending.warn(&visit.ui, &mut query, &typed.words());
    }
    if let Some(command) = command.filter(|_| query.errors.is_empty()) {
        let asked = once(&actor, &sending.key, command);
        if let Some(entry) = recorded(visit, &mut query, PLACES, asked).await {
            return Ok(at.caller.to(&links::done(programme, id, entry)));
        }
    }
    // The phase is carried unseen: what is wrong with it is that somebody closed or began one meanwhile.
    let moved_on = query.errors.iter().any(|error| error.field == PHASE);
    if sending.base != at.next() || moved_on {
        query.errors.clear();
        query.refuse_as(Kind::Stale, (WHOLE, "error-base"), "");
        sending.base = at.next();
        let typed = typed.in_phase(&at.known);
        return Ok(at.form((&sending, &typed), &query.errors));
    }
    Ok(at.form((&sending, &typed), &query.errors))
}
