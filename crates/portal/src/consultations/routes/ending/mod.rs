//! What is done when a consultation ends.

pub mod asked;

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use axum::routing::{MethodRouter, get};
use madang_programme::consultations::{
    AssessmentReason, ConsultationClosed, InfluenceAssessed, OpenDuties, REASON, WaiverGranted,
    WaiverReason,
};
use madang_programme::{Actor, Command, Role};
use maud::{Markup, html};

use crate::accounts::caller::{Caller, signed};
use crate::consultations::ending::labels;
use crate::consultations::ending::typed::{PLACES, Typed, WHY};
use crate::consultations::labels as of_consultations;
use crate::consultations::links::{self, EndingAct};
use crate::consultations::page::under;
use crate::consultations::routes::announce::actor;
use crate::consultations::routes::found;
use crate::frame::act::{once, recorded};
use crate::frame::app::{Answer, App, Failure};
use crate::frame::form::{Sending, error_summary, sent as form_sent, sent_or_saved};
use crate::frame::problem::Kind;
use crate::frame::query::{FieldError, Query, WHOLE};
use crate::model::{ConsultationDetail, ConsultationStanding, EndingPapers, ProgrammeDetail};
use crate::programmes::routes::programme_of;

type Done = Path<(String, String, String)>;

/// The address.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![(links::ENDING, get(asked).post(sent))]
}

/// Who does it.
pub fn roles(act: EndingAct) -> &'static [Role] {
    match act {
        EndingAct::Close => &[Role::Official],
        EndingAct::Waive => &[Role::Administrator],
        EndingAct::Assess => &[Role::Reviewer],
    }
}

/// Whether it can be done at a time.
pub fn is_open(act: EndingAct, one: &ConsultationDetail, papers: &EndingPapers, now: &str) -> bool {
    let live = one.standing != ConsultationStanding::Cancelled;
    let over = now >= one.plan.closes_at.as_str();
    live && match act {
        EndingAct::Close => over && papers.closed.is_none(),
        EndingAct::Waive => papers.closed.is_none(),
        EndingAct::Assess => over,
    }
}

struct At {
    caller: Caller,
    programme: ProgrammeDetail,
    known: ConsultationDetail,
    act: EndingAct,
    /// What is open still, before it is closed.
    open: OpenDuties,
    /// Whether it was called off, or is closed already.
    over: bool,
    /// The assessment that stands.
    assessed: Option<u64>,
}

async fn at(caller: Caller, (programme, id, act): (String, String, String)) -> Result<At, Failure> {
    let visit = &caller.visit;
    let act = EndingAct::named(&act).ok_or_else(|| visit.not_found())?;
    let detail = programme_of(visit, &programme).await?;
    let known = found(visit, &programme, &id).await?;
    let now = visit.store.now();
    let read = visit.store.with_state(|state| {
        let open = state.open_duties(&programme, &id, &now).ok()?;
        let known = state.consultation(&programme, &id).ok()?;
        let ended = known.ended(&now).is_some() || act != EndingAct::Assess;
        let closed = known.closed.is_some() && act != EndingAct::Assess;
        let over = known.cancelled.is_some() || closed || !ended;
        Some((open, over, known.assessment()))
    });
    let read = read.await.map_err(|error| visit.store_failed(&error))?;
    let (open, over, assessed) = read.ok_or_else(|| visit.not_found())?;
    Ok(At {
        programme: detail,
        known,
        act,
        open,
        over,
        assessed,
        caller,
    })
}

