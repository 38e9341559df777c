//! The API of answers.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answers::downloads;
use crate::answers::links;
use crate::answers::list::{narrowed, written};
use crate::answers::routes::{asked, figures};
use crate::answers::shapes::{Answer, Answers};
use crate::frame::app::App;
use crate::frame::problem::{self, Problem, Problems};
use crate::frame::query::Query;
use crate::frame::shapes::List;
use crate::programmes::api::programme_of;
use crate::programmes::narrowed::Part;

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(answers))
        .routes(routes!(asked::answer))
        .routes(routes!(asked::progress))
        .routes(routes!(asked::again))
        .routes(routes!(downloads::answers_csv))
}

/// A programme's answers: what they come to, and those that stand, searched, filtered, the newest first, a page at a time.
#[utoipa::path(
    get, path = "/programmes/{programme}/answers", operation_id = "listAnswers", tag = "answers",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("q" = Option<String>, Query, description = "Words that must all occur in the reason; at most 200 characters."),
        ("disposition" = Option<String>, Query, description = "Only those that decided so: adopted, adopted_in_part, merged, not_adopted, out_of_scope or already_exists."),
        ("institution" = Option<String>, Query, description = "Only those that this institution decided."),
        ("offset" = Option<u64>, Query, description = "How many to leave out, 0–10,000."),
        ("limit" = Option<u64>, Query, description = "How many at most, 1–100; 20 without it."),
    ),
    responses(
        (status = 200, description = "A page of answers with figures of all.", body = Answers),
        Problems<400>,
        Problems<404>,
    )
)]
pub async fn answers(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> problem::Answer<Answers> {
    programme_of(&app, &id).await?;
    let institutions = app.store.institutions(&id).await?;
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let mut filter = narrowed(&mut query, &institutions);
    let part = Part::read(&mut query);
    (filter.offset, filter.limit) = (part.offset, part.limit);
    if !query.errors.is_empty() {
        return Err(Problem::query(&query.errors));
    }
    let page = app.store.answers_given(&id, &filter).await?;
    let next = page.is_followed(part.offset, part.limit).then(|| {
        let [offset, limit] = part.following();
        let more = [(offset.0, offset.1.as_str()), (limit.0, &limit.1)];
        let query = written(&filter, &more);
        format!("{}?{query}", links::api(&id))
    });
    let list = List {
        items: page.items.iter().map(Answer::from).collect(),
        total: page.total,
        more_than_total: page.more_than_total,
        next,
    };
    let figures = figures(&app.store, &id).await?;
    Ok(Json(Answers::of(list, &figures)))
}
