//! What the API says of how a consultation ends.

use serde::Serialize;
use utoipa::ToSchema;

use crate::frame::shapes::{Texts, optional};
use crate::model::EndingPapers;

/// Something that a consultation owes, and that was waived.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Waiver {
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
    /// `agenda`, `attendance`, `minutes` or `outcomes`.
    pub part: String,
    /// `law`, `emergency`, `technical` or `other`.
    pub ground: String,
    /// Until which day.
    pub until: String,
    /// Why; absent where that is restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Texts>,
}

/// The say that people were found to have had.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Assessment {
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
    /// `inform`, `consult`, `involve`, `collaborate` or `empower`.
    pub level: String,
    /// The entries that show it.
    pub evidence: Vec<u64>,
    /// Why; absent where that is restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Texts>,
}

/// How a consultation ends.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Ending {
    /// What of it is waived.
    pub waivers: Vec<Waiver>,
    /// The entry that closed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<u64>,
    /// The say that people had, as a reviewer found it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Assessment>,
}

impl From<&EndingPapers> for Ending {
    fn from(papers: &EndingPapers) -> Ending {
        let waivers = papers.waivers.iter();
        let waivers = waivers.map(|(moment, facts, reason)| Waiver {
            entry: moment.entry,
            at: moment.at.clone(),
            part: facts.part.name().to_owned(),
            ground: facts.ground.name().to_owned(),
            until: facts.until.clone(),
            reason: optional(reason.as_ref().map(|said| &said.reason)),
        });
        let assessed = papers.assessed.as_ref();
        Ending {
            waivers: waivers.collect(),
            closed: papers.closed.as_ref().map(|moment| moment.entry),
            assessment: assessed.map(|(moment, facts, reason)| Assessment {
                entry: moment.entry,
                at: moment.at.clone(),
                level: facts.level.name().to_owned(),
                evidence: facts.evidence.clone(),
                reason: optional(reason.as_ref().map(|said| &said.reason)),
            }),
        }
    }
}
