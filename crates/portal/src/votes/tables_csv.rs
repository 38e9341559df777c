//! A decided vote as tables: its candidates with the result, and the scores. `madang select` reads them.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;

use crate::frame::app::App;
use crate::frame::csv::{
    Column, column, csv, csv_words, first_words, head, line, main_unit, number, table,
};
use crate::frame::problem::{Problem, Problems};
use crate::frame::shapes::name;
use crate::model::{ProposalDetail, ProposalFilter};
use crate::programmes::api::programme_of;
use crate::programmes::downloads::languages;
use crate::votes::api::vote_of;
use crate::votes::downloads::opened;
use crate::votes::outcome::{self, ProjectExplanation};
use crate::votes::sheets::sheets;

/// The columns of the candidates.
pub const PROJECTS: &[Column] = &[
    column("project_id", "vote-column-id"),
    column("cost", "vote-column-cost"),
    column("name", "vote-column-name"),
    column("group", "vote-column-group"),
    column("audience", "vote-column-audience"),
    column("selected", "vote-column-selected"),
    column("place", "vote-column-place"),
    column("votes", "vote-column-votes"),
    column("value", "vote-column-value"),
    column("weighted_score", "vote-column-weighted-score"),
    column("score_parts", "vote-column-score-parts"),
    column("reason", "vote-column-reason"),
    column("short_by", "vote-column-short-by"),
    column("over_budget", "vote-column-over-budget"),
    column("entry", "vote-column-entry"),
];

/// The columns of the scores.
pub const SCORE_COLUMNS: &[Column] = &[
    column("body", "vote-column-body"),
    column("expert", "vote-column-expert"),
    column("project_id", "vote-column-id"),
    column("score", "vote-column-score"),
    column("entry", "vote-column-entry"),
];

/// A vote's candidates as CSV, with the result once it is published.
#[utoipa::path(
    get, path = "/programmes/{programme}/votes/{vote}/projects.csv", operation_id = "getProjectsCsv", tag = "votes",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
    ),
    responses(
        (status = 200, description = "Every candidate: cost, group, and once the selection is published place, votes, the value that the rule compares, and why it was not selected. `madang select` reads it together with `ballots.csv`.", body = String, content_type = "text/csv"),
        Problems<404>,
    )
)]
pub async fn projects_csv(
    State(app): State<App>,
    Path((programme, vote)): Path<(String, String)>,
) -> Result<Response<Body>, Problem> {
    let detail = programme_of(&app, &programme).await?;
    let of = vote_of(&detail, &vote)?;
    let decided = outcome::decided(&app.store, &app.kept, of).await?;
    let outcome = decided
        .as_ref()
        .and_then(|decided| decided.outcome.as_ref());
    let languages = languages(&detail);
    let currency = &detail.summary.facts.currency;
    let mut text = head(PROJECTS, &[]);
    for proposal in candidates(&app, &programme, &vote).await? {
        let facts = &proposal.facts;
        let name_of = proposal.text.as_ref().map(|text| &text.title);
        let mut fields = vec![
            csv_words(&facts.id),
            facts
                .cost
                .map_or_else(String::new, |cost| main_unit(cost, currency)),
            first_words(name_of, &languages),
            csv(facts.group.as_deref().unwrap_or_default()),
            csv(&facts.audiences.join("|")),
        ];
        let found =
            outcome.and_then(|outcome| Some((outcome, outcome::project(outcome, &facts.id)?)));
        fields.extend(match found {
            Some((outcome, project)) => [
                u8::from(project.round.is_some()).to_string(),
                number(project.round),
                project.votes.to_string(),
                number(outcome::value(outcome, project)),
                number(outcome::score(outcome, project)),
                csv(&parts(project)),
                project.reason.as_ref().map_or_else(String::new, name),
                number(project.short_by.as_ref()),
                number(project.over_budget.as_ref()),
            ],
            None => Default::default(),
        });
        fields.push(proposal.entry.to_string());
        text.push_str(&line(&fields));
    }
    Ok(table(&format!("{programme}-{vote}-projects"), text))
}

/// What each voice adds to the score of a project.
fn parts(project: &ProjectExplanation) -> String {
    let parts = project.score_parts.iter();
    let parts: Vec<String> = parts
        .map(|part| format!("{}={}", part.voice, part.part))
        .collect();
    parts.join("|")
}

/// The candidates of a vote, with cost, group and audiences as they were when it opened: a later vote may have taken them over
/// since, and an amendment changed them.
pub async fn candidates(
    app: &App,
    programme: &str,
    vote: &str,
) -> Result<Vec<ProposalDetail>, Problem> {
    let candidates = app.store.with_state(|state| {
        let vote = state.vote(programme, vote);
        vote.map(|vote| vote.candidates.clone()).unwrap_or_default()
    });
    let candidates = candidates.await?;
    let mut filter = ProposalFilter {
        limit: 100,
        ..ProposalFilter::default()
    };
    let mut found = Vec::new();
    loop {
        let page = app.store.proposals(programme, &filter).await?;
        let last = (page.items.len() as u64) < filter.limit;
        for mut proposal in page.items {
            if let Some(then) = candidates.get(&proposal.facts.id) {
                proposal.facts.cost = Some(then.cost);
                proposal.facts.group.clone_from(&then.group);
                proposal.facts.audiences.clone_from(&then.audiences);
                found.push(proposal);
            }
        }
        if last {
            return Ok(found);
        }
        filter.offset += filter.limit;
    }
}

/// The opened scores of a vote as CSV.
#[utoipa::path(
    get, path = "/programmes/{programme}/votes/{vote}/scores.csv", operation_id = "getScoresCsv", tag = "votes",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
    ),
    responses(
        (status = 200, description = "A line a score, as `madang select --scores` reads it; none where the vote has no score sheets.", body = String, content_type = "text/csv"),
        Problems<404>,
    )
)]
pub async fn scores_csv(
    State(app): State<App>,
    Path((programme, vote)): Path<(String, String)>,
) -> Result<Response<Body>, Problem> {
    opened(&app, &programme, &vote).await?;
    let mut text = head(SCORE_COLUMNS, &[]);
    for (index, sheet) in sheets(&app.store, &programme, &vote).await? {
        for (id, score) in &sheet.content.scores {
            text.push_str(&line(&[
                csv(&sheet.body),
                csv(&sheet.member),
                csv_words(id),
                score.to_string(),
                index.to_string(),
            ]));
        }
    }
    Ok(table(&format!("{programme}-{vote}-scores"), text))
}
