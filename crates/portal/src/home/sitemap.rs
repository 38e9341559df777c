//! The pages for search engines (sitemaps.org).

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;
use madang_programme::subject::SubjectKind;
use madang_store::StoreError;
use madang_words::Language;

use crate::about::links as about;
use crate::commitments::links as commitments;
use crate::data::links as data;
use crate::frame::app::App;
use crate::home::links;
use crate::programmes::links as programmes;
use crate::record::links as record;

/// The sitemap's address, at the root.
pub fn files() -> Router<App> {
    Router::new().route(links::SITEMAP, get(sitemap))
}

/// The most things of a sort that a sitemap names: with the two languages of each, all sorts together stay below its 50,000 addresses.
const MOST_OF_A_SORT: u64 = 3_000;

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

/// Addresses without their language: the pages of the portal itself, the tabs of each programme, and the page of every thing that is on record.
async fn paths(app: &App) -> Result<BTreeSet<String>, StoreError> {
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
    let mut paths = BTreeSet::from(fixed.map(str::to_owned));
    for programme in app.store.programmes().await? {
        paths.extend(programmes::sections(&programme.facts.id));
    }
    for country in app.store.countries().await? {
        paths.insert(commitments::country(&country.country));
    }
    for kind in SubjectKind::ALL {
        let subjects = app.store.subjects(*kind, MOST_OF_A_SORT).await?;
        paths.extend(subjects.iter().filter_map(|of| record::subject_page(of)));
    }
    Ok(paths)
}
