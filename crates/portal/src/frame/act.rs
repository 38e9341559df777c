//! Acts that are asked for on pages: what a rule says against one is noted at the field that it is about, and what was typed stays.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use madang_programme::{Actor, By, Command, State, Violation};
use madang_store::{Submission, SubmitError};
use madang_words::Language;

use crate::frame::app::{Failure, Visit};
use crate::frame::form::Field;
use crate::frame::problem::Kind;
use crate::frame::query::{FieldError, Query, WHOLE};
use crate::frame::warned;

/// Where on a form stands what the record calls by a name.
pub type Places<'a> = &'a [(&'a str, Field)];

/// What refused an act is not the sender's to mend.
const NOT_NOW: &str = "act-not-now";

/// What is said of a form that was sent before, with something else in it: the key with which it comes back is another.
pub const SENT_BEFORE: &str = "form-sent-before";

/// Notes why a rule refuses something.
pub fn refused(query: &mut Query, places: Places<'_>, violation: &Violation, lang: Language) {
    let place = match violation {
        Violation::Field { field, reason } => {
            let mut places = places.iter();
            let place = places.find(|(name, _)| name == field);
            place.map(|(_, field)| (*field, reason.clone()))
        }
        Violation::Unknown { .. }
        | Violation::Exists { .. }
        | Violation::OutOfTurn(_)
        | Violation::Role { .. } => None,
    };
    let (field, key, why) = match place {
        Some((field, why)) => (field, "act-refused", why),
        None => (WHOLE, "act-impossible", violation.said()),
    };
    let kind = Kind::of_act(violation);
    query.refuse_as(kind, (field, key), why.in_language(lang));
}

/// What was wrong with what was sent, beside the page that says it to people.
#[derive(Clone)]
pub struct Mistakes(pub Vec<FieldError>);

/// What was put on record, by its entries, beside a page that says it without leading anywhere.
#[derive(Clone)]
pub struct Recorded(pub Vec<u64>);

/// Notes beside a page what was wrong with what was sent, for programs.
#[must_use]
pub fn with_mistakes(mut response: Response<Body>, errors: &[FieldError]) -> Response<Body> {
    if !errors.is_empty() {
        response.extensions_mut().insert(Mistakes(errors.to_vec()));
    }
    response
}

/// The status of a page with what is wrong with its form; nothing is where its words are only to be looked at again.
pub fn status(errors: &[FieldError]) -> StatusCode {
    match errors {
        errors if errors.iter().all(warned::is) => StatusCode::OK,
        errors if errors.iter().any(|error| error.key == NOT_NOW) => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        _ => StatusCode::BAD_REQUEST,
    }
}

/// Asks every rule whether something could be recorded now, without recording it. What refuses it is noted; gives whether
/// nothing does.
///
/// # Errors
/// The page that says that the store does not answer.
pub async fn tried(
    visit: &Visit,
    query: &mut Query,
    places: Places<'_>,
    actor: &Actor,
    command: Command,
) -> Result<bool, Failure> {
    let at = visit.store.now();
    let draft = visit.store.with_state(|state: &State| {
        let by = By {
            actor: actor.into(),
            at: &at,
            index: state.size,
        };
        command.draft(state, &by).map(drop)
    });
    let draft = draft.await.map_err(|error| visit.store_failed(&error))?;
    if let Err(violation) = &draft {
        refused(query, places, violation, visit.ui.lang);
    }
    Ok(draft.is_ok())
}

/// Records something under the key of the form that asked for it; gives its entry. What refuses it is noted.
pub async fn recorded(
    visit: &Visit,
    query: &mut Query,
    places: Places<'_>,
    submission: Submission,
) -> Option<u64> {
    match visit.store.submit(submission).await {
        Ok(receipt) => Some(receipt.proof.index),
        Err(error) => {
            not_recorded(visit, query, places, &error);
            None
        }
    }
}

/// Notes why something was not recorded that is refused as a whole, under the key of what is said of it.
pub fn refused_whole(query: &mut Query, key: &'static str, error: &SubmitError, lang: Language) {
    let why = error.said().in_language(lang);
    query.refuse_as(Kind::of_submission(error), (WHOLE, key), why);
    if let (SubmitError::Refused(Violation::Field { field, .. }), Some(noted)) =
        (error, query.errors.last_mut())
    {
        noted.named = Some(field.clone());
    }
}

/// Notes why something was not recorded.
pub fn not_recorded(visit: &Visit, query: &mut Query, places: Places<'_>, error: &SubmitError) {
    let lang = visit.ui.lang;
    match error {
        SubmitError::Refused(violation) | SubmitError::RefusedAt { violation, .. } => {
            refused(query, places, violation, lang);
        }
        SubmitError::KeyReused { .. } => {
            query.refuse_as(Kind::KeyReused, (WHOLE, SENT_BEFORE), "");
        }
        other => {
            tracing::error!(error = %other, "an act could not be recorded");
            let why = other.said().in_language(lang);
            query.refuse_as(Kind::of_submission(other), (WHOLE, NOT_NOW), why);
        }
    }
}

/// What is asked once, under the key of its form.
pub fn once(actor: &Actor, key: &str, command: Command) -> Submission {
    Submission {
        actor: actor.clone(),
        idempotency_key: Some(key.to_owned()),
        command,
        terms: Default::default(),
    }
}
