//! A file of commitments, like `examples/kr0018/commitments.json`. What the record keeps as the file has it is typed once, on
//! the record's side.

use madang_programme::commitments::{
    ActionPlanRecorded, CodedValue, MilestoneRecorded, NamedEvent, NamedGroup, Note,
    NumberElsewhere, ReviewStage, Target, TitleElsewhere,
};
use madang_words::Text;
use serde::Deserialize;

use crate::fields::{Fields, FromFields, read_object};
use crate::mistake::Mistakes;
use crate::source::{At, Source};

/// Everything in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitments {
    /// Whom to credit, and what was done to the source; show it wherever the data is shown.
    pub attribution: Option<String>,
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

impl Commitments {
    /// Reads a file.
    ///
    /// # Errors
    /// All that is wrong in it, with the places.
    pub fn read(source: &Source) -> Result<Commitments, Mistakes> {
        read_object(source)
    }
}

impl FromFields for Commitments {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Commitments> {
        Some(Commitments {
            attribution: fields.given("attribution"),
            action_plans: fields.list("action_plans"),
            process: fields.list("process"),
            commitments: fields.objects("commitments"),
            milestones: fields.list("milestones"),
            reviews: fields.objects("reviews"),
        })
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// Identifier in the Open Government Partnership's data: `KR0018`.
    pub id: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// The plan it belongs to.
    pub action_plan: Option<String>,
    /// First year of its plan.
    pub cycle: Option<u32>,
    /// Its number in the plan: `1b`.
    pub number: Option<String>,
    /// The number another source gives it.
    pub number_elsewhere: Option<NumberElsewhere>,
    /// Title, spelt as on the page, with a translation where a plain one is certain.
    pub title: Option<Text>,
    /// A title found elsewhere, where the list has none.
    pub title_elsewhere: Option<TitleElsewhere>,
    /// The country's name on the newer page, where it differs.
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
    pub policy_areas_source: Option<String>,
    /// Policy areas as a newer rendering of the same record has them.
    pub policy_areas_newer: Vec<String>,
    /// Where `policy_areas_newer` were read.
    pub policy_areas_newer_source: Option<String>,
    /// The commitment's page.
    pub url: Option<String>,
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
    pub service_groups: Vec<NamedGroup>,
}

impl FromFields for Commitment {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Commitment> {
        let id = fields.needed("id");
        let country = fields.needed("country");
        let action_plan = fields.given("action_plan");
        let cycle = fields.given("cycle");
        let number = fields.given("number");
        let number_elsewhere = fields.given("number_elsewhere");
        let title = fields.given("title");
        let title_elsewhere = fields.given("title_elsewhere");
        let country_name_newer = fields.given("country_name_newer");
        let theme = fields.given("theme");
        let status = fields.given("status");
        let lead_institution = fields.given("lead_institution");
        let responsible_institution = fields.given("responsible_institution");
        let supporting_institutions = fields.given("supporting_institutions");
        let start_date = fields.given("start_date");
        let end_date = fields.given("end_date");
        let policy_areas: Option<Vec<String>> = fields.given("policy_areas");
        let policy_areas_source = fields.given("policy_areas_source");
        let policy_areas_newer: Option<Vec<String>> = fields.given("policy_areas_newer");
        let policy_areas_newer_source = fields.given("policy_areas_newer_source");
        let url = fields.given("url");
        let description_as_published = fields.given("description_as_published");
        let description_corrected = fields.given("description_corrected");
        let aims: Option<Vec<Text>> = fields.given("aims");
        let instruments: Option<Vec<Text>> = fields.given("instruments");
        let targets: Option<Vec<Target>> = fields.given("targets");
        let service_groups: Option<Vec<NamedGroup>> = fields.given("service_groups");
        Some(Commitment {
            id: id?,
            country: country?,
            action_plan,
            cycle,
            number,
            number_elsewhere,
            title,
            title_elsewhere,
            country_name_newer,
            theme,
            status,
            lead_institution,
            responsible_institution,
            supporting_institutions,
            start_date,
            end_date,
            policy_areas: policy_areas.unwrap_or_default(),
            policy_areas_source,
            policy_areas_newer: policy_areas_newer.unwrap_or_default(),
            policy_areas_newer_source,
            url,
            description_as_published,
            description_corrected,
            aims: aims.unwrap_or_default(),
            instruments: instruments.unwrap_or_default(),
            targets: targets.unwrap_or_default(),
            service_groups: service_groups.unwrap_or_default(),
        })
    }
}

/// What an independent reviewer, or another rendering of the reviewer's codes, says of a commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl FromFields for Review {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Review> {
        let commitment = fields.needed("commitment");
        let report = fields.needed("report");
        let report_title = fields.needed("report_title");
        let stage = fields.needed("stage");
        let values: Option<Vec<CodedValue>> = fields.given("values");
        let findings: Option<Vec<Text>> = fields.given("findings");
        let evidence_gaps: Option<Vec<Text>> = fields.given("evidence_gaps");
        let recommendations: Option<Vec<Text>> = fields.given("recommendations");
        let events: Option<Vec<NamedEvent>> = fields.given("events");
        let notes: Option<Vec<Note>> = fields.given("notes");
        Some(Review {
            commitment: commitment?,
            report: report?,
            report_title: report_title?,
            stage: stage?,
            values: values.unwrap_or_default(),
            findings: findings.unwrap_or_default(),
            evidence_gaps: evidence_gaps.unwrap_or_default(),
            recommendations: recommendations.unwrap_or_default(),
            events: events.unwrap_or_default(),
            notes: notes.unwrap_or_default(),
        })
    }
}
