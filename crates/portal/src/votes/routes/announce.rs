//! A vote is announced, announced otherwise, or its announcement taken back.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use madang_programme::{Actor, Command, State};
use maud::{Markup, html};

use super::office::At;
use crate::accounts::caller::{Caller, signed};
use crate::frame::act::{once, recorded, status, tried};
use crate::frame::app::{Answer, Failure};
use crate::frame::entries::entry_link;
use crate::frame::form::{Sending, sent as form_sent};
use crate::frame::meanwhile::stale;
use crate::frame::query::{FieldError, Query};
use crate::frame::steps::{self, STEP, look, released};
use crate::frame::ui::Ui;
use crate::frame::warned::warned;
use crate::model::ProgrammeDetail;
use crate::programmes::routes::{official_of, programme_of};
use crate::votes::links::{self, Act};
use crate::votes::office::{self, Form};
use crate::votes::planned::{self, PLACES, Planned};

fn new_page(
    caller: &Caller,
    programme: &ProgrammeDetail,
    errors: &[FieldError],
    content: Markup,
) -> Response<Body> {
    let ui = &caller.visit.ui;
    let form = Form {
        programme,
        title: ui.t("vote-set-announce"),
        of: None,
        lead: "vote-set-announce-lead",
        errors,
        content,
    };
    caller.page(status(errors), &office::form(ui, form))
}

fn looked_at(ui: &Ui, action: &str, sending: &Sending, fields: &Markup) -> Markup {
    html! {
        form.stacked method="post" action=(ui.href(action)) {
            (sending.fields())
            (fields)
            (look(ui, false))
        }
    }
}

fn new_form(
    caller: &Caller,
    programme: &ProgrammeDetail,
    (sending, typed): (&Sending, &Planned),
    errors: &[FieldError],
) -> Response<Body> {
    let (ui, facts) = (&caller.visit.ui, &programme.summary.facts);
    let fields = planned::fields(ui, None, typed, &facts.zone, errors);
    let form = looked_at(ui, &links::announce(&facts.id), sending, &fields);
    new_page(caller, programme, errors, form)
}

/// The form that announces a vote.
pub async fn new(caller: Caller, Path(id): Path<String>) -> Answer {
    let programme = programme_of(&caller.visit, &id).await?;
    signed!(official_of(&caller, &programme));
    let (sending, typed) = (Sending::new(None), Planned::default());
    Ok(new_form(&caller, &programme, (&sending, &typed), &[]))
}

/// A vote is looked at, or announced.
pub async fn new_sent(caller: Caller, Path(id): Path<String>, body: String) -> Answer {
    let programme = programme_of(&caller.visit, &id).await?;
    let actor = signed!(official_of(&caller, &programme));
    let mut query = Query::parse(&body);
    let sending = Sending::sent(&mut query);
    let step = query.text(STEP);
    let typed = Planned::read(&mut query);
    let ui = &caller.visit.ui;
    let back = |errors: &[FieldError]| new_form(&caller, &programme, (&sending, &typed), errors);
    if step == steps::CHANGE {
        return Ok(back(&[]));
    }
    let zone = &programme.summary.facts.zone;
    let facts = typed.announced(&mut query, (&id, &typed.id, zone), ui.lang);
    let Some(facts) = facts.filter(|_| query.errors.is_empty()) else {
        return Ok(back(&query.errors));
    };
    let command = Command::plain(facts.clone());
    if step != steps::RELEASE {
        if !tried(&caller.visit, &mut query, PLACES, &actor, command).await? {
            return Ok(back(&query.errors));
        }
        let action = links::announce(&id);
        let carried = steps::typed(&query);
        let content = html! {
            (warned(ui, &typed.words()))
            (planned::shown(ui, &facts, zone))
            (released(ui, &action, &sending, &carried, &ui.t("vote-set-announce")))
        };
        return Ok(new_page(&caller, &programme, &[], content));
    }
    let asked = once(&actor, &sending.key, command);
    match recorded(&caller.visit, &mut query, PLACES, asked).await {
        Some(entry) => Ok(caller.to(&links::office_done(&id, entry))),
        None => Ok(back(&query.errors)),
    }
}

