//! The rule of a programme that is set up: written, looked at in words, fixed.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use madang_programme::votes::RuleFixed;
use madang_programme::{Actor, Command};
use madang_record::Hash;
use madang_record::hash::sha256;
use maud::Markup;

use super::setup::Read;
use crate::accounts::caller::Caller;
use crate::frame::act::{once, recorded, status, tried};
use crate::frame::app::{Answer, Failure};
use crate::frame::fault::Fault;
use crate::frame::form::Sending;
use crate::frame::query::{FieldError, Query};
use crate::frame::steps::{self, STEP};
use crate::programmes::filled::Step;
use crate::programmes::links;
use crate::programmes::rule::{LOOKED_AT, LOT_SEED, RULE_PLACES, Typed};
use crate::programmes::rule_form::{self, Shown};
use crate::programmes::setup;
use crate::votes::rule_words::selection_rule;

fn page(caller: &Caller, read: &Read, content: Markup, errors: &[FieldError]) -> Response<Body> {
    let set = read.set();
    let page = setup::page(&caller.visit.ui, &set, Step::Rule, content, errors);
    caller.page(status(errors), &page)
}

fn form(
    caller: &Caller,
    read: &Read,
    (sending, typed): (&Sending, &Typed),
    errors: &[FieldError],
) -> Response<Body> {
    let shown = Shown {
        programme: &read.programme,
        typed,
        errors,
    };
    let action = links::set_up(&read.programme.summary.facts.id, Step::Rule.name());
    let form = rule_form::form(&caller.visit.ui, &shown, &action, sending);
    page(caller, read, form, errors)
}

/// The form.
pub fn asked(caller: &Caller, read: &Read) -> Response<Body> {
    form(caller, read, (&Sending::new(None), &Typed::usual()), &[])
}

/// A seed that nobody knows, as a lot takes it.
fn seed(caller: &Caller) -> Result<String, Failure> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| caller.visit.fault(Fault::Internal))?;
    Ok(Hash::from_bytes(bytes).to_hex())
}

/// What tells the rule that was looked at from any other.
fn digest(caller: &Caller, facts: &RuleFixed) -> Result<String, Failure> {
    let written = serde_json::to_vec(facts);
    let written = written.map_err(|_| caller.visit.fault(Fault::Internal))?;
    Ok(sha256(&written).to_hex())
}

/// What was sent: to be looked at, fixed or changed.
pub async fn sent(caller: Caller, read: Read, actor: Actor, body: &str) -> Answer {
    let mut query = Query::parse(body);
    let sending = Sending::sent(&mut query);
    let step = query.text(STEP);
    let mut typed = Typed::read(&mut query, &read.programme);
    if step == steps::CHANGE {
        return Ok(form(&caller, &read, (&sending, &typed), &[]));
    }
    if typed.by_lot() && typed.plain(LOT_SEED).parse::<Hash>().is_err() {
        typed = typed.with_seed(seed(&caller)?);
    }
    let ui = &caller.visit.ui;
    let Some(facts) = typed.facts(&mut query, &read.programme, ui.lang) else {
        return Ok(form(&caller, &read, (&sending, &typed), &query.errors));
    };
    let (command, shown) = (Command::plain(facts.clone()), digest(&caller, &facts)?);
    // Nobody fixes for good what they have not seen in words: neither a rule nor the seed of its lot.
    if step != steps::RELEASE || query.text(LOOKED_AT) != shown {
        if !tried(&caller.visit, &mut query, RULE_PLACES, &actor, command).await? {
            return Ok(form(&caller, &read, (&sending, &typed), &query.errors));
        }
        let words = selection_rule(ui, &read.programme, &facts.rule);
        let mut carried = steps::typed(&query);
        carried.retain(|(name, _)| ![LOT_SEED.name, LOOKED_AT.name].contains(name));
        if typed.by_lot() {
            carried.push((LOT_SEED.name, typed.plain(LOT_SEED)));
        }
        carried.push((LOOKED_AT.name, shown.as_str()));
        let action = links::set_up(&facts.programme, Step::Rule.name());
        let content = rule_form::preview(
            ui,
            &words,
            (facts.lot.as_ref(), &typed),
            (&action, &sending, &carried),
        );
        let mut response = page(&caller, &read, content, &[]);
        *response.status_mut() = StatusCode::OK;
        return Ok(response);
    }
    let asked = once(&actor, &sending.key, command);
    if recorded(&caller.visit, &mut query, RULE_PLACES, asked)
        .await
        .is_some()
    {
        return Ok(caller.to(&links::set(&facts.programme)));
    }
    Ok(form(&caller, &read, (&sending, &typed), &query.errors))
}
