//! What the API says about commitments and about the record.

use madang_programme::event::commitment::{CommitmentText, ReviewText};
use madang_record::entry::Visibility;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::types::{ProgrammeItem, Texts, name, texts};
use crate::model::{self, BodyView};

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
    fn new(
        facts: &madang_programme::event::commitment::CommitmentRecorded,
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

/// A commitment with everything on record about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Commitment {
    /// As in a list.
    #[serde(flatten)]
    pub item: CommitmentItem,
    /// Its words (theme, institutions, descriptions, aims, instruments, targets), as in the body `text` of its entry;
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
}

impl From<&model::CommitmentDetail> for Commitment {
    fn from(detail: &model::CommitmentDetail) -> Commitment {
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
            programmes: detail.programmes.iter().map(ProgrammeItem::from).collect(),
        }
    }
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
    fn new(
        milestone: &madang_programme::event::commitment::MilestoneRecorded,
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
    /// Findings, evidence gaps, recommendations, events and notes, as in the body `text` of its entry; absent where
    /// they are restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub text: Option<Value>,
    /// Its entry.
    pub entry: u64,
}

impl From<&model::ReviewDetail> for Review {
    fn from(review: &model::ReviewDetail) -> Review {
        let value = |value: &madang_programme::event::commitment::CodedValue| CodedValue {
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
            values: review.facts.values.iter().map(value).collect(),
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

/// An entry in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryItem {
    /// Its index, from 0.
    pub index: u64,
    /// What happened: `ballot.cast/1`.
    pub kind: String,
    /// When, UTC.
    pub at: String,
    /// Who: `role/pseudonym`.
    pub actor: String,
    /// The programme; empty for what concerns the whole record.
    pub space: String,
    /// What it is about.
    pub subject: String,
}

impl From<&model::EntrySummary> for EntryItem {
    fn from(entry: &model::EntrySummary) -> EntryItem {
        EntryItem {
            index: entry.index,
            kind: entry.kind.clone(),
            at: entry.at.clone(),
            actor: entry.actor.clone(),
            space: entry.space.clone(),
            subject: entry.subject.clone(),
        }
    }
}

/// One entry with the proof that it is in the record, and its bodies as the public may see them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Entry {
    /// Its index, from 0.
    pub index: u64,
    /// Its bytes as hashed: canonical JSON, as a text.
    pub canonical: String,
    /// Its leaf hash: SHA-256 over a zero byte and the canonical bytes, hex.
    pub leaf: String,
    /// The inclusion proof, from the leaf's sibling up, hex.
    pub proof: Vec<String>,
    /// The signed checkpoint that the proof ends in.
    pub checkpoint: String,
    /// Its bodies.
    pub bodies: Vec<EntryBody>,
}

/// A body of an entry.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryBody {
    /// Its name in the entry.
    pub name: String,
    /// `open`, `sealed`, `restricted` or `erased`.
    pub state: String,
    /// The salt of an open body, base64: the entry commits to SHA-256 over salt and canonical content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
    /// What an open body says.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub content: Option<Value>,
    /// The subject whose event breaks the seal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The roles that may read a body restricted from the beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<String>>,
    /// The entry that restricted or erased it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<u64>,
}

impl EntryBody {
    /// A body, with the roles that the entry names where it is restricted.
    pub fn new(body: &BodyView, entry: &madang_record::Entry) -> EntryBody {
        let plain = |name: &str, state: &str| EntryBody {
            name: name.to_owned(),
            state: state.to_owned(),
            salt: None,
            content: None,
            until: None,
            roles: None,
            by: None,
        };
        match body {
            BodyView::Open {
                name,
                salt,
                content,
            } => EntryBody {
                salt: Some(salt.to_base64()),
                content: serde_json::from_slice(content).ok(),
                ..plain(name, "open")
            },
            BodyView::Sealed { name, until } => EntryBody {
                until: Some(until.clone()),
                ..plain(name, "sealed")
            },
            BodyView::Restricted { name, by } => {
                let roles = entry
                    .bodies
                    .iter()
                    .find(|body| body.name == *name)
                    .and_then(|body| match &body.visibility {
                        Visibility::Restricted { roles } => Some(roles.clone()),
                        _ => None,
                    });
                EntryBody {
                    roles,
                    by: *by,
                    ..plain(name, "restricted")
                }
            }
            BodyView::Erased { name, by } => EntryBody {
                by: Some(*by),
                ..plain(name, "erased")
            },
        }
    }
}

/// The head of the record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CheckpointView {
    /// Name of the log.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root hash of the tree, hex.
    pub root: String,
    /// The signed note, as at `/checkpoint`.
    pub note: String,
    /// The key that checks it, as at `/log.vkey`.
    pub key: String,
}

/// A proof that the tree of one size grew out of that of an earlier size.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Consistency {
    /// Earlier size.
    pub old: u64,
    /// Later size.
    pub new: u64,
    /// The hashes of the proof (RFC 9162, section 2.1.4), hex.
    pub hashes: Vec<String>,
}

/// A ballot to be cast.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBallot {
    /// Pseudonym of the voter, for this vote only: 32 hex digits.
    #[schema(pattern = "^[0-9a-f]{32}$")]
    pub voter: String,
    /// Identifiers of projects; best first in a ranking.
    pub choices: Vec<String>,
    /// Points, one for each choice; absent for approvals and rankings.
    #[serde(default)]
    pub points: Option<Vec<u64>>,
}

/// A receipt: the entry, the proof that it is in the record, and its bodies. It is checked by
/// `madang verify ADDRESS --receipt FILE`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReceiptView {
    /// Version: 1.
    pub v: u64,
    /// The entry's canonical bytes, as a text.
    pub entry: String,
    /// The proof that it is in the record (C2SP tlog-proof).
    pub proof: String,
    /// The bodies that the receipt's holder may have.
    pub bodies: Vec<ReceiptBodyView>,
}

/// A body in a receipt.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReceiptBodyView {
    /// Its name in the entry.
    pub name: String,
    /// The salt, base64.
    pub salt: String,
    /// The content.
    #[schema(value_type = Object)]
    pub content: Value,
}
