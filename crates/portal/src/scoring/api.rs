//! The API of how bodies score.

use axum::Json;
use axum::extract::{Path, State};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::frame::app::App;
use crate::frame::problem::{Answer, Problem, Problems};
use crate::frame::words::said;
use crate::programmes::api::programme_of;
use crate::scoring::read::Scoring;
use crate::scoring::routes::asked;
use crate::scoring::shapes::BodyScoring;

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(scoring))
        .routes(routes!(asked::declare))
        .routes(routes!(asked::score))
        .routes(routes!(asked::fix))
        .routes(routes!(asked::recuse))
}

/// How a body scores the candidates of a vote: criteria, who declared and handed in, and the scores once the ballots are open.
#[utoipa::path(
    get, path = "/programmes/{programme}/votes/{vote}/scoring/{body}", operation_id = "getScoring", tag = "votes",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
        ("body" = String, Path, description = "The body's identifier."),
    ),
    responses(
        (status = 200, description = "How it scores.", body = BodyScoring),
        Problems<404>,
    )
)]
pub async fn scoring(
    State(app): State<App>,
    Path((programme, vote, body)): Path<(String, String, String)>,
) -> Answer<BodyScoring> {
    let programme = programme_of(&app, &programme).await?;
    let found = Scoring::of_store(&app.store, programme, (&vote, &body)).await?;
    let found = found.ok_or_else(|| Problem::not_found(said!("problem-thing-body"), &body))?;
    Ok(Json(BodyScoring::from(&found)))
}
