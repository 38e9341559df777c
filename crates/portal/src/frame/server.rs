//! The router over the features, with everything around it, and the server. Which features there are it is told.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, Request, State};
use axum::handler::Handler;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_TYPE, LOCATION, SET_COOKIE, VARY,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri};
use axum::middleware::{from_fn, from_fn_with_state, map_request};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get};
use madang_accounts::RelyingParty;
use madang_words::Language;
use tokio::net::TcpListener;
use tower_http::CompressionLevel;
use tower_http::classify::ServerErrorsFailureClass;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{
    MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer,
};
use tower_http::timeout::RequestBodyTimeoutLayer;
use tower_http::trace::{OnFailure, TraceLayer};
use tracing::Span;
use utoipa_axum::router::OpenApiRouter;

use crate::frame::api::{self, MAX_BODY};
use crate::frame::app::{App, Imports, fault_page, request_number, ui_of};
use crate::frame::draft::{self, Drafts};
use crate::frame::fault::Fault;
use crate::frame::files::{self, Uploads};
use crate::frame::form::Field;
use crate::frame::guard::{guard, tag};
use crate::frame::language::{self, COOKIE_NAME, by_tag};
use crate::frame::layout::Tab;
use crate::frame::listen::{Limits, serve_within};
use crate::frame::operator::Running;
use crate::frame::options::{PortalOptions, Registrar};
use crate::frame::person::from_own_pages;
use crate::frame::query::Query;
use crate::frame::seldom::Seldom;
use crate::frame::turns::Turns;
use crate::frame::ui::{FooterLink, Site};
use crate::frame::{assets, bounded, health, metrics, problem, spelled};

/// The number of a request.
const X_REQUEST_ID: &str = "x-request-id";

/// How long a client may take over the next part of its request.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// Answers below this many bytes are sent as they are.
const COMPRESS_ABOVE: u64 = 512;

/// What the features give to the portal.
pub struct Features<H> {
    /// The home page's handler: its address ends in a slash, so that it is routed by itself.
    pub home: H,
    /// The pages: address without its language, handler. The same addresses without a language lead to the visitor's.
    pub pages: Vec<(&'static str, MethodRouter<App>)>,
    /// The addresses of the API, below its base.
    pub api: OpenApiRouter<App>,
    /// Addresses at the root for programs.
    pub files: Router<App>,
    /// Those addresses, or beginnings of such that end in a slash.
    pub plain: &'static [&'static [&'static str]],
    /// Forms that may have files, without their language.
    pub uploads: &'static [&'static str],
    /// The tabs of the header.
    pub tabs: &'static [Tab],
    /// The links of the footer.
    pub footer: &'static [FooterLink],
    /// The feed that every page names.
    pub feed: &'static str,
    /// The search, without its language.
    pub search: &'static str,
    /// One's own page, without its language.
    pub account: &'static str,
    /// Where one signs in, without its language.
    pub sign_in: &'static str,
    /// Where roles are granted, without its language.
    pub people: &'static str,
    /// Where whoever holds a role works, without its language.
    pub desk: &'static str,
    /// Where somebody follows something, without its language.
    pub following: &'static str,
    /// Where they stop, without its language.
    pub unfollow: &'static str,
    /// Where somebody reads what they said themselves.
    pub said: &'static str,
    /// Where somebody finds the forms that they saved, and throws them away.
    pub saved: &'static str,
}

/// The portal over a store, as a router that any axum server runs.
pub fn router<H, T>(options: PortalOptions, features: Features<H>) -> Router
where
    H: Handler<T, App>,
    T: 'static,
{
    metrics::start();
    let base_url = options.base_url;
    let base_url = base_url.map(|url| url.trim_end_matches('/').to_owned());
    let (api, document) = api::document(features.api);
    let app = App {
        site: Arc::new(Site {
            base_url: base_url.clone(),
            origin: options.store.origin().to_owned(),
            tabs: features.tabs,
            footer: features.footer,
            feed: features.feed,
            search: features.search,
            running: Arc::new(Running::unrecorded(options.operator)),
            account: options.accounts.is_some().then_some(features.account),
            people: features.people,
            desk: features.desk,
            following: features.following,
            unfollow: features.unfollow,
            said: features.said,
            saved: features.saved,
            plain: features.plain,
            uploads: features.uploads,
        }),
        store: options.store,
        party: base_url.as_deref().and_then(RelyingParty::at),
        accounts: options.accounts,
        kept: Arc::default(),
        archives: Arc::new(Turns::of_archives()),
        ballots: Arc::new(Turns::of_ballots()),
        tables: Arc::new(Turns::of_tables()),
        registrar: options.registrar_token.as_deref().and_then(registrar),
        imports: Imports::with(options.row_secrets),
        openapi: Arc::new(serde_json::to_value(document).unwrap_or_default()),
    };
    let mut router = Router::new()
        .route("/", get(to_language))
        .route("/language/{tag}", get(choose_language))
        .route("/assets/{name}", get(asset))
        .route("/healthz", get(health::public))
        .route("/robots.txt", get(robots))
        .merge(features.files)
        .merge(api.layer(RequestBodyLimitLayer::new(MAX_BODY)));
    router = with_icons(router);
    for (path, _) in &features.pages {
        router = router.route(path, get(to_language));
    }
    for lang in Language::SPOKEN {
        let prefix = format!("/{}", lang.tag());
        router = router
            .route(&prefix, get(to_language))
            .route(&format!("{prefix}/"), get(features.home.clone()));
        for (path, handler) in &features.pages {
            router = router.route(&format!("{prefix}{path}"), handler.clone());
        }
    }
    let router = with_drafts(router.fallback(not_found), &app, features.sign_in);
    router
        .layer(from_fn(from_own_pages))
        .layer(csrf(base_url.as_deref()))
        // Innermost, so that the handlers see its error as what it is.
        .layer(from_fn_with_state(app.clone(), bounded::around))
        .layer(RequestBodyTimeoutLayer::new(BODY_TIMEOUT))
        .layer(from_fn_with_state(app.clone(), spelled::around))
        .layer(from_fn(problem::told))
        .layer(from_fn(tag))
        .layer(compression().compress_when(worth_it()))
        .layer(from_fn_with_state(app.clone(), guard))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(TraceLayer::new_for_http().on_failure(Failures::default()))
        .layer(SetRequestIdLayer::x_request_id(Numbers))
        .layer(map_request(own_number))
        .with_state(app)
}

/// The files that browsers ask for at the root.
fn with_icons(mut router: Router<App>) -> Router<App> {
    for (path, content_type, content) in assets::AT_ROOT {
        let file = move || async move { assets::at_root(content_type, content) };
        router = router.route(path, get(file));
    }
    router
}

/// Two steps better than what is taken without being asked for: some hundred bytes of a page for a millisecond.
fn compression() -> CompressionLayer {
    CompressionLayer::new().quality(CompressionLevel::Precise(6))
}

/// What is worth compressing: what is packed already is not.
fn worth_it() -> impl Predicate {
    SizeAbove::new(COMPRESS_ABOVE)
        .and(NotForContentType::const_new("font/"))
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("image/jpeg"))
        .and(NotForContentType::const_new("image/png"))
        .and(NotForContentType::const_new("image/webp"))
}

