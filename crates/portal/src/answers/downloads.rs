//! What became of what was said, as a table. `madang import` reads it.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use madang_programme::answers::{Disposition, Subject};
use madang_words::Language;

use crate::answers::typed;
use crate::frame::app::App;
use crate::frame::csv::{
    Column, all_words, column, csv, csv_words, from_the_first, head, line, number, of_programme,
    table, worded, written,
};
use crate::frame::problem::{Problem, Problems};
use crate::model::AnswerDetail;
use crate::programmes::api::programme_of;
use crate::programmes::downloads::spoken;

/// The columns of the answers: first those that `madang import` takes.
pub const ANSWERS: &[Column] = &[
    column("subject", "answer-column-subject"),
    column("disposition", "answer-column-disposition"),
    column("into", "answer-column-into"),
    column("unmet", "answer-column-unmet"),
    column("whose", "answer-column-whose"),
    column("exists", "answer-column-exists"),
    column("decider", "answer-column-decider"),
    column("planned_by", "answer-column-planned-by"),
    column("changed", "answer-column-changed"),
    column("supersedes", "answer-column-supersedes"),
    worded("reason", "answer-column-reason"),
    column("reason", "answer-column-reason-other"),
    worded("post", "answer-column-post"),
    column("post", "answer-column-post-other"),
    worded("what_changed", "answer-column-what-changed"),
    column("what_changed", "answer-column-what-changed-other"),
    column("stands", "answer-column-stands"),
    column("entry", "answer-column-entry"),
    column("at", "answer-column-at"),
];

/// A programme's answers as CSV.
#[utoipa::path(
    get, path = "/programmes/{programme}/answers.csv", operation_id = "getAnswersCsv", tag = "answers",
    params(("programme" = String, Path, description = "The programme's identifier.")),
    responses(
        (status = 200, description = "Every answer, also those in whose place another stands now, in the order of the record. The words of one that is hidden are empty. `madang import` reads the table. Words that a spreadsheet would read as a formula begin with an apostrophe.", body = String, content_type = "text/csv"),
        Problems<404>,
        Problems<503>,
    )
)]
pub async fn answers_csv(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response<Body>, Problem> {
    let file = answers_csv_file(&app, &id);
    app.tables.held_in_api(file).await
}

/// The same without a turn of its own, for whoever has one.
pub async fn answers_csv_file(app: &App, id: &str) -> Result<Response<Body>, Problem> {
    let programme = programme_of(app, id).await?;
    let languages = spoken(&programme);
    let read = of_programme(&app.store, id, |store, of, from| async move {
        store.answers_from(&of, from).await
    });
    let head = head(ANSWERS, &languages);
    let parts = from_the_first(read, |answer: &AnswerDetail| answer.entry);
    let body = written(head, parts, move |answer| one(answer, &languages));
    Ok(table(&format!("{id}-answers"), body))
}

/// An answer's line.
fn one(answer: &AnswerDetail, languages: &[Language]) -> String {
    let (facts, words) = (&answer.facts, answer.reason.as_ref());
    let [into, unmet, whose, exists] = parts(&facts.disposition);
    let changed = facts.changed.iter();
    let changed: Vec<String> = changed
        .map(|changed| {
            format!(
                "{}={}",
                changed.what.name(),
                typed::written(&changed.reference)
            )
        })
        .collect();
    let mut fields = vec![
        csv_words(&named(&facts.subject)),
        facts.disposition.kind().name().to_owned(),
        csv_words(&into),
        unmet,
        csv_words(&whose),
        csv_words(&exists),
        csv(&facts.decider),
        facts.planned_by.clone().unwrap_or_default(),
        csv(&changed.join(" ")),
        number(facts.supersedes),
    ];
    fields.extend(all_words(words.map(|words| &words.reason), languages));
    fields.extend(all_words(words.map(|words| &words.post), languages));
    fields.extend(all_words(
        words.and_then(|words| words.changed.as_ref()),
        languages,
    ));
    fields.extend([
        u8::from(answer.stands).to_string(),
        answer.entry.to_string(),
        answer.at.clone(),
    ]);
    line(&fields)
}

fn named(subject: &Subject) -> String {
    format!("{}/{}", subject.kind(), subject.id())
}

/// What goes with a disposition: what it goes on in, which criteria it does not meet, whose task it is, where it is there already.
fn parts(disposition: &Disposition) -> [String; 4] {
    let [mut into, mut unmet, mut whose, mut exists] = [const { String::new() }; 4];
    match disposition {
        Disposition::Adopted | Disposition::AdoptedInPart => {}
        Disposition::Merged { into: other } => into = named(other),
        Disposition::NotAdopted(criteria) => {
            let names: Vec<&str> = criteria.unmet().map(|unmet| unmet.name()).collect();
            unmet = names.join("|");
        }
        Disposition::OutOfScope { whose: other } => whose.clone_from(other),
        Disposition::AlreadyExists { reference } => exists = typed::written(reference),
    }
    [into, unmet, whose, exists]
}
