//! What happens around every request: faults become pages or problems in the visitor's language, answers get their
//! headers, browsers that have a page already are told so.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, ETAG,
    HeaderName, IF_NONE_MATCH, TRANSFER_ENCODING,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use axum::middleware::Next;
use axum::response::IntoResponse;
use futures_util::FutureExt;
use sha2::{Digest, Sha256};

use crate::frame::app::{App, fault_page, request_number, ui_of};
use crate::frame::fault::Fault;
use crate::frame::files;
use crate::frame::layout::PRINT_HEAD;
use crate::frame::metrics;
use crate::frame::problem::{Kind, Problem, asked};
use crate::frame::words::said;

/// How long an answer may take to begin.
pub const TIMEOUT: Duration = Duration::from_secs(30);

/// The largest page that gets an entity tag.
const MOST_TAGGED: u64 = 4 << 20;

/// Only what the portal itself serves may load, run or be posted to; nobody may frame it.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; font-src 'self'; \
     img-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

const HEADERS: [(&str, &str); 6] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
];

/// The outermost step: counts, times, catches, and sets the headers of every answer.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response<Body> {
    let begun = Instant::now();
    if !is_framed_plainly(request.headers()) {
        return misframed();
    }
    let (parts, body) = request.into_parts();
    let about = parts.clone();
    let route = parts
        .extensions
        .get::<MatchedPath>()
        .map_or("unmatched", |path| path.as_str())
        .to_owned();
    let run = AssertUnwindSafe(next.run(Request::from_parts(parts, body))).catch_unwind();
    let longest = match files::may_have(app.site.uploads, &about.extensions, &about.method) {
        true => files::LONGEST,
        false => TIMEOUT,
    };
    let mut response = match tokio::time::timeout(longest, run).await {
        Ok(Ok(response)) => in_words(&app, &about, response).await,
        Ok(Err(_)) => {
            tracing::error!(
                path = about.uri.path(),
                request = request_number(&about),
                "a handler panicked"
            );
            fault(&app, &about, Fault::Internal).await
        }
        Err(_) => {
            tracing::error!(
                path = about.uri.path(),
                request = request_number(&about),
                "a request took too long"
            );
            fault(&app, &about, Fault::Timeout).await
        }
    };
    for (name, value) in HEADERS {
        // A handler may have said it more strictly.
        response
            .headers_mut()
            .entry(HeaderName::from_static(name))
            .or_insert(HeaderValue::from_static(value));
    }
    if app
        .site
        .base_url
        .as_deref()
        .is_some_and(|base| base.starts_with("https://"))
    {
        let value = HeaderValue::from_static("max-age=31536000");
        response
            .headers_mut()
            .insert(HeaderName::from_static("strict-transport-security"), value);
    }
    metrics::answered(&about.method, &route, response.status(), begun.elapsed());
    response
}

/// Whether where a body ends is said in the one way that every proxy reads alike. Of `identity, chunked`, or of two such lines, one may
/// see another end than this server does, and take the rest for a request of somebody else's.
fn is_framed_plainly(headers: &HeaderMap) -> bool {
    let mut said = headers.get_all(TRANSFER_ENCODING).iter();
    match (said.next(), said.next()) {
        (None, _) => true,
        (Some(only), None) => only.as_bytes().eq_ignore_ascii_case(b"chunked"),
        (Some(_), Some(_)) => false,
    }
}

/// Refused as what cannot be read is, and nothing more is read from that connection.
fn misframed() -> Response<Body> {
    let mut response = StatusCode::BAD_REQUEST.into_response();
    let close = HeaderValue::from_static("close");
    response.headers_mut().insert(CONNECTION, close);
    response
}

fn is_api(parts: &Parts) -> bool {
    parts.uri.path().starts_with("/api/")
}

/// Addresses for programs, which answer mistakes in plain text; what ends in a slash stands for all below it.
const PLAIN: &[&str] = &["/assets/", "/healthz", "/robots.txt"];

fn is_plain(app: &App, parts: &Parts) -> bool {
    let path = parts.uri.path();
    let mut known = PLAIN.iter().chain(app.site.plain.iter().copied().flatten());
    known.any(|address| path == *address || (address.ends_with('/') && path.starts_with(address)))
}

