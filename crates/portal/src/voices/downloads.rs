//! What people said, as a table. `madang import` reads it.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use madang_programme::days::day_in;
use madang_words::Language;

use crate::frame::app::App;
use crate::frame::csv::{
    Column, all_words, column, csv, csv_words, from_the_first, head, line, of_programme, table,
    worded, written,
};
use crate::frame::problem::{Problem, Problems};
use crate::model::VoiceDetail;
use crate::programmes::api::programme_of;
use crate::programmes::downloads::spoken;

/// The columns of the voices: first those that `madang import` takes.
pub const VOICES: &[Column] = &[
    column("id", "voice-column-id"),
    column("channel", "voice-column-channel"),
    column("institution", "voice-column-institution"),
    column("group", "voice-column-group"),
    column("audience", "voice-column-audience"),
    column("region", "voice-column-region"),
    column("receipt", "voice-column-receipt"),
    column("source", "voice-column-source"),
    column("service", "voice-column-service"),
    column("version", "voice-column-version"),
    worded("text", "voice-column-text"),
    column("text", "voice-column-text-other"),
    column("standing", "voice-column-standing"),
    column("month", "voice-column-month"),
    column("entry", "voice-column-entry"),
    column("at", "voice-column-at"),
];

/// A programme's voices as CSV.
#[utoipa::path(
    get, path = "/programmes/{programme}/voices.csv", operation_id = "getVoicesCsv", tag = "voices",
    params(("programme" = String, Path, description = "The programme's identifier.")),
    responses(
        (status = 200, description = "Every voice, also withdrawn ones, in the order of the record. The words of one that is hidden are empty. `madang import` reads the table. Words that a spreadsheet would read as a formula begin with an apostrophe.", body = String, content_type = "text/csv"),
        Problems<404>,
        Problems<503>,
    )
)]
pub async fn voices_csv(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response<Body>, Problem> {
    let file = voices_csv_file(&app, &id);
    app.tables.held_in_api(file).await
}

/// The same without a turn of its own, for whoever has one.
pub async fn voices_csv_file(app: &App, id: &str) -> Result<Response<Body>, Problem> {
    let programme = programme_of(app, id).await?;
    let languages = spoken(&programme);
    let zone = programme.summary.facts.zone;
    let read = of_programme(&app.store, id, |store, of, from| async move {
        store.voices_from(&of, from).await
    });
    let head = head(VOICES, &languages);
    let parts = from_the_first(read, |voice: &VoiceDetail| voice.entry);
    let body = written(head, parts, move |voice| one(voice, &zone, &languages));
    Ok(table(&format!("{id}-voices"), body))
}

/// A voice's line.
fn one(voice: &VoiceDetail, zone: &str, languages: &[Language]) -> String {
    let facts = &voice.facts;
    let may_be = |value: &Option<String>| csv_words(value.as_deref().unwrap_or_default());
    let mut fields = vec![
        csv_words(&facts.id),
        facts.channel.name().to_owned(),
        csv(&voice.institution),
        may_be(&facts.group),
        may_be(&facts.audience),
        may_be(&facts.region),
        may_be(&facts.receipt),
        may_be(&facts.source),
    ];
    let service = facts.service.as_ref();
    let version = service.and_then(|service| service.version);
    fields.extend([
        csv_words(service.map_or("", |service| &service.id)),
        version.map_or_else(String::new, |version| version.to_string()),
    ]);
    fields.extend(all_words(
        voice.text.as_ref().map(|text| &text.text),
        languages,
    ));
    // Its month was worked out by the same when it was received.
    let month = day_in(zone, &voice.at).map(|day| day.strftime("%Y-%m").to_string());
    fields.extend([
        voice.standing.name().to_owned(),
        month.unwrap_or_default(),
        voice.entry.to_string(),
        voice.at.clone(),
    ]);
    line(&fields)
}
