//! Files that come with voices and with what is added to them, and are had for as long as everybody may read what was said.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use madang_programme::voices::VoiceFile;
use madang_record::Hash;
use madang_store::{Attachment, Store};

use crate::accounts::caller::Caller;
use crate::frame::app::{App, Failure};
use crate::frame::csv::file;
use crate::frame::files::{self, Chosen, FILES};
use crate::frame::plain::refusal;
use crate::frame::query::{Query, index};
use crate::frame::ui::step;
use crate::frame::words::said;

/// A file as a download: whatever it is, it opens as no page of the portal, runs nothing, and no other site shows it as its own.
const HEADERS: [(HeaderName, &str); 3] = [
    (CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
    // It may be hidden or erased at any time.
    (CACHE_CONTROL, "no-store"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// The files that a form carries.
pub(super) async fn chosen(caller: &Caller, query: &mut Query) -> Result<Vec<Chosen>, Failure> {
    let store = &caller.visit.store;
    if !store.takes_attachments() {
        return Ok(Vec::new());
    }
    let chosen = files::chosen(store, query).await;
    chosen.map_err(|error| caller.visit.store_failed(&error))
}

/// Puts the files of a form beside the record, before the entry that speaks of them; what is in the way of that is noted.
pub(super) async fn attached(
    store: &Store,
    chosen: &[Chosen],
    key: &str,
    query: &mut Query,
) -> Option<Vec<VoiceFile>> {
    match files::attached(store, chosen, key).await {
        Ok(Some(attached)) => return Some(attached),
        Ok(None) => query.refuse(FILES, "form-file-gone", "", ""),
        Err(error) => {
            tracing::error!(%error, "a file could not be put beside the record");
            query.refuse(FILES, "form-file-room", "", "");
        }
    }
    None
}

/// `attachment/<entry>/<hash>`.
pub(super) async fn attachment(
    State(app): State<App>,
    Path((entry, hash)): Path<(String, String)>,
) -> Response<Body> {
    let nothing = || refusal(StatusCode::NOT_FOUND, &said!("voice-file-none"));
    let (Some(entry), Ok(hash)) = (index(&entry), hash.parse::<Hash>()) else {
        return nothing();
    };
    match app.store.attachment(entry, hash).await {
        Ok(Attachment::Found(about, bytes)) => download(&about, bytes),
        Ok(Attachment::None) => nothing(),
        Ok(Attachment::Missing(_)) => {
            tracing::error!(entry, %hash, "a file of a voice is not in the folder of attachments, or is another");
            refusal(StatusCode::NOT_FOUND, &said!("voice-file-missing"))
        }
        Err(error) => {
            tracing::error!(%error, "the store failed");
            refusal(StatusCode::SERVICE_UNAVAILABLE, &said!("problem-database"))
        }
    }
}

fn download(about: &VoiceFile, bytes: Vec<u8>) -> Response<Body> {
    let mut response = file(&about.name, about.kind.media(), Body::from(bytes));
    let headers = response.headers_mut();
    // In letters of any script, for those who read that (RFC 6266).
    let named = headers.get(CONTENT_DISPOSITION);
    let named = named.and_then(|value| value.to_str().ok());
    let named = named.map(|plain| format!("{plain}; filename*=UTF-8''{}", step(&about.name)));
    if let Some(named) = named.and_then(|named| HeaderValue::from_str(&named).ok()) {
        headers.insert(CONTENT_DISPOSITION, named);
    }
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
