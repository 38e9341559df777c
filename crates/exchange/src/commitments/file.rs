//! A file of commitments, like `examples/kr0018/commitments.json`. What the record keeps as the file has it is typed once, on
//! the record's side.

use madang_programme::commitments::{
    ActionPlanRecorded, CodedValue, MilestoneRecorded, NamedEvent, NamedGroup, Note,
    NumberElsewhere, ReviewStage, Target, TitleElsewhere,
};
use madang_words::Text;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::mistake::Mistakes;
use crate::source::{At, Source};

/// Everything in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitments {
    /// Whom to credit, and what was done to the source; show it wherever the data is shown.
    pub attribution: String,
    /// The action plans to which the commitments belong.
    pub action_plans: Vec<At<ActionPlanRecorded>>,
    /// How plans were made, as far as a source says.
    pub process: Vec<At<PlanProcess>>,
    /// The commitments.
    pub commitments: Vec<At<Commitment>>,
    /// Their milestones.
    pub milestones: Vec<At<MilestoneRecorded>>,
    /// Coded reviews.
    pub reviews: Vec<At<Review>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists<'t> {
    attribution: String,
    #[serde(borrow)]
    action_plans: Vec<&'t RawValue>,
    #[serde(borrow)]
    process: Vec<&'t RawValue>,
    #[serde(borrow)]
    commitments: Vec<&'t RawValue>,
    #[serde(borrow)]
    milestones: Vec<&'t RawValue>,
    #[serde(borrow)]
    reviews: Vec<&'t RawValue>,
}

impl Commitments {
    /// Reads a file.
    ///
    /// # Errors
    /// All that is wrong in it, with the places.
    pub fn read(source: &Source) -> Result<Commitments, Mistakes> {
        let lists: Lists = source.json()?;
        let mut mistakes = Vec::new();
        let read = Commitments {
            attribution: lists.attribution,
            action_plans: source.items(&lists.action_plans, &mut mistakes),
            process: source.items(&lists.process, &mut mistakes),
            commitments: source.items(&lists.commitments, &mut mistakes),
            milestones: source.items(&lists.milestones, &mut mistakes),
            reviews: source.items(&lists.reviews, &mut mistakes),
        };
        Mistakes::none_of(mistakes, read)
    }
}

/// The consultation with which a plan was made. `None` where the source has no value.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanProcess {
    /// The plan: `KR-2`.
    pub action_plan: String,
    /// How many of the required consultation steps were followed.
    pub steps_followed: u32,
    /// How many steps were required.
    pub steps_of: u32,
    /// Whether a regular forum met during implementation.
    pub regular_forum: Option<bool>,
    /// Whether a self-assessment was published.
    pub self_assessment_published: Option<bool>,
    /// Whether the draft self-assessment was open to comments for two weeks.
    pub two_week_comment_period: Option<bool>,
    /// The file the facts come from.
    pub source: String,
}

/// A commitment in an action plan. `None` and empty lists stand where the source is blank.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Identifier in the Open Government Partnership's data: `KR0018`.
    pub id: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// The plan it belongs to.
    pub action_plan: Option<String>,
    /// First year of its plan.
    pub cycle: u32,
    /// Its number in the plan: `1b`.
    pub number: Option<String>,
    /// The number another source gives it.
    #[serde(default)]
    pub number_elsewhere: Option<NumberElsewhere>,
    /// Title, spelt as on the page, with a translation where a plain one is certain.
    pub title: Option<Text>,
    /// A title found elsewhere, where the list has none.
    #[serde(default)]
    pub title_elsewhere: Option<TitleElsewhere>,
    /// The country's name on the newer page, where it differs.
    #[serde(default)]
    pub country_name_newer: Option<Text>,
    /// Theme it stands under in the report.
    pub theme: Option<Text>,
    /// Status on the page: `Inactive`.
    pub status: Option<String>,
    /// Lead institution as on the page.
    pub lead_institution: Option<Text>,
    /// Responsible institution as in the reviewer's report.
    pub responsible_institution: Option<Text>,
    /// Supporting institutions as in the reviewer's report.
    pub supporting_institutions: Option<Text>,
    /// Start date as the source has it.
    pub start_date: Option<String>,
    /// End date as the source has it.
    pub end_date: Option<String>,
    /// Policy areas in the source's own vocabulary.
    pub policy_areas: Vec<String>,
    /// Where `policy_areas` were read, if not at `url`.
    #[serde(default)]
    pub policy_areas_source: Option<String>,
    /// Policy areas as a newer rendering of the same record has them.
    pub policy_areas_newer: Vec<String>,
    /// Where `policy_areas_newer` were read.
    #[serde(default)]
    pub policy_areas_newer_source: Option<String>,
    /// The commitment's page.
    pub url: String,
    /// The government's text as published, letters missing and all; English only, since it is a quotation.
    pub description_as_published: Option<Text>,
    /// The same text as corrected in the reviewer's report.
    pub description_corrected: Option<Text>,
    /// What it is meant to bring about.
    pub aims: Vec<Text>,
    /// Ways of taking part that were promised.
    pub instruments: Vec<Text>,
    /// Targets.
    pub targets: Vec<Target>,
    /// The groups into which it divides public services.
    #[serde(default)]
    pub service_groups: Vec<NamedGroup>,
}

/// What an independent reviewer, or another rendering of the reviewer's codes, says of a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The commitment.
    pub commitment: String,
    /// The report: `KR-EOT-2014-2016`.
    pub report: String,
    /// The report's title.
    pub report_title: String,
    /// Stage.
    pub stage: ReviewStage,
    /// Coded values.
    pub values: Vec<CodedValue>,
    /// Findings, restated.
    pub findings: Vec<Text>,
    /// Evidence that the reviewer looked for and did not find.
    pub evidence_gaps: Vec<Text>,
    /// Recommendations, restated.
    pub recommendations: Vec<Text>,
    /// Events that the report names.
    pub events: Vec<NamedEvent>,
    /// Numbered notes.
    pub notes: Vec<Note>,
}
