//! A country's commitments and what reviewers coded, as tables.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use madang_store::StoreError;
use madang_words::Language;

use crate::commitments::corrections;
use crate::frame::app::App;
use crate::frame::csv::{Column, column, csv, csv_words, head, line, number, table, worded, words};
use crate::frame::problem::{Problem, Problems};
use crate::frame::shapes::name;
use crate::frame::words::said;
use crate::model::CommitmentDetail;

/// The languages of the tables.
const LANGUAGES: [Language; 2] = [Language::Ko, Language::En];

/// The columns of the commitments.
pub const COMMITMENTS: &[Column] = &[
    column("commitment", "commitment-column-id"),
    column("country", "commitment-column-country"),
    column("action_plan", "commitment-column-plan"),
    column("cycle", "commitment-column-cycle"),
    column("number", "commitment-column-number"),
    worded("title", "commitment-column-title"),
    worded("description", "commitment-column-description"),
    column("status", "commitment-column-status"),
    column("policy_areas", "commitment-column-areas"),
    column("milestones", "commitment-column-milestones"),
    column("reviews", "commitment-column-reviews"),
    column("url", "commitment-column-url"),
    column("entry", "commitment-column-entry"),
];

/// The columns of the coded values.
pub const REVIEWS: &[Column] = &[
    column("commitment", "commitment-column-id"),
    column("report", "commitment-column-report"),
    column("report_title", "commitment-column-report-title"),
    column("stage", "commitment-column-stage"),
    column("field", "commitment-column-field"),
    column("milestone", "commitment-column-milestone"),
    column("value", "commitment-column-value"),
    column("code_list", "commitment-column-code-list"),
    worded("fact", "commitment-column-fact"),
    column("source", "commitment-column-source"),
    column("entry", "commitment-column-entry"),
];

/// Every commitment of a country as it stands.
async fn all(app: &App, country: &str) -> Result<Vec<CommitmentDetail>, Problem> {
    let summaries = app.store.commitments(country).await?;
    if summaries.is_empty() {
        return Err(Problem::not_found(said!("problem-thing-country"), country));
    }
    let mut details = Vec::new();
    for summary in summaries {
        details.extend(standing(app, &summary.facts.id).await?);
    }
    Ok(details)
}

async fn standing(app: &App, id: &str) -> Result<Option<CommitmentDetail>, StoreError> {
    let Some(mut detail) = app.store.commitment(id).await? else {
        return Ok(None);
    };
    corrections::stand(&mut detail);
    Ok(Some(detail))
}

/// A country's commitments as CSV.
#[utoipa::path(
    get, path = "/countries/{country}/commitments.csv", operation_id = "getCommitmentsCsv", tag = "commitments",
    params(("country" = String, Path, description = "ISO 3166-1 alpha-2 code.")),
    responses(
        (status = 200, description = "A line a commitment, as it stands after corrections; policy areas parted by bars.", body = String, content_type = "text/csv"),
        Problems<404>,
    )
)]
pub async fn commitments_csv(
    State(app): State<App>,
    Path(country): Path<String>,
) -> Result<Response<Body>, Problem> {
    let mut text = head(COMMITMENTS, &LANGUAGES);
    for detail in all(&app, &country).await? {
        let facts = &detail.facts;
        let own = detail.text.as_ref();
        let described = own.and_then(|text| {
            text.description_corrected
                .as_ref()
                .or(text.description.as_ref())
        });
        let mut fields = vec![
            csv(&facts.id),
            csv(&facts.country),
            csv(facts.action_plan.as_deref().unwrap_or_default()),
            number(facts.cycle),
            csv_words(facts.number.as_deref().unwrap_or_default()),
        ];
        fields.extend(words(own.and_then(|text| text.title.as_ref()), &LANGUAGES));
        fields.extend(words(described, &LANGUAGES));
        fields.extend([
            csv_words(facts.status.as_deref().unwrap_or_default()),
            csv_words(&facts.policy_areas.join("|")),
            detail.milestones.len().to_string(),
            detail.reviews.len().to_string(),
            csv_words(facts.url.as_deref().unwrap_or_default()),
            detail.entry.to_string(),
        ]);
        text.push_str(&line(&fields));
    }
    Ok(table(&format!("{country}-commitments"), text))
}

/// What reviewers coded about a country's commitments, as CSV.
#[utoipa::path(
    get, path = "/countries/{country}/reviews.csv", operation_id = "getReviewsCsv", tag = "commitments",
    params(("country" = String, Path, description = "ISO 3166-1 alpha-2 code.")),
    responses(
        (status = 200, description = "A line a coded value: report, stage, indicator, value, code list, what it rests on, source.", body = String, content_type = "text/csv"),
        Problems<404>,
    )
)]
pub async fn reviews_csv(
    State(app): State<App>,
    Path(country): Path<String>,
) -> Result<Response<Body>, Problem> {
    let mut text = head(REVIEWS, &LANGUAGES);
    for detail in all(&app, &country).await? {
        for review in &detail.reviews {
            for value in &review.facts.values {
                let mut fields = vec![
                    csv(&detail.facts.id),
                    csv(&review.facts.report),
                    csv_words(&review.facts.report_title),
                    name(&review.facts.stage),
                    csv_words(&value.field),
                    csv_words(value.milestone.as_deref().unwrap_or_default()),
                    csv_words(&value.value),
                    csv_words(&value.code_list),
                ];
                fields.extend(words(value.fact.as_ref(), &LANGUAGES));
                fields.extend([csv_words(&value.source), review.entry.to_string()]);
                text.push_str(&line(&fields));
            }
        }
    }
    Ok(table(&format!("{country}-reviews"), text))
}
