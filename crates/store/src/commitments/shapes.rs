//! Commitments, as pages and the JSON API show them.

use madang_programme::commitments::{
    ActionPlanRecorded, CommitmentCorrected, CommitmentRecorded, CommitmentText, MilestoneRecorded,
    ReviewRecorded, ReviewText,
};
use madang_words::Text;
use serde::Serialize;

/// A commitment in a country's list, as it stands.
#[derive(Clone, Debug, Serialize)]
pub struct CommitmentSummary {
    /// Its facts.
    pub facts: CommitmentRecorded,
    /// Its title, where the source has one.
    pub title: Option<Text>,
    /// Its entry.
    pub entry: u64,
    /// Milestones on record.
    pub milestones: u64,
    /// Reviews on record.
    pub reviews: u64,
}

/// A country that has commitments on record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountrySummary {
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// How many.
    pub commitments: u64,
}

/// An action plan on record.
#[derive(Clone, Debug, Serialize)]
pub struct ActionPlanDetail {
    /// Its facts.
    pub facts: ActionPlanRecorded,
    /// Its entry.
    pub entry: u64,
}

/// A commitment put right.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionDetail {
    /// What was wrong, which entry, and the values as they are to be read.
    pub facts: CommitmentCorrected,
    /// The words as they are to be read; `None` where they are restricted or erased.
    pub text: Option<CommitmentText>,
    /// Its entry.
    pub entry: u64,
    /// When it was put right, UTC.
    pub at: String,
}

/// Everything on record about a commitment.
#[derive(Clone, Debug, Serialize)]
pub struct CommitmentDetail {
    /// Its facts, as they were recorded first.
    pub facts: CommitmentRecorded,
    /// Its words, as they were recorded first.
    pub text: Option<CommitmentText>,
    /// Its entry.
    pub entry: u64,
    /// What was put right since, oldest first: each says the whole commitment as it is to be read from there on.
    pub corrections: Vec<CorrectionDetail>,
    /// Its plan.
    pub action_plan: Option<ActionPlanDetail>,
    /// Its milestones, by code, with their entry.
    pub milestones: Vec<(MilestoneRecorded, u64)>,
    /// Its reviews with their words, oldest first.
    pub reviews: Vec<ReviewDetail>,
}

/// A review.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewDetail {
    /// Its facts.
    pub facts: ReviewRecorded,
    /// Its words.
    pub text: Option<ReviewText>,
    /// Its entry.
    pub entry: u64,
}

impl CommitmentDetail {
    /// Its facts and words as they are to be read now.
    pub fn as_it_stands(&self) -> (&CommitmentRecorded, Option<&CommitmentText>) {
        match self.corrections.last() {
            Some(latest) => (&latest.facts.values, latest.text.as_ref()),
            None => (&self.facts, self.text.as_ref()),
        }
    }
}
