//! What somebody said themselves, on their own pages.

use std::collections::BTreeMap;

use axum::extract::RawQuery;
use axum::routing::{MethodRouter, get};
use madang_accounts::Scope;
use madang_programme::answers::Subject;
use madang_programme::trace::AnswerStanding;
use madang_programme::{Actor, Role, State};
use maud::Markup;

use crate::accounts::caller::{Caller, Signed, signed};
use crate::frame::app::{Answer, App, Failure};
use crate::frame::form::PAGE;
use crate::frame::query::Query;
use crate::model::VoiceDetail;
use crate::voices::links;
use crate::voices::own::{self, IN_SHORT, LAST_PAGE, Own, PER_PAGE};

/// The address.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![(links::OWN, get(page))]
}

/// The names under which somebody said something: one a programme.
async fn names(caller: &Caller, signed: &Signed) -> Result<Vec<Actor>, Failure> {
    let names = caller.accounts.pseudonyms(signed.account()).await;
    let names = names.map_err(|error| caller.failed(&error))?;
    let names = names.into_iter();
    let names = names.filter(|(scope, _)| Scope::programme_in(scope).is_some());
    let actors = names.filter_map(|(_, name)| Actor::new(Role::Participant, &name).ok());
    Ok(actors.collect())
}

async fn read(caller: &Caller, signed: &Signed, offset: u64, limit: u64) -> Result<Own, Failure> {
    let (store, names) = (&caller.visit.store, names(caller, signed).await?);
    let failed = |error| caller.visit.store_failed(&error);
    let said = store.voices_by(&names, offset, limit).await;
    let said = said.map_err(failed)?;
    let answer = |state: &State, voice: &VoiceDetail| {
        let (programme, id) = (&voice.facts.programme, &voice.facts.id);
        let subject = Subject::Voice(id.clone());
        let entry = state.answer(programme, &subject)?.entry;
        let standing = AnswerStanding::of(state, programme, &subject, entry)?;
        Some((voice.entry, standing))
    };
    let answers = store.with_state(|state| -> BTreeMap<u64, AnswerStanding> {
        let said = said.items.iter();
        said.filter_map(|voice| answer(state, voice)).collect()
    });
    Ok(Own {
        answers: answers.await.map_err(failed)?,
        programmes: store.programmes().await.map_err(failed)?,
        said,
    })
}

/// The newest of what somebody said, for other pages of theirs.
///
/// # Errors
/// The page that says that the accounts or the record do not answer.
pub async fn own_section(caller: &Caller, signed: &Signed) -> Result<Markup, Failure> {
    let own = read(caller, signed, 0, IN_SHORT).await?;
    Ok(own::section(&caller.visit.ui, &own))
}

async fn page(caller: Caller, RawQuery(raw): RawQuery) -> Answer {
    let signed = signed!(caller.whole());
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let number = query.number(PAGE, 1..=LAST_PAGE, 1);
    let own = read(&caller, signed, (number - 1) * PER_PAGE, PER_PAGE).await?;
    let page = own::view(&caller.visit.ui, &own, number);
    Ok(caller.form(&query.errors, &page))
}
