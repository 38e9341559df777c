//! Action plans, commitments, milestones and what an independent reviewer found, as in the Open Government
//! Partnership's data. One commitment has several renderings over time, so that every coded value carries its code
//! list and its source, and what a source leaves blank stays blank.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// A country's action plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionPlanRecorded {
    /// Identifier: `KR-2`.
    pub id: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// The plan's number in that country, from 1.
    pub number: u32,
    /// First year.
    pub cycle: u32,
    /// Title.
    pub title: Text,
    /// How the plan was drawn up, where a source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub process: Option<PlanProcess>,
}

/// How a plan was drawn up, as coded by the Open Government Partnership's reviewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanProcess {
    /// Consultation steps that were followed, …
    pub steps_followed: u32,
    /// … of so many.
    pub steps_of: u32,
    /// Whether a forum met regularly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regular_forum: Option<bool>,
    /// Whether a self-assessment was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_assessment_published: Option<bool>,
    /// Whether there were two weeks for comments on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub two_week_comment_period: Option<bool>,
    /// Where that is written.
    pub source: String,
}

/// A commitment in an action plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitmentRecorded {
    /// Identifier in the OGP's data: `KR0018`.
    pub id: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// The plan it belongs to, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action_plan: Option<String>,
    /// First year of its plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<u32>,
    /// Its number in the plan: `1b`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its number as another source has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_elsewhere: Option<NumberElsewhere>,
    /// Status in the source: `Inactive`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Start date, as the source has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    /// End date, as the source has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// Policy areas in the source's vocabulary.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policy_areas: Vec<String>,
    /// Where those are written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_areas_source: Option<String>,
    /// Policy areas as a later rendering of the same record has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policy_areas_newer: Vec<String>,
    /// Where those are written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_areas_newer_source: Option<String>,
    /// Where it was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A number in another source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberElsewhere {
    /// The number.
    pub number: String,
    /// Where it is written.
    pub source: String,
}

/// A title in another source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleElsewhere {
    /// The title.
    pub title: Text,
    /// Where it is written.
    pub source: String,
}

/// A group of services that a commitment names, with examples of whom it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedGroup {
    /// The group.
    pub group: Text,
    /// Examples.
    pub examples: Vec<Text>,
}

/// The body `text` of `commitment.recorded/1`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitmentText {
    /// Title; absent where the source has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// Title as another source has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_elsewhere: Option<TitleElsewhere>,
    /// The country's name as a newer rendering has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_name_newer: Option<Text>,
    /// Theme it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<Text>,
    /// Lead institution as on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_institution: Option<Text>,
    /// Responsible institution as in the reviewer's report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_institution: Option<Text>,
    /// Supporting institutions as in the reviewer's report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supporting_institutions: Option<Text>,
    /// Description as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// Description as corrected by the reviewer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description_corrected: Option<Text>,
    /// What it is meant to bring about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aims: Vec<Text>,
    /// Ways of taking part that were promised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instruments: Vec<Text>,
    /// Targets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Target>,
    /// Groups of services that it names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service_groups: Vec<NamedGroup>,
    /// Whom to credit for the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
}

/// A target in a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// What is to be reached.
    pub what: Text,
    /// How many, where it is a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u64>,
    /// By which year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<u32>,
}

/// A milestone of a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MilestoneRecorded {
    /// The commitment.
    pub commitment: String,
    /// Its code: `1.b.1`.
    pub code: String,
    /// Title.
    pub title: Text,
    /// Year it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<u32>,
    /// Start date, as the source has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    /// End date, as the source has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// True where the reviewer derived it from the commitment's text.
    pub derived_by_reviewer: bool,
}

/// When in the plan's life a review was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewStage {
    /// Mid-term (progress report).
    Midterm,
    /// End of term.
    EndOfTerm,
    /// Any other source: a data base, a later page.
    Other,
}

/// One coded value of a review: what, on which code list, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodedValue {
    /// The indicator: `completion`, `potential_impact`, `did_it_open_government.civic_participation`, ….
    pub field: String,
    /// The milestone it is about; absent for the commitment as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milestone: Option<String>,
    /// The label on the code list; labels, never numbers, since the numbers changed from year to year.
    pub value: String,
    /// The code list's version: `2014-16`.
    pub code_list: String,
    /// Report, page or file it is written in.
    pub source: String,
    /// What the reviewer rested it on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<Text>,
}

/// A review of a commitment by the independent reviewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewRecorded {
    /// The commitment.
    pub commitment: String,
    /// The report's identifier: `KR-EOT-2014-2016`.
    pub report: String,
    /// Its title.
    pub report_title: String,
    /// Stage.
    pub stage: ReviewStage,
    /// The coded values.
    pub values: Vec<CodedValue>,
}

/// The body `text` of `review.recorded/1`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewText {
    /// Findings, one sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Text>,
    /// Evidence that the reviewer looked for and did not find.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_gaps: Vec<Text>,
    /// Recommendations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<Text>,
    /// Events the report names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<NamedEvent>,
    /// Numbered notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// An event that a report names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedEvent {
    /// Date as far as the source gives it: `2014-02-27`, `2016-06`.
    pub date: String,
    /// What took place.
    pub what: Text,
    /// With whom: roles and institutions.
    pub who: Text,
}

/// A numbered note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Its number in the report.
    pub number: u32,
    /// Text.
    pub text: Text,
    /// Address it gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
