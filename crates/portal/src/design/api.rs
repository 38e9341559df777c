//! The API of designs.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::design::links;
use crate::design::routes::asked;
use crate::design::shapes::{Design, DesignWhole};
use crate::frame::app::App;
use crate::frame::problem::{Answer, Problem, Problems};
use crate::frame::query::{self, Query};
use crate::frame::shapes::List;
use crate::frame::words::said;
use crate::programmes::api::programme_of;
use crate::programmes::narrowed::Part;

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(designs, asked::fix))
        .routes(routes!(design))
        .routes(routes!(asked::phase))
        .routes(routes!(asked::output))
        .routes(routes!(asked::session))
        .routes(routes!(asked::verdict))
}

/// A programme's designs in the order in which they were begun, a page at a time.
#[utoipa::path(
    get, path = "/programmes/{programme}/designs", operation_id = "listDesigns", tag = "design",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("offset" = Option<u64>, Query, description = "How many to leave out, 0–10,000."),
        ("limit" = Option<u64>, Query, description = "How many at most, 1–100; 20 without it."),
    ),
    responses(
        (status = 200, description = "A page of designs.", body = List<Design>),
        Problems<400>,
        Problems<404>,
    )
)]
pub async fn designs(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer<List<Design>> {
    programme_of(&app, &id).await?;
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let part = Part::read(&mut query);
    if !query.errors.is_empty() {
        return Err(Problem::query(&query.errors));
    }
    let page = app.store.designs(&id, (part.offset, part.limit)).await?;
    let next = page.is_followed(part.offset, part.limit).then(|| {
        let [offset, limit] = part.following();
        let pairs = [(offset.0, offset.1.as_str()), (limit.0, limit.1.as_str())];
        format!("{}?{}", links::api(&id), query::write(&pairs))
    });
    Ok(Json(List {
        items: page.items.iter().map(Design::from).collect(),
        total: page.total,
        more_than_total: page.more_than_total,
        next,
    }))
}

/// One design with its phases, what came of each, its sessions, and how each was closed.
#[utoipa::path(
    get, path = "/programmes/{programme}/designs/{design}", operation_id = "getDesign", tag = "design",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("design" = String, Path, description = "The design's identifier."),
    ),
    responses(
        (status = 200, description = "The design.", body = DesignWhole),
        Problems<404>,
    )
)]
pub async fn design(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer<DesignWhole> {
    let found = app.store.design(&programme, &id).await?;
    let found = found.ok_or_else(|| Problem::not_found(said!("problem-thing-design"), &id))?;
    let rounds = app.store.design_rounds(found.entry).await?;
    Ok(Json(DesignWhole::of(&found, &rounds)))
}
