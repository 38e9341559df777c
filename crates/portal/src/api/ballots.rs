//! Ballots handed in by a registrar.

use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use madang_programme::event::vote::{BallotCast, BallotContent};
use madang_programme::{Actor, Command};
use madang_store::{Submission, SubmitError};

use crate::api::problem::Problem;
use crate::api::types_record::{NewBallot, ReceiptView};
use crate::app::App;
use crate::metrics;

/// The longest body of a request, in bytes.
pub const MAX_BODY: usize = 64 * 1024;

/// The longest idempotency key, in bytes.
const MAX_KEY: usize = 200;

const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// Casts a ballot under seal. The answer comes when the ballot is durable and under a signed checkpoint; it is the
/// receipt. The same request with the same `Idempotency-Key` is recorded once and gives the receipt again.
#[utoipa::path(
    post, path = "/programmes/{programme}/votes/{vote}/ballots", operation_id = "castBallot", tag = "votes",
    security(("registrar" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
        ("Idempotency-Key" = String, Header, description = "A key of the sender's choice for this ballot, 1–200 visible ASCII characters: the same key never records twice."),
    ),
    request_body = NewBallot,
    responses(
        (status = 201, description = "The ballot is on record; its receipt.", body = ReceiptView),
        (status = 400, description = "The idempotency key is missing or the JSON is malformed.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The token is missing or wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This portal takes no ballots over HTTP.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such programme or vote.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The vote is closed.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is longer than 64 KiB.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not application/json.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A field cannot be what it says, or the key was used for another ballot.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The record is read-only (and why), or the database does not answer.", body = Problem, content_type = "application/problem+json"),
        (status = 507, description = "The disk is full.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn cast(
    State(app): State<App>,
    Path((programme, vote)): Path<(String, String)>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response<Body>, Problem> {
    let actor = registrar(&app, &headers)?;
    let key = idempotency_key(&headers)?;
    let ballot = read(&headers, body)?;
    let facts = BallotCast {
        programme,
        vote,
        voter: ballot.voter,
    };
    let content = BallotContent {
        choices: ballot.choices,
        points: ballot.points,
    };
    let command = Command::CastBallot(facts, content);
    let begun = Instant::now();
    let answer = app
        .store
        .submit(Submission {
            actor,
            idempotency_key: Some(key),
            command,
        })
        .await;
    metrics::appended(result(&answer), begun.elapsed());
    let receipt = answer?;
    let json = receipt.to_json().map_err(|error| {
        tracing::error!(index = receipt.proof.index, %error, "a receipt could not be written");
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "receipt",
            "The receipt cannot be written",
            format!(
                "the ballot is on record as entry {}, but its receipt cannot be written",
                receipt.proof.index
            ),
        )
    })?;
    let mut response = Response::new(Body::from(json));
    *response.status_mut() = StatusCode::CREATED;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Ok(value) =
        HeaderValue::from_str(&format!("/api/v1/record/entries/{}", receipt.proof.index))
    {
        headers.insert(LOCATION, value);
    }
    Ok(response)
}

fn result<T>(answer: &Result<T, SubmitError>) -> &'static str {
    match answer {
        Ok(_) => "recorded",
        Err(
            SubmitError::Refused(_) | SubmitError::RefusedAt { .. } | SubmitError::KeyReused { .. },
        ) => "refused",
        Err(_) => "failed",
    }
}

fn registrar(app: &App, headers: &HeaderMap) -> Result<Actor, Problem> {
    let Some(registrar) = &app.registrar else {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "intake-closed",
            "No ballots over HTTP",
            "this portal was started without a registrar token, so that it takes no ballots over HTTP",
        ));
    };
    let unauthorized = |detail: &str| {
        Problem::new(
            StatusCode::UNAUTHORIZED,
            "token",
            "A registrar's token is needed",
            detail,
        )
    };
    let value = headers.get(AUTHORIZATION).ok_or_else(|| {
        unauthorized("send the header `Authorization: Bearer TOKEN` with the registrar's token")
    })?;
    let (scheme, token) = value
        .to_str()
        .ok()
        .and_then(|value| value.split_once(' '))
        .unwrap_or_default();
    let actor = scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| registrar.actor(token.trim()))
        .flatten();
    actor
        .cloned()
        .ok_or_else(|| unauthorized("the token is not a registrar's"))
}

fn idempotency_key(headers: &HeaderMap) -> Result<String, Problem> {
    let refused = |detail: &str| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "idempotency-key",
            "An idempotency key is needed",
            detail,
        )
    };
    let mut values = headers.get_all(IDEMPOTENCY_KEY).iter();
    let value = values.next().ok_or_else(|| {
        refused("send the header `Idempotency-Key` with a key of your choice for this ballot, so that a repeated request is recorded once")
    })?;
    if values.next().is_some() {
        return Err(refused("send the header `Idempotency-Key` once"));
    }
    let key = value.to_str().unwrap_or_default();
    if key.is_empty() || key.len() > MAX_KEY || !key.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(refused(
            "the idempotency key must be 1–200 visible ASCII characters",
        ));
    }
    Ok(key.to_owned())
}

fn read(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<NewBallot, Problem> {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/json") {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "content-type",
            "The body must be JSON",
            format!("send the ballot as application/json, not {essence:?}"),
        ));
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "The body is too long",
            format!("a ballot may have at most {MAX_BODY} bytes"),
        ),
        _ => Problem::new(
            StatusCode::BAD_REQUEST,
            "body",
            "The body could not be read",
            "send it again",
        ),
    })?;
    serde_json::from_slice(&body).map_err(|error| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "json",
            "The body is not a ballot",
            format!("{error}; expected {{\"voter\": 32 hex digits, \"choices\": [project, …], \"points\": [number, …] where the vote has points}}"),
        )
    })
}
