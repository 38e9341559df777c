//! Errors of the API: problem details (RFC 9457). Every kind of them is in [`Kind`]; what the OpenAPI document says of a
//! status follows from it.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::Request;
use axum::http::header::{
    CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, VARY, WWW_AUTHENTICATE,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use madang_programme::Violation;
use madang_store::{StoreError, SubmitError};
use madang_words::{Language, Said, quoted};
use serde::Serialize;
use utoipa::openapi::response::Response as Described;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

use crate::frame::language::from_accept_language;
use crate::frame::query::FieldError;
use crate::frame::words::said;

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

            /// Status, name for programs, title in English.
            const fn described(self) -> (u16, &'static str, &'static str) {
                match self {
                    $(Kind::$variant => ($status, $name, $title),)+
                }
            }

            /// The same in a few words, for people.
            pub fn title(self) -> Said {
                match self {
                    $(Kind::$variant => said!(concat!("problem-title-", $name)),)+
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
    SignIn 401 "sign-in" "Whoever asks must be signed in";
    IntakeClosed 403 "intake-closed" "No ballots over HTTP";
    Role 403 "role" "The role does not allow it";
    Passkey 403 "passkey" "A passkey must be shown first";
    CrossOrigin 403 "cross-origin" "The request comes from another site's page";
    NotFound 404 "not-found" "Not found, or not public";
    Method 405 "method" "This address does not take that method";
    Exists 409 "exists" "It exists already";
    OutOfTurn 409 "out-of-turn" "Not at this stage";
    Stale 409 "stale" "It was changed meanwhile";
    TooLarge 413 "too-large" "The body is too long";
    ContentType 415 "content-type" "The body must be JSON";
    Field 422 "field" "A field cannot be what it says";
    NotCounted 422 "not-counted" "The ballot could not count";
    KeyReused 422 "key-reused" "The idempotency key was used for another command";
    TooOften 429 "too-often" "Too often";
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
        let kinds = Kind::ALL.iter().map(|kind| kind.described());
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

/// Why a request was not answered as asked. As an answer it is English; [`told`] says it in the language asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which kind of problem.
    pub kind: Kind,
    /// The HTTP status.
    pub status: StatusCode,
    /// What happened this time and what to do.
    pub detail: Said,
    /// The fields that are wrong, where it is about fields, each with what is wrong.
    pub errors: Vec<(String, Said)>,
}

/// Why a request was not answered as asked (RFC 9457, `application/problem+json`).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Told {
    /// Which kind of problem, for programs: `urn:madang:problem:not-found`.
    #[serde(rename = "type")]
    kind: String,
    /// The same in a few words, for people.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What happened this time and what to do.
    detail: String,
    /// The fields that are wrong, where it is about fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ToldField>,
}

/// A field that is wrong.
#[derive(Serialize, ToSchema)]
#[schema(as = ProblemField)]
pub struct ToldField {
    /// The field of the query or the body.
    field: String,
    /// What is wrong with it.
    detail: String,
}

impl Problem {
    /// A problem of a kind.
    pub fn new(kind: Kind, detail: Said) -> Problem {
        let (status, _, _) = kind.described();
        Problem {
            kind,
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            detail,
            errors: vec![],
        }
    }

    /// There is no such thing.
    pub fn not_found(what: Said, id: &str) -> Problem {
        let detail = said!("problem-no-such", what = what, id = quoted(id));
        Problem::new(Kind::NotFound, detail)
    }

    /// A query with fields that cannot be what they say.
    pub fn query(errors: &[FieldError]) -> Problem {
        let mut problem = Problem::new(Kind::Query, said!("problem-query"));
        let field = |error: &FieldError| (error.field.name.to_owned(), error.message());
        problem.errors = errors.iter().map(field).collect();
        problem
    }

    /// The answer in a language.
    pub fn answer(&self, language: Language) -> Response {
        let (_, name, _) = self.kind.described();
        let field = |(field, detail): &(String, Said)| ToldField {
            field: field.clone(),
            detail: detail.in_language(language),
        };
        let told = Told {
            kind: format!("urn:madang:problem:{name}"),
            title: self.kind.title().in_language(language),
            status: self.status.as_u16(),
            detail: self.detail.in_language(language),
            errors: self.errors.iter().map(field).collect(),
        };
        let mut response = (self.status, Json(told)).into_response();
        let headers = response.headers_mut();
        let mut say = |name, value| headers.insert(name, HeaderValue::from_static(value));
        say(CONTENT_TYPE, "application/problem+json");
        say(CONTENT_LANGUAGE, language.spoken().tag());
        say(VARY, "accept-language");
        if self.status == StatusCode::UNAUTHORIZED {
            say(WWW_AUTHENTICATE, "Bearer realm=\"madang\"");
        }
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            say(RETRY_AFTER, "5");
        }
        if self.status == StatusCode::TOO_MANY_REQUESTS {
            // An hour, at most: what it says tells when exactly.
            say(RETRY_AFTER, "3600");
        }
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.answer(Language::En);
        response.extensions_mut().insert(self);
        response
    }
}

