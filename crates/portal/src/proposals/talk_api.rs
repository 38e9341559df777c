//! The API of what is said about a proposal: its versions, who stands behind them, and comments; and of the calls of a programme.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use madang_programme::State as Record;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::frame::app::App;
use crate::frame::form::Field;
use crate::frame::problem::{Answer, Problem, Problems};
use crate::frame::query::Query;
use crate::frame::shapes::{List, Texts, optional};
use crate::frame::words::said;
use crate::model::{CommentDetail, ProposalDetail, ProposalVersion};
use crate::programmes::api::programme_of;
use crate::proposals::routes::forms::asked;
use crate::proposals::{links, read, talk_csv};

/// The feature's addresses in the API that are about what is said of proposals.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(versions, asked::version))
        .routes(routes!(comments, asked::comment))
        .routes(routes!(calls))
        .routes(routes!(talk_csv::comments_csv))
        .routes(routes!(talk_csv::endorsements_csv))
}

/// A version of a proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Version {
    /// Its number, from 1.
    pub version: u64,
    /// Its entry.
    pub entry: u64,
    /// Since when it was read so, UTC.
    pub at: String,
    /// Title; absent where it is restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// What it would do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Texts>,
    /// Cost, smallest unit; absent where nobody said it yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<u64>,
    /// Why an official amended it; absent of what was handed in, and of what its author revised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Texts>,
    /// How many endorse this version.
    pub endorsements: u64,
}

/// A comment on a proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Comment {
    /// Its entry.
    pub entry: u64,
    /// When it was made, UTC.
    pub at: String,
    /// Who made it, as on the record: a role and a pseudonym.
    pub actor: String,
    /// The entry of the comment to which it replies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<u64>,
    /// The words; absent where they are restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Texts>,
}

/// A period in which a programme takes proposals.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Call {
    /// Its entry.
    pub entry: u64,
    /// The first day, in the programme's zone.
    pub from: String,
    /// The last day.
    pub to: String,
}

impl Version {
    fn of(number: u64, version: &ProposalVersion, endorsements: u64) -> Version {
        let text = version.text.as_ref();
        Version {
            version: number,
            entry: version.entry,
            at: version.at.clone(),
            title: optional(text.map(|text| &text.title)),
            summary: optional(text.and_then(|text| text.summary.as_ref())),
            cost: version.facts.cost,
            reason: optional(version.reason.as_ref()),
            endorsements,
        }
    }
}

impl From<&CommentDetail> for Comment {
    fn from(comment: &CommentDetail) -> Comment {
        Comment {
            entry: comment.entry,
            at: comment.at.clone(),
            actor: comment.actor.clone(),
            parent: comment.parent,
            text: optional(comment.text.as_ref()),
        }
    }
}

async fn proposal_of(app: &App, programme: &str, id: &str) -> Result<ProposalDetail, Problem> {
    let found = app.store.proposal(programme, id).await?;
    found.ok_or_else(|| Problem::not_found(said!("problem-thing-proposal"), id))
}

/// The versions of a proposal, the first one first, each with how many endorse it.
#[utoipa::path(
    get, path = "/programmes/{programme}/proposals/{proposal}/versions", operation_id = "listProposalVersions", tag = "proposals",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("proposal" = String, Path, description = "The proposal's identifier."),
    ),
    responses(
        (status = 200, description = "The versions.", body = Vec<Version>),
        Problems<404>,
    )
)]
pub async fn versions(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
) -> Answer<Vec<Version>> {
    proposal_of(&app, &programme, &id).await?;
    let versions = app.store.proposal_versions(&programme, &id).await?;
    let endorsed = read::endorsements(&app.store, &programme, &id).await?;
    let of = |(number, version): (u32, &ProposalVersion)| {
        let endorsements = endorsed.get(&number).copied().unwrap_or_default();
        Version::of(number.into(), version, endorsements)
    };
    Ok(Json((1..).zip(&versions).map(of).collect()))
}

/// Comments on a proposal, by threads: the newest thread first, in each the oldest comment first. `offset` and `limit` count threads.
#[utoipa::path(
    get, path = "/programmes/{programme}/proposals/{proposal}/comments", operation_id = "listProposalComments", tag = "proposals",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("proposal" = String, Path, description = "The proposal's identifier."),
        ("offset" = Option<u64>, Query, description = "How many threads to leave out, 0–10,000."),
        ("limit" = Option<u64>, Query, description = "How many threads at most, 1–100; 20 without it."),
    ),
    responses(
        (status = 200, description = "A page of threads.", body = List<Vec<Comment>>),
        Problems<400>,
        Problems<404>,
    )
)]
pub async fn comments(
    State(app): State<App>,
    Path((programme, id)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
) -> Answer<List<Vec<Comment>>> {
    let proposal = proposal_of(&app, &programme, &id).await?;
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let offset = query.number(Field::for_programs("offset"), 0..=10_000, 0);
    let limit = query.number(Field::for_programs("limit"), 1..=100, 20);
    if !query.errors.is_empty() {
        return Err(Problem::query(&query.errors));
    }
    let page = app
        .store
        .proposal_comments(proposal.entry, offset, limit)
        .await?;
    let next = page.is_followed(offset, limit).then(|| {
        let address = links::comments_api(&programme, &id);
        format!("{address}?offset={}&limit={limit}", offset + limit)
    });
    let thread = |thread: &Vec<CommentDetail>| thread.iter().map(Comment::from).collect();
    Ok(Json(List {
        items: page.items.iter().map(thread).collect(),
        total: page.total,
        more_than_total: page.more_than_total,
        next,
    }))
}

/// A programme's calls for proposals, the earliest first. One without any takes proposals at any time.
#[utoipa::path(
    get, path = "/programmes/{programme}/calls", operation_id = "listCalls", tag = "proposals",
    params(("programme" = String, Path, description = "The programme's identifier.")),
    responses(
        (status = 200, description = "The calls.", body = Vec<Call>),
        Problems<404>,
    )
)]
pub async fn calls(State(app): State<App>, Path(id): Path<String>) -> Answer<Vec<Call>> {
    programme_of(&app, &id).await?;
    let calls = app.store.with_state(|state: &Record| {
        let calls = state.calls(&id).iter();
        let calls = calls.map(|call| Call {
            entry: call.entry,
            from: call.from.clone(),
            to: call.to.clone(),
        });
        calls.collect()
    });
    Ok(Json(calls.await?))
}
