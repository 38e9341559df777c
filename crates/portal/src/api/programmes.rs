//! Programmes, proposals, votes and selections.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use madang_programme::selection::{ANALYSIS, OUTCOME};
use serde_json::Value;

use crate::api::Answer;
use crate::api::problem::Problem;
use crate::api::types::{List, Programme, ProgrammeItem, Proposal, Vote};
use crate::app::App;
use crate::labels::ORDERS;
use crate::model::{ProgrammeDetail, ProposalFilter, ProposalState, VoteDetail, read_body};
use crate::query::{self, Query};
use crate::ui::step;

/// The programme of that identifier.
pub async fn programme_of(app: &App, id: &str) -> Result<ProgrammeDetail, Problem> {
    app.store
        .programme(id)
        .await?
        .ok_or_else(|| Problem::not_found("programme", id))
}

/// The vote of that identifier.
pub fn vote_of<'a>(programme: &'a ProgrammeDetail, id: &str) -> Result<&'a VoteDetail, Problem> {
    programme
        .votes
        .iter()
        .find(|vote| vote.facts.id == id)
        .ok_or_else(|| Problem::not_found("vote", id))
}

/// All programmes.
#[utoipa::path(
    get, path = "/programmes", operation_id = "listProgrammes", tag = "programmes",
    responses(
        (status = 200, description = "Every programme with where it stands.", body = Vec<ProgrammeItem>),
        (status = 503, description = "The database does not answer.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn list(State(app): State<App>) -> Answer<Vec<ProgrammeItem>> {
    Ok(Json(
        app.store
            .programmes()
            .await?
            .iter()
            .map(ProgrammeItem::from)
            .collect(),
    ))
}

/// One programme with its groups, bodies, rules and votes.
#[utoipa::path(
    get, path = "/programmes/{programme}", operation_id = "getProgramme", tag = "programmes",
    params(("programme" = String, Path, description = "The programme's identifier.")),
    responses(
        (status = 200, description = "The programme.", body = Programme),
        (status = 404, description = "There is no such programme.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn one(State(app): State<App>, Path(id): Path<String>) -> Answer<Programme> {
    Ok(Json(Programme::from(&programme_of(&app, &id).await?)))
}

/// A programme's proposals: searched, filtered, ordered, a page at a time.
#[utoipa::path(
    get, path = "/programmes/{programme}/proposals", operation_id = "listProposals", tag = "proposals",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("q" = Option<String>, Query, description = "Words that must all occur in title, summary or proposer; at most 200 characters."),
        ("group" = Option<String>, Query, description = "Only this service group."),
        ("audience" = Option<String>, Query, description = "Only this audience."),
        ("state" = Option<String>, Query, description = "Only these: submitted, candidate, selected, not_selected or withdrawn. Without it all but withdrawn ones."),
        ("order" = Option<String>, Query, description = "submitted (default), cost_descending or cost_ascending."),
        ("offset" = Option<u64>, Query, description = "How many to leave out, 0–10,000."),
        ("limit" = Option<u64>, Query, description = "How many at most, 1–100; 20 without it."),
    ),
    responses(
        (status = 200, description = "A page of proposals.", body = List<Proposal>),
        (status = 400, description = "The query has mistakes.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such programme.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn proposals(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer<List<Proposal>> {
    let programme = programme_of(&app, &id).await?;
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let groups = programme.groups.iter().map(|group| group.facts.id.as_str());
    let audiences = programme
        .groups
        .iter()
        .flat_map(|group| &group.audiences)
        .map(|a| a.id.as_str());
    let filter = ProposalFilter {
        search: query.search("q"),
        group: query
            .one_of("group", groups.map(|id| (id, id)))
            .map(str::to_owned),
        audience: query
            .one_of("audience", audiences.map(|id| (id, id)))
            .map(str::to_owned),
        state: query.one_of(
            "state",
            ProposalState::ALL.map(|state| (state.name(), state)),
        ),
        order: query.one_of("order", ORDERS).unwrap_or_default(),
        offset: query.number("offset", 0..=10_000, 0),
        limit: query.number("limit", 1..=100, 20),
    };
    if !query.errors.is_empty() {
        return Err(Problem::query(&query.errors));
    }
    let page = app.store.proposals(&id, &filter).await?;
    let following = filter.offset + filter.limit;
    let followed = page.is_followed(filter.offset, filter.limit);
    let order = ORDERS
        .iter()
        .find(|(_, order)| *order == filter.order)
        .map_or("", |(name, _)| name);
    let next = followed.then(|| {
        let query = query::write(&[
            ("q", &filter.search),
            ("group", filter.group.as_deref().unwrap_or_default()),
            ("audience", filter.audience.as_deref().unwrap_or_default()),
            ("state", filter.state.map_or("", ProposalState::name)),
            ("order", order),
            ("offset", &following.to_string()),
            ("limit", &filter.limit.to_string()),
        ]);
        format!("/api/v1/programmes/{}/proposals?{query}", step(&id))
    });
    Ok(Json(List {
        items: page.items.iter().map(Proposal::from).collect(),
        total: page.total,
        more_than_total: page.more_than_total,
        next,
    }))
}

/// One proposal.
#[utoipa::path(
    get, path = "/programmes/{programme}/proposals/{proposal}", operation_id = "getProposal", tag = "proposals",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("proposal" = String, Path, description = "The proposal's identifier."),
    ),
    responses(
        (status = 200, description = "The proposal.", body = Proposal),
        (status = 404, description = "There is no such programme or proposal.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn proposal(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer<Proposal> {
    let found = app.store.proposal(&programme, &id).await?;
    Ok(Json(Proposal::from(
        &found.ok_or_else(|| Problem::not_found("proposal", &id))?,
    )))
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
        (status = 404, description = "There is no such programme or vote.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn vote(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer<Vote> {
    let programme = programme_of(&app, &programme).await?;
    Ok(Json(Vote::from(vote_of(&programme, &id)?)))
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
        (status = 404, description = "There is no such vote, or its selection is not published or not public.", body = Problem, content_type = "application/problem+json"),
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
        (status = 404, description = "There is no such vote, or its selection is not published or not public.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn analysis(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer<Value> {
    published(&app, &programme, &id, ANALYSIS).await
}

/// A body of the entry that published a vote's selection.
async fn published(app: &App, programme: &str, vote: &str, body: &str) -> Answer<Value> {
    let programme = programme_of(app, programme).await?;
    let selection = &vote_of(&programme, vote)?.selection;
    let none = || Problem::not_found("published selection of the vote", vote);
    let entry = selection.as_ref().ok_or_else(none)?.published.entry;
    let entry = app.store.entry(entry).await?.ok_or_else(none)?;
    read_body(&entry, body).map(Json).ok_or_else(none)
}