/// The pages with their forms kept and given back, where the portal has accounts; `sign_in` is where one signs in.
fn with_drafts(router: Router<App>, app: &App, sign_in: &'static str) -> Router<App> {
    let (Some(accounts), Some(account)) = (app.accounts.clone(), app.site.account) else {
        return router;
    };
    let drafts = Arc::new(Drafts {
        accounts,
        pages: router.clone().with_state(app.clone()),
        sign_in,
        account,
    });
    // Files are out of a form before it is kept.
    with_uploads(router.layer(from_fn_with_state(drafts, draft::around)), app)
}

/// The pages with files taken out of their forms, where the portal has accounts and its store keeps files.
fn with_uploads(router: Router<App>, app: &App) -> Router<App> {
    let Some(accounts) = app.accounts.clone() else {
        return router;
    };
    if !app.store.takes_attachments() {
        return router;
    }
    let uploads = Uploads::at(app.store.clone(), accounts, app.site.uploads);
    router.layer(from_fn_with_state(Arc::new(uploads), files::around))
}

/// Serves until `shutdown` is done, within the usual [`Limits`]; requests under way are answered first.
///
/// # Errors
/// As [`serve_within`].
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send,
) -> std::io::Result<()> {
    serve_within(listener, router, Limits::default(), shutdown).await
}

fn registrar(token: &str) -> Option<Arc<Registrar>> {
    let registrar = Registrar::new(token).ok().flatten();
    if registrar.is_none() {
        tracing::warn!("the registrar token is empty: no ballots are taken over HTTP");
    }
    registrar.map(Arc::new)
}

/// The longest number that a proxy may give to a request.
const MOST_NUMBER: usize = 64;

/// Takes a number that somebody gave to the request only where it looks like one: it stands in the log and on pages.
async fn own_number(mut request: Request) -> Request {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    let mut given = request.headers().get_all(X_REQUEST_ID).iter();
    let one = given.next().is_some_and(|number| {
        let number = number.as_bytes();
        (1..=MOST_NUMBER).contains(&number.len()) && number.iter().all(plain)
    });
    if !one || given.next().is_some() {
        request.headers_mut().remove(X_REQUEST_ID);
    }
    request
}

/// A number for each request that does not bring one: random, so that it tells nothing.
#[derive(Clone, Copy)]
struct Numbers;

