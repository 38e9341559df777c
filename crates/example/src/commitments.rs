//! The facts of commitment KR0018 and of the 48 Korean commitments listed beside it.

use serde::{Deserialize, Serialize};

use crate::LanguageMap;

/// Everything in `examples/kr0018/commitments.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitments {
    /// Whom to credit, and what was done to the source; show it wherever the data is shown.
    pub attribution: String,
    /// The four Korean action plans to which the commitments belong.
    pub action_plans: Vec<ActionPlan>,
    /// How plans 1 and 2 were made, as far as the Open Government Partnership recorded it.
    pub process: Vec<PlanProcess>,
    /// The 48 commitments, by identifier.
    pub commitments: Vec<Commitment>,
    /// Milestones; only those of KR0018 are known.
    pub milestones: Vec<Milestone>,
    /// Coded reviews: of KR0018 by report and stage, of KR0001 to KR0021 from the base of 2016.
    pub reviews: Vec<Review>,
}

/// A country's action plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionPlan {
    /// Country and number: `KR-2`.
    pub id: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// The plan's number in that country, from 1.
    pub number: u32,
    /// First year of the plan.
    pub cycle: u32,
    /// Title; that of plan 1 is a description, since no source gives one.
    pub title: LanguageMap,
}

/// The consultation with which a plan was made. `None` where the source has no value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_elsewhere: Option<NumberElsewhere>,
    /// Title, spelt as on the page, with a translation where a plain one is certain.
    pub title: Option<LanguageMap>,
    /// A title found elsewhere, where the list has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_elsewhere: Option<TitleElsewhere>,
    /// The country's name on the newer page, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_name_newer: Option<LanguageMap>,
    /// Theme it stands under in the report.
    pub theme: Option<LanguageMap>,
    /// Status on the page: `Inactive`.
    pub status: Option<String>,
    /// Lead institution as on the page.
    pub lead_institution: Option<LanguageMap>,
    /// Responsible institution as in the reviewer's report.
    pub responsible_institution: Option<LanguageMap>,
    /// Supporting institutions as in the reviewer's report.
    pub supporting_institutions: Option<LanguageMap>,
    /// Start date as the source has it.
    pub start_date: Option<String>,
    /// End date as the source has it.
    pub end_date: Option<String>,
    /// Policy areas in the source's own vocabulary.
    pub policy_areas: Vec<String>,
    /// Where `policy_areas` were read, if not at `url`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_areas_source: Option<String>,
    /// Policy areas as a newer rendering of the same record has them.
    pub policy_areas_newer: Vec<String>,
    /// Where `policy_areas_newer` were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_areas_newer_source: Option<String>,
    /// The commitment's page.
    pub url: String,
    /// The government's text as published, letters missing and all; English only, since it is a quotation.
    pub description_as_published: Option<LanguageMap>,
    /// The same text as corrected in the reviewer's report.
    pub description_corrected: Option<LanguageMap>,
    /// What it is meant to bring about.
    pub aims: Vec<LanguageMap>,
    /// Ways of taking part that were promised.
    pub instruments: Vec<LanguageMap>,
    /// Targets.
    pub targets: Vec<Target>,
    /// The groups into which it divides public services.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service_groups: Vec<ServiceGroup>,
}

/// The number under which another source lists a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberElsewhere {
    /// The number.
    pub number: String,
    /// The source.
    pub source: String,
}

/// A title that stands somewhere else than in the list of commitments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleElsewhere {
    /// The title.
    pub title: LanguageMap,
    /// The source.
    pub source: String,
}

/// A target in a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// What is to be reached.
    pub what: LanguageMap,
    /// How many, where the commitment says a number.
    pub value: Option<u64>,
    /// By the end of which year.
    pub by: Option<u32>,
}

/// One of the groups into which the commitment divides public services.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceGroup {
    /// Its name.
    pub group: LanguageMap,
    /// The topics or audiences the text names for it.
    pub examples: Vec<LanguageMap>,
}

/// A milestone of a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// The commitment.
    pub commitment: String,
    /// Code: `1.b.1`.
    pub code: String,
    /// Title.
    pub title: LanguageMap,
    /// Year it is due.
    pub due: Option<u32>,
    /// Start date as the source has it.
    pub start_date: Option<String>,
    /// End date as the source has it.
    pub end_date: Option<String>,
    /// True where the reviewer derived it from the commitment's text.
    pub derived_by_reviewer: bool,
}

/// When in a plan's life a review was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewStage {
    /// The progress report at mid-term.
    Midterm,
    /// The end-of-term report.
    EndOfTerm,
    /// Another rendering: a data base, a newer page.
    Other,
}

/// What an independent reviewer, or another rendering of the reviewer's codes, says of a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    pub findings: Vec<LanguageMap>,
    /// Evidence that the reviewer looked for and did not find.
    pub evidence_gaps: Vec<LanguageMap>,
    /// Recommendations, restated.
    pub recommendations: Vec<LanguageMap>,
    /// Events that the report names.
    pub events: Vec<Event>,
    /// Numbered notes.
    pub notes: Vec<Note>,
}

/// One coded value: what, on which version of which code list, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodedValue {
    /// The indicator: `completion`, `did_it_open_government.civic_participation`, ….
    pub field: String,
    /// The milestone it is about; `None` for the commitment as a whole.
    pub milestone: Option<String>,
    /// The label. Five labels mean that there is no value, each in its own way: `ND` (indicator not in use for the
    /// plan), `NR` (not reviewed), `NA` (not applicable), `Unclear` (could not be established) and `blank` (nothing
    /// is printed where a value would stand).
    pub value: String,
    /// Version of the code list: the years of the plans it was made for (`2014-16`), a star formula (`star-v3`), or
    /// `site-newer` for the labels of the newer page.
    pub code_list: String,
    /// The page, report or file it is written in, with note numbers.
    pub source: String,
    /// What the reviewer rested it on.
    pub fact: Option<LanguageMap>,
}

/// An event that a report names. Private persons are given by role and affiliation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// ISO 8601 date as far as the source gives it: `2014-02-27` or `2016-06`.
    pub date: String,
    /// What took place.
    pub what: LanguageMap,
    /// With whom.
    pub who: LanguageMap,
}

/// A numbered note of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Its number.
    pub number: u32,
    /// Its text.
    pub text: LanguageMap,
    /// The address it gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
