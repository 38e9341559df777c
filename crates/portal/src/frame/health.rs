//! How the server does: in a word for everybody, in full for whoever runs it, at an address of its own.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use madang_store::Store;
use serde_json::json;

use crate::frame::app::App;
use crate::frame::metrics;

/// The addresses for whoever runs the server: `/healthz` with reasons, and `/metrics`. They say what visitors need not know.
pub fn admin_router(store: Store) -> Router {
    metrics::start();
    Router::new()
        .route("/healthz", get(detailed))
        .route("/metrics", get(metrics::metrics))
        .with_state(store)
}

/// Whether the database answers.
async fn reachable(store: &Store) -> bool {
    let answers = store.answers().await;
    answers
        .inspect_err(|error| tracing::error!(%error, "the store failed"))
        .is_ok()
}

fn status(reachable: bool) -> (StatusCode, &'static str) {
    match reachable {
        true => (StatusCode::OK, "ok"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "failing"),
    }
}

/// `GET /healthz` for everybody: 200 while pages can be read, and whether entries are taken.
pub async fn public(State(app): State<App>) -> impl IntoResponse {
    let (code, status) = status(reachable(&app.store).await);
    let body = json!({
        "status": status,
        "read_only": app.store.read_only_reason().is_some(),
        "recording": app.store.read_only_reason().is_none() && app.store.failing().is_none(),
    });
    (code, [(CACHE_CONTROL, "no-store")], Json(body))
}

/// `GET /healthz` for whoever runs the server: with every reason.
async fn detailed(State(store): State<Store>) -> impl IntoResponse {
    let (code, status) = status(reachable(&store).await);
    let guard = store.guard_status().map(|guard| {
        json!({
            "path": guard.path,
            "entries": guard.entries,
            "behind": guard.behind,
            "trouble": guard.trouble,
        })
    });
    let body = json!({
        "status": status,
        "database": if code == StatusCode::OK { "reachable" } else { "unreachable" },
        "read_only": store.read_only_reason(),
        "failing": store.failing(),
        "guard": guard,
        "clock": store.clock_doubt(),
        "version": env!("CARGO_PKG_VERSION"),
    });
    (code, [(CACHE_CONTROL, "no-store")], Json(body))
}
