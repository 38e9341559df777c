//! Counts and durations for Prometheus.

use std::sync::OnceLock;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Method, Response, StatusCode};
use madang_store::Store;
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// Upper bounds of the histograms, in seconds.
const BUCKETS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
];

static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Begins to count. One recorder serves all portals of a process; where the process has another one of its own, that
/// one counts and `/metrics` says so.
pub fn start() -> Option<&'static PrometheusHandle> {
    RECORDER
        .get_or_init(|| {
            let builder = PrometheusBuilder::new().set_buckets(&BUCKETS);
            let recorder = builder.and_then(PrometheusBuilder::install_recorder);
            recorder
                .inspect_err(
                    |error| tracing::warn!(%error, "the portal's metrics are not recorded"),
                )
                .ok()
        })
        .as_ref()
}

/// Notes an answered request. `route` is the pattern of its address, so that there are only so many.
pub fn answered(method: &Method, route: &str, status: StatusCode, duration: Duration) {
    let method = match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    };
    let labels = [
        ("method", method.to_owned()),
        ("route", route.to_owned()),
        ("status", status.as_str().to_owned()),
    ];
    counter!("madang_http_requests_total", &labels).increment(1);
    histogram!("madang_http_request_duration_seconds", &labels[..2]).record(duration.as_secs_f64());
}

/// Notes an append that was asked for: `recorded`, `refused` or `failed`.
pub fn appended(result: &'static str, duration: Duration) {
    counter!("madang_appends_total", "result" => result).increment(1);
    histogram!("madang_append_duration_seconds", "result" => result).record(duration.as_secs_f64());
}

/// `GET /metrics`.
pub async fn metrics(State(store): State<Store>) -> Response<Body> {
    let Some(recorder) = start() else {
        let mut response = Response::new(Body::from("the process records its metrics elsewhere\n"));
        *response.status_mut() = StatusCode::NOT_FOUND;
        return response;
    };
    let truth = |yes: bool| if yes { 1.0 } else { 0.0 };
    gauge!("madang_read_only").set(truth(store.read_only_reason().is_some()));
    gauge!("madang_recording_fails").set(truth(store.failing().is_some()));
    gauge!("madang_clock_doubted").set(truth(store.clock_doubt().is_some()));
    if let Some(guard) = store.guard_status() {
        gauge!("madang_guard_entries").set(guard.entries as f64);
        gauge!("madang_guard_behind_entries").set(guard.behind as f64);
        gauge!("madang_guard_fails").set(truth(guard.trouble.is_some()));
    }
    let reachable = store.answers().await.is_ok();
    gauge!("madang_database_reachable").set(truth(reachable));
    if reachable && let Ok(size) = store.size().await {
        gauge!("madang_record_entries").set(size as f64);
    }
    recorder.run_upkeep();
    let mut response = Response::new(Body::from(recorder.render()));
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
