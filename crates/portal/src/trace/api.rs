//! The API of traces.

use axum::Json;
use axum::extract::{Path, State};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::frame::app::App;
use crate::frame::problem::{Answer, Problem, Problems};
use crate::frame::words::said;
use crate::trace::shapes::Trace;

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(trace))
}

/// What the thing of an entry (a voice, a need, a proposal, a selection, an answer) grew out of, and what grew out of it.
#[utoipa::path(
    get, path = "/record/entries/{index}/trace", operation_id = "getTrace", tag = "record",
    params(("index" = u64, Path, description = "An entry about the thing.")),
    responses(
        (status = 200, description = "The trace.", body = Trace),
        Problems<404>,
    )
)]
pub async fn trace(State(app): State<App>, Path(index): Path<String>) -> Answer<Trace> {
    let missing = || Problem::not_found(said!("problem-thing-trace"), &index);
    let entry = crate::frame::query::index(&index).ok_or_else(missing)?;
    let found = app.store.trace(entry).await?.ok_or_else(missing)?;
    Ok(Json(Trace::from(&found)))
}
