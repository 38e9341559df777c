//! The JSON API under `/api/v1`, and its OpenAPI document.

use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;

use crate::frame::app::App;
use crate::frame::problem::Problem;

/// Where the API lives.
pub const BASE: &str = "/api/v1";

/// The longest body of a request, in bytes: of a ballot, or of a receipt that somebody asks about.
pub const MAX_BODY: usize = 64 * 1024;

/// The document that describes it.
pub const DOCUMENT: &str = "/api/v1/openapi.json";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Madang",
        description = "Everything the portal's pages show, as JSON. Times are UTC, amounts integers in the currency's \
                       smallest unit, texts objects by language. Errors are problem details (RFC 9457).",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    components(schemas(Problem))
)]
struct Description;

/// The routes of the features' addresses, and the document that describes them.
pub fn document(features: OpenApiRouter<App>) -> (Router<App>, Document) {
    let (router, mut document) = OpenApiRouter::with_openapi(Description::openapi())
        .nest(BASE, features)
        .split_for_parts();
    if let Some(components) = document.components.as_mut() {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The token of a registrar, as the operator set it."))
            .build();
        components.add_security_scheme("registrar", SecurityScheme::Http(scheme));
    }
    (router.route(DOCUMENT, get(openapi)), document)
}

async fn openapi(State(app): State<App>) -> impl IntoResponse {
    Json(app.openapi.as_ref().clone())
}
