//! The API of needs.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use madang_store::Store;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::frame::app::App;
use crate::frame::problem::{Answer, Problem, Problems};
use crate::frame::query::{self, Query};
use crate::frame::shapes::List;
use crate::frame::words::said;
use crate::model::NeedDetail;
use crate::needs::downloads;
use crate::needs::links;
use crate::needs::list::{narrowed, written};
use crate::needs::routes::{asked, counted};
use crate::needs::shapes::{Need, NeedCounts, NeedStep, NeedWhole};
use crate::programmes::api::programme_of;
use crate::programmes::narrowed::Part;
use crate::voices::shapes::Voice;

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(needs, asked::new))
        .routes(routes!(asked::add))
        .routes(routes!(asked::remove))
        .routes(routes!(need))
        .routes(routes!(voices))
        .routes(routes!(downloads::needs_csv))
}

/// A programme's needs: searched, filtered, a page at a time.
#[utoipa::path(
    get, path = "/programmes/{programme}/needs", operation_id = "listNeeds", tag = "needs",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("q" = Option<String>, Query, description = "Words that must all occur in title or summary; at most 200 characters."),
        ("group" = Option<String>, Query, description = "Only those about this service group."),
        ("standing" = Option<String>, Query, description = "Only these: live, split or merged. Without it those that group voices: live."),
        ("order" = Option<String>, Query, description = "`voices` (those with the most voices first, the default) or `newest`."),
        ("offset" = Option<u64>, Query, description = "How many to leave out, 0–10,000."),
        ("limit" = Option<u64>, Query, description = "How many at most, 1–100; 20 without it."),
    ),
    responses(
        (status = 200, description = "A page of needs.", body = List<Need>),
        Problems<400>,
        Problems<404>,
    )
)]
pub async fn needs(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer<List<Need>> {
    let programme = programme_of(&app, &id).await?;
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let mut filter = narrowed(&mut query, &programme);
    let part = Part::read(&mut query);
    (filter.offset, filter.limit) = (part.offset, part.limit);
    if !query.errors.is_empty() {
        return Err(Problem::query(&query.errors));
    }
    let page = app.store.needs(&id, &filter).await?;
    let next = page.is_followed(part.offset, part.limit).then(|| {
        let [offset, limit] = part.following();
        let more = [(offset.0, offset.1.as_str()), (limit.0, &limit.1)];
        let query = written(&filter, filter.standing, &more);
        format!("{}?{query}", links::api(&id))
    });
    Ok(Json(List {
        items: page.items.iter().map(Need::from).collect(),
        total: page.total,
        more_than_total: page.more_than_total,
        next,
    }))
}

async fn found(store: &Store, programme: &str, id: &str) -> Result<NeedDetail, Problem> {
    let found = store.need(programme, id).await?;
    found.ok_or_else(|| Problem::not_found(said!("problem-thing-need"), id))
}

/// One need with the numbers of its voices and what became of it.
#[utoipa::path(
    get, path = "/programmes/{programme}/needs/{need}", operation_id = "getNeed", tag = "needs",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("need" = String, Path, description = "The need's identifier."),
    ),
    responses(
        (status = 200, description = "The need.", body = NeedWhole),
        Problems<404>,
    )
)]
pub async fn need(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer<NeedWhole> {
    let found = found(&app.store, &programme, &id).await?;
    let steps = app.store.need_steps(&found).await?;
    Ok(Json(NeedWhole {
        need: Need::from(&found),
        counts: NeedCounts::of(&counted(&app.store, found.entry).await?),
        steps: steps.iter().map(NeedStep::from).collect(),
    }))
}

/// The voices of a need, withdrawn ones among them, the newest first, a page at a time.
#[utoipa::path(
    get, path = "/programmes/{programme}/needs/{need}/voices", operation_id = "listNeedVoices", tag = "needs",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("need" = String, Path, description = "The need's identifier."),
        ("offset" = Option<u64>, Query, description = "How many to leave out."),
        ("limit" = Option<u64>, Query, description = "How many at most, 1–100; 20 without it."),
    ),
    responses(
        (status = 200, description = "A page of voices.", body = List<Voice>),
        Problems<400>,
        Problems<404>,
    )
)]
pub async fn voices(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
) -> Answer<List<Voice>> {
    let found = found(&app.store, &programme, &id).await?;
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let part = Part::within(&mut query, 10_000_000);
    if !query.errors.is_empty() {
        return Err(Problem::query(&query.errors));
    }
    let store = &app.store;
    let page = store.need_voices(found.entry, part.offset, part.limit);
    let page = page.await?;
    let next = page.is_followed(part.offset, part.limit).then(|| {
        let [offset, limit] = part.following();
        let query = query::write(&[(offset.0, offset.1.as_str()), (limit.0, &limit.1)]);
        format!("{}?{query}", links::voices_api(&programme, &id))
    });
    Ok(Json(List {
        items: page.items.iter().map(Voice::from).collect(),
        total: page.total,
        more_than_total: page.more_than_total,
        next,
    }))
}
