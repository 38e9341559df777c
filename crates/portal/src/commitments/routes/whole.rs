//! A commitment in the API with what other features say of it.

use axum::Json;
use axum::extract::{Path, State};
use madang_programme::commitments::CommitmentText;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::commitments::corrections;
use crate::commitments::shapes::{
    ActionPlan, CommitmentItem, CorrectionItem, Milestone, Review, recorded,
};
use crate::frame::app::App;
use crate::frame::problem::{Answer, Problem, Problems};
use crate::frame::shapes::texts;
use crate::frame::words::said;
use crate::model;
use crate::programmes::shapes::ProgrammeItem;

/// A commitment with everything on record about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Commitment {
    /// As in a list.
    #[serde(flatten)]
    pub item: CommitmentItem,
    /// Its words (theme, institutions, descriptions, aims, instruments, targets), as in the content `text` of its entry;
    /// absent where they are restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub text: Option<Value>,
    /// Its action plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<ActionPlan>,
    /// Its milestones by code.
    pub milestones: Vec<Milestone>,
    /// Its reviews, oldest first.
    pub reviews: Vec<Review>,
    /// Programmes that run under it.
    pub programmes: Vec<ProgrammeItem>,
    /// Where it was corrected: its facts and words as they were recorded first. All else here is what stands now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub recorded: Option<Value>,
    /// Its corrections, oldest first.
    pub corrections: Vec<CorrectionItem>,
}

impl Commitment {
    fn new(detail: &model::CommitmentDetail, programmes: &[model::ProgrammeSummary]) -> Commitment {
        let title = detail
            .text
            .as_ref()
            .and_then(|text| text.title.as_ref())
            .map(texts);
        let words = |text: &CommitmentText| serde_json::to_value(text).unwrap_or_default();
        Commitment {
            item: CommitmentItem::new(&detail.facts, title, detail.entry),
            text: detail.text.as_ref().map(words),
            plan: detail.action_plan.as_ref().map(|plan| ActionPlan {
                id: plan.facts.id.clone(),
                number: plan.facts.number,
                cycle: plan.facts.cycle,
                title: texts(&plan.facts.title),
                entry: plan.entry,
            }),
            milestones: detail
                .milestones
                .iter()
                .map(|(milestone, entry)| Milestone::new(milestone, *entry))
                .collect(),
            reviews: detail.reviews.iter().map(Review::from).collect(),
            programmes: programmes.iter().map(ProgrammeItem::from).collect(),
            recorded: None,
            corrections: detail
                .corrections
                .iter()
                .map(CorrectionItem::from)
                .collect(),
        }
    }
}

/// Everything on record about a commitment.
#[utoipa::path(
    get, path = "/commitments/{commitment}", operation_id = "getCommitment", tag = "commitments",
    params(("commitment" = String, Path, description = "Identifier in the OGP's data.")),
    responses(
        (status = 200, description = "The commitment with its milestones and reviews.", body = Commitment),
        Problems<404>,
    )
)]
pub async fn commitment(State(app): State<App>, Path(id): Path<String>) -> Answer<Commitment> {
    let found = app.store.commitment(&id).await?;
    let mut found =
        found.ok_or_else(|| Problem::not_found(said!("problem-thing-commitment"), &id))?;
    let recorded = (!found.corrections.is_empty()).then(|| recorded(&found));
    corrections::stand(&mut found);
    let programmes = app.store.programmes_under(&id).await?;
    let mut commitment = Commitment::new(&found, &programmes);
    commitment.recorded = recorded;
    Ok(Json(commitment))
}
