//! The pages for search engines (sitemaps.org).

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;
use madang_store::StoreError;
use madang_words::Language;

use crate::about::links as about;
use crate::commitments::links as commitments;
use crate::data::links as data;
use crate::frame::app::App;
use crate::home::links;
use crate::model::ProposalFilter;
use crate::programmes::links as programmes;
use crate::proposals::links as proposals;
use crate::record::links as record;
use crate::votes::links as votes;

/// The sitemap's address, at the root.
pub fn files() -> Router<App> {
    Router::new().route(links::SITEMAP, get(sitemap))
}

/// The most proposals of a programme that a sitemap names.
const MOST_PROPOSALS: u64 = 5_000;

/// The pages that are to be found: those of what is on record, without its entries.
async fn sitemap(State(app): State<App>) -> Response<Body> {
    let paths = match paths(&app).await {
        Ok(paths) => paths,
        Err(error) => {
            tracing::error!(%error, "the store failed");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let base = app.site.base();
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for path in paths {
        for lang in Language::SPOKEN {
            // Addresses are percent-encoded: nothing in them is markup.
            text.push_str(&format!(
                "<url><loc>{base}/{}{path}</loc></url>\n",
                lang.tag()
            ));
        }
    }
    text.push_str("</urlset>\n");
    let mut response = text.into_response();
    let headers = response.headers_mut();
    let xml = HeaderValue::from_static("application/xml; charset=utf-8");
    headers.insert(CONTENT_TYPE, xml);
    let hour = HeaderValue::from_static("public, max-age=3600");
    headers.insert(CACHE_CONTROL, hour);
    response
}

/// Addresses without their language.
async fn paths(app: &App) -> Result<Vec<String>, StoreError> {
    let fixed = [
        "/",
        programmes::ALL,
        record::ALL,
        record::FIND,
        record::VERIFY,
        data::TAB.path,
        data::API,
        about::ABOUT,
    ];
    let mut paths: Vec<String> = fixed.map(str::to_owned).to_vec();
    for programme in app.store.programmes().await? {
        let id = &programme.facts.id;
        paths.extend([
            programmes::path(id),
            proposals::list(id),
            votes::selection(id),
        ]);
        let mut filter = ProposalFilter {
            limit: 100,
            ..ProposalFilter::default()
        };
        while filter.offset < MOST_PROPOSALS {
            let page = app.store.proposals(id, &filter).await?;
            let found = page.items.iter();
            paths.extend(found.map(|proposal| proposals::proposal(id, &proposal.facts.id)));
            if (page.items.len() as u64) < filter.limit {
                break;
            }
            filter.offset += filter.limit;
        }
    }
    for country in app.store.countries().await? {
        paths.push(commitments::country(&country.country));
        for commitment in app.store.commitments(&country.country).await? {
            paths.push(commitments::commitment(&commitment.facts.id));
        }
    }
    Ok(paths)
}
