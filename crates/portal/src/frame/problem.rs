//! Errors of the API: problem details (RFC 9457). Every kind of them is in [`Kind`]; what the OpenAPI document says of a
//! status follows from it.

use std::collections::BTreeMap;

use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use madang_programme::Violation;
use madang_store::{StoreError, SubmitError};
use madang_words::Language;
use serde::Serialize;
use utoipa::openapi::response::Response as Described;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

use crate::frame::query::FieldError;

/// A reading handler's answer.
pub type Answer<T> = Result<Json<T>, Problem>;

/// Every kind of problem: variant, status, name for programs, the same in a few words.
macro_rules! kinds {
    ($($variant:ident $status:literal $name:literal $title:literal;)+) => {
        /// The kinds of problems.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind {
            $(#[doc = $title] $variant,)+
        }

        impl Kind {
            /// All of them, by status.
            pub const ALL: &[Kind] = &[$(Kind::$variant,)+];

            /// Status, name for programs, title.
            const fn said(self) -> (u16, &'static str, &'static str) {
                match self {
                    $(Kind::$variant => ($status, $name, $title),)+
                }
            }
        }
    };
}

kinds! {
    Query 400 "query" "The query has mistakes";
    IdempotencyKey 400 "idempotency-key" "An idempotency key is needed";
    Body 400 "body" "The body could not be read";
    Json 400 "json" "The body is not what is expected here";
    Request 400 "request" "The request cannot be read";
    Token 401 "token" "A registrar's token is needed";
    IntakeClosed 403 "intake-closed" "No ballots over HTTP";
    Role 403 "role" "The role does not allow it";
    CrossOrigin 403 "cross-origin" "The request comes from another site's page";
    NotFound 404 "not-found" "Not found, or not public";
    Method 405 "method" "This address does not take that method";
    Exists 409 "exists" "It exists already";
    OutOfTurn 409 "out-of-turn" "Not at this stage";
    TooLarge 413 "too-large" "The body is too long";
    ContentType 415 "content-type" "The body must be JSON";
    Field 422 "field" "A field cannot be what it says";
    NotCounted 422 "not-counted" "The ballot could not count";
    KeyReused 422 "key-reused" "The idempotency key was used for another command";
    Internal 500 "internal" "Something failed here";
    Damaged 500 "damaged" "What is kept cannot be read";
    Receipt 500 "receipt" "The receipt cannot be written";
    Busy 503 "busy" "Too many such downloads at once";
    Unavailable 503 "unavailable" "The database does not answer";
    ReadOnly 503 "read-only" "The record is read-only";
    OutcomeUnknown 503 "outcome-unknown" "It may or may not be on record";
    DiskFull 507 "disk-full" "The disk is full";
}

/// What the OpenAPI document says of a status: all kinds of problems that have it.
pub struct Problems<const STATUS: u16>;

impl<const STATUS: u16> IntoResponses for Problems<STATUS> {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        let kinds = Kind::ALL.iter().map(|kind| kind.said());
        let said: Vec<_> = kinds
            .filter(|(status, _, _)| *status == STATUS)
            .map(|(_, name, title)| format!("`{name}`: {title}."))
            .collect();
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem")));
        let response = ResponseBuilder::new()
            .description(said.join(" "))
            .content("application/problem+json", content.build());
        BTreeMap::from([(STATUS.to_string(), RefOr::T(response.build()))])
    }
}

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
    pub fn new(kind: Kind, detail: impl Into<String>) -> Problem {
        let (status, name, title) = kind.said();
        Problem {
            kind: format!("urn:madang:problem:{name}"),
            title: title.to_owned(),
            status,
            detail: detail.into(),
            errors: vec![],
        }
    }

    /// There is no such thing.
    pub fn not_found(what: &str, id: &str) -> Problem {
        Problem::new(Kind::NotFound, format!("there is no {what} {id:?}"))
    }

    /// A query with fields that cannot be what they say.
    pub fn query(errors: &[FieldError]) -> Problem {
        let mut problem = Problem::new(Kind::Query, "correct the fields named in `errors`");
        let field = |error: &FieldError| ProblemField {
            field: error.field.name.to_owned(),
            detail: error.message(Language::En),
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
            Kind::Unavailable,
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
            SubmitError::KeyReused { .. } => Problem::new(Kind::KeyReused, detail),
            SubmitError::ReadOnly(_) => Problem::new(Kind::ReadOnly, detail),
            SubmitError::DiskFull => Problem::new(Kind::DiskFull, detail),
            SubmitError::OutcomeUnknown(_) | SubmitError::NotRemembered(_) => {
                Problem::new(Kind::OutcomeUnknown, detail)
            }
            _ => Problem::new(Kind::Unavailable, "nothing was recorded; try again"),
        }
    }
}

fn violated(violation: &Violation, detail: String) -> Problem {
    match violation {
        Violation::Field { field, reason } => {
            let mut problem = Problem::new(Kind::Field, detail);
            problem.errors.push(ProblemField {
                field: field.clone(),
                detail: reason.clone(),
            });
            problem
        }
        Violation::Unknown { .. } => Problem::new(Kind::NotFound, detail),
        Violation::Exists { .. } => Problem::new(Kind::Exists, detail),
        Violation::OutOfTurn(_) => Problem::new(Kind::OutOfTurn, detail),
        Violation::Role { .. } => Problem::new(Kind::Role, detail),
    }
}
