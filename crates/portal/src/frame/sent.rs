//! What a program sends: JSON, under a key by which it is recorded once however often it is sent.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use madang_words::{quoted, serde_said};
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

use crate::frame::api::MAX_BODY;
use crate::frame::form::is_key;
use crate::frame::problem::{Kind, Problem};
use crate::frame::words::said;

const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// What a program says beside an act, for the document of the API.
#[expect(
    dead_code,
    reason = "the document is made of it; headers are read one by one"
)]
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
pub struct Once {
    /// A key of the sender's choice for this act, 1–200 visible ASCII characters: the same key never records twice, and gives
    /// the same answer again.
    #[param(rename = "Idempotency-Key")]
    key: String,
}

/// The key.
///
/// # Errors
/// There is none, there are two, or it cannot be one.
pub fn key(headers: &HeaderMap) -> Result<String, Problem> {
    let refused = |detail| Problem::new(Kind::IdempotencyKey, detail);
    let mut values = headers.get_all(IDEMPOTENCY_KEY).iter();
    let value = values
        .next()
        .ok_or_else(|| refused(said!("problem-key-missing")))?;
    if values.next().is_some() {
        return Err(refused(said!("problem-key-twice")));
    }
    let key = value.to_str().unwrap_or_default();
    if !is_key(key) {
        return Err(refused(said!("problem-key-form")));
    }
    Ok(key.to_owned())
}

/// The body.
///
/// # Errors
/// It is not called JSON, is too long, or is not of that shape: where, and what was expected.
pub fn json<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<T, Problem> {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/json") {
        return Err(Problem::new(
            Kind::ContentType,
            said!("problem-content-type", found = quoted(essence)),
        ));
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::new(Kind::TooLarge, said!("problem-body-long", most = MAX_BODY))
        }
        _ => Problem::new(Kind::Body, said!("problem-body-again")),
    })?;
    serde_json::from_slice(&body).map_err(|error| Problem::new(Kind::Json, serde_said(error)))
}