/// The entry of what is announced of the vote, and the form as it begins.
async fn standing(at: &At) -> Result<Option<(u64, Planned)>, Failure> {
    let visit = &at.caller.visit;
    let zone = &at.programme.summary.facts.zone;
    let found = visit.store.with_state(|state: &State| {
        let schedule = state.schedule(at.id(), &at.vote)?;
        let times = (schedule.opens_at.as_str(), schedule.closes_at.as_str());
        let typed = Planned::of(&schedule.title, times, zone, visit.ui.lang);
        Some((schedule.entry, typed))
    });
    found.await.map_err(|error| visit.store_failed(&error))
}

fn form(
    (at, act): (&At, Act),
    (sending, typed): (&Sending, &Planned),
    meanwhile: &Markup,
    errors: &[FieldError],
) -> Response<Body> {
    let ui = &at.caller.visit.ui;
    let zone = &at.programme.summary.facts.zone;
    let fields = planned::fields(ui, Some(act), typed, zone, errors);
    let action = at.address(act);
    match act {
        Act::TakeBack => {
            let submit = ui.t("vote-set-take-back");
            let form = form_sent(&ui.href(&action), false, sending, fields, &submit);
            let form = html! { (meanwhile) (form) };
            at.page(act, "vote-set-take-back-lead", errors, form)
        }
        _ => {
            let form = looked_at(ui, &action, sending, &fields);
            let form = html! { (meanwhile) (form) };
            at.page(act, "vote-set-change-lead", errors, form)
        }
    }
}

/// The form that changes or takes back what is announced.
pub async fn asked(at: &At, act: Act) -> Answer {
    let standing = standing(at).await?;
    let (entry, typed) = standing.ok_or_else(|| at.caller.visit.not_found())?;
    let sending = Sending::new(Some(entry)).showing(&typed.values());
    Ok(form((at, act), (&sending, &typed), &html! {}, &[]))
}

/// What is announced is looked at as it would be, changed or taken back.
pub async fn sent(at: At, act: Act, actor: Actor, body: &str) -> Answer {
    let visit = &at.caller.visit;
    let mut query = Query::parse(body);
    let mut sending = Sending::sent(&mut query);
    let step = query.text(STEP);
    let typed = Planned::read(&mut query);
    let lang = visit.ui.lang;
    if step == steps::CHANGE {
        return Ok(form((&at, act), (&sending, &typed), &html! {}, &[]));
    }
    let (base, zone) = (
        sending.base.unwrap_or_default(),
        &at.programme.summary.facts.zone,
    );
    let mut facts = None;
    let command = match act {
        Act::TakeBack => typed.taken_back(&mut query, (at.id(), &at.vote), base, lang),
        _ => {
            facts = typed.announced(&mut query, (at.id(), &at.vote, zone), lang);
            typed.changed(&mut query, facts.clone(), base, lang)
        }
    };
    if act == Act::TakeBack && query.errors.is_empty() {
        sending.warn(&visit.ui, &mut query, &typed.words());
    }
    if let Some(command) = command.filter(|_| query.errors.is_empty()) {
        if let (Some(facts), true) = (&facts, step != steps::RELEASE) {
            if tried(visit, &mut query, PLACES, &actor, command).await? {
                let carried = steps::typed(&query);
                let action = at.address(act);
                let content = html! {
                    (warned(&visit.ui, &typed.words()))
                    (planned::shown(&visit.ui, facts, zone))
                    (released(&visit.ui, &action, &sending, &carried, &visit.ui.t("vote-set-change")))
                };
                return Ok(at.page(act, "vote-set-change-lead", &[], content));
            }
        } else {
            let asked = once(&actor, &sending.key, command);
            if let Some(entry) = recorded(visit, &mut query, PLACES, asked).await {
                return Ok(at.done(entry));
            }
        }
    }
    // Somebody else may have changed it meanwhile: whoever sends this sees that first.
    let now = standing(&at).await?;
    let stands = now.as_ref().map(|(entry, _)| *entry);
    let theirs = now.map(|(_, planned)| planned.values()).unwrap_or_default();
    let ui = &visit.ui;
    let meanwhile = stale(&mut query, &mut sending, stands, (&theirs, &[]));
    let (typed, meanwhile) = match &meanwhile {
        Some(found) => {
            let given = html! { @if let Some(entry) = stands { (entry_link(ui, entry)) } };
            let section = found.section(ui, given, &|_, _| None);
            (Planned::read(&mut query), section)
        }
        None => (typed, html! {}),
    };
    let shown = (&sending, &typed);
    Ok(form((&at, act), shown, &meanwhile, &query.errors))
}
