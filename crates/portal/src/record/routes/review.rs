//! Deciding again about what is hidden.

use axum::body::Body;
use axum::extract::{Path, RawQuery};
use axum::http::{Response, StatusCode};
use madang_programme::content::{ContentReleased, ContentState};
use madang_programme::{Actor, Command, State};
use madang_record::{Entry, Visibility};
use serde_json::Value;

use crate::accounts::caller::{Caller, signed};
use crate::accounts::hiding::hides;
use crate::frame::act::{not_recorded, once, status};
use crate::frame::app::{Answer, Failure};
use crate::frame::fault::Fault;
use crate::frame::form::Sending;
use crate::frame::format::ZONE;
use crate::frame::problem::Kind;
use crate::frame::query::{MOST_EXACT, Query, WHOLE, index};
use crate::model::BodyView;
use crate::record::hiding::{self, PLACES, REVIEW};
use crate::record::links::{self, Hiding};
use crate::record::review::{self, DECISION, DONE, HiddenContent, KEEP, LIFT, Shown, Typed};

/// Who decides, and about what.
struct At {
    caller: Caller,
    actor: Actor,
    index: u64,
    entry: Entry,
    hidden: Vec<HiddenContent>,
    zone: String,
}

/// The texts that a content holds, in their order.
fn texts(content: &Value, found: &mut Vec<String>) {
    match content {
        Value::String(text) => found.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|one| texts(one, found)),
        Value::Object(all) => all.values().for_each(|one| texts(one, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// How a content of an entry is hidden now.
fn hidden(state: &State, (index, entry): (u64, &Entry), name: &str) -> HiddenContent {
    let name = name.to_owned();
    match state.content(index, &name) {
        Some(ContentState::Restricted {
            by,
            ground,
            roles,
            review_by,
            at,
        }) => HiddenContent {
            name,
            by: *by,
            restricted: Some((*ground, review_by.clone())),
            roles: roles.clone(),
            at: at.clone(),
            words: Vec::new(),
        },
        // From the beginning.
        _ => {
            let mut bodies = entry.bodies.iter();
            let own = bodies.find(|body| body.name == name);
            HiddenContent {
                by: index,
                restricted: None,
                roles: match own.map(|own| &own.visibility) {
                    Some(Visibility::Restricted { roles }) => roles.clone(),
                    _ => Vec::new(),
                },
                at: entry.at.clone(),
                words: Vec::new(),
                name,
            }
        }
    }
}

/// What is hidden of an entry; or where whoever asks goes who may not look at it again.
async fn at(caller: Caller, entry: &str) -> Result<Result<At, Box<Response<Body>>>, Failure> {
    let visit = &caller.visit;
    let store = &visit.store;
    let failed = |error| visit.store_failed(&error);
    let index = index(entry).ok_or_else(|| visit.not_found())?;
    let detail = store.entry(index).await.map_err(failed)?;
    let detail = detail.ok_or_else(|| visit.not_found())?;
    let entry = Entry::from_bytes(&detail.bytes).map_err(|_| visit.fault(Fault::Internal))?;
    if let Err(elsewhere) = caller.whole() {
        return Ok(Err(elsewhere));
    }
    let Some(actor) = hides(&caller, index).await? else {
        let page = hiding::not_yours(&visit.ui);
        return Ok(Err(Box::new(caller.page(StatusCode::FORBIDDEN, &page))));
    };
    let bodies = detail.bodies.iter();
    let names = bodies.filter_map(|body| match body {
        BodyView::Restricted { name, .. } => Some(name.as_str()),
        BodyView::Open { .. }
        | BodyView::Sealed { .. }
        | BodyView::Kept { .. }
        | BodyView::Erased { .. } => None,
    });
    let read = store.with_state(|state: &State| {
        let zone = state.programme(&entry.space).map(|of| of.zone.clone());
        let hidden = names.map(|name| hidden(state, (index, &entry), name));
        (hidden.collect::<Vec<_>>(), zone.unwrap_or_default())
    });
    let (mut hidden, mut zone) = read.await.map_err(failed)?;
    for one in &mut hidden {
        let content = store.restricted::<Value>(index, &one.name, &actor).await;
        if let Some(content) = content.map_err(failed)? {
            texts(&content, &mut one.words);
        }
    }
    if zone.is_empty() {
        zone = ZONE.to_owned();
    }
    Ok(Ok(At {
        caller,
        actor,
        index,
        entry,
        hidden,
        zone,
    }))
}

impl At {
    fn show(
        &self,
        typed: Option<&Typed>,
        (sending, done): (Option<&Sending>, Option<u64>),
        query: &Query,
    ) -> Response<Body> {
        let shown = Shown {
            entry: self.index,
            subject: &self.entry.subject,
            hidden: &self.hidden,
            zone: &self.zone,
            typed,
            sending,
            done,
        };
        let page = review::view(&self.caller.visit.ui, &shown, &query.errors);
        self.caller.page(status(&query.errors), &page)
    }
}

/// The page.
pub async fn asked(caller: Caller, Path(entry): Path<String>, RawQuery(raw): RawQuery) -> Answer {
    let at = signed!(at(caller, &entry).await?);
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let done = query.optional_number(DONE, 0..=MOST_EXACT);
    Ok(at.show(None, (None, done), &query))
}

/// What was decided.
pub async fn sent(caller: Caller, Path(entry): Path<String>, body: String) -> Answer {
    let at = signed!(at(caller, &entry).await?);
    let mut query = Query::parse(&body);
    let typed = Typed::read(&mut query);
    let hidden = at.hidden.iter().find(|one| one.name == typed.name);
    let Some(hidden) = hidden else {
        // Somebody decided it meanwhile.
        query.refuse_as(Kind::Stale, (WHOLE, "error-base"), "");
        return Ok(at.show(Some(&typed), (None, None), &query));
    };
    let sending = Sending::read(&mut query, Some(hidden.by));
    let about = (at.index, typed.name.as_str());
    let command = match typed.decision.as_str() {
        LIFT => Some(Command::plain(ContentReleased {
            entry: at.index,
            name: typed.name.clone(),
        })),
        KEEP => {
            if !typed.hiding.has_day() {
                query.refuse(REVIEW, "answer-needed", "", "");
            }
            typed.hiding.command(&mut query, Hiding::Restrict, about)
        }
        _ => {
            query.refuse(DECISION, "answer-choose", "", "");
            None
        }
    };
    if let (Some(command), true) = (command, query.errors.is_empty()) {
        let asked = once(&at.actor, &sending.key, command);
        match at.caller.visit.store.hide(asked).await {
            Ok(receipt) => {
                let (page, done) = (links::review(at.index), receipt.proof.index);
                return Ok(at.caller.to(&format!("{page}?{}={done}", DONE.name)));
            }
            Err(error) => not_recorded(&at.caller.visit, &mut query, PLACES, &error),
        }
    }
    Ok(at.show(Some(&typed), (Some(&sending), None), &query))
}
