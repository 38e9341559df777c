//! The record as C2SP tlog-tiles has it: checkpoint, tiles, entry bundles; and beside them the public bodies.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::routing::get;
use axum::{BoxError, Router};
use futures_util::stream::{self, BoxStream, Stream, StreamExt, TryStreamExt};
use madang_record::tile::{body_path, bundles_for_size, parse_body_path, tiles_for_size};
use madang_record::{BundleId, TileId};
use madang_store::{Store, StoreError};
use madang_words::Said;

use crate::frame::app::App;
use crate::frame::csv::file;
use crate::frame::entries::checkpoint_of;
use crate::frame::plain;
use crate::frame::words::said;
use crate::frame::zip;
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
        .route(links::ARCHIVE, get(archive))
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

fn refusal(status: StatusCode, said: &Said) -> Response<Body> {
    let mut response = plain::refusal(status, said);
    let anybody = HeaderValue::from_static("*");
    response
        .headers_mut()
        .insert(ACCESS_CONTROL_ALLOW_ORIGIN, anybody);
    response
}

fn failed(error: &StoreError) -> Response<Body> {
    tracing::error!(%error, "the store failed");
    refusal(StatusCode::SERVICE_UNAVAILABLE, &said!("problem-database"))
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
        Ok(None) => refusal(StatusCode::NOT_FOUND, &said!("record-no-tile")),
        Err(error) => failed(&error),
    }
}

/// `body/<N>`: the public bodies of 256 entries, one line of JSON each. They change when one is opened, hidden or
/// erased, so that nobody may keep them.
async fn body(State(app): State<App>, Path(path): Path<String>) -> Response<Body> {
    let Some(index) = parse_body_path(&format!("body/{path}")) else {
        return refusal(StatusCode::NOT_FOUND, &said!("record-no-bodies"));
    };
    let size = match app.store.size().await {
        Ok(size) => size,
        Err(error) => return failed(&error),
    };
    if index >= size.div_ceil(256) {
        return refusal(StatusCode::NOT_FOUND, &said!("record-no-bodies"));
    }
    match app.store.body_bundle(index).await {
        Ok(lines) => answer(lines, "application/jsonl; charset=utf-8", "no-cache"),
        Err(error) => failed(&error),
    }
}

/// The whole record as one archive of the same files: what `madang export` writes, and `madang verify` reads when it is
/// unpacked.
async fn archive(State(app): State<App>) -> Response<Body> {
    let turn = match app.archives.begin() {
        Ok(turn) => turn,
        Err(refusal) => return *refusal,
    };
    let begun = async {
        let note = app.store.checkpoint().await?;
        let size = checkpoint_of(&note).map(|checkpoint| checkpoint.size);
        let key = key_at(&app.store, size.clone().unwrap_or(0)).await?;
        let at = app.store.with_state(|state| state.last_at.clone()).await?;
        Ok::<_, StoreError>((note, size, (key, at)))
    };
    match begun.await {
        Ok((note, Ok(size), (key, at))) => {
            // The checkpoint is taken first and written last: what lies between are files that it speaks of.
            let end = [
                zip::whole("log.vkey", format!("{key}\n")),
                zip::whole("checkpoint", note),
            ];
            let files = files(app.store, size).chain(stream::iter(end.map(Ok)));
            file("record.zip", "application/zip", zip::zip(turn, &at, files))
        }
        Ok((_, Err(error), _)) => {
            tracing::error!(%error, "the checkpoint cannot be read");
            refusal(
                StatusCode::INTERNAL_SERVER_ERROR,
                &said!("record-checkpoint-unreadable"),
            )
        }
        Err(error) => failed(&error),
    }
}

/// The key in force for a checkpoint over `size` entries.
async fn key_at(store: &Store, size: u64) -> Result<String, StoreError> {
    let key = store.with_state(|state| {
        let log = state.log()?;
        log.key_at(size).map(str::to_owned)
    });
    Ok(key.await?.unwrap_or_default())
}

/// One of the record's files.
#[derive(Clone, Copy)]
enum Part {
    Entries(BundleId),
    Bodies(u64),
    Attachments(u64),
    Tile(TileId),
}

/// The files of a record of `size` entries, but the checkpoint and its key.
fn files(store: Store, size: u64) -> impl Stream<Item = Result<zip::File, BoxError>> + Send {
    let bundles = bundles_for_size(size).flat_map(|bundle| {
        [
            Part::Entries(bundle),
            Part::Bodies(bundle.index),
            Part::Attachments(bundle.index),
        ]
    });
    let parts = bundles.chain(tiles_for_size(size).map(Part::Tile));
    stream::iter(parts)
        .then(move |part| {
            let store = store.clone();
            async move { part.files(store).await }
        })
        .try_flatten()
}

impl Part {
    /// The files that it is made of, each read when its turn comes.
    async fn files(
        self,
        store: Store,
    ) -> Result<BoxStream<'static, Result<zip::File, BoxError>>, BoxError> {
        let Part::Attachments(bundle) = self else {
            let file = self.read(&store).await?;
            return Ok(stream::iter(file.map(Ok)).boxed());
        };
        let attached = store.attachments(bundle).await?;
        let files = stream::iter(attached).then(move |(entry, file)| {
            let store = store.clone();
            async move {
                // One that was erased meanwhile, or is not there: whoever checks the archive is told.
                let bytes = store.attachment_bytes(file.hash).await?;
                Ok(bytes.map(|bytes| zip::whole(file.path(entry), bytes)))
            }
        });
        Ok(files.try_filter_map(|file| async move { Ok(file) }).boxed())
    }

    /// The file; `None` where it is left out because nothing is in it.
    async fn read(self, store: &Store) -> Result<Option<zip::File>, BoxError> {
        let (path, content) = match self {
            Part::Attachments(_) => return Ok(None),
            Part::Entries(id) => (id.path(), store.entry_bundle(id.index, id.width).await?),
            Part::Tile(id) => (id.path(), store.tile(id.level, id.index, id.width).await?),
            Part::Bodies(index) => {
                let lines = store.body_bundle(index).await?;
                if lines.is_empty() {
                    return Ok(None);
                }
                (body_path(index), Some(lines))
            }
        };
        match content {
            Some(content) => Ok(Some(zip::whole(path, content))),
            None => Err(format!("the tree has no {path}").into()),
        }
    }
}
