//! The API of commitments.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::commitments::downloads;
use crate::commitments::list::Asked;
use crate::commitments::routes::whole;
use crate::commitments::shapes::{CommitmentItem, Country};
use crate::frame::app::App;
use crate::frame::problem::{Answer, Problem, Problems};
use crate::frame::query::Query;
use crate::frame::words::said;

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(countries))
        .routes(routes!(commitments))
        .routes(routes!(whole::commitment))
        .routes(routes!(downloads::commitments_csv))
        .routes(routes!(downloads::reviews_csv))
}

/// The countries that have commitments on record.
#[utoipa::path(
    get, path = "/countries", operation_id = "listCountries", tag = "commitments",
    responses((status = 200, description = "The countries.", body = Vec<Country>))
)]
pub async fn countries(State(app): State<App>) -> Answer<Vec<Country>> {
    let countries = app.store.countries().await?;
    let country = |c: crate::model::CountrySummary| Country {
        country: c.country,
        commitments: c.commitments,
    };
    Ok(Json(countries.into_iter().map(country).collect()))
}

/// A country's commitments.
#[utoipa::path(
    get, path = "/countries/{country}/commitments", operation_id = "listCommitments", tag = "commitments",
    params(
        ("country" = String, Path, description = "ISO 3166-1 alpha-2 code."),
        ("q" = Option<String>, Query, description = "Words that must all occur in identifier, number or title; at most 200 characters."),
        ("plan" = Option<String>, Query, description = "Only this action plan."),
        ("area" = Option<String>, Query, description = "Only this policy area, in either rendering."),
    ),
    responses(
        (status = 200, description = "The commitments.", body = Vec<CommitmentItem>),
        Problems<400>,
        Problems<404>,
    )
)]
pub async fn commitments(
    State(app): State<App>,
    Path(country): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer<Vec<CommitmentItem>> {
    let all = app.store.commitments(&country).await?;
    if all.is_empty() {
        return Err(Problem::not_found(said!("problem-thing-country"), &country));
    }
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let asked = Asked::read(&mut query, &all);
    if !query.errors.is_empty() {
        return Err(Problem::query(&query.errors));
    }
    Ok(Json(
        all.iter()
            .filter(|commitment| asked.matches(commitment))
            .map(CommitmentItem::from)
            .collect(),
    ))
}
