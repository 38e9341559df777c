//! What those who lead a service do with it.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use maud::html;

use super::start::{actor, form_page};
use super::{found, open_ways, papers};
use crate::accounts::caller::{Caller, signed};
use crate::frame::act::{once, recorded};
use crate::frame::app::{Answer, Failure};
use crate::frame::form::{Sending, sent as form_sent};
use crate::frame::problem::Kind;
use crate::frame::query::{FieldError, Query, WHOLE};
use crate::model::{ProgrammeDetail, ServiceDetail, ServicePapers};
use crate::programmes::routes::programme_of;
use crate::services::acting::{PLACES, Typed, fields};
use crate::services::labels;
use crate::services::links::{self, Way};

type Named = Path<(String, String, String)>;

/// A service with which something is done.
struct At {
    caller: Caller,
    programme: ProgrammeDetail,
    known: ServiceDetail,
    papers: ServicePapers,
    way: Way,
}

impl At {
    /// What an address names, or the page that says that there is none.
    async fn of(caller: Caller, (id, one, way): (String, String, String)) -> Result<At, Failure> {
        let visit = &caller.visit;
        let way = Way::named(&way).ok_or_else(|| visit.not_found())?;
        let programme = programme_of(visit, &id).await?;
        let known = found(visit, &id, &one).await?;
        let papers = papers(visit, &known).await?;
        Ok(At {
            caller,
            programme,
            known,
            papers,
            way,
        })
    }

    /// The number of the milestone or the version to come, which the form carries: what it asks for twice is recorded once, and who has
    /// not seen the one before is shown it first.
    fn next(&self) -> Option<u64> {
        match self.way {
            Way::Milestone => Some(self.known.milestones + 1),
            Way::Release => Some(self.known.versions + 1),
            Way::Move | Way::Reach | Way::Retire => None,
        }
    }

    /// The page that says that it is not the time for it.
    fn not_now(&self) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let content = html! { p.notice { (ui.t("service-not-now")) } };
        let title = labels::way(ui, self.way);
        let page = form_page(ui, &self.programme, &title, &[], content);
        self.caller.page(StatusCode::OK, &page)
    }

    fn form(&self, (sending, typed): (&Sending, &Typed), errors: &[FieldError]) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let title = labels::way(ui, self.way);
        let action = links::act(&self.known.programme, &self.known.id, self.way);
        let fields = fields(ui, self.way, &self.papers, typed, errors);
        let lead = match self.way {
            Way::Milestone => "service-milestone-lead",
            Way::Move => "service-move-lead",
            Way::Reach => "service-reach-lead",
            Way::Release => "service-release-lead",
            Way::Retire => "service-retire-lead",
        };
        let content = html! {
            p { strong { (labels::title(ui, &self.known)) } }
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
    signed!(actor(&at.caller, &at.programme, Some(&at.known.lead)));
    if !open_ways(&at.known).contains(&at.way) {
        return Ok(at.not_now());
    }
    let sending = Sending::new(at.next());
    Ok(at.form((&sending, &Typed::default()), &[]))
}

/// What the form of a way sends.
pub async fn sent(caller: Caller, Path(named): Named, body: String) -> Answer {
    let at = At::of(caller, named).await?;
    let actor = signed!(actor(&at.caller, &at.programme, Some(&at.known.lead)));
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
    if sending.base != at.next() {
        query.errors.clear();
        query.refuse_as(Kind::Stale, (WHOLE, "error-base"), "");
        sending.base = at.next();
    }
    Ok(at.form((&sending, &typed), &query.errors))
}
