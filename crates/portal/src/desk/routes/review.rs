//! Deciding again about what is hidden.

use axum::body::Body;
use axum::extract::{Path, RawQuery};
use axum::http::{Response, StatusCode};
use madang_programme::content::{ContentReleased, ContentRestricted};
use madang_programme::{Actor, Command, Role};
use serde_json::Value;

use crate::accounts::caller::Caller;
use crate::desk::links;
use crate::desk::review::{
    self, DECISION, DONE, HiddenContent, KEEP, LIFT, NAME, PLACES, Shown, Typed, UNTIL,
};
use crate::frame::act::{once, recorded, status};
use crate::frame::app::{Answer, Failure};
use crate::frame::form::Sending;
use crate::frame::format::ZONE;
use crate::frame::query::{MOST_EXACT, Query, WHOLE, index};
use crate::model::EntrySummary;

/// Who decides, and about what.
struct At {
    caller: Caller,
    actor: Actor,
    entry: EntrySummary,
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

/// What is hidden of an entry, for an official of the whole record: nobody else shows or hides a content.
async fn at(caller: Caller, entry: &str) -> Result<Result<At, Box<Response<Body>>>, Failure> {
    let actor = match caller.acting_for_all(Role::Official, None) {
        Ok(Some(actor)) => actor,
        Ok(None) => {
            let page = review::not_yours(&caller.visit.ui);
            return Ok(Err(Box::new(caller.page(StatusCode::FORBIDDEN, &page))));
        }
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    let visit = &caller.visit;
    let index = index(entry).ok_or_else(|| visit.not_found())?;
    let store = &visit.store;
    let failed = |error| visit.store_failed(&error);
    let found = store.entries_at(&[index]).await.map_err(failed)?;
    let entry = found.into_iter().next().ok_or_else(|| visit.not_found())?;
    let hidden = store.with_state(|state| {
        let all = state.contents().filter(|(of, ..)| *of == index);
        let hidden = all.filter_map(|(_, name, became)| HiddenContent::of(name, became));
        let zone = state.programme(&entry.space).map(|of| of.zone.clone());
        (hidden.collect::<Vec<_>>(), zone.unwrap_or_default())
    });
    let (mut hidden, mut zone) = hidden.await.map_err(failed)?;
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
        entry,
        hidden,
        zone,
    }))
}

impl At {
    fn show(
        &self,
        typed: &Typed,
        (sending, done): (Option<&Sending>, Option<u64>),
        query: &Query,
    ) -> Response<Body> {
        let shown = Shown {
            entry: &self.entry,
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
    let at = match at(caller, &entry).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let done = query.optional_number(DONE, 0..=MOST_EXACT);
    Ok(at.show(&Typed::default(), (None, done), &query))
}

/// What was decided.
pub async fn sent(caller: Caller, Path(entry): Path<String>, body: String) -> Answer {
    let at = match at(caller, &entry).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let entry = at.entry.index;
    let mut query = Query::parse(&body);
    let typed = Typed {
        name: query.text(NAME),
        decision: query.text(DECISION),
        until: query.text(UNTIL),
    };
    let hidden = at.hidden.iter().find(|one| one.name == typed.name);
    let Some(hidden) = hidden else {
        // Somebody decided it meanwhile.
        query.refuse(WHOLE, "error-base", "", "");
        return Ok(at.show(&typed, (None, None), &query));
    };
    let sending = Sending::read(&mut query, Some(hidden.by));
    let command = match typed.decision.as_str() {
        LIFT => Some(Command::plain(ContentReleased {
            entry,
            name: typed.name.clone(),
        })),
        KEEP if typed.until.is_empty() => {
            query.refuse(UNTIL, "answer-needed", "", "");
            None
        }
        KEEP => Some(Command::plain(ContentRestricted {
            entry,
            name: typed.name.clone(),
            ground: hidden.ground,
            roles: hidden.roles.clone(),
            review_by: typed.until.clone(),
        })),
        _ => {
            query.refuse(DECISION, "answer-choose", "", "");
            None
        }
    };
    if let (Some(command), true) = (command, query.errors.is_empty()) {
        let asked = once(&at.actor, &sending.key, command);
        if let Some(done) = recorded(&at.caller.visit, &mut query, PLACES, asked).await {
            let page = links::review(entry);
            return Ok(at.caller.to(&format!("{page}?{}={done}", DONE.name)));
        }
    }
    Ok(at.show(&typed, (Some(&sending), None), &query))
}
