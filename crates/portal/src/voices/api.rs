//! The API of voices.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::frame::app::App;
use crate::frame::problem::{Answer, Problem, Problems};
use crate::frame::query::Query;
use crate::frame::shapes::List;
use crate::frame::words::said;
use crate::programmes::api::programme_of;
use crate::programmes::narrowed::{Narrowed, Part};
use crate::voices::downloads;
use crate::voices::labels::{ANSWER, answer_name};
use crate::voices::links;
use crate::voices::list::{narrowed, unanswered, written};
use crate::voices::routes::{asked, asked_of_office, known, similar};
use crate::voices::shapes::{Voice, VoiceStep, VoiceWithSteps};

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(voices, asked::say))
        .routes(routes!(voice))
        .routes(routes!(asked::enter))
        .routes(routes!(asked::slip_code))
        .routes(routes!(asked::supplement))
        .routes(routes!(asked::withdraw))
        .routes(routes!(asked_of_office::ask))
        .routes(routes!(asked_of_office::transfer))
        .routes(routes!(similar::similar))
        .routes(routes!(downloads::voices_csv))
}

/// A programme's voices: searched, filtered, the newest first, a page at a time.
#[utoipa::path(
    get, path = "/programmes/{programme}/voices", operation_id = "listVoices", tag = "voices",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        Narrowed,
        ("channel" = Option<String>, Query, description = "Only those that came so."),
        ("region" = Option<String>, Query, description = "Only from this province, ISO 3166-2."),
        ("month" = Option<String>, Query, description = "Only those received in this month of the programme's zone, as 2026-11."),
        ("institution" = Option<String>, Query, description = "Only those that this institution is to answer."),
        ("standing" = Option<String>, Query, description = "Only these: waiting, asked, answered or withdrawn. Without it all but withdrawn ones."),
        ("answer" = Option<String>, Query, description = "none: only those that nobody answered yet."),
    ),
    responses(
        (status = 200, description = "A page of voices.", body = List<Voice>),
        Problems<400>,
        Problems<404>,
    )
)]
pub async fn voices(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer<List<Voice>> {
    programme_of(&app, &id).await?;
    let known = known(&app.store, &id).await?;
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let mut filter = narrowed(&mut query, &known);
    unanswered(&mut query, &mut filter);
    let part = Part::read(&mut query);
    (filter.offset, filter.limit) = (part.offset, part.limit);
    if !query.errors.is_empty() {
        return Err(Problem::query(&query.errors));
    }
    let page = app.store.voices(&id, &filter).await?;
    let next = page.is_followed(part.offset, part.limit).then(|| {
        let [offset, limit] = part.following();
        let more = [
            (ANSWER.name, answer_name(filter.unanswered)),
            (offset.0, offset.1.as_str()),
            (limit.0, &limit.1),
        ];
        let query = written(&filter, filter.standing, &more);
        format!("{}?{query}", links::api(&id))
    });
    Ok(Json(List {
        items: page.items.iter().map(Voice::from).collect(),
        total: page.total,
        more_than_total: page.more_than_total,
        next,
    }))
}

/// One voice with what became of it.
#[utoipa::path(
    get, path = "/programmes/{programme}/voices/{voice}", operation_id = "getVoice", tag = "voices",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("voice" = String, Path, description = "The voice's identifier."),
    ),
    responses(
        (status = 200, description = "The voice.", body = VoiceWithSteps),
        Problems<404>,
    )
)]
pub async fn voice(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer<VoiceWithSteps> {
    let found = app.store.voice(&programme, &id).await?;
    let found = found.ok_or_else(|| Problem::not_found(said!("problem-thing-voice"), &id))?;
    let steps = app.store.voice_steps(found.entry).await?;
    Ok(Json(VoiceWithSteps {
        voice: Voice::from(&found),
        steps: steps.iter().map(VoiceStep::from).collect(),
    }))
}
