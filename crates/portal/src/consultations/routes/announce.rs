//! A consultation is announced, or announced otherwise.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use madang_programme::consultations::{
    AnnounceConsultation, ConsultationAnnounced, ConsultationChanged,
};
use madang_programme::{Actor, Command, Role};
use maud::{Markup, html};

use super::found;
use crate::accounts::caller::{Caller, signed};
use crate::accounts::links::ACCOUNT;
use crate::consultations::announcing::{Known, PLACES, Typed, fields, seen};
use crate::consultations::links;
use crate::frame::act::{not_recorded, once, recorded};
use crate::frame::app::{Answer, Failure};
use crate::frame::entries::entry_link;
use crate::frame::form::{Sending, error_summary, sent as form_sent};
use crate::frame::layout::Page;
use crate::frame::meanwhile::{Meanwhile, stale};
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::{ConsultationDetail, InstitutionDetail, ProgrammeDetail};
use crate::programmes::labels::{below, plain_title};
use crate::programmes::routes::programme_of;

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
        p { a href=(ui.href(&links::list(id))) { (ui.t("consultations-back")) } }
    };
    below(ui, programme, title, "consultations-lead", content)
}

/// In whose name somebody acts who holds one of these roles; or the page that says that it is for others to do.
pub fn actor(
    caller: &Caller,
    roles: &[Role],
    programme: &ProgrammeDetail,
) -> Result<Actor, Box<Response<Body>>> {
    let id = &programme.summary.facts.id;
    for role in roles {
        if let Some(actor) = caller.acting(*role, Some(id), None)? {
            return Ok(actor);
        }
    }
    let ui = &caller.visit.ui;
    let title = ui.t("programme-set-not-yours-title");
    let content = html! {
        p.lead { (ui.t("consultation-not-yours")) }
        p { a href=(ui.href(ACCOUNT)) { (ui.t("nav-account")) } }
    };
    let page = form_page(ui, programme, &title, &[], content);
    Err(Box::new(caller.page(StatusCode::FORBIDDEN, &page)))
}

struct At {
    caller: Caller,
    programme: ProgrammeDetail,
    institutions: Vec<InstitutionDetail>,
}

impl At {
    async fn of(caller: Caller, id: &str) -> Result<At, Failure> {
        let visit = &caller.visit;
        let programme = programme_of(visit, id).await?;
        let institutions = visit.store.institutions(id).await;
        let institutions = institutions.map_err(|error| visit.store_failed(&error))?;
        Ok(At {
            caller,
            programme,
            institutions,
        })
    }

    fn known(&self) -> Known<'_> {
        Known {
            programme: &self.programme,
            institutions: &self.institutions,
        }
    }

    /// What somebody else announced meanwhile, above the form of what they changed.
    fn meanwhile(&self, of: &ConsultationDetail, meanwhile: &Meanwhile) -> Markup {
        let (ui, known) = (&self.caller.visit.ui, self.known());
        let zone = &self.programme.summary.facts.zone;
        let given = html! { (ui.time(&of.at, zone)) " · " (entry_link(ui, of.announced)) };
        meanwhile.section(ui, given, &|field, value| seen(ui, &known, field, value))
    }

    fn form(
        &self,
        (of, meanwhile): (Option<&ConsultationDetail>, Markup),
        (sending, typed): (&Sending, &Typed),
        errors: &[FieldError],
    ) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let id = &self.programme.summary.facts.id;
        let known = self.known();
        let (title, action) = match of {
            None => (ui.t("consultation-new"), links::new(id)),
            Some(of) => (
                ui.t("consultation-way-change"),
                links::act(id, &of.id, links::Way::Change),
            ),
        };
        let fields = fields(ui, &known, typed, errors);
        let content = html! {
            (meanwhile)
            p.lead { (ui.t(if of.is_some() { "consultation-change-lead" } else { "consultation-new-lead" })) }
            (form_sent(&ui.href(&action), false, sending, fields, &title))
        };
        let page = form_page(ui, &self.programme, &title, errors, content);
        self.caller.form(errors, &page)
    }
}

/// The form that announces a consultation.
pub async fn asked(caller: Caller, Path(id): Path<String>) -> Answer {
    let at = At::of(caller, &id).await?;
    signed!(actor(&at.caller, &[Role::Official], &at.programme));
    Ok(at.form(
        (None, html! {}),
        (&Sending::new(None), &Typed::default()),
        &[],
    ))
}

