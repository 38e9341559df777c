//! Answering one voice or proposal: the form, what was kept of it, the preview, and the release.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use madang_accounts::SavedForm;
use madang_programme::Command;
use madang_programme::answers::REASON;
use maud::{Markup, html};

use crate::accounts::caller::Caller;
use crate::answers::form::{self, Meanwhile, Shown};
use crate::answers::notes;
use crate::answers::routes::beside::beside;
use crate::answers::routes::notes::noted;
use crate::answers::routes::reading::{Official, Read, not_yours_any_more, official, read};
use crate::answers::section::Decision;
use crate::answers::typed::Typed;
use crate::answers::{links, preview};
use crate::frame::act::{once, recorded, tried};
use crate::frame::app::{Answer, Failure};
use crate::frame::bounded::USUAL_FORM;
use crate::frame::entries::entry_link;
use crate::frame::form::{BASE, Sending};
use crate::frame::problem::Kind;
use crate::frame::query::{FieldError, Query, WHOLE, write};
use crate::frame::sending::LONG;
use crate::frame::steps::{self, STEP};

type Named = Path<(String, String, String)>;

/// What an official has before them.
struct At {
    caller: Caller,
    read: Read,
    official: Official,
    beside: Markup,
    /// What was said anew since the form was shown.
    reworded: Markup,
}

impl At {
    fn action(&self) -> String {
        links::answer(self.read.id(), &self.read.subject)
    }

    /// The form. Where the answer that stands is not the one that was written against, both are shown beside each other.
    fn form(
        &self,
        sending: &Sending,
        typed: &Typed,
        errors: &[FieldError],
        kept: Option<&SavedForm>,
    ) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let (read, standing) = (&self.read, self.read.standing());
        let stands = standing.as_ref().map(|standing| standing.entry);
        let stale = stands.filter(|stands| sending.base != Some(*stands));
        let zone = &read.programme.summary.facts.zone;
        let meanwhile = standing.filter(|_| stale.is_some());
        let meanwhile = meanwhile.map(|standing| Meanwhile {
            theirs: Decision {
                programme: read.id(),
                institutions: &read.institutions,
                entry: standing.entry,
                facts: standing.facts,
                reason: standing.reason,
                planned: standing.facts.planned_by.as_ref(),
                progress: None,
            },
            given: html! { (ui.time(standing.at, zone)) " · " (entry_link(ui, standing.entry)) },
            typed: Typed::of(standing.facts, standing.reason, ui.lang),
        });
        // Seen now, it can be answered anew.
        let sending = Sending {
            base: stands,
            ..sending.clone()
        };
        let action = self.action();
        let shown = Shown {
            of: read.of(),
            deciders: &self.official.deciders,
            beside: &self.beside,
            sending: &sending,
            typed,
            errors,
            meanwhile,
            reworded: &self.reworded,
            seen: typed.seen.unwrap_or(read.newest),
            kept: kept.map(|kept| form::kept(ui, kept.saved)),
            anew: stands.is_some(),
            action: &action,
        };
        self.caller.form(errors, &form::view(ui, &shown))
    }

    /// The entry of the words that a form showed, where others were recorded since; of what is released already, none.
    async fn unread(&self, typed: &Typed, sending: &Sending) -> Result<Option<u64>, Failure> {
        let Some(seen) = typed.seen.filter(|seen| *seen != self.read.newest) else {
            return Ok(None);
        };
        let visit = &self.caller.visit;
        let actor = &self.official.actor;
        let done = visit.store.recorded_under(actor, &sending.key).await;
        let done = done.map_err(|error| visit.store_failed(&error))?;
        Ok(done.is_none().then_some(seen))
    }

    async fn forget(&self) -> Result<(), Failure> {
        self.caller.drop_form(&self.action()).await
    }

    async fn keep(&self, query: &Query, sending: &Sending) -> Result<(), Failure> {
        let base = sending
            .base
            .map(|base| base.to_string())
            .unwrap_or_default();
        let mut pairs = steps::typed(query);
        pairs.push((BASE.name, &base));
        let fields = write(&pairs);
        self.caller.save_form(&self.action(), &fields).await
    }

    async fn kept(&self) -> Result<Option<SavedForm>, Failure> {
        self.caller.saved_form(&self.action()).await
    }
}

