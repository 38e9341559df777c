//! The API of the checks of openness.

use axum::Json;
use axum::extract::{Path, State};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::frame::app::App;
use crate::frame::problem::{Answer, Problems};
use crate::openness::routes::found;
use crate::openness::shapes::Openness;
use crate::programmes::api::programme_of;

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(openness))
}

/// The checks of openness, held against a programme now.
#[utoipa::path(
    get, path = "/programmes/{programme}/openness", operation_id = "checkOpenness", tag = "openness",
    params(("programme" = String, Path, description = "The programme's identifier.")),
    responses(
        (status = 200, description = "Each check with its numbers and what is late.", body = Openness),
        Problems<404>,
    )
)]
pub async fn openness(State(app): State<App>, Path(id): Path<String>) -> Answer<Openness> {
    programme_of(&app, &id).await?;
    let now = app.store.now();
    let found = found(&app.store, &id, &now).await?;
    Ok(Json(Openness::of(now, &found)))
}