impl At {
    fn lead(&self) -> &'static str {
        match self.act {
            EndingAct::Close => "ending-close-lead",
            EndingAct::Waive => "ending-waive-lead",
            EndingAct::Assess => "ending-assess-lead",
        }
    }

    /// What is open still, each with the form that does it.
    fn open(&self) -> Markup {
        let ui = &self.caller.visit.ui;
        let (programme, id) = (&self.known.programme, &self.known.id);
        html! {
            p { (ui.t("ending-open")) }
            ul {
                @for open in &self.open {
                    @let (what, path) = labels::open(ui, programme, id, open);
                    li { a href=(ui.href(&path)) { (what) } }
                }
            }
        }
    }

    fn page(&self, (sending, typed): (&Sending, &Typed), errors: &[FieldError]) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let (programme, id) = (&self.known.programme, &self.known.id);
        let title = labels::act(ui, self.act);
        let action = ui.href(&links::ending(programme, id, self.act));
        let form = match (self.over, self.act) {
            (true, _) => html! { p.notice { (ui.t("consultation-not-now")) } },
            (false, EndingAct::Close) if !self.open.is_empty() => self.open(),
            (false, EndingAct::Close) => form_sent(&action, false, sending, html! {}, &title),
            (false, EndingAct::Waive) => {
                sent_or_saved(ui, &action, sending, typed.waiving(ui, errors), &title)
            }
            (false, EndingAct::Assess) => html! {
                p { (ui.t("consultation-promised")) ": " strong { (of_consultations::promised(ui, self.known.plan.promised)) } }
                (sent_or_saved(ui, &action, sending, typed.assessing(ui, errors), &title))
            },
        };
        let content = html! {
            (error_summary(ui, errors))
            h1 { (title) " " span.of.words { (of_consultations::title(ui, &self.known)) } }
            p.lead { (ui.t(self.lead())) }
            (form)
            p { a href=(ui.href(&links::one(programme, id))) { (of_consultations::title(ui, &self.known)) } }
        };
        let of = (&self.programme, &self.known);
        self.caller
            .form(errors, &under(ui, of, (&title, self.lead()), content))
    }

    /// What the form asks for; what cannot be read is noted.
    fn command(&self, query: &mut Query, typed: &Typed, base: Option<u64>) -> Option<Command> {
        let (programme, consultation) = (self.known.programme.clone(), self.known.id.clone());
        let lang = self.caller.visit.ui.lang;
        match self.act {
            EndingAct::Close => Some(Command::plain(ConsultationClosed {
                programme,
                consultation,
            })),
            EndingAct::Waive => {
                let (part, ground) = typed.waives(query);
                let reason = typed.why.needed(query, WHY, lang);
                let facts = WaiverGranted {
                    programme,
                    consultation,
                    part: part?,
                    ground: ground?,
                    until: typed.until.clone(),
                };
                let reason = WaiverReason { reason: reason? };
                Some(Command::said(REASON, facts, reason))
            }
            EndingAct::Assess => {
                let (level, evidence) = typed.finds(query);
                let reason = typed.why.needed(query, WHY, lang);
                let facts = InfluenceAssessed {
                    programme,
                    consultation,
                    base,
                    level: level?,
                    evidence: evidence?,
                };
                let reason = AssessmentReason { reason: reason? };
                Some(Command::said(REASON, facts, reason))
            }
        }
    }

    fn actor(&self) -> Result<Actor, Box<Response<Body>>> {
        actor(&self.caller, roles(self.act), &self.programme)
    }
}

/// The form of an act.
pub async fn asked(caller: Caller, Path(named): Done) -> Answer {
    let at = at(caller, named).await?;
    signed!(at.actor());
    let base = at.assessed.filter(|_| at.act == EndingAct::Assess);
    Ok(at.page((&Sending::new(base), &Typed::default()), &[]))
}

/// What the form of an act sends.
pub async fn sent(caller: Caller, Path(named): Done, body: String) -> Answer {
    let at = at(caller, named).await?;
    let actor = signed!(at.actor());
    let mut query = Query::parse(&body);
    let mut sending = Sending::sent(&mut query);
    let typed = Typed::read(&mut query);
    let visit = &at.caller.visit;
    let command = at.command(&mut query, &typed, sending.base);
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
    let stands = at.assessed.filter(|_| at.act == EndingAct::Assess);
    if sending.base != stands {
        // Somebody else assessed it meanwhile: whoever sends it again has seen that.
        query.errors.clear();
        query.refuse_as(Kind::Stale, (WHOLE, "error-base"), "");
        sending.base = stands;
    }
    Ok(at.page((&sending, &typed), &query.errors))
}
