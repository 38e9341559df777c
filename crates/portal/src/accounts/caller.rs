//! Somebody who asks for a page of accounts: signed in or not.

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::header::{CACHE_CONTROL, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode};
use madang_accounts::{Accounts, AccountsError, Lasting, Proof, Scope, Session, Token};
use madang_programme::State;
use madang_programme::people::Grant;

use crate::accounts::links;
use crate::frame::app::{App, Failure, Visit};
use crate::frame::fault::Fault;
use crate::frame::layout::Page;
use crate::frame::person::{self, Peer};

/// How long after somebody showed who they are they may change how they do so, in milliseconds.
const FRESH: u64 = 10 * 60_000;

/// Somebody who asks.
pub struct Caller {
    /// Their request.
    pub visit: Visit,
    /// The accounts.
    pub accounts: Accounts,
    /// The token that they came with, whether it stands or not.
    pub token: Option<Token>,
    /// Their session, where they are signed in.
    pub signed: Option<Signed>,
    /// From where they ask, as it is counted by.
    pub network: String,
    /// Their device.
    pub device: String,
}

/// Somebody who is signed in.
pub struct Signed {
    /// Their session.
    pub session: Session,
    /// What they hold on the record.
    pub roles: Vec<Grant>,
}

impl Caller {
    /// Answers with a page, which nobody keeps.
    pub fn page(&self, status: StatusCode, page: &Page) -> Response<Body> {
        let mut response = self.visit.page(page);
        *response.status_mut() = status;
        unkept(response)
    }

    /// Leads to a page.
    pub fn to(&self, path: &str) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::SEE_OTHER;
        // What cannot be a header is not an address of ours.
        let target = HeaderValue::from_str(&self.visit.ui.href(path))
            .unwrap_or_else(|_| HeaderValue::from_static("/"));
        response.headers_mut().insert(LOCATION, target);
        unkept(response)
    }

    /// Leads to one's own page, signed in with a token from here on.
    pub fn signed_in(&self, token: &Token) -> Response<Body> {
        let mut response = self.to(links::ACCOUNT);
        if let Some(cookie) = person::signed_in(token) {
            response.headers_mut().insert(SET_COOKIE, cookie);
        }
        response
    }

    /// Leads to a page, signed out.
    pub fn signed_out(&self, path: &str) -> Response<Body> {
        let mut response = self.to(path);
        if let Some(cookie) = person::signed_out() {
            response.headers_mut().insert(SET_COOKIE, cookie);
        }
        response
    }

    /// The accounts did not answer; why is for the operator's log.
    pub fn failed(&self, error: &AccountsError) -> Failure {
        tracing::error!(%error, "the accounts failed");
        self.visit.fault(Fault::Unavailable)
    }

    /// Who is signed in, or the way to sign in.
    pub fn signed(&self) -> Result<&Signed, Box<Response<Body>>> {
        match &self.signed {
            Some(signed) => Ok(signed),
            None => Err(Box::new(self.to(links::SIGN_IN))),
        }
    }

    /// Who showed who they are within the last ten minutes, or the way to show it again.
    pub fn fresh(&self) -> Result<&Signed, Box<Response<Body>>> {
        let signed = self.signed()?;
        let now = self.accounts.now();
        match signed.session.is_proved(Proof::Link, FRESH, now) {
            true => Ok(signed),
            false => Err(Box::new(self.to(&format!("{}?again=1", links::SIGN_IN)))),
        }
    }
}

fn unkept(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Whoever holds the token, if their session stands. Who holds a role is signed out sooner.
async fn signed(
    app: &App,
    accounts: &Accounts,
    token: &Token,
) -> Result<Option<Signed>, AccountsError> {
    let Some(session) = accounts.session(token).await? else {
        return Ok(None);
    };
    let name = accounts
        .known_pseudonym(session.account, &Scope::Roles)
        .await?;
    let roles = match name {
        None => Vec::new(),
        Some(name) => {
            let holder = format!("account-{name}");
            let roles = |state: &State| state.roles_of(&holder).to_vec();
            // Where the record does not answer nobody holds a role, and the shorter limits would lock everybody out.
            app.store.with_state(roles).await.unwrap_or_default()
        }
    };
    if !roles.is_empty() && !session.stands(Lasting::OFFICE, accounts.now()) {
        return Ok(None);
    }
    accounts.seen(&session).await?;
    Ok(Some(Signed { session, roles }))
}

impl FromRequestParts<App> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Caller, Failure> {
        let Ok(visit) = Visit::from_request_parts(parts, app).await;
        let Some(accounts) = app.accounts.clone() else {
            return Err(visit.not_found());
        };
        let token = person::token(&parts.headers);
        let peer = parts.extensions.get::<Peer>().copied();
        let mut caller = Caller {
            visit,
            accounts,
            token,
            signed: None,
            network: person::network(peer, &parts.headers),
            device: person::device(&parts.headers),
        };
        if let Some(token) = &caller.token {
            match signed(app, &caller.accounts, token).await {
                Ok(signed) => caller.signed = signed,
                Err(error) => return Err(caller.failed(&error)),
            }
        }
        Ok(caller)
    }
}
