//! The API of the record.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::frame::app::App;
use crate::frame::entries::{ENTRIES_API, ReceiptView, checkpoint_of, receipt_for_all};
use crate::frame::form::Field;
use crate::frame::problem::{Answer, Kind, Problem, Problems};
use crate::frame::query::{self, Query};
use crate::frame::shapes::List;
use crate::frame::words::said;
use crate::record::list::{Asked, BEFORE, FROM};
use crate::record::shapes::{CheckpointView, Consistency, Entry, EntryBody, EntryItem};

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(entries))
        .routes(routes!(entry))
        .routes(routes!(receipt))
        .routes(routes!(checkpoint))
        .routes(routes!(consistency))
}

/// Entries of the record, latest first.
#[utoipa::path(
    get, path = "/record/entries", operation_id = "listEntries", tag = "record",
    params(
        ("before" = Option<u64>, Query, description = "Only entries before this index."),
        ("from" = Option<u64>, Query, description = "Entries from this index on, oldest first; not together with `before`."),
        ("limit" = Option<u64>, Query, description = "How many at most, 1–100; 20 without it."),
        ("programme" = Option<String>, Query, description = "Only entries of this programme."),
        ("kind" = Option<String>, Query, description = "Only entries of this kind: `vote.closed/1`, or of all its versions: `vote.closed`."),
        ("actor" = Option<String>, Query, description = "Only entries by this actor: `official/demo`. Without a kind its ballots are left out."),
    ),
    responses(
        (status = 200, description = "A page of entries. Of ballots asked for by kind or actor, `total` says how many this page has.", body = List<EntryItem>),
        Problems<400>,
    )
)]
pub async fn entries(State(app): State<App>, RawQuery(raw): RawQuery) -> Answer<List<EntryItem>> {
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let programmes = app.store.programmes().await?;
    let asked = Asked::read(&mut query, &programmes);
    let limit = query.number(Field::for_programs("limit"), 1..=100, 20);
    if !query.errors.is_empty() {
        return Err(Problem::query(&query.errors));
    }
    let filter = &asked.filter;
    let plain = filter.kind.is_none() && filter.actor.is_none() && asked.from.is_none();
    let page = if plain {
        let space = filter.space.as_deref();
        app.store.latest_entries(asked.before, limit, space).await?
    } else {
        let range = asked.range(app.store.size().await?);
        app.store.filtered_entries(range, limit, filter).await?
    };
    let full = page.items.len() as u64 == limit;
    let last = page.items.last().map(|entry| entry.index).filter(|_| full);
    let further = match asked.from {
        Some(_) => last.map(|last| (FROM.name, last + 1)),
        None => last
            .filter(|last| *last > 0)
            .map(|last| (BEFORE.name, last)),
    };
    let next = further.map(|(name, index)| {
        let (index, limit) = (index.to_string(), limit.to_string());
        let query = asked.query(&[(name, &index), ("limit", &limit)]);
        format!("{}?{query}", ENTRIES_API)
    });
    Ok(Json(List {
        items: page.items.iter().map(EntryItem::from).collect(),
        total: page.total,
        more_than_total: page.more_than_total,
        next,
    }))
}

/// One entry with its proof and its contents as the public may see them.
#[utoipa::path(
    get, path = "/record/entries/{index}", operation_id = "getEntry", tag = "record",
    params(("index" = u64, Path, description = "Index of the entry, from 0.")),
    responses(
        (status = 200, description = "The entry.", body = Entry),
        Problems<404>,
    )
)]
pub async fn entry(State(app): State<App>, Path(index): Path<String>) -> Answer<Entry> {
    let none = || Problem::not_found(said!("problem-thing-entry"), &index);
    let number = query::index(&index).ok_or_else(none)?;
    let detail = app.store.entry(number).await?.ok_or_else(none)?;
    let receipt = app.store.receipt(number).await?.ok_or_else(none)?;
    let parsed =
        madang_record::Entry::from_bytes(&detail.bytes).map_err(|error| damaged(number, &error))?;
    Ok(Json(Entry {
        index: number,
        canonical: String::from_utf8_lossy(&detail.bytes).into_owned(),
        leaf: detail.leaf.to_hex(),
        proof: receipt
            .proof
            .hashes
            .iter()
            .map(|hash| hash.to_hex())
            .collect(),
        checkpoint: receipt.proof.checkpoint,
        bodies: detail
            .bodies
            .iter()
            .map(|body| EntryBody::new(body, &parsed))
            .collect(),
    }))
}

