//! The record as C2SP tlog-tiles has it: checkpoint, tiles, entry bundles; and beside them the public bodies.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::routing::get;
use madang_record::tile::parse_body_path;
use madang_record::{BundleId, TileId};
use madang_store::StoreError;

use crate::frame::app::App;
use crate::record::links;

const TEXT: &str = "text/plain; charset=utf-8";
const BYTES: &str = "application/octet-stream";
/// A tile never changes, and neither does a partial one: a longer one has another address.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const FOR_SECONDS: &str = "public, max-age=3";

/// The addresses, at the root.
pub fn routes() -> Router<App> {
    Router::new()
        .route(links::CHECKPOINT_FILE, get(checkpoint))
        .route(links::KEY_FILE, get(vkey))
        .route(links::TILES, get(tile))
        .route(links::BODIES, get(body))
}

fn answer(
    content: impl Into<Body>,
    content_type: &'static str,
    cache: &'static str,
) -> Response<Body> {
    let mut response = Response::new(content.into());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

fn refusal(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = answer(text, TEXT, "no-store");
    *response.status_mut() = status;
    response
}

fn failed(error: &StoreError) -> Response<Body> {
    tracing::error!(%error, "the store failed");
    refusal(
        StatusCode::SERVICE_UNAVAILABLE,
        "the database could not be read; try again\n",
    )
}

async fn checkpoint(State(app): State<App>) -> Response<Body> {
    match app.store.checkpoint().await {
        Ok(note) => answer(note, TEXT, FOR_SECONDS),
        Err(error) => failed(&error),
    }
}

async fn vkey(State(app): State<App>) -> Response<Body> {
    match app.vkey().await {
        Ok(key) => answer(format!("{key}\n"), TEXT, FOR_SECONDS),
        Err(error) => failed(&error),
    }
}

/// `tile/<L>/<N>[.p/<W>]` and `tile/entries/<N>[.p/<W>]`.
async fn tile(State(app): State<App>, Path(path): Path<String>) -> Response<Body> {
    let path = format!("tile/{path}");
    let found = if path.starts_with("tile/entries/") {
        match BundleId::parse(&path) {
            Ok(id) => app.store.entry_bundle(id.index, id.width).await,
            Err(_) => Ok(None),
        }
    } else {
        match TileId::parse(&path) {
            Ok(id) => app.store.tile(id.level, id.index, id.width).await,
            Err(_) => Ok(None),
        }
    };
    match found {
        Ok(Some(bytes)) => answer(bytes, BYTES, FOR_EVER),
        Ok(None) => refusal(StatusCode::NOT_FOUND, "the tree has no such tile\n"),
        Err(error) => failed(&error),
    }
}

/// `body/<N>`: the public bodies of 256 entries, one line of JSON each. They change when one is opened, hidden or
/// erased, so that nobody may keep them.
async fn body(State(app): State<App>, Path(path): Path<String>) -> Response<Body> {
    let Some(index) = parse_body_path(&format!("body/{path}")) else {
        return refusal(StatusCode::NOT_FOUND, "there is no such bundle of bodies\n");
    };
    let size = match app.store.size().await {
        Ok(size) => size,
        Err(error) => return failed(&error),
    };
    if index >= size.div_ceil(256) {
        return refusal(StatusCode::NOT_FOUND, "there is no such bundle of bodies\n");
    }
    match app.store.body_bundle(index).await {
        Ok(lines) => answer(lines, "application/jsonl; charset=utf-8", "no-cache"),
        Err(error) => failed(&error),
    }
}
