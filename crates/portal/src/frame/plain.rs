//! What an address of a file answers where it has none to give: a line in each language, since such an address names none.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Response, StatusCode};
use madang_words::{Language, Said};

/// The answer with that status.
pub fn refusal(status: StatusCode, said: &Said) -> Response<Body> {
    let lines = Language::SPOKEN.map(|language| said.in_language(language));
    let mut response = Response::new(Body::from(format!("{}\n", lines.join("\n"))));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    headers.insert(CONTENT_TYPE, plain);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
