//! The API of services.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::frame::app::App;
use crate::frame::problem::{Answer, Problem, Problems};
use crate::frame::query::{self, Query};
use crate::frame::shapes::List;
use crate::frame::words::said;
use crate::programmes::api::programme_of;
use crate::programmes::narrowed::Part;
use crate::services::links;
use crate::services::routes::asked;
use crate::services::shapes::{Service, ServiceWhole};

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(services, asked::start))
        .routes(routes!(service))
        .routes(routes!(asked::milestone))
        .routes(routes!(asked::moved))
        .routes(routes!(asked::reached))
        .routes(routes!(asked::version))
        .routes(routes!(asked::retire))
}

/// A programme's services in the order in which they were started, a page at a time.
#[utoipa::path(
    get, path = "/programmes/{programme}/services", operation_id = "listServices", tag = "services",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("offset" = Option<u64>, Query, description = "How many to leave out, 0–10,000."),
        ("limit" = Option<u64>, Query, description = "How many at most, 1–100; 20 without it."),
    ),
    responses(
        (status = 200, description = "A page of services.", body = List<Service>),
        Problems<400>,
        Problems<404>,
    )
)]
pub async fn services(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer<List<Service>> {
    programme_of(&app, &id).await?;
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let part = Part::read(&mut query);
    if !query.errors.is_empty() {
        return Err(Problem::query(&query.errors));
    }
    let page = app.store.services(&id, (part.offset, part.limit)).await?;
    let next = page.is_followed(part.offset, part.limit).then(|| {
        let [offset, limit] = part.following();
        let pairs = [(offset.0, offset.1.as_str()), (limit.0, limit.1.as_str())];
        format!("{}?{}", links::api(&id), query::write(&pairs))
    });
    Ok(Json(List {
        items: page.items.iter().map(Service::from).collect(),
        total: page.total,
        more_than_total: page.more_than_total,
        next,
    }))
}

/// One service with its milestones, its versions and how much was said of it.
#[utoipa::path(
    get, path = "/programmes/{programme}/services/{service}", operation_id = "getService", tag = "services",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("service" = String, Path, description = "The service's identifier."),
    ),
    responses(
        (status = 200, description = "The service.", body = ServiceWhole),
        Problems<404>,
    )
)]
pub async fn service(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer<ServiceWhole> {
    let found = app.store.service(&programme, &id).await?;
    let found = found.ok_or_else(|| Problem::not_found(said!("problem-thing-service"), &id))?;
    let papers = app.store.service_papers(found.entry).await?;
    Ok(Json(ServiceWhole::of(&found, &papers)))
}
