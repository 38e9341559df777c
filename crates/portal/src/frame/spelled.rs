//! Addresses with identifiers in other capitals than they have lead to those as they are written.

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, Method, Response, StatusCode};
use axum::middleware::Next;
use madang_programme::State as Record;

use crate::frame::app::App;
use crate::frame::language;
use crate::frame::ui::step;

/// Around every page: what is not found, and would be in other capitals, is led to.
pub async fn around(State(app): State<App>, request: Request, next: Next) -> Response<Body> {
    let reads = [Method::GET, Method::HEAD].contains(request.method());
    let matched = request.extensions().get::<MatchedPath>();
    let matched = matched.map(|matched| matched.as_str().to_owned());
    let uri = request.uri().clone();
    let response = next.run(request).await;
    let is_page = language::split(uri.path()).is_some();
    let Some(matched) = matched.filter(|_| reads && is_page) else {
        return response;
    };
    if response.status() != StatusCode::NOT_FOUND {
        return response;
    }
    let path = uri.path();
    let canonical = app
        .store
        .with_state(|state| canonical(state, &matched, path));
    // Where the record does not answer, nothing is known of other capitals.
    let Some(canonical) = canonical.await.ok().flatten() else {
        return response;
    };
    let query = uri.query().map(|query| format!("?{query}"));
    let target = format!("{canonical}{}", query.unwrap_or_default());
    let Ok(target) = HeaderValue::from_str(&target) else {
        return response;
    };
    let mut response = Response::new(Body::empty());
    // Not for good: something of that very name may come.
    *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    response.headers_mut().insert(LOCATION, target);
    response
}

/// The address with each identifier as it is written; `None` where that is no other one.
fn canonical(state: &Record, pattern: &str, path: &str) -> Option<String> {
    let mut programme = None;
    let mut steps = Vec::new();
    for (name, found) in pattern.split('/').zip(path.split('/')) {
        let written = match name {
            "{programme}" => {
                programme = Some(alike(&mut state.programme_ids(), found)?);
                programme.map(step)
            }
            "{proposal}" => {
                let proposals = state.proposals(programme?).ok()?;
                alike(&mut proposals.keys().map(String::as_str), found).map(step)
            }
            "{vote}" => alike(&mut state.votes(programme?).map(|(id, _)| id), found).map(step),
            _ => None,
        };
        steps.push(written.unwrap_or_else(|| found.to_owned()));
    }
    let canonical = steps.join("/");
    (canonical != path && path.split('/').count() == steps.len()).then_some(canonical)
}

/// The one identifier that is written so, capitals aside; the very same goes before others.
fn alike<'a>(ids: &mut dyn Iterator<Item = &'a str>, found: &str) -> Option<&'a str> {
    let alike: Vec<&str> = ids
        .filter(|id| step(id).eq_ignore_ascii_case(found))
        .collect();
    let same = alike.iter().find(|id| step(id) == found);
    match (same, alike.as_slice()) {
        (Some(same), _) => Some(same),
        (None, [one]) => Some(one),
        // Of several nobody knows which is meant.
        (None, _) => None,
    }
}
