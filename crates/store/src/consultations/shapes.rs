//! Consultations, as pages and the JSON API show them.

use madang_programme::consultations::{
    AgendaPublished, AttendanceNamed, AttendancePublished, CancellationReason, ConsultationHeld,
    ConsultationText, OutcomeRecorded, OutcomeText, Plan, SummaryPublished,
};
use serde::Serialize;

use super::ending::EndingPapers;
use super::minutes::MinutesPapers;
use crate::page::Moment;

/// Where a consultation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationStanding {
    /// It is announced, and nobody said yet that it was held.
    Announced,
    /// It was called off.
    Cancelled,
    /// It was held.
    Held,
}

impl ConsultationStanding {
    /// Every one.
    pub const ALL: [ConsultationStanding; 3] = [
        ConsultationStanding::Announced,
        ConsultationStanding::Cancelled,
        ConsultationStanding::Held,
    ];

    /// Its name in the database and in the API.
    pub fn name(self) -> &'static str {
        match self {
            ConsultationStanding::Announced => "announced",
            ConsultationStanding::Cancelled => "cancelled",
            ConsultationStanding::Held => "held",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<ConsultationStanding> {
        ConsultationStanding::ALL
            .into_iter()
            .find(|standing| standing.name() == name)
    }
}

/// Which consultations to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ConsultationWhen {
    /// Those that have not ended, the next first.
    #[default]
    Coming,
    /// Those that have, the last first.
    Past,
    /// All of them, the last first.
    All,
}

impl ConsultationWhen {
    /// Every one.
    pub const ALL: [ConsultationWhen; 3] = [
        ConsultationWhen::Coming,
        ConsultationWhen::Past,
        ConsultationWhen::All,
    ];

    /// Its name in the API and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            ConsultationWhen::Coming => "coming",
            ConsultationWhen::Past => "past",
            ConsultationWhen::All => "all",
        }
    }
}

/// A consultation.
#[derive(Clone, Debug, Serialize)]
pub struct ConsultationDetail {
    /// The programme.
    pub programme: String,
    /// Identifier.
    pub id: String,
    /// What is announced now.
    pub plan: Plan,
    /// Its words; `None` where they are restricted or erased.
    pub text: Option<ConsultationText>,
    /// The entry that announced it first.
    pub entry: u64,
    /// The entry of what is announced now.
    pub announced: u64,
    /// When that was, UTC.
    pub at: String,
    /// Who announced it so, as on the record.
    pub actor: String,
    /// How often it was announced otherwise.
    pub changes: u64,
    /// Where it stands.
    pub standing: ConsultationStanding,
}

/// What was published of a consultation: what stands now of each, with its entry and time.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ConsultationPapers {
    /// The agenda.
    pub agenda: Option<(Moment, AgendaPublished)>,
    /// That it was held.
    pub held: Option<(Moment, ConsultationHeld)>,
    /// Who was there, with who is named as far as that may be read.
    pub attendance: Option<(Moment, AttendancePublished, Option<AttendanceNamed>)>,
    /// How it ends.
    pub ending: EndingPapers,
    /// Its minutes.
    pub minutes: MinutesPapers,
    /// That it was called off, with why as far as that may be read.
    pub cancelled: Option<(Moment, Option<CancellationReason>)>,
    /// What came of it, in order, with its words as far as they may be read.
    pub outcomes: Vec<(Moment, OutcomeRecorded, Option<OutcomeText>)>,
    /// The newest summary that it is in, likewise.
    pub summary: Option<(Moment, SummaryPublished, Option<OutcomeText>)>,
    /// The entries of announcements, agendas, attendances and summaries that stand no more, each with its time, the oldest first.
    pub earlier: Vec<Moment>,
    /// How many voices were heard in it.
    pub voices: u64,
}
