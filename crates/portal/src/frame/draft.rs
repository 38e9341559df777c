//! Nothing that was typed is lost because a session has ended meanwhile: a form that its handler answers with the way to sign in is
//! kept, and given back, filled in, to the same person when they have signed in. No form has to do anything for it but to be
//! read by [`Sending`](crate::frame::form::Sending).

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use axum::middleware::Next;
use axum::response::IntoResponse;
use madang_accounts::{Accounts, AccountsError, Counted, Draft, Limit, Token};
use tower::ServiceExt as _;

use crate::frame::bounded::USUAL_FORM;
use crate::frame::form::{Field, KEY, RETURNED};
use crate::frame::language;
use crate::frame::person::{self, Peer};
use crate::frame::query::Query;
use crate::frame::ui::step;

/// What is needed to keep forms and to give them back.
pub struct Drafts {
    /// The accounts.
    pub accounts: Accounts,
    /// The pages, as a form is sent to them again.
    pub pages: Router,
    /// Where one signs in, without its language.
    pub sign_in: &'static str,
    /// One's own page, without its language.
    pub account: &'static str,
}

/// That what was typed into a form is not kept until its sender has signed in.
pub const UNKEPT: Field = Field::for_programs("unkept");

/// What became of a form that was answered with the way to sign in.
enum Keeping {
    /// It is kept under this token.
    Kept(Token),
    /// It cannot come back.
    NoForm,
    /// Too many were kept of whoever sent it.
    TooMany,
}

/// Where a form comes back: its own address, with the field that says so.
fn returned(path: &str) -> String {
    format!("{path}?{}=1", RETURNED.name)
}

/// Around every page: keeps what would be lost, and gives back what was kept.
pub async fn around(
    State(drafts): State<Arc<Drafts>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let Some((_, path)) = language::split(request.uri().path()) else {
        return next.run(request).await;
    };
    let path = path.to_owned();
    let draft = person::draft(request.headers());
    if request.method() == Method::POST && is_form(request.headers()) {
        return sent(&drafts, &path, request, next).await;
    }
    if let (Some(draft), &Method::GET) = (draft, request.method()) {
        let asked = Query::parse(request.uri().query().unwrap_or_default()).text(RETURNED);
        if !asked.is_empty() {
            let (parts, _) = request.into_parts();
            return match drafts.give_back(&draft, &path, &parts).await {
                Ok(Some(response)) => response,
                Ok(None) => next.run(Request::from_parts(parts, Body::empty())).await,
                Err(error) => failed(&error),
            };
        }
    }
    if request.method() == Method::GET && request.uri().query().is_some() {
        let (parts, body) = request.into_parts();
        return match drafts.give_saved(&path, &parts).await {
            Ok(Some(response)) => response,
            Ok(None) => next.run(Request::from_parts(parts, body)).await,
            Err(error) => failed(&error),
        };
    }
    next.run(request).await
}

fn is_form(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let essence = content_type.and_then(|value| value.split(';').next());
    essence.is_some_and(|essence| {
        essence
            .trim()
            .eq_ignore_ascii_case("application/x-www-form-urlencoded")
    })
}

fn failed(error: &AccountsError) -> Response<Body> {
    tracing::error!(%error, "the accounts failed");
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

/// A form on its way to its handler, and the answer on its way back.
async fn sent(drafts: &Drafts, path: &str, request: Request, next: Next) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let read = Bytes::from_request(Request::from_parts(parts.clone(), body), &()).await;
    let body = match read {
        Ok(body) => body,
        Err(rejection) => return rejection.into_response(),
    };
    match drafts.save(path, &parts, &body).await {
        Ok(Some(saved)) => return saved,
        Ok(None) => {}
        Err(error) => return failed(&error),
    }
    let before = parts.clone();
    let response = next
        .run(Request::from_parts(parts, Body::from(body.clone())))
        .await;
    if let Err(error) = drafts.done_with(path, &before, &body, led(&response)).await {
        // It is done all the same.
        tracing::error!(%error, "a saved form could not be dropped");
    }
    let kept = drafts.after(path, &before, &body, response).await;
    kept.unwrap_or_else(|error| failed(&error))
}

impl Drafts {
    /// Looks at what a form was answered with: the way to sign in, somebody who has just signed in, or that it is done with.
    async fn after(
        &self,
        path: &str,
        request: &Parts,
        body: &Bytes,
        mut response: Response<Body>,
    ) -> Result<Response<Body>, AccountsError> {
        let draft = person::draft(&request.headers);
        let to = led(&response);
        let to_sign_in = to.as_deref() == Some(self.sign_in) && path != self.sign_in;
        // Who holds a role and has not shown their passkey is led to their own page.
        let to_account = to.as_deref() == Some(self.account) && !path.starts_with(self.account);
        if to_sign_in || to_account {
            match self.keep(path, request, body, draft.as_ref()).await? {
                Keeping::Kept(token) => {
                    if to_sign_in {
                        self.lead_back(&mut response, path, request);
                    }
                    add_cookie(&mut response, person::keeps_draft(&token));
                }
                Keeping::TooMany if to_sign_in => self.lead_unkept(&mut response, request),
                Keeping::TooMany => {}
                Keeping::NoForm => {}
            }
            return Ok(response);
        }
        let Some(draft) = draft else {
            return Ok(response);
        };
        if let Some(token) = person::token_given(response.headers()) {
            // Whoever signed in by a mailed link is led to their own page; what they were about is elsewhere.
            if to.as_deref() == Some(self.account)
                && let Some(session) = self.accounts.session(&token).await?
                && let Some(kept) = self.accounts.draft(&draft, session.account, None).await?
                && let Some((language, _)) = language::split(request.uri.path())
            {
                let target = format!("/{}{}", language.tag(), returned(&kept.path));
                lead(&mut response, &target);
            }
            return Ok(response);
        }
        let done = response.status().is_success() || response.status().is_redirection();
        if done && self.is_of(&draft, path, request).await? {
            let others = self.accounts.drop_draft(&draft, path).await?;
            if !others {
                add_cookie(&mut response, person::drops_draft());
            }
        }
        Ok(response)
    }

