//! Services, as pages and the JSON API show them.

use madang_programme::answers::Pointer;
use madang_programme::services::{
    EvidenceKind, MilestoneText, ServiceReason, ServiceText, VersionChange,
};
use serde::Serialize;

use crate::page::Moment;

/// Where a service stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceStanding {
    /// It is developed, and no version is released.
    Developed,
    /// People can use it.
    Running,
    /// It ended.
    Retired,
}

impl ServiceStanding {
    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            ServiceStanding::Developed => "developed",
            ServiceStanding::Running => "running",
            ServiceStanding::Retired => "retired",
        }
    }
}

/// A service.
#[derive(Clone, Debug, Serialize)]
pub struct ServiceDetail {
    /// The programme.
    pub programme: String,
    /// Identifier.
    pub id: String,
    /// The proposal that it is developed from.
    pub proposal: String,
    /// The institution that leads it.
    pub lead: String,
    /// Its words; `None` where they are restricted or erased.
    pub text: Option<ServiceText>,
    /// The entry that started it.
    pub entry: u64,
    /// When that was, UTC.
    pub at: String,
    /// Who did, as on the record.
    pub actor: String,
    /// How many milestones it has.
    pub milestones: u64,
    /// How many of them are reached.
    pub reached: u64,
    /// The day by which the next of the others is due.
    pub due: Option<String>,
    /// How many versions were released.
    pub versions: u64,
    /// Where it stands.
    pub standing: ServiceStanding,
}

/// A milestone of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServiceMilestone {
    /// Its number.
    pub no: u32,
    /// The entry that set it.
    pub set: Moment,
    /// Its words; `None` where they are restricted or erased.
    pub text: Option<MilestoneText>,
    /// What is to show that it is reached.
    pub evidence: EvidenceKind,
    /// The day by which it is due now.
    pub due: String,
    /// How it was moved, in order.
    pub moves: Vec<MilestoneMove>,
    /// The entry by which it was reached, with what shows it.
    pub reached: Option<(Moment, Vec<Pointer>)>,
}

/// A milestone was moved to another day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MilestoneMove {
    /// The entry.
    pub moment: Moment,
    /// The day until then.
    pub old: String,
    /// The day from then on.
    pub new: String,
    /// Why; `None` where that is restricted or erased.
    pub reason: Option<ServiceReason>,
}

/// A version of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServiceVersion {
    /// Its number.
    pub n: u32,
    /// The entry that released it.
    pub moment: Moment,
    /// What changed.
    pub changes: Vec<VersionChange>,
}

/// What happened to a service.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ServicePapers {
    /// Its milestones, by number.
    pub milestones: Vec<ServiceMilestone>,
    /// Its versions, by number.
    pub versions: Vec<ServiceVersion>,
    /// That it ended, with why as far as that may be read.
    pub retired: Option<(Moment, Option<ServiceReason>)>,
    /// How many voices speak of it.
    pub voices: u64,
    /// The newest of them, by identifier.
    pub newest: Vec<String>,
}
