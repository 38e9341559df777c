//! What is said about proposals and who stands behind them, as tables.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use madang_words::Language;

use crate::frame::app::App;
use crate::frame::csv::{
    Column, all_words, column, csv_words, from_the_first, head, line, number, of_programme, table,
    worded, written,
};
use crate::frame::problem::{Problem, Problems};
use crate::model::{CommentDetail, EndorsementDetail};
use crate::programmes::api::programme_of;
use crate::programmes::downloads::spoken;

/// The columns of the comments.
pub const COMMENTS: &[Column] = &[
    column("project_id", "proposal-column-commented"),
    column("parent", "proposal-column-parent"),
    worded("text", "proposal-column-comment"),
    column("text", "proposal-column-comment-other"),
    column("actor", "proposal-column-actor"),
    column("entry", "proposal-column-entry"),
    column("at", "proposal-column-commented-at"),
];

/// The columns of the endorsements. Each is given under a name of its own, which tells nothing, and is none of them.
pub const ENDORSEMENTS: &[Column] = &[
    column("project_id", "proposal-column-endorsed"),
    column("version", "proposal-column-version"),
    column("stands", "proposal-column-stands"),
    column("entry", "proposal-column-entry"),
    column("at", "proposal-column-endorsed-at"),
];

/// The comments on a programme's proposals as CSV.
#[utoipa::path(
    get, path = "/programmes/{programme}/comments.csv", operation_id = "getCommentsCsv", tag = "proposals",
    params(("programme" = String, Path, description = "The programme's identifier.")),
    responses(
        (status = 200, description = "Every comment on a proposal of the programme, also on withdrawn ones, in the order of the record. The words of one that is hidden are empty. Words that a spreadsheet would read as a formula begin with an apostrophe.", body = String, content_type = "text/csv"),
        Problems<404>,
        Problems<503>,
    )
)]
pub async fn comments_csv(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response<Body>, Problem> {
    let file = comments_csv_file(&app, &id);
    app.tables.held_in_api(file).await
}

/// The same without a turn of its own, for whoever has one.
pub async fn comments_csv_file(app: &App, id: &str) -> Result<Response<Body>, Problem> {
    let languages = spoken(&programme_of(app, id).await?);
    let read = of_programme(&app.store, id, |store, of, from| async move {
        store.comments_from(&of, from).await
    });
    let head = head(COMMENTS, &languages);
    let parts = from_the_first(read, |comment: &CommentDetail| comment.entry);
    let body = written(head, parts, move |said| comment(said, &languages));
    Ok(table(&format!("{id}-comments"), body))
}

/// The endorsements of a programme's proposals as CSV.
#[utoipa::path(
    get, path = "/programmes/{programme}/endorsements.csv", operation_id = "getEndorsementsCsv", tag = "proposals",
    params(("programme" = String, Path, description = "The programme's identifier.")),
    responses(
        (status = 200, description = "Every endorsement of a proposal of the programme, also those that were taken back, in the order of the record, each with the version that it is for and without a name.", body = String, content_type = "text/csv"),
        Problems<404>,
        Problems<503>,
    )
)]
pub async fn endorsements_csv(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response<Body>, Problem> {
    let file = endorsements_csv_file(&app, &id);
    app.tables.held_in_api(file).await
}

/// The same without a turn of its own, for whoever has one.
pub async fn endorsements_csv_file(app: &App, id: &str) -> Result<Response<Body>, Problem> {
    programme_of(app, id).await?;
    let read = of_programme(&app.store, id, |store, of, from| async move {
        store.endorsements_from(&of, from).await
    });
    let parts = from_the_first(read, |endorsement: &EndorsementDetail| endorsement.entry);
    let body = written(head(ENDORSEMENTS, &[]), parts, endorsement);
    Ok(table(&format!("{id}-endorsements"), body))
}

/// A comment's line.
fn comment(comment: &CommentDetail, languages: &[Language]) -> String {
    let mut fields = vec![csv_words(&comment.proposal), number(comment.parent)];
    fields.extend(all_words(comment.text.as_ref(), languages));
    fields.extend([
        csv_words(&comment.actor),
        comment.entry.to_string(),
        comment.at.clone(),
    ]);
    line(&fields)
}

/// An endorsement's line.
fn endorsement(endorsement: &EndorsementDetail) -> String {
    line(&[
        csv_words(&endorsement.proposal),
        endorsement.version.to_string(),
        u8::from(endorsement.stands).to_string(),
        endorsement.entry.to_string(),
        endorsement.at.clone(),
    ])
}