    /// Makes the way to sign in lead back to the form of that address.
    fn lead_back(&self, response: &mut Response<Body>, path: &str, request: &Parts) {
        let language = language::split(request.uri.path()).map(|(language, _)| language);
        let language = language.map_or("", |language| language.tag());
        let again = led_to(response).is_some_and(|to| to.contains("again=1"));
        let again = if again { "again=1&" } else { "" };
        let next = step(&returned(path));
        let target = format!("/{language}{}?{again}next={next}", self.sign_in);
        lead(response, &target);
    }

    /// Makes the way to sign in say that what was typed is not kept.
    fn lead_unkept(&self, response: &mut Response<Body>, request: &Parts) {
        let language = language::split(request.uri.path()).map(|(language, _)| language);
        let language = language.map_or("", |language| language.tag());
        let again = led_to(response).is_some_and(|to| to.contains("again=1"));
        let again = if again { "again=1&" } else { "" };
        let target = format!("/{language}{}?{again}{}=1", self.sign_in, UNKEPT.name);
        lead(response, &target);
    }

    /// Keeps a form that can come back. Of somebody whose session is known it is counted what they send, from wherever: an office shares
    /// an address. Of strangers what comes from a network.
    async fn keep(
        &self,
        path: &str,
        request: &Parts,
        body: &Bytes,
        before: Option<&Token>,
    ) -> Result<Keeping, AccountsError> {
        let Ok(body) = std::str::from_utf8(body) else {
            return Ok(Keeping::NoForm);
        };
        if Query::parse(body).text(KEY).is_empty() {
            return Ok(Keeping::NoForm);
        }
        let account = match person::token(&request.headers) {
            Some(token) => self.accounts.whose_session(&token).await?,
            None => None,
        };
        let peer = request.extensions.get::<Peer>().copied();
        let who = match account {
            Some(account) => account.counted_by(),
            None => person::network(peer, &request.headers),
        };
        let who = [who.as_str()];
        // One that is longer than usual counts as several.
        for _ in 0..=body.len() / USUAL_FORM {
            if self.accounts.count(Limit::Drafts, &who).await? != Counted::Within {
                return Ok(Keeping::TooMany);
            }
        }
        let draft = Draft {
            path: path.to_owned(),
            body: body.to_owned(),
        };
        let kept = self.accounts.keep_draft(&draft, account, before);
        Ok(Keeping::Kept(kept.await?))
    }

    /// The form of a page that whoever asks may have.
    async fn own(
        &self,
        draft: &Token,
        path: &str,
        request: &Parts,
    ) -> Result<Option<Draft>, AccountsError> {
        let Some(token) = person::token(&request.headers) else {
            return Ok(None);
        };
        match self.accounts.session(&token).await? {
            Some(session) => {
                let path = Some(path);
                self.accounts.draft(draft, session.account, path).await
            }
            None => Ok(None),
        }
    }

    async fn is_of(
        &self,
        draft: &Token,
        path: &str,
        request: &Parts,
    ) -> Result<bool, AccountsError> {
        Ok(self.own(draft, path, request).await?.is_some())
    }

    /// The page of a form with what was typed into it; `None` where there is nothing to give back there.
    async fn give_back(
        &self,
        draft: &Token,
        path: &str,
        request: &Parts,
    ) -> Result<Option<Response<Body>>, AccountsError> {
        let Some(kept) = self.own(draft, path, request).await? else {
            return Ok(None);
        };
        let body = format!("{}&{}=1", kept.body, RETURNED.name);
        self.shown_again(body, path, request).await.map(Some)
    }

    /// The page with which a form is answered that is sent to its handler with the field for which that does nothing by it.
    pub(super) async fn shown_again(
        &self,
        body: String,
        path: &str,
        request: &Parts,
    ) -> Result<Response<Body>, AccountsError> {
        let mut again = Request::new(Body::from(body));
        *again.method_mut() = Method::POST;
        *again.uri_mut() = request.uri.path().parse().unwrap_or_default();
        *again.headers_mut() = request.headers.clone();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        again.headers_mut().insert(CONTENT_TYPE, form);
        again.headers_mut().remove(CONTENT_LENGTH);
        if let Some(peer) = request.extensions.get::<Peer>() {
            again.extensions_mut().insert(*peer);
        }
        let Ok(mut response) = self.pages.clone().oneshot(again).await;
        if led(&response).as_deref() == Some(self.sign_in) {
            // It asks for a passkey that was shown just now.
            self.lead_back(&mut response, path, request);
        }
        if response.status().is_client_error() {
            // Nobody did anything wrong.
            *response.status_mut() = StatusCode::OK;
        }
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(response)
    }
}

fn led_to(response: &Response<Body>) -> Option<&str> {
    if response.status() != StatusCode::SEE_OTHER {
        return None;
    }
    response.headers().get(LOCATION)?.to_str().ok()
}

/// To which page an answer leads, without its language and its query.
fn led(response: &Response<Body>) -> Option<String> {
    let path = led_to(response)?.split('?').next()?;
    Some(language::split(path)?.1.to_owned())
}

/// Leads elsewhere.
fn lead(response: &mut Response<Body>, target: &str) {
    if let Ok(target) = HeaderValue::from_str(target) {
        response.headers_mut().insert(LOCATION, target);
    }
}

fn add_cookie(response: &mut Response<Body>, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}
