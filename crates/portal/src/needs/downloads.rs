//! What several voices ask for, as a table. `madang import` reads it.

use axum::BoxError;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::Response;
use futures_util::stream::{self, Stream, StreamExt, TryStreamExt};
use madang_store::{Store, StoreError};
use madang_words::Language;

use crate::frame::app::App;
use crate::frame::csv::{
    Column, all_words, column, csv_words, from_the_first, head, of_programme, table, worded,
};
use crate::frame::problem::{Problem, Problems};
use crate::model::NeedDetail;
use crate::programmes::api::programme_of;
use crate::programmes::downloads::spoken;

/// The columns of the needs: first those that `madang import` takes.
pub const NEEDS: &[Column] = &[
    column("id", "need-column-id"),
    column("group", "need-column-group"),
    column("voices", "need-column-voices"),
    worded("title", "need-column-title"),
    column("title", "need-column-title-other"),
    worded("summary", "need-column-summary"),
    column("summary", "need-column-summary-other"),
    column("standing", "need-column-standing"),
    column("entry", "need-column-entry"),
    column("at", "need-column-at"),
];

/// A programme's needs as CSV.
#[utoipa::path(
    get, path = "/programmes/{programme}/needs.csv", operation_id = "getNeedsCsv", tag = "needs",
    params(("programme" = String, Path, description = "The programme's identifier.")),
    responses(
        (status = 200, description = "Every need, also those that were split or merged, in the order of the record, with the identifiers of its voices. The words of one that is hidden are empty. `madang import` reads the table. Words that a spreadsheet would read as a formula begin with an apostrophe.", body = String, content_type = "text/csv"),
        Problems<404>,
        Problems<503>,
    )
)]
pub async fn needs_csv(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response<Body>, Problem> {
    let file = needs_csv_file(&app, &id);
    app.tables.held_in_api(file).await
}

/// The same without a turn of its own, for whoever has one.
pub async fn needs_csv_file(app: &App, id: &str) -> Result<Response<Body>, Problem> {
    let programme = programme_of(app, id).await?;
    let languages = spoken(&programme);
    let read = of_programme(&app.store, id, |store, of, from| async move {
        store.needs_from(&of, from).await
    });
    let head = head(NEEDS, &languages);
    let needs = from_the_first(read, |need: &NeedDetail| need.entry);
    let needs = needs
        .map_ok(|part| stream::iter(part).map(Ok::<_, StoreError>))
        .try_flatten();
    let store = app.store.clone();
    let lines = needs.map_ok(move |need| one(&store, &need, &languages));
    let head = stream::once(async move { Ok(Bytes::from(head)) });
    let lines = head.chain(lines.try_flatten());
    Ok(table(
        &format!("{id}-needs"),
        Body::from_stream(lines.map_err(BoxError::from)),
    ))
}

/// A need's line in pieces: it may group any number of voices.
fn one(
    store: &Store,
    need: &NeedDetail,
    languages: &[Language],
) -> impl Stream<Item = Result<Bytes, StoreError>> + Send + use<> {
    let (facts, text) = (&need.facts, need.text.as_ref());
    let before = [
        csv_words(&facts.id),
        csv_words(facts.group.as_deref().unwrap_or_default()),
    ];
    let mut after = all_words(text.map(|text| &text.title), languages);
    after.extend(all_words(
        text.and_then(|text| text.summary.as_ref()),
        languages,
    ));
    after.extend([
        need.standing.name().to_owned(),
        need.entry.to_string(),
        need.at.clone(),
    ]);
    let (store, entry) = (store.clone(), need.entry);
    let read = move |from| {
        let store = store.clone();
        async move { store.need_voices_from(entry, from).await }
    };
    let voices = from_the_first(read, |(entry, _): &(u64, String)| *entry);
    // No identifier of a voice has a quotation mark or white space in it, or begins a formula.
    let voices = voices.enumerate().map(|(place, part)| {
        let ids: Vec<String> = part?.into_iter().map(|(_, id)| id).collect();
        let between = if place == 0 { "" } else { " " };
        Ok(Bytes::from(format!("{between}{}", ids.join(" "))))
    });
    let begins = Bytes::from(format!("{},\"", before.join(",")));
    let ends = Bytes::from(format!("\",{}\r\n", after.join(",")));
    stream::iter([Ok(begins)])
        .chain(voices)
        .chain(stream::iter([Ok(ends)]))
}
