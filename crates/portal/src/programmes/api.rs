//! The API of programmes.

use axum::Json;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::frame::app::App;
use crate::frame::problem::{Answer, Problem, Problems};
use crate::frame::words::said;
use crate::model::ProgrammeDetail;
use crate::programmes::downloads;
use crate::programmes::routes::whole;
use crate::programmes::shapes::ProgrammeItem;

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(whole::one))
        .routes(routes!(downloads::members_csv))
}

/// The programme of that identifier.
pub async fn programme_of(app: &App, id: &str) -> Result<ProgrammeDetail, Problem> {
    app.store
        .programme(id)
        .await?
        .ok_or_else(|| Problem::not_found(said!("problem-thing-programme"), id))
}

/// All programmes.
#[utoipa::path(
    get, path = "/programmes", operation_id = "listProgrammes", tag = "programmes",
    responses(
        (status = 200, description = "Every programme with where it stands.", body = Vec<ProgrammeItem>),
        Problems<503>,
    )
)]
pub async fn list(State(app): State<App>) -> Answer<Vec<ProgrammeItem>> {
    Ok(Json(
        app.store
            .programmes()
            .await?
            .iter()
            .map(ProgrammeItem::from)
            .collect(),
    ))
}
