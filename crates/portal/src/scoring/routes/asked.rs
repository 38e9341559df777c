//! What programs ask of how bodies score: the forms' own way.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{criteria_sent, interests_sent, recusals_sent, scores_sent};
use crate::accounts::asked::{Asking, Asks, Done, Fields, NotDone, WordsByLanguage};
use crate::frame::problem::Problem;
use crate::frame::sent::Once;
use crate::scoring::fixing::{CRITERIA, KIND, MEMBER, MIN_PANEL, PROPOSAL, REASON};
use crate::scoring::forms::{ANY, DETAILS, DISCOVERED, PROPOSALS, cell};

/// What a member has to do with the proposals of a vote.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInterest {
    /// The proposals with which they have to do; empty where there are none.
    proposals: Vec<String>,
    /// What it is, where they name any: read by administrators and officials alone.
    details: Option<String>,
    /// The day on which they found out, where they had declared before: `2026-12-01`.
    discovered: Option<String>,
}

impl Asks for NewInterest {
    fn fill(&self, fields: &mut Fields) {
        let any = match self.proposals.is_empty() {
            true => "none",
            false => "some",
        };
        fields.put(ANY, any);
        for proposal in &self.proposals {
            fields.put(PROPOSALS, proposal);
        }
        fields.put_some(DETAILS, self.details.as_deref());
        fields.put_some(DISCOVERED, self.discovered.as_deref());
    }
}

/// A member's scores.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSheet {
    /// By proposal its score by each criterion; a proposal that is left out has none.
    scores: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Asks for NewSheet {
    fn fill(&self, fields: &mut Fields) {
        for (proposal, scores) in &self.scores {
            for (criterion, score) in scores {
                fields.put_named(cell(proposal, criterion), score.to_string());
            }
        }
    }
}

/// A criterion that is to be fixed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCriterion {
    /// What it is called, in the language that it seems to be in.
    name: String,
    /// How much it weighs beside the others.
    weight: u32,
    /// The highest score.
    scale: u32,
}

/// Criteria that are to be fixed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCriteria {
    /// They, in their order: `c1`, `c2` and so on.
    criteria: Vec<NewCriterion>,
    /// How many members are to score each proposal at least.
    min_panel: u32,
}

impl Asks for NewCriteria {
    fn fill(&self, fields: &mut Fields) {
        let lines = self.criteria.iter().map(|one| {
            let (weight, scale) = (one.weight.to_string(), one.scale.to_string());
            [one.name.as_str(), &weight, &scale].join(" | ")
        });
        fields.say(CRITERIA, &lines.collect::<Vec<String>>().join("\n"));
        fields.put(MIN_PANEL, &self.min_panel.to_string());
    }

    fn pointer(field: &str) -> String {
        match field {
            "min-panel" => "min_panel".to_owned(),
            other => other.to_owned(),
        }
    }
}

/// That a member does not score a proposal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRecusal {
    /// The member, by their name in the body.
    member: String,
    /// The proposal.
    proposal: String,
    /// How it came to that: `excluded`, `challenged` or `self_excluded`.
    kind: String,
    /// Why.
    reason: WordsByLanguage,
}

impl Asks for NewRecusal {
    fn fill(&self, fields: &mut Fields) {
        fields.put(MEMBER, &self.member);
        fields.put(PROPOSAL, &self.proposal);
        fields.put(KIND, &self.kind);
        fields.say_in_both(REASON, &self.reason);
    }
}

type Answered = Result<Response<Body>, Problem>;
type Named = Path<(String, String, String)>;

/// Declares what whoever asks has to do with the proposals of a vote, as a member of the body.
#[utoipa::path(
    post, path = "/programmes/{programme}/votes/{vote}/scoring/{body}/interests", operation_id = "declareInterest", tag = "votes",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
        ("body" = String, Path, description = "The body's identifier."),
        Once,
    ),
    request_body = NewInterest,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn declare(named: Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewInterest>()?;
    let form = |caller, body| interests_sent(caller, named, body);
    read.by(caller, form).await
}

/// Hands in scores under seal, as a member of the body; what they handed in before does not count any more.
#[utoipa::path(
    post, path = "/programmes/{programme}/votes/{vote}/scoring/{body}/scores", operation_id = "submitScores", tag = "votes",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
        ("body" = String, Path, description = "The body's identifier."),
        Once,
    ),
    request_body = NewSheet,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn score(named: Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewSheet>()?;
    let form = |caller, body| scores_sent(caller, named, body);
    read.by(caller, form).await
}

/// Fixes the criteria of a body in a vote, as an administrator, before its first member scores.
#[utoipa::path(
    post, path = "/programmes/{programme}/votes/{vote}/scoring/{body}/criteria", operation_id = "fixCriteria", tag = "votes",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
        ("body" = String, Path, description = "The body's identifier."),
        Once,
    ),
    request_body = NewCriteria,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn fix(named: Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewCriteria>()?;
    let form = |caller, body| criteria_sent(caller, named, body);
    read.by(caller, form).await
}

/// Decides that a member does not score a proposal, as whoever is in the chair.
#[utoipa::path(
    post, path = "/programmes/{programme}/votes/{vote}/scoring/{body}/recusals", operation_id = "decideRecusal", tag = "votes",
    security(("account" = [])),
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
        ("body" = String, Path, description = "The body's identifier."),
        Once,
    ),
    request_body = NewRecusal,
    responses((status = 201, description = "It is on record.", body = Done), NotDone)
)]
pub async fn recuse(named: Named, asking: Asking) -> Answered {
    let (read, caller) = asking.read::<NewRecusal>()?;
    let form = |caller, body| recusals_sent(caller, named, body);
    read.by(caller, form).await
}
