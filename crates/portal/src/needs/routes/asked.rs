//! Needs that programs define, and the voices that they group: the forms' own way.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{change, define};
use crate::accounts::asked::{Asking, Asks, Done, Fields, NotDone, WordsByLanguage};
use crate::frame::problem::Problem;
use crate::frame::sent::Once;
use crate::frame::steps::{RELEASE, STEP};
use crate::needs::acts::{SUMMARY, TITLE};
use crate::programmes::labels::GROUP;
use crate::voices::labels::TICK;

/// A need.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNeed {
    /// What several voices ask for.
    title: WordsByLanguage,
    /// The same at length.
    #[serde(default)]
    summary: WordsByLanguage,
    /// The service group.
    group: Option<String>,
    /// The voices that it groups, at most 200.
    #[serde(default)]
    voices: Vec<String>,
}

impl Asks for NewNeed {
    fn fill(&self, fields: &mut Fields) {
        fields.put(STEP, RELEASE);
        fields.say_in_both(TITLE, &self.title);
        fields.say_in_both(SUMMARY, &self.summary);
        fields.put_some(GROUP, self.group.as_deref());
        put_voices(fields, &self.voices);
    }

    fn pointer(field: &str) -> String {
        pointer(field)
    }
}

fn put_voices(fields: &mut Fields, voices: &[String]) {
    for voice in voices {
        fields.put(TICK, voice);
    }
}

fn pointer(field: &str) -> String {
    match field.strip_suffix("-other").unwrap_or(field) {
        field if field == TICK.name => "voices".to_owned(),
        other => other.to_owned(),
    }
}

/// Voices that are put into a need, or taken out of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedOfVoices {
    /// The voices, at most 200.
    voices: Vec<String>,
}

impl Asks for NeedOfVoices {
    fn fill(&self, fields: &mut Fields) {
        fields.put(STEP, RELEASE);
        put_voices(fields, &self.voices);
    }

    fn pointer(field: &str) -> String {
        pointer(field)
    }
}

type Answered = Result<Response<Body>, Problem>;
type Named = Path<(String, String)>;

/// Defines a need with the voices that it groups, as an official or whoever leads conversations.
#[utoipa::path(
    post, path = "/programmes/{programme}/needs", operation_id = "defineNeed", tag = "needs",
    security(("account" = [])),
    params(("programme" = String, Path, description = "The programme's identifier."), Once),
    request_body = NewNeed,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn new(Path(programme): Path<String>, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewNeed>()?;
    let form = |caller, body| define::sent(caller, Path(programme), body);
    read.by(caller, form).await
}

/// Puts voices into a need.
#[utoipa::path(
    post, path = "/programmes/{programme}/needs/{need}/add", operation_id = "addVoicesToNeed", tag = "needs",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("need" = String, Path, description = "The need's identifier."),
        Once,
    ),
    request_body = NeedOfVoices,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn add(Path(named): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NeedOfVoices>()?;
    let form = |caller, body| change::add_sent(caller, Path(named), body);
    read.by(caller, form).await
}

/// Takes voices out of a need.
#[utoipa::path(
    post, path = "/programmes/{programme}/needs/{need}/remove", operation_id = "removeVoicesFromNeed", tag = "needs",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("need" = String, Path, description = "The need's identifier."),
        Once,
    ),
    request_body = NeedOfVoices,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn remove(Path(named): Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NeedOfVoices>()?;
    let form = |caller, body| change::remove_sent(caller, Path(named), body);
    read.by(caller, form).await
}
