//! Errors of the API: problem details (RFC 9457).

use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use madang_programme::Violation;
use madang_store::{StoreError, SubmitError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::language::Lang;
use crate::query::FieldError;

/// Why a request was not answered as asked (RFC 9457, `application/problem+json`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// Which kind of problem, for programs: `urn:madang:problem:not-found`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The same in a few words, for people.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time and what to do.
    pub detail: String,
    /// The fields that are wrong, where it is about fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
}

/// A field that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProblemField {
    /// The field of the query or the body.
    pub field: String,
    /// What is wrong with it.
    pub detail: String,
}

impl Problem {
    /// A problem of a kind.
    pub fn new(status: StatusCode, kind: &str, title: &str, detail: impl Into<String>) -> Problem {
        Problem {
            kind: format!("urn:madang:problem:{kind}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            errors: vec![],
        }
    }

    /// There is no such thing.
    pub fn not_found(what: &str, id: &str) -> Problem {
        Problem::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "Not found",
            format!("there is no {what} {id:?}"),
        )
    }

    /// A query with fields that cannot be what they say.
    pub fn query(errors: &[FieldError]) -> Problem {
        let mut problem = Problem::new(
            StatusCode::BAD_REQUEST,
            "query",
            "The query has mistakes",
            "correct the fields named in `errors`",
        );
        let field = |error: &FieldError| ProblemField {
            field: error.field.to_owned(),
            detail: error.message(Lang::En),
        };
        problem.errors = errors.iter().map(field).collect();
        problem
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(
                WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer realm=\"madang\""),
            );
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}

/// What the database says is for the operator's log; the public learns that it does not answer.
impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        tracing::error!(%error, "the store failed");
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "The database does not answer",
            "the database could not be read; try again",
        )
    }
}

impl From<SubmitError> for Problem {
    fn from(error: SubmitError) -> Problem {
        let detail = error.to_string();
        match error {
            SubmitError::Refused(violation) | SubmitError::RefusedAt { violation, .. } => {
                violated(&violation, detail)
            }
            SubmitError::KeyReused { .. } => Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "key-reused",
                "The idempotency key was used for another command",
                detail,
            ),
            SubmitError::ReadOnly(_) => Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "read-only",
                "The record is read-only",
                detail,
            ),
            SubmitError::DiskFull => Problem::new(
                StatusCode::INSUFFICIENT_STORAGE,
                "disk-full",
                "The disk is full",
                detail,
            ),
            SubmitError::OutcomeUnknown(_) => Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "outcome-unknown",
                "It may or may not be on record",
                detail,
            ),
            _ => Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "The database does not answer",
                "nothing was recorded; try again",
            ),
        }
    }
}

fn violated(violation: &Violation, detail: String) -> Problem {
    match violation {
        Violation::Field { field, reason } => {
            let mut problem = Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "field",
                "A field cannot be what it says",
                detail,
            );
            problem.errors.push(ProblemField {
                field: field.clone(),
                detail: reason.clone(),
            });
            problem
        }
        Violation::Unknown { .. } => {
            Problem::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail)
        }
        Violation::Exists { .. } => {
            Problem::new(StatusCode::CONFLICT, "exists", "It exists already", detail)
        }
        Violation::OutOfTurn(_) => Problem::new(
            StatusCode::CONFLICT,
            "out-of-turn",
            "Not at this stage",
            detail,
        ),
        Violation::Role { .. } => Problem::new(
            StatusCode::FORBIDDEN,
            "role",
            "The role does not allow it",
            detail,
        ),
    }
}