/// Reads what is to be answered for an official who may; or where somebody goes who may not.
async fn at(
    caller: Caller,
    (programme, kind, id): (String, String, String),
    typed: Option<&Typed>,
) -> Result<Result<At, Box<Response<Body>>>, Failure> {
    let mut read = read(&caller, (&programme, &kind, &id)).await?;
    let responsible = read.responsible.as_deref();
    let official = match official(&caller, &programme, &read.institutions, responsible) {
        Ok(official) => official,
        Err(elsewhere) if elsewhere.status() == StatusCode::FORBIDDEN => {
            // It may have been handed on while they wrote.
            let place = links::answer(&programme, &read.subject);
            let saved = caller.saved_form(&place).await?;
            let kept = saved.map(|saved| Typed::read(&mut Query::parse(&saved.fields)));
            let typed = typed.or(kept.as_ref()).map(Typed::written);
            let typed = typed.unwrap_or_default();
            let page = not_yours_any_more(&caller, &read.institutions, responsible, &typed);
            return Ok(Err(Box::new(page)));
        }
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    read.read_restricted(&caller, &official.actor).await?;
    let beside = beside(&caller.visit, &read).await;
    let beside = beside.map_err(|error| caller.visit.store_failed(&error))?;
    let notes = noted(&caller, &read).await?;
    let notes = notes::section(&caller.visit.ui, &read.of(), &notes);
    let beside = html! { (beside) (notes) };
    Ok(Ok(At {
        caller,
        read,
        official,
        beside,
        reworded: html! {},
    }))
}

/// The form, with what was kept of it; or with the answer that stands, to be written anew.
pub async fn asked(caller: Caller, Path(named): Named) -> Answer {
    let at = match at(caller, named, None).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    if let Some(kept) = at.kept().await? {
        let mut query = Query::parse(&kept.fields);
        let sending = Sending::sent(&mut query);
        let typed = Typed::read(&mut query);
        return Ok(at.form(&sending, &typed, &[], Some(&kept)));
    }
    let standing = at.read.standing();
    let sending = Sending::new(standing.as_ref().map(|standing| standing.entry));
    let lang = at.caller.visit.ui.lang;
    let typed = standing.map(|standing| Typed::of(standing.facts, standing.reason, lang));
    Ok(at.form(&sending, &typed.unwrap_or_default(), &[], None))
}

/// What was sent: to be looked at, kept, released or changed.
pub async fn sent(caller: Caller, Path(named): Named, body: String) -> Answer {
    let mut query = Query::parse(&body);
    let sending = Sending::sent(&mut query);
    let step = query.text(STEP);
    let typed = Typed::read(&mut query);
    let mut at = match at(caller, named, Some(&typed)).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    match step.as_str() {
        steps::SAVE if body.len() > USUAL_FORM => {
            query.refuse(WHOLE, LONG, "", "");
            return Ok(at.form(&sending, &typed, &query.errors, None));
        }
        steps::SAVE => {
            at.keep(&query, &sending).await?;
            return Ok(at.caller.to(&at.action()));
        }
        steps::DROP => {
            at.forget().await?;
            return Ok(at.caller.to(&at.action()));
        }
        steps::CHANGE => return Ok(at.form(&sending, &typed, &[], None)),
        _ => {}
    }
    if let Some(seen) = at.unread(&typed, &sending).await? {
        // Nobody answers words that they have not read.
        query.errors.clear();
        query.refuse_as(Kind::Stale, (WHOLE, "answer-reworded"), "");
        at.reworded = at.read.reworded(&at.caller, seen).await?;
        let typed = Typed {
            seen: None,
            ..typed
        };
        return Ok(at.form(&sending, &typed, &query.errors, None));
    }
    let lang = at.caller.visit.ui.lang;
    let (programme, subject) = (at.read.id(), &at.read.subject);
    let answer = typed.answer(&mut query, programme, subject, sending.base, lang);
    let Some((facts, reason)) = answer else {
        return Ok(at.form(&sending, &typed, &query.errors, None));
    };
    let command = Command::said(REASON, facts.clone(), reason.clone());
    if step != steps::RELEASE {
        let visit = &at.caller.visit;
        if !tried(
            visit,
            &mut query,
            &typed.places(),
            &at.official.actor,
            command,
        )
        .await?
        {
            return stale_or(at, &sending, &typed, query).await;
        }
        let carried = steps::typed(&query);
        let action = at.action();
        let page = preview::view(
            &visit.ui,
            &at.read.of(),
            (&facts, &reason),
            &sending,
            &carried,
            &action,
        );
        return Ok(at.caller.page(StatusCode::OK, &page));
    }
    let asked = once(&at.official.actor, &sending.key, command);
    let entry = recorded(&at.caller.visit, &mut query, &typed.places(), asked).await;
    let Some(entry) = entry else {
        return stale_or(at, &sending, &typed, query).await;
    };
    at.forget().await?;
    Ok(at.caller.to(&links::done(programme, &[entry])))
}

/// The form with what refused it. Where somebody answered meanwhile, that alone is said: everything else may have changed with it.
async fn stale_or(mut at: At, sending: &Sending, typed: &Typed, mut query: Query) -> Answer {
    // Perhaps only just now.
    at.read.read_again(&at.caller).await?;
    let stands = at.read.standing().map(|standing| standing.entry);
    if stands != sending.base {
        query.errors.clear();
        query.refuse_as(Kind::Stale, (WHOLE, "error-base"), "");
    }
    Ok(at.form(sending, typed, &query.errors, None))
}
