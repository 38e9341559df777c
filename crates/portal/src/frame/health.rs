//! How the server does: in a word for everybody, in full for whoever runs it, at an address of its own.

use std::time::Duration;

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

/// How long the database may take to answer: whoever balances loads gives up on a health check sooner than a page does on its
/// connection.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether the database answers in time.
async fn reachable<E: std::fmt::Display>(answers: impl Future<Output = Result<(), E>>) -> bool {
    match tokio::time::timeout(PATIENCE, answers).await {
        Ok(Ok(())) => true,
        Ok(Err(error)) => {
            tracing::error!(%error, "the store failed");
            false
        }
        Err(_) => {
            tracing::error!("the store has not answered in {} s", PATIENCE.as_secs());
            false
        }
    }
}

fn status(reachable: bool) -> (StatusCode, &'static str) {
    match reachable {
        true => (StatusCode::OK, "ok"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "failing"),
    }
}

/// `GET /healthz` for everybody: 200 while pages can be read, and whether entries are taken.
pub async fn public(State(app): State<App>) -> impl IntoResponse {
    let (code, status) = status(reachable(app.store.answers()).await);
    let body = json!({
        "status": status,
        "read_only": app.store.read_only_reason().is_some(),
        "recording": app.store.read_only_reason().is_none() && app.store.failing().is_none(),
    });
    (code, [(CACHE_CONTROL, "no-store")], Json(body))
}

/// `GET /healthz` for whoever runs the server: with every reason.
async fn detailed(State(store): State<Store>) -> impl IntoResponse {
    let (code, status) = status(reachable(store.answers()).await);
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

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    /// With PostgreSQL down a page waits 15 s for a connection.
    #[tokio::test]
    async fn a_database_that_does_not_answer_is_told_within_two_seconds() {
        let began = tokio::time::Instant::now();
        assert!(!reachable(std::future::pending::<io::Result<()>>()).await);
        assert!(began.elapsed() < Duration::from_secs(3));
        assert!(!reachable(async { Err(io::Error::other("gone")) }).await);
        assert!(reachable(async { io::Result::Ok(()) }).await);
    }
}
