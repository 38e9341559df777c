//! Slips: whoever scans one reads what became of what they said; whoever types its code can do something about it.

use axum::extract::{Path, RawQuery};
use axum::routing::{MethodRouter, get};
use madang_accounts::Limit;
use madang_programme::voices::code::Code;
use madang_programme::{Actor, Role, Violation};

use super::Whole;
use super::acts::{Doing, carry_out};
use super::files::chosen;
use crate::accounts::caller::Caller;
use crate::frame::app::{Answer, App, Failure, Visit};
use crate::frame::fault::Fault;
use crate::frame::form::Sending;
use crate::frame::layout::Page;
use crate::frame::query::Query;
use crate::model::VoiceDetail;
use crate::voices::acts::{ACT, Done, Possible, Typed, WORDS};
use crate::voices::labels::CODE;
use crate::voices::{links, receipt};

/// The addresses.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![(links::RECEIPT, get(read).post(act))]
}

async fn read(visit: Visit, Path(code): Path<String>, RawQuery(raw): RawQuery) -> Answer {
    if let Some(page) = replaced(&visit, &code).await? {
        return Ok(visit.page(&page));
    }
    let voice = of_receipt(&visit, &code).await?;
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let done = Done::read(&mut query);
    let (typed, sending, nothing) = (Typed::default(), Sending::new(None), Query::default());
    let shown = (done.as_ref(), &typed, &sending);
    let page = page(&visit, &code, &voice, shown, &nothing).await?;
    Ok(visit.page(&page))
}

/// What whoever scans a slip reads that was lost, and that another took the place of; `None` for a good one.
async fn replaced(visit: &Visit, code: &str) -> Result<Option<Page>, Failure> {
    let found = visit.store.voice_of_replaced_receipt(code).await;
    let found = found.map_err(|error| visit.store_failed(&error))?;
    let page = found.map(|(voice, by)| receipt::replaced(&visit.ui, &voice, by));
    Ok(page)
}

/// The voice of a slip.
async fn of_receipt(visit: &Visit, code: &str) -> Result<VoiceDetail, Failure> {
    let voice = visit.store.voice_of_receipt(code).await;
    let voice = voice.map_err(|error| visit.store_failed(&error))?;
    voice.ok_or_else(|| visit.not_found())
}

async fn page(
    visit: &Visit,
    code: &str,
    voice: &VoiceDetail,
    (done, typed, sending): (Option<&Done>, &Typed, &Sending),
    query: &Query,
) -> Result<Page, Failure> {
    let whole = Whole::read(visit, None, voice).await?;
    let possible = possible(visit, voice).await?;
    let slip = receipt::OfSlip {
        receipt: code,
        possible: &possible,
        done,
        takes_codes: visit.ui.site.account.is_some(),
        takes_files: visit.store.takes_attachments(),
    };
    let shown = whole.shown(visit, voice);
    Ok(receipt::view(
        &visit.ui,
        &shown,
        &slip,
        typed,
        sending,
        &query.errors,
    ))
}

/// What can be done with a voice as it stands.
pub async fn possible(visit: &Visit, voice: &VoiceDetail) -> Result<Possible, Failure> {
    let facts = &voice.facts;
    let possible = visit
        .store
        .with_state(|state| Possible::read(state, &facts.programme, &facts.id));
    possible.await.map_err(|error| visit.store_failed(&error))
}

/// A code that somebody types, each counted. One that is none, or is one of too many in an hour, is noted.
///
/// # Errors
/// The page that says that the accounts do not answer.
pub async fn typed_code(
    caller: &Caller,
    typed: &str,
    query: &mut Query,
) -> Result<Option<Code>, Failure> {
    let counted = [(Limit::Codes, vec![caller.network.as_str()])];
    let within = caller.within(query, CODE, &counted).await;
    if !within.map_err(|error| caller.failed(&error))? {
        return Ok(None);
    }
    let wrong = match typed.parse::<Code>() {
        Ok(code) => return Ok(Some(code)),
        Err(Violation::Field { reason, .. }) => reason,
        Err(other) => other.said(),
    };
    let why = wrong.in_language(caller.visit.ui.lang);
    query.refuse(CODE, "voice-code-unreadable", "", why);
    Ok(None)
}

/// In whose name whoever types a slip's code acts: under what the record has of it, which stands with their voice. A code that is none,
/// is of another slip, or is one of too many in an hour is noted.
///
/// # Errors
/// The page that says that the accounts do not answer.
pub async fn by_code(
    caller: &Caller,
    (programme, receipt): (&str, &str),
    typed: &str,
    query: &mut Query,
) -> Result<Actor, Failure> {
    let visit = &caller.visit;
    if let Some(given) = typed_code(caller, typed, query).await?
        && given.receipt(visit.store.origin(), programme) != receipt
    {
        query.refuse(CODE, "voice-code-wrong", "", "");
    }
    Actor::new(Role::Participant, receipt).map_err(|_| visit.fault(Fault::Unavailable))
}

/// Does what whoever has the code asks for. They act under what the record has of it, which stands with their voice.
pub(super) async fn act(caller: Caller, Path(code): Path<String>, body: String) -> Answer {
    let visit = &caller.visit;
    let voice = of_receipt(visit, &code).await?;
    let mut query = Query::parse(&body);
    let mut sending = Sending::read(&mut query, None);
    let typed = Typed {
        act: query.text(ACT),
        words: query.prose(WORDS),
        code: query.text(CODE),
        files: chosen(&caller, &mut query).await?,
        ..Typed::default()
    };
    let slip = (voice.facts.programme.as_str(), code.as_str());
    let actor = by_code(&caller, slip, &typed.code, &mut query).await?;
    let possible = possible(visit, &voice).await?;
    let doing = Doing {
        caller: &caller,
        voice: &voice,
        answer: possible.answer,
        acts: &possible.own,
        actor,
    };
    match carry_out(doing, &typed, &mut sending, &mut query).await? {
        Some(done) => Ok(caller.to(&done.on(&links::receipt(&code)))),
        None => {
            let page = page(visit, &code, &voice, (None, &typed, &sending), &query).await?;
            Ok(caller.form(&query.errors, &page))
        }
    }
}