/// A refusal by a part that knows no pages (the router, an extractor, a limit) is said in the portal's own words.
async fn in_words(app: &App, about: &Parts, mut response: Response<Body>) -> Response<Body> {
    if is_api(about) && [Method::GET, Method::HEAD].contains(&about.method) {
        // Everything the API says to a reader is public: any page may read it.
        response
            .headers_mut()
            .insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    let status = response.status();
    let content_type = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let spoken = content_type.starts_with("text/html")
        || content_type.starts_with("application/problem+json");
    if !(status.is_client_error() || status.is_server_error()) || spoken || is_plain(app, about) {
        return response;
    }
    if is_api(about) {
        return problem(status).answer(asked(&about.headers));
    }
    fault(
        app,
        about,
        match status {
            StatusCode::METHOD_NOT_ALLOWED => Fault::Method,
            StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
            StatusCode::FORBIDDEN => Fault::Elsewhere,
            status if status.is_server_error() => Fault::Internal,
            _ => Fault::NotFound,
        },
    )
    .await
}

async fn fault(app: &App, about: &Parts, fault: Fault) -> Response<Body> {
    if is_api(about) {
        let status =
            StatusCode::from_u16(fault.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        return problem(status).answer(asked(&about.headers));
    }
    fault_page(
        &ui_of(app, about).await,
        fault,
        request_number(about).as_deref(),
    )
}

fn problem(status: StatusCode) -> Problem {
    let (kind, detail) = match status {
        StatusCode::NOT_FOUND => (Kind::NotFound, said!("problem-address")),
        StatusCode::METHOD_NOT_ALLOWED => (Kind::Method, said!("problem-method")),
        StatusCode::PAYLOAD_TOO_LARGE => (Kind::TooLarge, said!("problem-too-large")),
        StatusCode::FORBIDDEN => (Kind::CrossOrigin, said!("problem-cross-origin")),
        StatusCode::SERVICE_UNAVAILABLE => (Kind::Unavailable, said!("problem-no-answer")),
        status if status.is_server_error() => (Kind::Internal, said!("problem-internal")),
        _ => (Kind::Request, said!("problem-request")),
    };
    let mut problem = Problem::new(kind, detail);
    problem.status = status;
    problem
}

/// Gives pages and JSON a tag that follows their content, and answers 304 to who has it already.
pub async fn tag(mut request: Request, next: Next) -> Response<Body> {
    let is_head = request.method() == Method::HEAD;
    if is_head {
        // What a HEAD says is what a GET would say: it is made as one, and its content left out.
        *request.method_mut() = Method::GET;
    }
    let is_get = request.method() == Method::GET;
    let known = request.headers().get(IF_NONE_MATCH).cloned();
    let mut response = tagged(is_get, known.as_ref(), next.run(request).await).await;
    if is_head {
        *response.body_mut() = Body::empty();
    }
    response
}

async fn tagged(
    is_get: bool,
    known: Option<&HeaderValue>,
    response: Response<Body>,
) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let length = body
        .size_hint()
        .exact()
        .filter(|length| *length <= MOST_TAGGED);
    let cache = parts
        .headers
        .get(CACHE_CONTROL)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let never_kept = cache.contains("no-store");
    // What is never kept needs no tag, and neither does what never changes.
    let length = length.filter(|_| !never_kept && !cache.contains("immutable"));
    let known = known.and_then(|value| value.to_str().ok());
    let (true, StatusCode::OK, Some(_)) = (is_get, parts.status, length) else {
        // Without a tag too, whoever has any of it has it.
        let has_it = is_get && !never_kept && known.is_some_and(|known| known.trim() == "*");
        return match (has_it, parts.status) {
            (true, StatusCode::OK) => not_modified(parts),
            _ => Response::from_parts(parts, body),
        };
    };
    if !parts.headers.contains_key(CACHE_CONTROL) {
        parts
            .headers
            .insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let digest = digest(&bytes);
    let hash: String = digest
        .iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    // Weak: the same page is sent compressed in several ways.
    let tag = format!("W/\"{hash}\"");
    let matches = known.is_some_and(|value| is_known(value, &tag));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(ETAG, value);
    }
    if matches {
        return not_modified(parts);
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn not_modified(mut parts: axum::http::response::Parts) -> Response<Body> {
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.remove(CONTENT_TYPE);
    Response::from_parts(parts, Body::empty())
}

/// The most bytes of a page before what stands on paper only.
const MOST_BEFORE: usize = 16 << 10;

/// The digest of what a page says. When it was opened, which stands on paper only, makes no other page of it.
fn digest(bytes: &[u8]) -> Vec<u8> {
    let mut digest = Sha256::new();
    let begin = PRINT_HEAD.as_bytes();
    // It stands on top.
    let at = bytes[..bytes.len().min(MOST_BEFORE)]
        .windows(begin.len())
        .position(|window| window == begin);
    let (before, rest) = bytes.split_at(at.unwrap_or(bytes.len()));
    digest.update(before);
    let end = rest.windows(4).position(|window| window == b"</p>");
    digest.update(&rest[end.unwrap_or(rest.len())..]);
    digest.finalize().to_vec()
}

/// Whether a tag is among those of an `If-None-Match` (RFC 9110, section 13.1.2): compared weakly, and whole.
fn is_known(listed: &str, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    listed.trim() == "*" || listed.split(',').any(|known| opaque(known) == opaque(tag))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::Router;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use madang_record::note::SigningKey;
    use madang_store::{OpenOptions, Store};
    use tower::ServiceExt;

    use super::*;
    use crate::frame::app::Imports;
    use crate::frame::turns::Turns;

    async fn app(folder: &tempfile::TempDir) -> App {
        let options = OpenOptions {
            url: format!("sqlite://{}", folder.path().join("madang.db").display()),
            origin: "test.example/log".to_owned(),
            signing_key: SigningKey::from_seed("test.example/log", [7; 32]).expect("a key"),
            guard: None,
            accept_older_database: None,
            accept_clock: None,
        };
        App {
            store: Store::open(options).await.expect("the store opens"),
            site: Arc::default(),
            registrar: None,
            accounts: None,
            party: None,
            kept: Arc::default(),
            archives: Arc::new(Turns::of_archives()),
            ballots: Arc::new(Turns::of_ballots()),
            tables: Arc::new(Turns::of_tables()),
            imports: Imports::with(None),
            openapi: Arc::default(),
        }
    }

    #[test]
    fn where_a_body_ends_is_said_in_one_way() {
        for (said, plain) in [
            (&[][..], true),
            (&["chunked"], true),
            (&["Chunked"], true),
            (&["identity, chunked"], false),
            (&["identity", "chunked"], false),
            (&["chunked", "chunked"], false),
            (&["gzip, chunked"], false),
        ] {
            let mut headers = HeaderMap::new();
            for value in said {
                headers.append(TRANSFER_ENCODING, HeaderValue::from_static(value));
            }
            assert_eq!(is_framed_plainly(&headers), plain, "{said:?}");
        }
    }

    #[test]
    fn a_tag_is_known_whole_or_not_at_all() {
        let tag = "W/\"0a1b\"";
        for listed in ["W/\"0a1b\"", "\"0a1b\"", "\"x\", W/\"0a1b\"", "*"] {
            assert!(is_known(listed, tag), "{listed}");
        }
        for listed in ["W/\"zzz0a1b\"", "0a1b", "", "\"0A1B\""] {
            assert!(!is_known(listed, tag), "{listed}");
        }
    }

    #[test]
    fn a_page_that_was_opened_at_another_time_is_the_same() {
        let page = |head: &str, rest: &str| {
            let html = format!("<body>{PRINT_HEAD}{head}</p><main>{rest}</main>");
            digest(html.as_bytes())
        };
        assert_eq!(page("10:03", "x"), page("10:04", "x"));
        assert_ne!(page("10:03", "x"), page("10:03", "y"));
        assert_ne!(digest(b"{\"a\":1}"), digest(b"{\"a\":2}"), "no page at all");
        let unended = |rest: &str| digest(format!("{PRINT_HEAD}{rest}").as_bytes());
        assert_eq!(unended("x"), unended("y"), "and no fault");
    }

    async fn panics() -> &'static str {
        panic!("a fault of the program")
    }

    #[tokio::test]
    async fn a_panic_is_a_page_or_a_problem_and_the_server_goes_on() {
        let folder = tempfile::TempDir::new().expect("a temporary folder");
        let app = app(&folder).await;
        let router: Router = Router::new()
            .route("/ko/panics", get(panics))
            .route("/api/v1/panics", get(panics))
            .layer(from_fn_with_state(app.clone(), guard))
            .with_state(app);
        for (path, media, words) in [
            (
                "/ko/panics",
                "text/html; charset=utf-8",
                "문제가 생겼습니다",
            ),
            (
                "/api/v1/panics",
                "application/problem+json",
                "urn:madang:problem:internal",
            ),
            (
                "/ko/panics",
                "text/html; charset=utf-8",
                "기록은 그대로입니다",
            ),
        ] {
            let request = Request::get(path).body(Body::empty()).expect("a request");
            let answer = router.clone().oneshot(request).await.expect("an answer");
            assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR, "{path}");
            assert_eq!(answer.headers()[CONTENT_TYPE], media, "{path}");
            assert!(
                answer.headers().contains_key("content-security-policy"),
                "{path}"
            );
            let body = to_bytes(answer.into_body(), usize::MAX)
                .await
                .expect("a body");
            let text = String::from_utf8_lossy(&body);
            assert!(
                text.contains(words) && !text.contains("a fault of the program"),
                "{path}: {text}"
            );
        }
    }
}