impl MakeRequestId for Numbers {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        let id = uuid::Uuid::now_v7().to_string();
        HeaderValue::from_str(&id).ok().map(RequestId::new)
    }
}

/// Requests that change something come from the portal's own pages or from no page at all.
fn csrf(base_url: Option<&str>) -> CsrfLayer {
    let Some(base) = base_url else {
        return CsrfLayer::new();
    };
    CsrfLayer::new()
        .add_trusted_origin(base)
        .unwrap_or_else(|error| {
            tracing::warn!(%error, base, "the base address is not trusted as an origin");
            CsrfLayer::new()
        })
}

/// An address without a language leads to the visitor's.
async fn to_language(headers: HeaderMap, uri: Uri) -> Response<Body> {
    let path = uri.path();
    // `/ko` and `/en` lack only their slash.
    let complete = Language::SPOKEN
        .iter()
        .any(|lang| path.strip_prefix('/') == Some(lang.tag()));
    let query = uri
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    let target = if complete {
        format!("{path}/{query}")
    } else {
        format!("/{}{path}{query}", language::negotiate(&headers).tag())
    };
    let mut response = redirect(StatusCode::TEMPORARY_REDIRECT, &target);
    let headers = response.headers_mut();
    headers.insert(VARY, HeaderValue::from_static("accept-language, cookie"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

fn redirect(status: StatusCode, target: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    // What cannot be a header is not an address of ours.
    let value = HeaderValue::from_str(target).unwrap_or_else(|_| HeaderValue::from_static("/"));
    response.headers_mut().insert(LOCATION, value);
    response
}

/// `GET /language/{tag}?page=/record`: remembers the visitor's choice and leads back to the page in that language.
async fn choose_language(
    State(app): State<App>,
    Path(tag): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response<Body>, StatusCode> {
    let lang = by_tag(&tag).ok_or(StatusCode::NOT_FOUND)?;
    let page = Query::parse(raw.as_deref().unwrap_or_default()).text(Field::for_programs("page"));
    // Only to pages of this portal: an address of one step or more, never `//elsewhere` or `/\elsewhere`.
    let ours = page.starts_with('/')
        && !page.starts_with("//")
        && page.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    let page = if ours { page.as_str() } else { "/" };
    let mut response = redirect(StatusCode::SEE_OTHER, &format!("/{}{page}", lang.tag()));
    let secure = if app
        .site
        .base_url
        .as_deref()
        .is_some_and(|base| base.starts_with("https://"))
    {
        "; Secure"
    } else {
        ""
    };
    let cookie = format!(
        "{COOKIE_NAME}={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}",
        lang.tag()
    );
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Result<Response<Body>, StatusCode> {
    assets::response(&name, headers.get(ACCEPT_ENCODING)).ok_or(StatusCode::NOT_FOUND)
}

async fn robots(State(app): State<App>) -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/plain; charset=utf-8")],
        format!(
            "User-agent: *\nDisallow: /language/\nSitemap: {}/sitemap.xml\n",
            app.site.base()
        ),
    )
}

async fn not_found(State(app): State<App>, request: Request) -> Response<Body> {
    let (parts, _): (Parts, _) = request.into_parts();
    let path = parts.uri.path();
    if path.starts_with("/api/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    // A slash at the end is a slip of who wrote the address down. `//elsewhere` would be another site's, and so would `/\elsewhere`,
    // which browsers read alike.
    let trimmed = path.trim_end_matches('/');
    let elsewhere = trimmed
        .get(1..)
        .is_some_and(|rest| rest.starts_with(['/', '\\']));
    if trimmed != path && trimmed.len() > 1 && !elsewhere {
        let query = parts.uri.query().map(|query| format!("?{query}"));
        let target = format!("{trimmed}{}", query.unwrap_or_default());
        return redirect(StatusCode::PERMANENT_REDIRECT, &target);
    }
    fault_page(
        &ui_of(&app, &parts).await,
        Fault::NotFound,
        request_number(&parts).as_deref(),
    )
}

/// What could not be answered, for the log: each mistake of the portal's own by itself, and that the database or the disk does not
/// answer once a minute, however many ask.
#[derive(Clone, Debug, Default)]
struct Failures(Arc<Seldom>);

impl OnFailure<ServerErrorsFailureClass> for Failures {
    fn on_failure(&mut self, failed: ServerErrorsFailureClass, took: Duration, _: &Span) {
        let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let times = match failed {
            ServerErrorsFailureClass::StatusCode(StatusCode::SERVICE_UNAVAILABLE) => {
                self.0.count(Instant::now())
            }
            _ => Some(1),
        };
        if let Some(times) = times {
            tracing::error!(%failed, milliseconds, times, "requests could not be answered");
        }
    }
}