/// A consultation is announced.
pub async fn sent(caller: Caller, Path(id): Path<String>, body: String) -> Answer {
    let at = At::of(caller, &id).await?;
    let actor = signed!(actor(&at.caller, &[Role::Official], &at.programme));
    let mut query = Query::parse(&body);
    let mut sending = Sending::sent(&mut query);
    let typed = Typed::read(&mut query);
    let visit = &at.caller.visit;
    let (ui, zone) = (&visit.ui, &at.programme.summary.facts.zone);
    let text = typed.words(&mut query, ui.lang);
    let plan = typed.plan(&mut query, zone, ui.lang);
    if let (Some(text), Some(plan), true) = (text, plan, query.errors.is_empty()) {
        sending.warn(ui, &mut query, &(&text, &plan));
        if query.errors.is_empty() {
            let facts = ConsultationAnnounced {
                programme: id.clone(),
                id: String::new(),
                plan,
            };
            let command = Command::from(AnnounceConsultation { facts, text });
            let asked = once(&actor, &sending.key, command);
            match visit.store.submit(asked).await {
                Ok(receipt) => return announced(&at, &id, receipt.proof.index).await,
                Err(error) => not_recorded(visit, &mut query, PLACES, &error),
            }
        }
    }
    Ok(at.form((None, html! {}), (&sending, &typed), &query.errors))
}

/// Leads to what was announced by an entry just now.
async fn announced(at: &At, programme: &str, entry: u64) -> Answer {
    let visit = &at.caller.visit;
    let id = visit.store.with_state(|state| {
        let mut all = state.consultations(programme);
        let one = all.find(|(_, one)| one.entry == entry);
        one.map(|(id, _)| id.to_owned())
    });
    let id = id.await.map_err(|error| visit.store_failed(&error))?;
    Ok(match id {
        Some(id) => at.caller.to(&links::done(programme, &id, entry)),
        None => at.caller.to(&links::list(programme)),
    })
}

/// The form that changes what is announced.
pub async fn change(caller: Caller, known: &ConsultationDetail) -> Answer {
    let at = At::of(caller, &known.programme).await?;
    let ui = &at.caller.visit.ui;
    let typed = Typed::of(known, &at.programme.summary.facts.zone, ui.lang);
    let sending = Sending::new(Some(known.announced)).showing(&typed.values());
    let of = (Some(known), html! {});
    Ok(at.form(of, (&sending, &typed), &[]))
}

/// What is announced is changed.
pub async fn change_sent(
    caller: Caller,
    actor: Actor,
    known: &ConsultationDetail,
    body: &str,
) -> Answer {
    let at = At::of(caller, &known.programme).await?;
    let mut query = Query::parse(body);
    let mut sending = Sending::sent(&mut query);
    let typed = Typed::read(&mut query);
    let visit = &at.caller.visit;
    let (ui, zone) = (&visit.ui, &at.programme.summary.facts.zone);
    let text = typed.words(&mut query, ui.lang);
    let plan = typed.plan(&mut query, zone, ui.lang);
    if let (Some(text), Some(plan), true) = (text, plan, query.errors.is_empty()) {
        sending.warn(ui, &mut query, &(&text, &plan));
        if query.errors.is_empty() {
            let facts = ConsultationChanged {
                programme: known.programme.clone(),
                consultation: known.id.clone(),
                base: sending.base.unwrap_or_default(),
                plan,
            };
            let asked = once(&actor, &sending.key, Command::worded(facts, text));
            if let Some(entry) = recorded(visit, &mut query, PLACES, asked).await {
                // There may be room for more.
                super::promote(visit, &known.programme, &known.id).await;
                return Ok(at
                    .caller
                    .to(&links::done(&known.programme, &known.id, entry)));
            }
        }
    }
    // Somebody may have changed it only just now.
    let visit = &at.caller.visit;
    let stands = found(visit, &known.programme, &known.id).await?;
    let theirs = Typed::of(&stands, zone, ui.lang).values();
    let meanwhile = stale(
        &mut query,
        &mut sending,
        Some(stands.announced),
        (&theirs, &[]),
    );
    let (typed, meanwhile) = match &meanwhile {
        Some(found) => (Typed::read(&mut query), at.meanwhile(&stands, found)),
        None => (typed, html! {}),
    };
    let of = (Some(&stands), meanwhile);
    Ok(at.form(of, (&sending, &typed), &query.errors))
}
