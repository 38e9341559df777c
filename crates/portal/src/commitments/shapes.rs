//! What the API says about commitments, their milestones and their reviews.

use madang_programme::commitments::ReviewText;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::frame::shapes::{Texts, name, texts, value};
use crate::model;

/// A country with commitments on record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// How many commitments.
    pub commitments: u64,
}

/// A commitment in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CommitmentItem {
    /// Identifier in the OGP's data.
    pub id: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// Title; absent where the source has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// Its action plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_plan: Option<String>,
    /// First year of its plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cycle: Option<u32>,
    /// Its number in the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Status in the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Start date as the source has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    /// End date as the source has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// Policy areas.
    pub policy_areas: Vec<String>,
    /// Policy areas in a later rendering of the same record.
    pub policy_areas_newer: Vec<String>,
    /// Where it was taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its entry.
    pub entry: u64,
}

impl CommitmentItem {
    /// A commitment of these facts, with its title and its entry.
    pub fn new(
        facts: &madang_programme::commitments::CommitmentRecorded,
        title: Option<Texts>,
        entry: u64,
    ) -> Self {
        CommitmentItem {
            id: facts.id.clone(),
            country: facts.country.clone(),
            title,
            action_plan: facts.action_plan.clone(),
            cycle: facts.cycle,
            number: facts.number.clone(),
            status: facts.status.clone(),
            start_date: facts.start_date.clone(),
            end_date: facts.end_date.clone(),
            policy_areas: facts.policy_areas.clone(),
            policy_areas_newer: facts.policy_areas_newer.clone(),
            url: facts.url.clone(),
            entry,
        }
    }
}

impl From<&model::CommitmentSummary> for CommitmentItem {
    fn from(summary: &model::CommitmentSummary) -> CommitmentItem {
        CommitmentItem::new(
            &summary.facts,
            summary.title.as_ref().map(texts),
            summary.entry,
        )
    }
}

/// A correction of a commitment.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CorrectionItem {
    /// Its entry.
    pub entry: u64,
    /// When, UTC.
    pub at: String,
    /// The entry that it corrects.
    pub corrects: u64,
    /// Why.
    pub reason: Texts,
    /// The facts that stand from then on, whole.
    #[schema(value_type = Object)]
    pub values: Value,
    /// The words that stand from then on, whole; absent where they are not public.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub text: Option<Value>,
}

impl From<&model::CorrectionDetail> for CorrectionItem {
    fn from(correction: &model::CorrectionDetail) -> CorrectionItem {
        CorrectionItem {
            entry: correction.entry,
            at: correction.at.clone(),
            corrects: correction.facts.corrects,
            reason: texts(&correction.facts.reason),
            values: serde_json::to_value(&correction.facts.values).unwrap_or_default(),
            text: value(correction.text.as_ref()),
        }
    }
}

/// A commitment's facts and words as they were recorded first.
pub fn recorded(detail: &model::CommitmentDetail) -> Value {
    serde_json::json!({
        "values": serde_json::to_value(&detail.facts).unwrap_or_default(),
        "text": value(detail.text.as_ref()),
    })
}

/// An action plan.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ActionPlan {
    /// Identifier.
    pub id: String,
    /// Its number in the country.
    pub number: u32,
    /// First year.
    pub cycle: u32,
    /// Title.
    pub title: Texts,
    /// Its entry.
    pub entry: u64,
}

/// A milestone.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Milestone {
    /// Code.
    pub code: String,
    /// Title.
    pub title: Texts,
    /// Year it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<u32>,
    /// Start date as the source has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    /// End date as the source has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// True where the reviewer derived it from the commitment's text.
    pub derived_by_reviewer: bool,
    /// Its entry.
    pub entry: u64,
}

impl Milestone {
    /// A milestone and its entry.
    pub fn new(
        milestone: &madang_programme::commitments::MilestoneRecorded,
        entry: u64,
    ) -> Milestone {
        Milestone {
            code: milestone.code.clone(),
            title: texts(&milestone.title),
            due: milestone.due,
            start_date: milestone.start_date.clone(),
            end_date: milestone.end_date.clone(),
            derived_by_reviewer: milestone.derived_by_reviewer,
            entry,
        }
    }
}

/// A review by the independent reviewer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Review {
    /// The report's identifier.
    pub report: String,
    /// Its title.
    pub report_title: String,
    /// `midterm`, `end_of_term` or `other`.
    pub stage: String,
    /// The coded values.
    pub values: Vec<CodedValue>,
    /// Findings, evidence gaps, recommendations, events and notes, as in the content `text` of its entry; absent where
    /// they are restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub text: Option<Value>,
    /// Its entry.
    pub entry: u64,
}

impl From<&model::ReviewDetail> for Review {
    fn from(review: &model::ReviewDetail) -> Review {
        let coded = |value: &madang_programme::commitments::CodedValue| CodedValue {
            field: value.field.clone(),
            milestone: value.milestone.clone(),
            value: value.value.clone(),
            code_list: value.code_list.clone(),
            source: value.source.clone(),
            fact: value.fact.as_ref().map(texts),
        };
        let words = |text: &ReviewText| serde_json::to_value(text).unwrap_or_default();
        Review {
            report: review.facts.report.clone(),
            report_title: review.facts.report_title.clone(),
            stage: name(&review.facts.stage),
            values: review.facts.values.iter().map(coded).collect(),
            text: review.text.as_ref().map(words),
            entry: review.entry,
        }
    }
}

/// One coded value of a review.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CodedValue {
    /// The indicator.
    pub field: String,
    /// The milestone it is about; absent for the commitment as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub milestone: Option<String>,
    /// The label on the code list; `blank` where the source leaves it blank.
    pub value: String,
    /// The code list's version.
    pub code_list: String,
    /// Where it is written.
    pub source: String,
    /// What the reviewer rested it on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<Texts>,
}
