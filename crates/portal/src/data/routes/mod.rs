//! The pages of downloads and of the API.

mod archive;

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{MethodRouter, get};

use crate::data::{api_page, links, page};
use crate::frame::app::{Answer, App, Visit};
use crate::votes::routes::announced_of;

/// The feature's pages.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::TAB.path, get(data)),
        (links::API, get(api)),
        (links::API_OF, get(api_of)),
    ]
}

/// The addresses at the root.
pub fn files() -> Router<App> {
    Router::new().route(links::ARCHIVE, get(archive::archive))
}

async fn data(visit: Visit) -> Answer {
    let failed = |error| visit.store_failed(&error);
    let mut details = Vec::new();
    for summary in visit.store.programmes().await.map_err(failed)? {
        let id = &summary.facts.id;
        if let Some(detail) = visit.store.programme(id).await.map_err(failed)? {
            details.push((detail, announced_of(&visit, id).await?));
        }
    }
    let countries = visit.store.countries().await.map_err(failed)?;
    Ok(visit.page(&page::view(&visit.ui, &details, &countries)))
}

async fn api(State(app): State<App>, visit: Visit) -> Answer {
    Ok(visit.page(&api_page::view(&visit.ui, &app.openapi)))
}

async fn api_of(State(app): State<App>, visit: Visit, Path(tag): Path<String>) -> Answer {
    match api_page::of_tag(&visit.ui, &app.openapi, &tag) {
        Some(page) => Ok(visit.page(&page)),
        None => Err(visit.not_found()),
    }
}
