//! The API of what the portal says about itself.

use axum::Json;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::about::shapes::OperatorView;
use crate::frame::app::App;
use crate::frame::problem::Answer;

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(operator))
}

/// Who runs the portal: as the record says it, else as the server's settings do.
#[utoipa::path(
    get, path = "/operator", operation_id = "getOperator", tag = "record",
    responses((status = 200, description = "What the operator says of themselves.", body = OperatorView))
)]
pub async fn operator(State(app): State<App>) -> Answer<OperatorView> {
    Ok(Json(OperatorView::from(app.running().await.as_ref())))
}
