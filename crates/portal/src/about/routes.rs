//! What the portal says about itself: its page and `security.txt`.

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get};
use jiff::{SignedDuration, Timestamp};

use crate::about::{links, page};
use crate::frame::app::{Answer, App, Visit};
use crate::frame::plain::refusal;
use crate::frame::words::said;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![(links::ABOUT, get(about))]
}

/// The feature's addresses for programs.
pub fn files() -> Router<App> {
    Router::new().route(links::SECURITY, get(security))
}

async fn about(visit: Visit) -> Answer {
    Ok(visit.page(&page::view(&visit.ui)))
}

/// How long a `security.txt` says that it holds: RFC 9116 wants less than a year.
const HOLDS: SignedDuration = SignedDuration::from_hours(24 * 180);

async fn security(State(app): State<App>) -> Response<Body> {
    let Some(contact) = app.running().await.operator.security_contact() else {
        return refusal(StatusCode::NOT_FOUND, &said!("about-security-nobody"));
    };
    let expires = Timestamp::now()
        .saturating_add(HOLDS)
        .unwrap_or(Timestamp::MAX);
    let expires = expires.strftime("%Y-%m-%dT00:00:00Z");
    let text = format!(
        "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: ko, en\nCanonical: {}{}\n",
        app.site.base(),
        links::SECURITY
    );
    text.into_response()
}
