//! The API of traces.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use madang_programme::trace::{How, Way};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::frame::app::App;
use crate::frame::form::Field;
use crate::frame::problem::{Answer, Problem, Problems};
use crate::frame::query::{self, Query};
use crate::frame::shapes::List;
use crate::frame::words::said;
use crate::programmes::narrowed::Part;
use crate::trace::links;
use crate::trace::shapes::{Trace, TraceThing};

const WAY: Field = Field::for_programs("way");
const HOW: Field = Field::for_programs("how");

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(trace))
        .routes(routes!(steps))
}

/// What the thing of an entry (a voice, a need, a proposal, a selection, an answer) grew out of, and what grew out of it.
#[utoipa::path(
    get, path = "/record/entries/{index}/trace", operation_id = "getTrace", tag = "record",
    params(("index" = u64, Path, description = "An entry about the thing.")),
    responses(
        (status = 200, description = "The trace.", body = Trace),
        Problems<404>,
    )
)]
pub async fn trace(State(app): State<App>, Path(index): Path<String>) -> Answer<Trace> {
    let missing = || Problem::not_found(said!("problem-thing-trace"), &index);
    let entry = crate::frame::query::index(&index).ok_or_else(missing)?;
    let found = app.store.trace(entry).await?.ok_or_else(missing)?;
    Ok(Json(Trace::from(&found)))
}

/// All that the thing of an entry leads to in one way: what its trace tells by number alone, a page at a time.
#[utoipa::path(
    get, path = "/record/entries/{index}/trace/things", operation_id = "listTraceThings", tag = "record",
    params(
        ("index" = u64, Path, description = "An entry about the thing."),
        ("way" = String, Query, description = "`back` (what it grew out of) or `forward` (what grew out of it)."),
        ("how" = String, Query, description = "How the later of the two grew out of the earlier, as a step of the trace says it."),
        ("offset" = Option<u64>, Query, description = "How many to leave out."),
        ("limit" = Option<u64>, Query, description = "How many at most, 1–100; 20 without it."),
    ),
    responses(
        (status = 200, description = "A page of things, the first by entry.", body = List<TraceThing>),
        Problems<400>,
        Problems<404>,
    )
)]
pub async fn steps(
    State(app): State<App>,
    Path(index): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer<List<TraceThing>> {
    let missing = || Problem::not_found(said!("problem-thing-trace"), &index);
    let entry = query::index(&index).ok_or_else(missing)?;
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let way = query.one_of(WAY, [Way::Back, Way::Forward].map(|way| (way.name(), way)));
    let how = query.one_of(HOW, How::ALL.map(|how| (how.name(), how)));
    for (field, missing) in [(WAY, way.is_none()), (HOW, how.is_none())] {
        if missing && query.errors.iter().all(|error| error.field != field) {
            query.refuse(field, "error-empty", "", "");
        }
    }
    let part = Part::within(&mut query, 10_000_000);
    let (Some(way), Some(how), true) = (way, how, query.errors.is_empty()) else {
        return Err(Problem::query(&query.errors));
    };
    let asked = (part.offset, part.limit);
    let page = app.store.trace_step(entry, (way, how), asked).await?;
    let page = page.ok_or_else(missing)?;
    let next = page.is_followed(part.offset, part.limit).then(|| {
        let [offset, limit] = part.following();
        let query = query::write(&[
            (WAY.name, way.name()),
            (HOW.name, how.name()),
            (offset.0, offset.1.as_str()),
            (limit.0, &limit.1),
        ]);
        format!("{}/things?{query}", links::api(entry))
    });
    Ok(Json(List {
        items: page.items.iter().map(TraceThing::from).collect(),
        total: page.total,
        more_than_total: page.more_than_total,
        next,
    }))
}
