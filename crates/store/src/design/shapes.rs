//! Designs, as pages and the JSON API show them.

use madang_programme::answers::Pointer;
use madang_programme::bodies::MemberClass;
use madang_programme::consultations::PointsTo;
use madang_programme::design::{
    DesignFigure, DesignPhase, DesignProcess, DesignText, DesignVerdict, OutputKind, OutputText,
    SessionText, VerdictReason,
};
use serde::Serialize;

use crate::page::Moment;

/// Where a design stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DesignStanding {
    /// A phase can begin.
    Waits,
    /// A phase is open.
    Open,
    /// It went through all its phases.
    Delivered,
    /// It was stopped.
    Stopped,
}

impl DesignStanding {
    /// Every one.
    pub const ALL: [DesignStanding; 4] = [
        DesignStanding::Waits,
        DesignStanding::Open,
        DesignStanding::Delivered,
        DesignStanding::Stopped,
    ];

    /// Its name in tables and in the API.
    pub fn name(self) -> &'static str {
        match self {
            DesignStanding::Waits => "waits",
            DesignStanding::Open => "open",
            DesignStanding::Delivered => "delivered",
            DesignStanding::Stopped => "stopped",
        }
    }

    /// The one of that name.
    pub(crate) fn named(name: &str) -> Option<DesignStanding> {
        DesignStanding::ALL
            .into_iter()
            .find(|standing| standing.name() == name)
    }
}

/// A design.
#[derive(Clone, Debug, Serialize)]
pub struct DesignDetail {
    /// The programme.
    pub programme: String,
    /// Identifier.
    pub id: String,
    /// The task force.
    pub body: String,
    /// The institution that answers for it.
    pub lead: String,
    /// By which phases it goes.
    pub process: DesignProcess,
    /// The selected proposal that it is about.
    pub proposal: Option<String>,
    /// Its words; `None` where they are restricted or erased.
    pub text: Option<DesignText>,
    /// The entry that fixed its process.
    pub entry: u64,
    /// When that was, UTC.
    pub at: String,
    /// Who did, as on the record.
    pub actor: String,
    /// How many things came of it.
    pub outputs: u64,
    /// How many sessions it had.
    pub sessions: u64,
    /// The phase that is open, or can begin next.
    pub phase: Option<DesignPhase>,
    /// Where it stands.
    pub standing: DesignStanding,
}

/// A phase that was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DesignRound {
    /// The phase.
    pub phase: DesignPhase,
    /// The entry that began it.
    pub started: Moment,
    /// What came of it, in order.
    pub outputs: Vec<DesignOutput>,
    /// Its sessions, in order.
    pub sessions: Vec<DesignSession>,
    /// That it was closed.
    pub closed: Option<DesignEnd>,
}

/// Something that came of a phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DesignOutput {
    /// Its number.
    pub no: u32,
    /// The entry.
    pub moment: Moment,
    /// What kind of thing it is.
    pub kind: OutputKind,
    /// Where it can be looked at.
    pub shown_by: Pointer,
    /// What people said that it rests on.
    pub cites: Vec<PointsTo>,
    /// With how many people it was tried.
    pub people: Option<u32>,
    /// What was counted or measured.
    pub figures: Vec<DesignFigure>,
    /// Its words; `None` where they are restricted or erased.
    pub text: Option<OutputText>,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DesignSession {
    /// Its number.
    pub no: u32,
    /// The entry.
    pub moment: Moment,
    /// The day.
    pub day: String,
    /// As what those sit in the task force who were there.
    pub present: Vec<MemberClass>,
    /// What was done; `None` where it is restricted or erased.
    pub text: Option<SessionText>,
}

/// How a phase was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DesignEnd {
    /// The entry.
    pub moment: Moment,
    /// How the design goes on.
    pub verdict: DesignVerdict,
    /// The phase to which it goes back.
    pub back_to: Option<DesignPhase>,
    /// Why; `None` where that is restricted or erased.
    pub reason: Option<VerdictReason>,
}
