//! What the API says about minutes.

use madang_programme::consultations::Minutes;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::frame::shapes::{Texts, optional, value};
use crate::model::{MinutesCorrectionDetail, MinutesPapers};

/// Minutes that everybody reads.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MinutesWhole {
    /// The entry of those that stand.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
    /// When the first were approved, UTC.
    pub approved_at: String,
    /// Whether as many were there as the rules of the body ask; absent where no body met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quorum_met: Option<bool>,
    /// What they say, as on the record; absent where that is restricted or erased.
    #[schema(value_type = Object)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Value>,
    /// The entries of approved minutes that they took the place of, the oldest first.
    pub superseded: Vec<u64>,
}

impl MinutesWhole {
    /// Those that stand, where there are any.
    pub fn of(minutes: &MinutesPapers) -> Option<MinutesWhole> {
        let (stand, before) = minutes.approved.split_last()?;
        let first = minutes.approved.first()?;
        Some(MinutesWhole {
            entry: stand.moment.entry,
            at: stand.moment.at.clone(),
            approved_at: first.moment.at.clone(),
            quorum_met: first.quorum_met,
            minutes: value::<Minutes>(stand.minutes.as_ref()),
            superseded: before.iter().map(|one| one.moment.entry).collect(),
        })
    }
}

/// A correction of drafted minutes that somebody asked for who was there.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MinutesCorrection {
    /// The entry that asked for it.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
    /// Of which part: `name`, `host`, `time_and_place`, `attendees`, `order`, `items`, `remarks`, `decisions` or `votes`.
    pub part: String,
    /// The entry that settled it; absent where nobody did yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled: Option<u64>,
    /// `accepted` or `declined`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<String>,
    /// What was asked for, in the words of whoever settled it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<Texts>,
    /// Why it was accepted or declined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Texts>,
}

impl From<&MinutesCorrectionDetail> for MinutesCorrection {
    fn from(one: &MinutesCorrectionDetail) -> MinutesCorrection {
        let settled = one.settled.as_ref();
        let said = settled.and_then(|(_, _, said)| said.as_ref());
        MinutesCorrection {
            entry: one.asked.entry,
            at: one.asked.at.clone(),
            part: one.facts.item.name().to_owned(),
            settled: settled.map(|(moment, ..)| moment.entry),
            verdict: settled.map(|(_, facts, _)| facts.verdict.name().to_owned()),
            asked: optional(said.map(|said| &said.asked)),
            reason: optional(said.map(|said| &said.reason)),
        }
    }
}
