//! What the handlers share, and how they answer.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;
use madang_accounts::{Accounts, RelyingParty};
use madang_programme::State;
use madang_store::{Store, StoreError};
use tokio::sync::Semaphore;
use tower_http::request_id::RequestId;

use crate::frame::fault::{self, Fault};
use crate::frame::kept::{Kept, Source};
use crate::frame::language;
use crate::frame::layout::{Page, document};
use crate::frame::operator::{Running, stands};
use crate::frame::options::{Registrar, RowSecrets};
use crate::frame::turns::Turns;
use crate::frame::ui::{Site, Stands, Ui};

/// What every handler can reach. Clones are handles of the same.
#[derive(Clone)]
pub struct App {
    /// The store.
    pub store: Store,
    /// The portal.
    pub site: Arc<Site>,
    /// The accounts, where the portal has any.
    pub accounts: Option<Accounts>,
    /// For whom passkeys are; `None` where browsers have none under the portal's address.
    pub party: Option<RelyingParty>,
    /// Who may hand in ballots; nobody where there is none.
    pub registrar: Option<Arc<Registrar>>,
    /// What was worked out from entries.
    pub kept: Arc<Kept>,
    /// The turns of archives.
    pub archives: Arc<Turns>,
    /// The turns of downloads of ballots.
    pub ballots: Arc<Turns>,
    /// The turns of downloads of what people said and what became of it.
    pub tables: Arc<Turns>,
    /// How tables are brought in.
    pub imports: Imports,
    /// The OpenAPI document, as it is served and as the page for it reads it.
    pub openapi: Arc<serde_json::Value>,
}

/// How tables are brought in on pages.
#[derive(Clone)]
pub struct Imports {
    /// By which rows are known again; no tables are taken without.
    pub secrets: Option<RowSecrets>,
    /// The turn of one.
    pub turn: Arc<Semaphore>,
}

impl Imports {
    /// One at a time: each is read as a whole.
    pub fn with(secrets: Option<RowSecrets>) -> Imports {
        Imports {
            secrets,
            turn: Arc::new(Semaphore::new(1)),
        }
    }
}

impl App {
    /// The log's verifier key in force: it may have changed since the portal began.
    ///
    /// # Errors
    /// What the store says.
    pub async fn vkey(&self) -> Result<String, StoreError> {
        vkey(&self.store).await
    }

    /// Who runs the portal: as the record says it; where it says nothing, or cannot be read, as they said when it was started.
    pub async fn running(&self) -> Arc<Running> {
        let unrecorded = || Arc::clone(&self.site.running);
        let Ok(Some((said, changed_by))) = self.store.with_state(stands).await else {
            return unrecorded();
        };
        let source = Source {
            entry: said.entry,
            changed_by,
            part: 0,
        };
        if let Some(known) = self.kept.get::<Running>(source) {
            return known;
        }
        match Running::read(&self.store, said).await {
            Ok(running) => self.kept.keep(source, running),
            Err(error) => {
                tracing::error!(%error, "the store failed");
                unrecorded()
            }
        }
    }
}

/// The verifier key in force; empty before the log's first entry.
pub async fn vkey(store: &Store) -> Result<String, StoreError> {
    let key = |state: &State| {
        state
            .log()
            .and_then(|log| log.keys.last())
            .map(|(_, key)| key.clone())
    };
    Ok(store.with_state(key).await?.unwrap_or_default())
}

/// A page that could not be made: the response that says so.
pub struct Failure(Box<Response<Body>>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response<Body> {
        *self.0
    }
}

/// A visitor's request for a page: the page's reader with the means to answer.
pub struct Visit {
    /// The reader.
    pub ui: Ui,
    /// The store.
    pub store: Store,
    /// What was worked out from entries.
    pub kept: Arc<Kept>,
    number: Option<String>,
}

impl Visit {
    /// Answers with a page.
    pub fn page(&self, page: &Page) -> Response<Body> {
        html(StatusCode::OK, &self.ui, page)
    }

    /// Answers with a page of which part of the query could not be read.
    pub fn page_with(&self, mistakes: bool, page: &Page) -> Response<Body> {
        if !mistakes {
            return self.page(page);
        }
        let mut page = page.clone();
        let title = [("title", page.title.into())];
        page.title = self.ui.tf("error-page-title", &title);
        html(StatusCode::BAD_REQUEST, &self.ui, &page)
    }

    /// There is no such thing.
    pub fn not_found(&self) -> Failure {
        self.fault(Fault::NotFound)
    }

    /// Something went wrong.
    pub fn fault(&self, fault: Fault) -> Failure {
        Failure(Box::new(fault_page(
            &self.ui,
            fault,
            self.number.as_deref(),
        )))
    }

    /// The database did not answer; why is for the operator's log.
    pub fn store_failed(&self, error: &StoreError) -> Failure {
        tracing::error!(%error, request = self.number.as_deref(), "the store failed");
        self.fault(Fault::Unavailable)
    }
}

/// A page handler's answer.
pub type Answer = Result<Response<Body>, Failure>;

/// The page for a fault.
pub fn fault_page(ui: &Ui, fault: Fault, number: Option<&str>) -> Response<Body> {
    let status = StatusCode::from_u16(fault.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = html(status, ui, &fault::view(ui, fault, number));
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn html(status: StatusCode, ui: &Ui, page: &Page) -> Response<Body> {
    let mut response = Response::new(Body::from(document(ui, page).into_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    response
}

/// The number of a request, as in the log and in the header `x-request-id`.
pub fn request_number(parts: &Parts) -> Option<String> {
    let id = parts.extensions.get::<RequestId>()?;
    id.header_value().to_str().ok().map(str::to_owned)
}

/// The reader of a page: language and address from the request.
pub async fn ui_of(app: &App, parts: &Parts) -> Ui {
    let uri = parts
        .extensions
        .get::<OriginalUri>()
        .map_or(&parts.uri, |original| &original.0);
    let path = uri.path();
    let (lang, rest) =
        language::split(path).unwrap_or_else(|| (language::negotiate(&parts.headers), path));
    let rest = if rest.is_empty() { "/" } else { rest };
    let mut ui = Ui::new(lang, rest, Arc::clone(&app.site));
    ui.query = uri.query().unwrap_or_default().to_owned();
    ui.read_only = app.store.read_only_reason();
    ui.running = app.running().await;
    ui
}

impl FromRequestParts<App> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Visit, Self::Rejection> {
        let mut ui = ui_of(app, parts).await;
        let stands = |state: &State| Stands {
            size: state.size,
            at: state.last_at.clone(),
        };
        // A page whose own reads fail says so itself.
        ui.stands = app.store.with_state(stands).await.ok();
        Ok(Visit {
            ui,
            store: app.store.clone(),
            kept: Arc::clone(&app.kept),
            number: request_number(parts),
        })
    }
}
