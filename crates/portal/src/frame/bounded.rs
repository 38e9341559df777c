//! How much is read of a request, and that whoever sends more is answered.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{Response, StatusCode};
use axum::middleware::Next;
use axum::response::IntoResponse;
use http_body_util::{BodyExt as _, Limited};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::frame::app::App;
use crate::frame::files;

/// The longest form, in bytes: where somebody pastes far too much into a field, the page that says so still has all of it.
pub const MAX_FORM: usize = 4 << 20;

/// The longest that one is which can be recorded: ten thousand letters of any script in each language, as browsers write them, and the
/// fields beside them. A longer one waits for its turn, and says beforehand how long it is.
pub const USUAL_FORM: usize = 256 * 1024;

/// Longer forms that are read at once: what they take of memory is bounded by that.
static LONG_FORMS: Semaphore = Semaphore::const_new(8);

/// How long one waits for its turn.
const LONG_WAIT: Duration = Duration::from_secs(10);

/// Bytes that are read of what is too long, and how long that may take: a browser shows no answer to what it could not send.
const MOST_DISCARDED: usize = 64 << 20;
const DISCARDING: Duration = Duration::from_secs(30);

/// Bounds what is read of a request: a form that may have files is longer than others.
pub async fn around(State(app): State<App>, request: Request, next: Next) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let with_files = files::may_have(app.site.uploads, &parts.extensions, &parts.method);
    // A browser says beforehand how much it sends.
    let length = parts.headers.get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let most = match (with_files, length) {
        (true, _) => files::MOST_BODY,
        (false, Some(_)) => MAX_FORM,
        (false, None) => USUAL_FORM,
    };
    if length.is_some_and(|length| length > most as u64) {
        discarded(body).await;
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    let long = !with_files && length.is_some_and(|length| length > USUAL_FORM as u64);
    let turn = match long {
        true => timeout(LONG_WAIT, LONG_FORMS.acquire()).await.ok(),
        false => None,
    };
    if long && turn.is_none() {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let body = Body::new(Limited::new(body, most));
    let response = next.run(Request::from_parts(parts, body)).await;
    drop(turn);
    response
}

/// Reads what is answered without it.
async fn discarded(mut body: Body) {
    let reading = async {
        let mut read = 0;
        while let Some(Ok(frame)) = body.frame().await {
            read += frame.data_ref().map_or(0, Bytes::len);
            if read > MOST_DISCARDED {
                break;
            }
        }
    };
    // Whoever takes longer is answered all the same.
    let _ = timeout(DISCARDING, reading).await;
}