fn damaged(index: u64, error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(index, %error, "an entry cannot be shown");
    Problem::new(
        Kind::Damaged,
        said!(
            "problem-entry-damaged",
            index = index,
            reason = error.to_string()
        ),
    )
}

/// An entry's receipt, with those of its bodies that are public: a file that proves by itself that the entry is in the
/// record.
#[utoipa::path(
    get, path = "/record/entries/{index}/receipt", operation_id = "getReceipt", tag = "record",
    params(("index" = u64, Path, description = "Index of the entry, from 0.")),
    responses(
        (status = 200, description = "The receipt.", body = ReceiptView),
        Problems<404>,
    )
)]
pub async fn receipt(
    State(app): State<App>,
    Path(index): Path<String>,
) -> Result<Response<Body>, Problem> {
    let none = || Problem::not_found(said!("problem-thing-entry"), &index);
    let number = query::index(&index).ok_or_else(none)?;
    let receipt = receipt_for_all(&app.store, number)
        .await?
        .ok_or_else(none)?;
    let json = receipt.to_json().map_err(|error| damaged(number, &error))?;
    let mut response = Response::new(Body::from(json));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Ok(value) =
        HeaderValue::from_str(&format!("attachment; filename=\"receipt-{number}.json\""))
    {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// The latest signed checkpoint.
#[utoipa::path(
    get, path = "/record/checkpoint", operation_id = "getCheckpoint", tag = "record",
    responses((status = 200, description = "The checkpoint.", body = CheckpointView))
)]
pub async fn checkpoint(State(app): State<App>) -> Answer<CheckpointView> {
    let note = app.store.checkpoint().await?;
    let signed = checkpoint_of(&note)
        .map_err(|error| Problem::new(Kind::Damaged, said!("problem-damaged", reason = error)))?;
    Ok(Json(CheckpointView {
        origin: signed.origin,
        size: signed.size,
        root: signed.root.to_hex(),
        note,
        key: app.vkey().await?,
    }))
}

const OLD: Field = Field::for_programs("old");
const NEW: Field = Field::for_programs("new");

/// The proof that the record grew from an earlier size to a later one without a change.
#[utoipa::path(
    get, path = "/record/consistency", operation_id = "getConsistency", tag = "record",
    params(
        ("old" = u64, Query, description = "Earlier size, from 1."),
        ("new" = Option<u64>, Query, description = "Later size; the present one without it."),
    ),
    responses(
        (status = 200, description = "The proof.", body = Consistency),
        Problems<400>,
    )
)]
pub async fn consistency(State(app): State<App>, RawQuery(raw): RawQuery) -> Answer<Consistency> {
    let size = app.store.size().await?;
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let new = query.number(NEW, 1..=size, size);
    let old = query.optional_number(OLD, 1..=new);
    if old.is_none() && query.errors.is_empty() {
        query.refuse(OLD, "error-number", "", format!("1–{new}"));
    }
    let (Some(old), true) = (old, query.errors.is_empty()) else {
        return Err(Problem::query(&query.errors));
    };
    let hashes = app.store.consistency_proof(old, new).await?;
    Ok(Json(Consistency {
        old,
        new,
        hashes: hashes.iter().map(|hash| hash.to_hex()).collect(),
    }))
}
