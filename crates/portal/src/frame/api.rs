//! The JSON API under `/api/v1`, and its OpenAPI document.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;

use crate::frame::app::App;
use crate::frame::problem::{Kind, Problem, Told};
use crate::frame::query::Query;
use crate::frame::words::said;

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
    components(schemas(Told))
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
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some(
                "The token of an account, as its page for programs gives it: it acts as whoever the account is.",
            ))
            .build();
        components.add_security_scheme("account", SecurityScheme::Http(scheme));
    }
    let fields = Arc::new(fields(&document));
    let router = router.route_layer(from_fn_with_state(fields, refuse_unknown));
    (router.route(DOCUMENT, get(openapi)), document)
}

/// The query fields that each address takes, as the document says.
type Fields = BTreeMap<String, BTreeSet<String>>;

fn fields(document: &Document) -> Fields {
    let of = |operation: &Operation| -> Vec<String> {
        let parameters = operation.parameters.iter().flatten();
        let queried = parameters.filter_map(|parameter| match parameter {
            RefOr::T(field) if field.parameter_in == ParameterIn::Query => Some(field.name.clone()),
            RefOr::T(_) | RefOr::Ref(_) => None,
        });
        queried.collect()
    };
    let paths = document.paths.paths.iter();
    paths
        .map(|(path, item)| (path.clone(), item.get.iter().flat_map(of).collect()))
        .collect()
}

/// A field that an address does not take is refused: whoever sends one would take the answer for another one.
async fn refuse_unknown(
    State(known): State<Arc<Fields>>,
    request: Request,
    next: Next,
) -> axum::response::Response {
    let path = request.extensions().get::<MatchedPath>();
    let none = BTreeSet::new();
    let known = path
        .and_then(|path| known.get(path.as_str()))
        .unwrap_or(&none);
    let query = request.uri().query().unwrap_or_default();
    let unknown = Query::parse(query).unknown(known);
    if unknown.is_empty() {
        return next.run(request).await;
    }
    let mut problem = Problem::new(Kind::Query, said!("problem-query-unknown"));
    let takes = match known.is_empty() {
        true => said!("problem-query-takes-none"),
        false => {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            said!("problem-query-takes", fields = known.join(", "))
        }
    };
    let fields = unknown.into_iter().map(|name| (name, takes.clone()));
    problem.errors = fields.collect();
    problem.into_response()
}

async fn openapi(State(app): State<App>) -> impl IntoResponse {
    Json(app.openapi.as_ref().clone())
}
