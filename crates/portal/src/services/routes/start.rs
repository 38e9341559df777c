//! A service is started.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use madang_programme::proposals::Standing;
use madang_programme::{Actor, Command, Role};
use maud::{Markup, html};

use super::leads;
use crate::accounts::caller::{Caller, signed};
use crate::accounts::links::ACCOUNT;
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
use crate::services::links;
use crate::services::starting::{PLACES, Typed, fields};

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
        p { a href=(ui.href(&links::list(id))) { (ui.t("services-back")) } }
    };
    below(ui, programme, title, "services-lead", content)
}

/// In whose name somebody acts for the institution that leads something; or the page that says that it is for others to do.
pub fn actor(
    caller: &Caller,
    programme: &ProgrammeDetail,
    lead: Option<&str>,
) -> Result<Actor, Box<Response<Body>>> {
    let id = &programme.summary.facts.id;
    let acting = caller.acting(Role::Official, Some(id), None)?;
    if let Some(actor) = acting.filter(|_| leads(Some(caller), id, lead)) {
        return Ok(actor);
    }
    let ui = &caller.visit.ui;
    let title = ui.t("programme-set-not-yours-title");
    let content = html! {
        p.lead { (ui.t("service-not-yours")) }
        p { a href=(ui.href(ACCOUNT)) { (ui.t("nav-account")) } }
    };
    let page = form_page(ui, programme, &title, &[], content);
    Err(Box::new(caller.page(StatusCode::FORBIDDEN, &page)))
}

struct At {
    caller: Caller,
    programme: ProgrammeDetail,
    /// The institutions for which whoever acts may start one.
    leads: Vec<Choice>,
    /// The proposals that are selected and have no service.
    proposals: Vec<Choice>,
}

impl At {
    async fn of(caller: Caller, id: &str) -> Result<At, Failure> {
        let visit = &caller.visit;
        let failed = |error| visit.store_failed(&error);
        let programme = programme_of(visit, id).await?;
        let known = visit.store.institutions(id).await.map_err(failed)?;
        let mut leads_of: Vec<Choice> = Vec::new();
        for one in &known {
            let institution = &one.facts.id;
            let new = leads_of.iter().all(|(known, _)| known != institution);
            if new && leads(Some(&caller), id, Some(institution)) {
                let name = plain_institution(&visit.ui, &known, institution);
                leads_of.push((institution.clone(), name));
            }
        }
        let open = visit.store.with_state(|state| {
            let all = state.proposals(id).into_iter().flatten();
            let open = all.filter(|(proposal, of)| {
                let selected = matches!(of.standing, Standing::Selected(_));
                selected && state.service_of_proposal(id, proposal).is_none()
            });
            let open = open.map(|(proposal, _)| proposal.clone());
            open.take(MOST_OFFERED).collect::<Vec<String>>()
        });
        let open = open.await.map_err(failed)?;
        let ids = open.iter().map(String::as_str).collect();
        let named = visit.store.proposals_named(id, &ids).await;
        let named = named.map_err(failed)?;
        let proposals = open.into_iter().map(|id| {
            let name = named.get(&id);
            let name = name.map_or_else(|| id.clone(), |one| proposal_title(&visit.ui, one));
            (id, name)
        });
        let proposals = proposals.collect();
        Ok(At {
            caller,
            programme,
            leads: leads_of,
            proposals,
        })
    }

    fn form(&self, (sending, typed): (&Sending, &Typed), errors: &[FieldError]) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let id = &self.programme.summary.facts.id;
        let title = ui.t("service-new");
        let fields = fields(ui, (&self.proposals, &self.leads), typed, errors);
        let content = html! {
            p.lead { (ui.t("service-new-lead")) }
            (form_sent(&ui.href(&links::new(id)), false, sending, fields, &title))
        };
        let page = form_page(ui, &self.programme, &title, errors, content);
        self.caller.form(errors, &page)
    }
}

/// The form that starts a service.
pub async fn asked(caller: Caller, Path(id): Path<String>) -> Answer {
    let at = At::of(caller, &id).await?;
    signed!(actor(&at.caller, &at.programme, None));
    let own = at.caller.office_of(Role::Official, &id);
    let typed = Typed::of(own);
    Ok(at.form((&Sending::new(None), &typed), &[]))
}

/// A service is started.
pub async fn sent(caller: Caller, Path(id): Path<String>, body: String) -> Answer {
    let at = At::of(caller, &id).await?;
    let actor = signed!(actor(&at.caller, &at.programme, None));
    let mut query = Query::parse(&body);
    let mut sending = Sending::sent(&mut query);
    let typed = Typed::read(&mut query);
    let visit = &at.caller.visit;
    if let Some(ask) = typed.ask(&mut query, &id, visit.ui.lang) {
        sending.warn(&visit.ui, &mut query, &ask.text);
        if query.errors.is_empty() {
            let asked = once(&actor, &sending.key, Command::from(ask));
            match visit.store.submit(asked).await {
                Ok(receipt) => return started(&at, &id, receipt.proof.index).await,
                Err(error) => not_recorded(visit, &mut query, PLACES, &error),
            }
        }
    }
    Ok(at.form((&sending, &typed), &query.errors))
}

/// Leads to what was started by an entry just now.
async fn started(at: &At, programme: &str, entry: u64) -> Answer {
    let visit = &at.caller.visit;
    let id = visit.store.with_state(|state| {
        let mut all = state.services(programme);
        let one = all.find(|(_, one)| one.entry == entry);
        one.map(|(id, _)| id.to_owned())
    });
    let id = id.await.map_err(|error| visit.store_failed(&error))?;
    Ok(match id {
        Some(id) => at.caller.to(&links::done(programme, &id, entry)),
        None => at.caller.to(&links::list(programme)),
    })
}