/// Says a problem in the language that the request asks for; English where it asks for none.
pub async fn told(request: Request, next: Next) -> Response {
    let language = asked(request.headers());
    let response = next.run(request).await;
    match response.extensions().get::<Problem>() {
        // What was put around the answer stays.
        Some(problem) if language != Language::En => {
            let (parts, body) = problem.answer(language).into_parts();
            let (mut before, _) = response.into_parts();
            before.headers.remove(CONTENT_LENGTH);
            before.headers.extend(parts.headers);
            Response::from_parts(before, body)
        }
        Some(_) | None => response,
    }
}

/// The language of answers that are for programs first.
pub fn asked(headers: &HeaderMap) -> Language {
    from_accept_language(headers).unwrap_or(Language::En)
}

impl Kind {
    /// What kind of problem an act is that a rule refuses: of what a program sends in its body nothing is at no address.
    pub fn of_act(violation: &Violation) -> Kind {
        match violation {
            // Somebody else was faster.
            Violation::Field { field, .. } if field == "base" => Kind::Stale,
            // Whoever asks is not who may.
            Violation::Field { field, .. } if field == "actor" => Kind::Role,
            Violation::Field { .. } | Violation::Unknown { .. } => Kind::Field,
            Violation::Exists { .. } => Kind::Exists,
            Violation::OutOfTurn(_) => Kind::OutOfTurn,
            Violation::Role { .. } => Kind::Role,
        }
    }

    /// The same of one that could not be recorded.
    pub fn of_submission(error: &SubmitError) -> Kind {
        match error {
            SubmitError::Refused(violation) | SubmitError::RefusedAt { violation, .. } => {
                Kind::of_act(violation)
            }
            SubmitError::KeyReused { .. } => Kind::KeyReused,
            SubmitError::TakenOut { .. } => Kind::OutOfTurn,
            SubmitError::ReadOnly(_) => Kind::ReadOnly,
            SubmitError::DiskFull => Kind::DiskFull,
            SubmitError::OutcomeUnknown(_) | SubmitError::NotRemembered(_) => Kind::OutcomeUnknown,
            _ => Kind::Unavailable,
        }
    }
}

/// What the database says is for the operator's log; the public learns that it does not answer.
impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        tracing::error!(%error, "the store failed");
        Problem::new(Kind::Unavailable, said!("problem-database"))
    }
}

impl From<SubmitError> for Problem {
    fn from(error: SubmitError) -> Problem {
        let detail = error.said();
        match error {
            SubmitError::Refused(violation) | SubmitError::RefusedAt { violation, .. } => {
                violated(&violation, detail)
            }
            other => match Kind::of_submission(&other) {
                Kind::Unavailable => Problem::new(Kind::Unavailable, said!("problem-not-recorded")),
                kind => Problem::new(kind, detail),
            },
        }
    }
}

fn violated(violation: &Violation, detail: Said) -> Problem {
    match violation {
        Violation::Field { field, reason } => {
            let mut problem = Problem::new(Kind::Field, detail);
            problem.errors.push((field.clone(), reason.clone()));
            problem
        }
        Violation::Unknown { .. } => Problem::new(Kind::NotFound, detail),
        Violation::Exists { .. } => Problem::new(Kind::Exists, detail),
        Violation::OutOfTurn(_) => Problem::new(Kind::OutOfTurn, detail),
        Violation::Role { .. } => Problem::new(Kind::Role, detail),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_those_of_the_document() {
        for kind in Kind::ALL {
            let (_, name, title) = kind.described();
            assert_eq!(kind.title().to_string(), title, "{name}");
        }
    }
}
