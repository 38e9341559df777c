//! What the API says about services. These shapes are the API's own: the tables and the record may change without them.

use madang_programme::services::{ServiceReason, VersionChange};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::frame::shapes::{Texts, optional, texts, value};
use crate::model::{self, Moment, ServiceDetail, ServicePapers};

/// A service.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Service {
    /// Identifier, unique in the programme.
    pub id: String,
    /// The programme.
    pub programme: String,
    /// What it is called; absent where the words are restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// What it is to do for whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Texts>,
    /// The selected proposal that it is developed from.
    pub proposal: String,
    /// The institution that leads it.
    pub lead: String,
    /// `developed`, `running` or `retired`.
    pub standing: String,
    /// How many milestones it has.
    pub milestones: u64,
    /// How many of them are reached.
    pub reached: u64,
    /// The day by which the next of the others is due, in the programme's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// How many versions were released.
    pub versions: u64,
    /// The entry that started it.
    pub entry: u64,
    /// When that was, UTC.
    pub at: String,
}

impl From<&ServiceDetail> for Service {
    fn from(one: &ServiceDetail) -> Service {
        let text = one.text.as_ref();
        let description = text.and_then(|text| text.description.as_ref());
        Service {
            id: one.id.clone(),
            programme: one.programme.clone(),
            title: optional(text.map(|text| &text.title)),
            description: optional(description),
            proposal: one.proposal.clone(),
            lead: one.lead.clone(),
            standing: one.standing.name().to_owned(),
            milestones: one.milestones,
            reached: one.reached,
            due: one.due.clone(),
            versions: one.versions,
            entry: one.entry,
            at: one.at.clone(),
        }
    }
}

/// A milestone of a service.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ServiceMilestone {
    /// Its number.
    pub no: u32,
    /// What is to be reached; absent where the words are restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// What is to show that it is reached: `document`, `decision`, `running`, `figures` or `test`.
    pub evidence_kind: String,
    /// The day by which it is due now.
    pub due: String,
    /// How it was moved, in order.
    pub moves: Vec<MilestoneMoved>,
    /// The entry that set it.
    pub entry: u64,
    /// That it is reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reached: Option<MilestoneReached>,
}

/// A milestone was moved to another day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MilestoneMoved {
    /// The day until then.
    pub old: String,
    /// The day from then on.
    pub new: String,
    /// Why; absent where that is restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Texts>,
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
}

/// A milestone is reached.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MilestoneReached {
    /// What shows it: `{"entry": 12}` or `{"address": "https://…"}`.
    #[schema(value_type = Vec<Object>)]
    pub evidence: Option<Value>,
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
}

/// A version of a service.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ServiceVersion {
    /// Its number.
    pub n: u32,
    /// What changed.
    pub changes: Vec<ServiceChange>,
    /// The entry that released it.
    pub entry: u64,
    /// When that was, UTC.
    pub at: String,
}

/// Something that a version changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ServiceChange {
    /// What.
    pub what: Texts,
    /// The voices, needs and proposals behind it: `{"voice": "3"}`.
    #[schema(value_type = Vec<Object>)]
    pub cites: Option<Value>,
    /// Why it cites none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub none_because: Option<Texts>,
}

impl From<&VersionChange> for ServiceChange {
    fn from(change: &VersionChange) -> ServiceChange {
        ServiceChange {
            what: texts(&change.what),
            cites: value(Some(&change.cites)),
            none_because: optional(change.none_because.as_ref()),
        }
    }
}

/// A service ended.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ServiceEnded {
    /// Why; absent where that is restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Texts>,
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
}

/// A service with what happened to it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ServiceWhole {
    /// As in a list.
    #[serde(flatten)]
    pub service: Service,
    /// Its milestones, by number.
    pub milestone_list: Vec<ServiceMilestone>,
    /// Its versions, by number.
    pub version_list: Vec<ServiceVersion>,
    /// That it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retired: Option<ServiceEnded>,
    /// How many voices speak of it.
    pub voices: u64,
    /// The newest of them, by identifier.
    pub newest_voices: Vec<String>,
}

fn reason(reason: Option<&ServiceReason>) -> Option<Texts> {
    optional(reason.map(|reason| &reason.reason))
}

impl From<&model::ServiceMilestone> for ServiceMilestone {
    fn from(one: &model::ServiceMilestone) -> ServiceMilestone {
        let moves = one.moves.iter().map(|moved| MilestoneMoved {
            old: moved.old.clone(),
            new: moved.new.clone(),
            reason: reason(moved.reason.as_ref()),
            entry: moved.moment.entry,
            at: moved.moment.at.clone(),
        });
        let reached = one.reached.as_ref();
        ServiceMilestone {
            no: one.no,
            title: optional(one.text.as_ref().map(|text| &text.title)),
            evidence_kind: one.evidence.name().to_owned(),
            due: one.due.clone(),
            moves: moves.collect(),
            entry: one.set.entry,
            reached: reached.map(|(moment, evidence)| MilestoneReached {
                evidence: value(Some(evidence)),
                entry: moment.entry,
                at: moment.at.clone(),
            }),
        }
    }
}

impl ServiceWhole {
    /// One with what happened to it.
    pub fn of(one: &ServiceDetail, papers: &ServicePapers) -> ServiceWhole {
        let versions = papers.versions.iter().map(|version| ServiceVersion {
            n: version.n,
            changes: version.changes.iter().map(ServiceChange::from).collect(),
            entry: version.moment.entry,
            at: version.moment.at.clone(),
        });
        let ended = |(moment, why): &(Moment, Option<ServiceReason>)| ServiceEnded {
            reason: reason(why.as_ref()),
            entry: moment.entry,
            at: moment.at.clone(),
        };
        ServiceWhole {
            service: one.into(),
            milestone_list: papers
                .milestones
                .iter()
                .map(ServiceMilestone::from)
                .collect(),
            version_list: versions.collect(),
            retired: papers.retired.as_ref().map(ended),
            voices: papers.voices,
            newest_voices: papers.newest.clone(),
        }
    }
}
