//! Bringing a table in: chosen, looked at as a whole, released as a whole.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use axum::routing::{MethodRouter, get};
use madang_programme::{Actor, Role};
use madang_store::SubmitError;

use crate::accounts::caller::Caller;
use crate::frame::act::not_recorded;
use crate::frame::app::{Answer, App, Failure};
use crate::frame::fault::Fault;
use crate::frame::files::{self, KEPT_TABLE, TABLE, Table};
use crate::frame::form::Sending;
use crate::frame::query::Query;
use crate::frame::steps::{self, STEP};
use crate::imports::file::{self, Into, Read, Tried};
use crate::imports::{links, page};
use crate::model::ProgrammeDetail;
use crate::programmes::routes::programme_of;

/// The address.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![(links::IMPORT, get(asked).post(sent))]
}

/// An official before the form.
struct At {
    caller: Caller,
    programme: ProgrammeDetail,
    actor: Actor,
    secret: [u8; 32],
}

/// Who brings tables in acts for the whole programme.
async fn at(
    app: &App,
    caller: Caller,
    id: &str,
) -> Result<Result<At, Box<Response<Body>>>, Failure> {
    let programme = programme_of(&caller.visit, id).await?;
    let actor = match caller.acting_for_all(Role::Official, Some(id)) {
        Ok(actor) => actor,
        Err(elsewhere) => return Ok(Err(elsewhere)),
    };
    let ui = &caller.visit.ui;
    let Some(actor) = actor else {
        let page = page::not_here(ui, &programme, "imports-not-yours");
        return Ok(Err(Box::new(caller.page(StatusCode::FORBIDDEN, &page))));
    };
    let secret = app.imports.secrets.as_ref();
    let secret = secret.and_then(|secrets| secrets(id));
    let takes = caller.visit.store.takes_attachments();
    let Some(secret) = secret.filter(|_| takes) else {
        let page = page::not_here(ui, &programme, "imports-not-here");
        return Ok(Err(Box::new(caller.page(StatusCode::NOT_FOUND, &page))));
    };
    Ok(Ok(At {
        caller,
        programme,
        actor,
        secret,
    }))
}

async fn asked(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let at = match at(&app, caller, &id).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let page = page::asked(&at.caller.visit.ui, &at.programme, &Sending::new(None), &[]);
    Ok(at.caller.page(StatusCode::OK, &page))
}

async fn sent(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    body: String,
) -> Answer {
    let at = match at(&app, caller, &id).await? {
        Ok(at) => at,
        Err(elsewhere) => return Ok(*elsewhere),
    };
    let visit = &at.caller.visit;
    let mut query = Query::parse(&body);
    let sending = Sending::sent(&mut query);
    let step = query.text(STEP);
    let table = files::table(&visit.store, &mut query).await;
    let table = table.map_err(|error| visit.store_failed(&error))?;
    if table.is_none() && query.errors.is_empty() {
        query.refuse(TABLE, "error-empty", "", "");
    }
    let (Some(table), true) = (table, query.errors.is_empty()) else {
        return Ok(form(&at, &sending, &query));
    };
    if step == steps::CHANGE {
        return Ok(at.caller.to(&links::import(&id)));
    }
    let Ok(_turn) = app.imports.turn.acquire().await else {
        return Err(visit.fault(Fault::Unavailable));
    };
    let (read, tried) = read(&at, table.clone()).await?;
    if step == steps::RELEASE && read.mistakes.is_empty() {
        match release(&at, &read).await {
            Ok(entries) => {
                files::table_is_done(&visit.store, &table).await;
                let page = page::done(&visit.ui, &at.programme, &entries, tried.known);
                return Ok(at.caller.page(StatusCode::OK, &page));
            }
            Err(error) => {
                not_recorded(visit, &mut query, &[], &error);
                return Ok(form(&at, &sending, &query));
            }
        }
    }
    let token = table.token.text();
    let carried = [(KEPT_TABLE.name, token.as_str()), (TABLE.name, &table.name)];
    let looked = page::Looked {
        programme: &at.programme,
        name: &table.name,
        read: &read,
        tried,
        sending: &sending,
        carried: &carried,
    };
    let status = match read.mistakes.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::BAD_REQUEST,
    };
    let page = page::looked(&visit.ui, &looked);
    Ok(at.caller.page(status, &page))
}

/// The form, with what is wrong with it.
fn form(at: &At, sending: &Sending, query: &Query) -> Response<Body> {
    let page = page::asked(&at.caller.visit.ui, &at.programme, sending, &query.errors);
    at.caller.form(&query.errors, &page)
}

/// Reads a table, and tries what it asks for.
async fn read(at: &At, table: Table) -> Result<(Read, Tried), Failure> {
    let visit = &at.caller.visit;
    let facts = &at.programme.summary.facts;
    let into = Into {
        programme: facts.id.clone(),
        currency: facts.currency.clone(),
        origin: visit.store.origin().to_owned(),
        secret: at.secret,
    };
    let name = table.name.clone();
    let read = tokio::task::spawn_blocking(move || Read::table(&table.name, table.bytes, &into));
    let mut read = read.await.map_err(|_| visit.fault(Fault::Internal))?;
    let of = (name.as_str(), facts.id.as_str());
    let tried = file::tried(&visit.store, of, &at.actor, &mut read).await;
    let tried = tried.map_err(|error| visit.store_failed(&error))?;
    Ok((read, tried))
}

/// Records all rows, or none; gives the entries of those that were not on record before.
async fn release(at: &At, read: &Read) -> Result<Vec<u64>, SubmitError> {
    let rows = file::submissions(&read.steps, &at.actor);
    let done = at.caller.visit.store.submit_all(rows).await?;
    let new = done.iter().filter(|done| !done.repeated);
    Ok(new.map(|done| done.index).collect())
}
