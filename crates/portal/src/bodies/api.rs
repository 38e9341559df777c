//! The API of bodies.

use axum::Json;
use axum::extract::{Path, State};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::bodies::shapes::Body;
use crate::frame::app::App;
use crate::frame::problem::{Answer, Problem, Problems};
use crate::frame::words::said;
use crate::programmes::api::programme_of;

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(body))
}

/// One body with its seats, who sits on them and who left.
#[utoipa::path(
    get, path = "/programmes/{programme}/bodies/{body}", operation_id = "getBody", tag = "programmes",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("body" = String, Path, description = "The body's identifier."),
    ),
    responses(
        (status = 200, description = "The body.", body = Body),
        Problems<404>,
    )
)]
pub async fn body(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer<Body> {
    let programme = programme_of(&app, &programme).await?;
    let mut bodies = programme.bodies.iter();
    let found = bodies.find(|body| body.facts.id == id);
    let found = found.ok_or_else(|| Problem::not_found(said!("problem-thing-body"), &id))?;
    Ok(Json(Body::from(found)))
}
