//! Taking a token for programs: a session of its own, which is listed and ended beside those of browsers.

use axum::http::StatusCode;
use axum::routing::{MethodRouter, get};

use crate::accounts::caller::{Caller, signed};
use crate::accounts::{links, program};
use crate::frame::app::{Answer, App};

/// The address.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![(links::PROGRAM, get(asked).post(made))]
}

/// What it is for. Whoever takes one has just shown who they are.
async fn asked(caller: Caller) -> Answer {
    signed!(caller.confirmed(links::PROGRAM));
    let page = program::view(&caller.visit.ui);
    Ok(caller.page(StatusCode::OK, &page))
}

/// The token: it shows as much of who they are as they did.
async fn made(caller: Caller) -> Answer {
    let signed = signed!(caller.confirmed(links::PROGRAM));
    let (account, proof) = (signed.account(), signed.session.proved_by);
    let device = caller.visit.ui.t("account-program-device");
    let begun = caller.accounts.begin_session(account, proof, &device, None);
    let token = begun.await.map_err(|error| caller.failed(&error))?;
    let page = program::made(&caller.visit.ui, &token.text());
    Ok(caller.page(StatusCode::OK, &page))
}
