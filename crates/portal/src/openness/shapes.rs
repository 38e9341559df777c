//! What the API says about the checks of openness.

use madang_programme::finding::{self, Status};
use serde::Serialize;
use utoipa::ToSchema;

use crate::openness::page::AllFound;

/// Something that a check found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Finding {
    /// About what, as the record names it: `voice:kr0018-flagships/12`.
    pub subject: String,
    /// The institution whose task it is, where one is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<String>,
    /// What of it, where the check asks for several things: `agenda`, `attendance`, `minutes`, `outcomes` or `closing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duty: Option<String>,
    /// Whether it is held because a duty was waived in time.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub by_waiver: bool,
    /// `held`, `not_yet_due`, `overdue` or `broken`.
    pub status: String,
    /// By which day it was or is due, in the programme's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// On which day it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
    /// By how many days it was or is late.
    pub late: u32,
    /// The entry that began it, and that by which it was done.
    pub entries: Vec<u64>,
}

impl From<&finding::Finding> for Finding {
    fn from(found: &finding::Finding) -> Finding {
        Finding {
            subject: found.subject.clone(),
            institution: found.institution.clone(),
            duty: found.duty.map(|duty| duty.name().to_owned()),
            by_waiver: found.by_waiver,
            status: found.status.name().to_owned(),
            due: found.due.clone(),
            done: found.done.clone(),
            late: found.late,
            entries: found.entries.clone(),
        }
    }
}

/// A check with what it found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Check {
    /// Its number: `C13`.
    pub check: String,
    /// How the worst of its findings stands.
    pub worst: String,
    /// How many are held.
    pub held: u64,
    /// How many are not yet due.
    pub not_yet_due: u64,
    /// How many are overdue.
    pub overdue: u64,
    /// How many are broken.
    pub broken: u64,
    /// Those that are overdue or broken, the worst first; at most 1,000.
    pub late: Vec<Finding>,
}

/// Findings that are listed of a check.
const MOST: usize = 1_000;

/// The checks of a programme at a time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Openness {
    /// The time, UTC.
    pub at: String,
    /// Each check.
    pub checks: Vec<Check>,
}

impl Openness {
    /// What was found at a time.
    pub fn of(at: String, found: &AllFound) -> Openness {
        let checks = found.iter().map(|(check, of)| Check {
            check: check.id().to_owned(),
            worst: of.numbers.worst().name().to_owned(),
            held: of.numbers.of(Status::Held),
            not_yet_due: of.numbers.of(Status::NotYetDue),
            overdue: of.numbers.of(Status::Overdue),
            broken: of.numbers.of(Status::Broken),
            late: of.late.iter().take(MOST).map(Finding::from).collect(),
        });
        Openness {
            at,
            checks: checks.collect(),
        }
    }
}
