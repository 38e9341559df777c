//! The process of a design is fixed.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use madang_programme::bodies::BodyKind;
use madang_programme::proposals::Standing;
use madang_programme::{Actor, Command, Role};
use maud::{Markup, html};

use super::leads;
use crate::accounts::caller::{Caller, signed};
use crate::accounts::links::ACCOUNT;
use crate::design::links;
use crate::design::starting::{Offered, PLACES, Typed, fields};
use crate::frame::act::{not_recorded, once};
use crate::frame::app::{Answer, Failure};
use crate::frame::form::{Choice, Sending, error_summary, sent as form_sent};
use crate::frame::layout::Page;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::institutions::labels::plain_institution;
use crate::model::ProgrammeDetail;
use crate::programmes::labels::{below, plain_title};
use crate::programmes::routes::programme_of;
use crate::proposals::labels::plain_title as proposal_title;

/// Proposals that are offered to choose from.
const MOST_OFFERED: usize = 400;

/// The page of a form: what is wrong with it, its title, and the form.
pub fn form_page(
    ui: &Ui,
    programme: &ProgrammeDetail,
    title: &str,
    errors: &[FieldError],
    content: Markup,
) -> Page {
    let id = &programme.summary.facts.id;
    let content = html! {
        (error_summary(ui, errors))
        h1 { (title) " " span.of.words { (plain_title(ui, &programme.summary)) } }
        (content)
        p { a href=(ui.href(&links::list(id))) { (ui.t("designs-back")) } }
    };
    below(ui, programme, title, "designs-lead", content)
}

/// The page that says that it is for others to do.
pub fn not_theirs(caller: &Caller, programme: &ProgrammeDetail) -> Box<Response<Body>> {
    let ui = &caller.visit.ui;
    let title = ui.t("programme-set-not-yours-title");
    let content = html! {
        p.lead { (ui.t("design-not-yours")) }
        p { a href=(ui.href(ACCOUNT)) { (ui.t("nav-account")) } }
    };
    let page = form_page(ui, programme, &title, &[], content);
    Box::new(caller.page(StatusCode::FORBIDDEN, &page))
}

/// In whose name somebody acts for any institution; or the page that says that it is for others to do.
fn actor(caller: &Caller, programme: &ProgrammeDetail) -> Result<Actor, Box<Response<Body>>> {
    let id = &programme.summary.facts.id;
    let acting = caller.acting(Role::Official, Some(id), None)?;
    let acting = acting.filter(|_| leads(Some(caller), id, None));
    acting.ok_or_else(|| not_theirs(caller, programme))
}

struct At {
    caller: Caller,
    programme: ProgrammeDetail,
    offered: Offered,
}

impl At {
    async fn of(caller: Caller, id: &str) -> Result<At, Failure> {
        let visit = &caller.visit;
        let ui = &visit.ui;
        let failed = |error| visit.store_failed(&error);
        let programme = programme_of(visit, id).await?;
        let known = visit.store.institutions(id).await.map_err(failed)?;
        let mut leads_of: Vec<Choice> = Vec::new();
        for one in &known {
            let institution = &one.facts.id;
            let new = leads_of.iter().all(|(known, _)| known != institution);
            if new && leads(Some(&caller), id, Some(institution)) {
                let name = plain_institution(ui, &known, institution);
                leads_of.push((institution.clone(), name));
            }
        }
        let task_forces = programme.bodies.iter();
        let task_forces = task_forces.filter(|body| body.facts.kind == BodyKind::TaskForce);
        let bodies = task_forces.map(|body| (body.facts.id.clone(), ui.plain(&body.facts.name)));
        let offered = Offered {
            bodies: bodies.collect(),
            leads: leads_of,
            proposals: proposals(&caller, id).await?,
        };
        Ok(At {
            caller,
            programme,
            offered,
        })
    }

    fn form(&self, (sending, typed): (&Sending, &Typed), errors: &[FieldError]) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let id = &self.programme.summary.facts.id;
        let title = ui.t("design-new");
        let fields = fields(ui, &self.offered, typed, errors);
        let content = html! {
            p.lead { (ui.t("design-new-lead")) }
            (form_sent(&ui.href(&links::new(id)), false, sending, fields, &title))
        };
        let page = form_page(ui, &self.programme, &title, errors, content);
        self.caller.form(errors, &page)
    }
}

/// The proposals that are selected and that nobody designs.
async fn proposals(caller: &Caller, programme: &str) -> Result<Vec<Choice>, Failure> {
    let visit = &caller.visit;
    let failed = |error| visit.store_failed(&error);
    let open = visit.store.with_state(|state| {
        let designed = state.designs(programme);
        let designed = designed.filter(|(_, one)| !one.was_stopped());
        let designed = designed.filter_map(|(_, one)| one.proposal.as_deref());
        let designed: Vec<&str> = designed.collect();
        let all = state.proposals(programme).into_iter().flatten();
        let open = all.filter(|(id, of)| {
            let selected = matches!(of.standing, Standing::Selected(_));
            selected && !designed.contains(&id.as_str())
        });
        let open = open.map(|(id, _)| id.clone());
        open.take(MOST_OFFERED).collect::<Vec<String>>()
    });
    let open = open.await.map_err(failed)?;
    let ids = open.iter().map(String::as_str).collect();
    let named = visit.store.proposals_named(programme, &ids).await;
    let named = named.map_err(failed)?;
    let choices = open.into_iter().map(|id| {
        let name = named.get(&id);
        let name = name.map_or_else(|| id.clone(), |one| proposal_title(&visit.ui, one));
        (id, name)
    });
    Ok(choices.collect())
}

/// The form that fixes a process.
pub async fn asked(caller: Caller, Path(id): Path<String>) -> Answer {
    let at = At::of(caller, &id).await?;
    signed!(actor(&at.caller, &at.programme));
    let own = at.caller.office_of(Role::Official, &id);
    let typed = Typed::of(own);
    Ok(at.form((&Sending::new(None), &typed), &[]))
}

/// A process is fixed.
pub async fn sent(caller: Caller, Path(id): Path<String>, body: String) -> Answer {
    let at = At::of(caller, &id).await?;
    let actor = signed!(actor(&at.caller, &at.programme));
    let mut query = Query::parse(&body);
    let mut sending = Sending::sent(&mut query);
    let typed = Typed::read(&mut query);
    let visit = &at.caller.visit;
    if let Some(ask) = typed.ask(&mut query, &id, visit.ui.lang) {
        sending.warn(&visit.ui, &mut query, &ask.text);
        if query.errors.is_empty() {
            let asked = once(&actor, &sending.key, Command::from(ask));
            match visit.store.submit(asked).await {
                Ok(receipt) => return fixed(&at, &id, receipt.proof.index).await,
                Err(error) => not_recorded(visit, &mut query, PLACES, &error),
            }
        }
    }
    Ok(at.form((&sending, &typed), &query.errors))
}

/// Leads to what was fixed by an entry just now.
async fn fixed(at: &At, programme: &str, entry: u64) -> Answer {
    let visit = &at.caller.visit;
    let id = visit.store.with_state(|state| {
        let mut all = state.designs(programme);
        let one = all.find(|(_, one)| one.entry == entry);
        one.map(|(id, _)| id.to_owned())
    });
    let id = id.await.map_err(|error| visit.store_failed(&error))?;
    Ok(match id {
        Some(id) => at.caller.to(&links::done(programme, &id, entry)),
        None => at.caller.to(&links::list(programme)),
    })
}
