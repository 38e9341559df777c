//! The JSON API under `/api/v1`, and its OpenAPI document.

pub mod ballots;
pub mod downloads;
pub mod pabulib;
pub mod problem;
pub mod programmes;
pub mod record;
pub mod types;
pub mod types_record;

use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use problem::Problem;

/// Where the API lives.
pub const BASE: &str = "/api/v1";

/// A reading handler's answer.
pub type Answer<T> = Result<Json<T>, Problem>;

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

/// The routes and the document that describes them.
pub fn routes() -> (Router<App>, Document) {
    let (router, mut document) = OpenApiRouter::with_openapi(Description::openapi())
        .nest(
            BASE,
            OpenApiRouter::new()
                .routes(routes!(programmes::list))
                .routes(routes!(programmes::one))
                .routes(routes!(programmes::proposals))
                .routes(routes!(downloads::proposals_csv))
                .routes(routes!(programmes::proposal))
                .routes(routes!(programmes::vote))
                .routes(routes!(programmes::selection))
                .routes(routes!(programmes::analysis))
                .routes(routes!(pabulib::ballots_pb))
                .routes(routes!(downloads::ballots_csv))
                .routes(routes!(downloads::ballots_json))
                .routes(routes!(ballots::cast))
                .routes(routes!(record::countries))
                .routes(routes!(record::commitments))
                .routes(routes!(record::commitment))
                .routes(routes!(record::entries))
                .routes(routes!(record::entry))
                .routes(routes!(record::receipt))
                .routes(routes!(record::checkpoint))
                .routes(routes!(record::consistency)),
        )
        .split_for_parts();
    if let Some(components) = document.components.as_mut() {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The token of a registrar, as the operator set it."))
            .build();
        components.add_security_scheme("registrar", SecurityScheme::Http(scheme));
    }
    (router.route("/api/v1/openapi.json", get(openapi)), document)
}

async fn openapi(State(app): State<App>) -> impl IntoResponse {
    Json(app.openapi.as_ref().clone())
}
