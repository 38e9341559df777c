//! The API of votes and selections.

use axum::Json;
use axum::extract::{Path, State};
use madang_programme::votes::engine::{Outcome, SelectionRule};
use madang_programme::votes::{ANALYSIS, OUTCOME};
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::frame::app::App;
use crate::frame::problem::{Answer, Problem, Problems};
use crate::frame::words::said;
use crate::model::{ProgrammeDetail, VoteDetail, read_body};
use crate::programmes::api::programme_of;
use crate::votes::labels::Announced;
use crate::votes::routes::asked;
use crate::votes::shapes::Vote;
use crate::votes::{ballots_csv, cast, downloads, pabulib, tables_csv};

/// The feature's addresses in the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(vote))
        .routes(routes!(selection))
        .routes(routes!(analysis))
        .routes(routes!(rule))
        .routes(routes!(pabulib::ballots_pb))
        .routes(routes!(ballots_csv::ballots_csv))
        .routes(routes!(tables_csv::projects_csv))
        .routes(routes!(tables_csv::scores_csv))
        .routes(routes!(downloads::ballots_json))
        .routes(routes!(cast::cast))
        .routes(routes!(asked::cast_own))
}

/// The vote of that identifier.
pub fn vote_of<'a>(programme: &'a ProgrammeDetail, id: &str) -> Result<&'a VoteDetail, Problem> {
    programme
        .votes
        .iter()
        .find(|vote| vote.facts.id == id)
        .ok_or_else(|| Problem::not_found(said!("problem-thing-vote"), id))
}

/// One vote with its ballot rule and, once published, its selection.
#[utoipa::path(
    get, path = "/programmes/{programme}/votes/{vote}", operation_id = "getVote", tag = "votes",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
    ),
    responses(
        (status = 200, description = "The vote.", body = Vote),
        Problems<404>,
    )
)]
pub async fn vote(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer<Vote> {
    let programme = programme_of(&app, &programme).await?;
    let announced = Announced::read(&app.store, &programme.summary.facts.id).await?;
    Ok(Json(Vote::of(vote_of(&programme, &id)?, &announced)))
}

/// The outcome of a vote's selection: rule, rounds, ties and an explanation for each project, as on the record.
#[utoipa::path(
    get, path = "/programmes/{programme}/votes/{vote}/selection", operation_id = "getSelection", tag = "votes",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
    ),
    responses(
        (status = 200, description = "The body `outcome` of the entry that published the selection.", body = Object),
        Problems<404>,
    )
)]
pub async fn selection(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer<Value> {
    published(&app, &programme, &id, OUTCOME).await
}

/// What was found about a vote's selection: who is represented, where the money goes, which promises of proportionality
/// hold, and what would be selected without each body, the public and each service group.
#[utoipa::path(
    get, path = "/programmes/{programme}/votes/{vote}/analysis", operation_id = "getAnalysis", tag = "votes",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
    ),
    responses(
        (status = 200, description = "The body `analysis` of the entry that published the selection.", body = Object),
        Problems<404>,
    )
)]
pub async fn analysis(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer<Value> {
    published(&app, &programme, &id, ANALYSIS).await
}

/// The rule that a vote was decided by, its lot drawn: what `madang select --rule-file` takes.
#[utoipa::path(
    get, path = "/programmes/{programme}/votes/{vote}/rule.json", operation_id = "getAppliedRule", tag = "votes",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
    ),
    responses(
        (status = 200, description = "The rule, in the format of the selection engine.", body = Object),
        Problems<404>,
    )
)]
pub async fn rule(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer<SelectionRule> {
    let Json(outcome): Json<Outcome> = published(&app, &programme, &id, OUTCOME).await?;
    Ok(Json(outcome.rule))
}

/// A body of the entry that published a vote's selection.
async fn published<T: DeserializeOwned>(
    app: &App,
    programme: &str,
    vote: &str,
    body: &str,
) -> Answer<T> {
    let programme = programme_of(app, programme).await?;
    let selection = &vote_of(&programme, vote)?.selection;
    let none = || Problem::not_found(said!("problem-thing-selection"), vote);
    let entry = selection.as_ref().ok_or_else(none)?.published.entry;
    let entry = app.store.entry(entry).await?.ok_or_else(none)?;
    read_body(&entry, body).map(Json).ok_or_else(none)
}
