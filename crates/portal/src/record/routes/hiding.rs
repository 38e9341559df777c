//! The forms by which contents are hidden and erased.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use madang_programme::content::{ContentErased, ContentReleased, ContentRestricted, Ground};
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
use crate::record::hiding::{self, PLACES, Shown, Typed, Ways};
use crate::record::links::{self, Hiding};

/// What somebody can do about each content of an entry; nothing for whoever may not.
pub async fn ways_of(
    visit: &Visit,
    caller: Option<&Caller>,
    detail: &EntryDetail,
) -> Result<Vec<Ways>, Failure> {
    let Some(caller) = caller else {
        return Ok(vec![]);
    };
    let Some(actor) = hides(caller, detail.index).await? else {
        return Ok(vec![]);
    };
    let mut all = Vec::new();
    for body in &detail.bodies {
        all.push(ways(visit, &actor, detail.index, body).await?);
    }
    Ok(all)
}

/// What the rules would let somebody do about a content now.
async fn ways(visit: &Visit, actor: &Actor, entry: u64, body: &BodyView) -> Result<Ways, Failure> {
    let at = visit.store.now();
    let hidden = matches!(body, BodyView::Restricted { .. });
    let allowed = visit.store.with_state(|state: &State| {
        let by = By {
            actor: actor.into(),
            at: &at,
            index: state.size,
        };
        let allowed = |command: Command| command.draft(state, &by).is_ok();
        let (name, ground) = (body.name().to_owned(), Ground::PersonalData);
        let release = ContentReleased {
            entry,
            name: name.clone(),
        };
        let restrict = ContentRestricted {
            entry,
            name: name.clone(),
            ground,
            roles: vec![Role::Official.name().to_owned()],
            review_by: by.day().to_owned(),
        };
        let erase = ContentErased {
            entry,
            name: name.clone(),
            ground,
        };
        let reviews = hidden && allowed(Command::plain(release));
        let restricts = !reviews && allowed(Command::plain(restrict));
        let erases = allowed(Command::plain(erase));
        let acts = [(Hiding::Restrict, restricts), (Hiding::Erase, erases)];
        let acts = acts.into_iter().filter_map(|(act, may)| may.then_some(act));
        Ways {
            name,
            reviews,
            acts: acts.collect(),
        }
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
    if let Err(elsewhere) = caller.whole() {
        return Ok(Err(elsewhere));
    }
    let Some(actor) = hides(&caller, index).await? else {
        let page = hiding::not_yours(&visit.ui);
        return Ok(Err(Box::new(caller.page(StatusCode::FORBIDDEN, &page))));
    };
    let says = match body {
        BodyView::Open { content, .. } => serde_json::from_slice(content).ok(),
        BodyView::Restricted { name, .. } => {
            let said = visit.store.restricted(index, name, &actor).await;
            said.map_err(failed)?
        }
        BodyView::Sealed { .. } | BodyView::Kept { .. } | BodyView::Erased { .. } => None,
    };
    Ok(Ok(At {
        actor,
        kind: on_record.kind,
        content,
        act,
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
            says: self.says.as_ref(),
        }
    }
}

/// The form. What is restricted already is looked at again on its own page.
pub async fn asked(caller: Caller, Path(named): Path<Named>) -> Answer {
    let at = signed!(at(caller, named).await?);
    let visit = &at.caller.visit;
    let mut bodies = at.detail.bodies.iter();
    let ways = match bodies.find(|body| body.name() == at.content) {
        Some(body) => ways(visit, &at.actor, at.detail.index, body).await?,
        None => Ways::default(),
    };
    if ways.reviews && at.act == Hiding::Restrict {
        return Ok(at.caller.to(&links::review(at.detail.index)));
    }
    let page = match ways.acts.contains(&at.act) {
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
