//! The forms by which officials hide, show and erase contents.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use madang_programme::content::{
    ContentErased, ContentReleased, ContentRestricted, ContentState, Ground,
};
use madang_programme::{Actor, By, Command, Role, State};
use madang_record::Entry;
use serde_json::Value;

use crate::accounts::caller::{Caller, signed};
use crate::accounts::hiding::hides;
use crate::frame::act::{not_recorded, once, status};
use crate::frame::app::{Answer, Failure, Visit};
use crate::frame::entries::entry;
use crate::frame::fault::Fault;
use crate::frame::form::Sending;
use crate::frame::query::{self, Query};
use crate::model::{BodyView, EntryDetail};
use crate::record::hiding::{self, PLACES, Shown, Typed};
use crate::record::links::{self, Hiding};

/// What somebody can do about each content of an entry; nothing for whoever may not.
pub async fn ways_of(
    visit: &Visit,
    caller: Option<&Caller>,
    detail: &EntryDetail,
) -> Result<Vec<(String, Vec<Hiding>)>, Failure> {
    let Some(Ok(Some(actor))) = caller.map(hides) else {
        return Ok(vec![]);
    };
    let mut all = Vec::new();
    for body in &detail.bodies {
        let acts = acts(visit, &actor, (detail.index, body.name())).await?;
        all.push((body.name().to_owned(), acts));
    }
    Ok(all)
}

/// What the rules would let somebody do about a content now.
async fn acts(
    visit: &Visit,
    actor: &Actor,
    (entry, name): (u64, &str),
) -> Result<Vec<Hiding>, Failure> {
    let at = visit.store.now();
    let allowed = visit.store.with_state(|state: &State| {
        let by = By {
            actor: actor.into(),
            at: &at,
            index: state.size,
        };
        let name = || name.to_owned();
        let ground = Ground::PersonalData;
        let commands = [
            Command::plain(ContentRestricted {
                entry,
                name: name(),
                ground,
                roles: vec![Role::Official.name().to_owned()],
                review_by: by.day().to_owned(),
            }),
            Command::plain(ContentReleased {
                entry,
                name: name(),
            }),
            Command::plain(ContentErased {
                entry,
                name: name(),
                ground,
            }),
        ];
        let acts = Hiding::ALL.into_iter().zip(commands);
        let allowed = acts.filter(|(_, command)| command.clone().draft(state, &by).is_ok());
        allowed.map(|(act, _)| act).collect()
    });
    allowed.await.map_err(|error| visit.store_failed(&error))
}

/// A content that somebody who may does something about.
struct At {
    caller: Caller,
    actor: Actor,
    detail: EntryDetail,
    kind: String,
    content: String,
    act: Hiding,
    became: Option<ContentState>,
    says: Option<Value>,
}

type Named = (String, String, String);

/// Reads it; or where whoever asks goes who may not.
async fn at(
    caller: Caller,
    (index, content, act): Named,
) -> Result<Result<At, Box<Response<Body>>>, Failure> {
    let visit = &caller.visit;
    let failed = |error| visit.store_failed(&error);
    let act = Hiding::named(&act).ok_or_else(|| visit.not_found())?;
    let index = query::index(&index).ok_or_else(|| visit.not_found())?;
    let detail = visit.store.entry(index).await.map_err(failed)?;
    let detail = detail.ok_or_else(|| visit.not_found())?;
    let body = detail.bodies.iter().find(|body| body.name() == content);
    let body = body.ok_or_else(|| visit.not_found())?;
    let on_record = Entry::from_bytes(&detail.bytes);
    let on_record = on_record.map_err(|_| visit.fault(Fault::Internal))?;
    let actor = match hides(&caller) {
        Err(elsewhere) => return Ok(Err(elsewhere)),
        Ok(None) => {
            let page = hiding::not_yours(&visit.ui);
            return Ok(Err(Box::new(caller.page(StatusCode::FORBIDDEN, &page))));
        }
        Ok(Some(actor)) => actor,
    };
    let says = match body {
        BodyView::Open { content, .. } => serde_json::from_slice(content).ok(),
        BodyView::Restricted { name, .. } => {
            let said = visit.store.restricted(index, name, &actor).await;
            said.map_err(failed)?
        }
        BodyView::Sealed { .. } | BodyView::Kept { .. } | BodyView::Erased { .. } => None,
    };
    let became = visit
        .store
        .with_state(|state: &State| state.content(index, &content).cloned());
    let became = became.await.map_err(failed)?;
    Ok(Ok(At {
        actor,
        kind: on_record.kind,
        content,
        act,
        became,
        says,
        detail,
        caller,
    }))
}

impl At {
    fn shown(&self) -> Shown<'_> {
        Shown {
            detail: &self.detail,
            kind: &self.kind,
            content: &self.content,
            act: self.act,
            became: self.became.as_ref(),
            says: self.says.as_ref(),
        }
    }
}

/// The form.
pub async fn asked(caller: Caller, Path(named): Path<Named>) -> Answer {
    let at = signed!(at(caller, named).await?);
    let visit = &at.caller.visit;
    let acts = acts(visit, &at.actor, (at.detail.index, &at.content)).await?;
    let page = match acts.contains(&at.act) {
        true => at
            .shown()
            .form(&visit.ui, (&Sending::new(None), &Typed::usual()), &[]),
        false => at.shown().not_now(&visit.ui),
    };
    Ok(at.caller.page(StatusCode::OK, &page))
}

/// It is done. What is erased is gone for good: that is asked for by who has shown their passkey just now.
pub async fn sent(caller: Caller, Path(named): Path<Named>, body: String) -> Answer {
    let at = signed!(at(caller, named).await?);
    let (visit, ui) = (&at.caller.visit, &at.caller.visit.ui);
    let mut query = Query::parse(&body);
    let sending = Sending::sent(&mut query);
    let typed = Typed::read(&mut query);
    let about = (at.detail.index, at.content.as_str());
    let command = typed.command(&mut query, at.act, about);
    if let Some(command) = command.filter(|_| query.errors.is_empty()) {
        let asked = once(&at.actor, &sending.key, command);
        let done = match at.act {
            Hiding::Restrict => visit
                .store
                .hide(asked)
                .await
                .map(|receipt| receipt.proof.index),
            Hiding::Release => visit
                .store
                .submit(asked)
                .await
                .map(|receipt| receipt.proof.index),
            Hiding::Erase => {
                let address = links::hide(at.detail.index, &at.content, at.act);
                signed!(at.caller.confirmed(&address));
                match visit.store.delete(asked).await {
                    Ok(erased) => {
                        let remains = erased.remains.iter().map(|one| one.in_language(ui.lang));
                        let remains: Vec<String> = remains.collect();
                        let by = erased.receipt.proof.index;
                        let page = at.shown().erased(ui, by, &remains);
                        return Ok(at.caller.page(StatusCode::OK, &page));
                    }
                    Err(error) => Err(error),
                }
            }
        };
        match done {
            Ok(done) => return Ok(at.caller.to(&entry(done))),
            Err(error) => not_recorded(visit, &mut query, PLACES, &error),
        }
    }
    let page = at.shown().form(ui, (&sending, &typed), &query.errors);
    Ok(at.caller.page(status(&query.errors), &page))
}
