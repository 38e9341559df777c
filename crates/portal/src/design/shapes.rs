//! What the API says about designs. These shapes are the API's own: the tables and the record may change without them.

use madang_programme::design::DesignFigure as Figure;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::bodies::labels::class_name;
use crate::frame::shapes::{Texts, optional, texts, value};
use crate::model::{self, DesignDetail};

/// A design.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Design {
    /// Identifier, unique in the programme.
    pub id: String,
    /// The programme.
    pub programme: String,
    /// What it is called; absent where the words are restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// What is to be found out for whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Texts>,
    /// The task force.
    pub body: String,
    /// The institution that answers for it.
    pub lead: String,
    /// `kr5`, the five phases of the Korean guide, or `dd4`, the double diamond.
    pub process: String,
    /// The selected proposal that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
    /// `waits` for a phase to begin, `open`, `delivered` or `stopped`.
    pub standing: String,
    /// The phase that is open, or can begin: `understand`, `discover`, `define`, `develop` or `deliver`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// How many things came of it.
    pub outputs: u64,
    /// How many sessions it had.
    pub sessions: u64,
    /// The entry that fixed its process.
    pub entry: u64,
    /// When that was, UTC.
    pub at: String,
}

impl From<&DesignDetail> for Design {
    fn from(one: &DesignDetail) -> Design {
        let text = one.text.as_ref();
        let description = text.and_then(|text| text.description.as_ref());
        Design {
            id: one.id.clone(),
            programme: one.programme.clone(),
            title: optional(text.map(|text| &text.title)),
            description: optional(description),
            body: one.body.clone(),
            lead: one.lead.clone(),
            process: one.process.name().to_owned(),
            proposal: one.proposal.clone(),
            standing: one.standing.name().to_owned(),
            phase: one.phase.map(|phase| phase.name().to_owned()),
            outputs: one.outputs,
            sessions: one.sessions,
            entry: one.entry,
            at: one.at.clone(),
        }
    }
}

/// A phase that was begun.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DesignRound {
    /// The phase.
    pub phase: String,
    /// The entry that began it.
    pub entry: u64,
    /// When that was, UTC.
    pub at: String,
    /// What came of it, in order.
    pub outputs: Vec<DesignOutput>,
    /// Its sessions, in order.
    pub sessions: Vec<DesignSession>,
    /// That it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<DesignEnd>,
}

/// Something that came of a phase.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DesignOutput {
    /// Its number.
    pub no: u32,
    /// What kind of thing it is: `field_study`, `prototype`, ….
    pub kind: String,
    /// What it is called; absent where the words are restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// What it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Texts>,
    /// Where it can be looked at: `{"entry": 12}` or `{"address": "https://…"}`.
    #[schema(value_type = Object)]
    pub shown_by: Option<Value>,
    /// What people said that it rests on: `{"voice": "3"}`.
    #[schema(value_type = Vec<Object>)]
    pub cites: Option<Value>,
    /// With how many people it was tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
    /// What was counted or measured.
    pub figures: Vec<DesignFigure>,
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
}

/// Something that was counted or measured.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DesignFigure {
    /// What, in which unit.
    pub what: Texts,
    /// How much it was before: a decimal number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// How much.
    pub value: String,
}

impl From<&Figure> for DesignFigure {
    fn from(figure: &Figure) -> DesignFigure {
        DesignFigure {
            what: texts(&figure.what),
            before: figure.before.clone(),
            value: figure.value.clone(),
        }
    }
}

/// A session.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DesignSession {
    /// Its number.
    pub no: u32,
    /// The day.
    pub day: String,
    /// As what those sit in the task force who were there: `official`, `expert`, `designer`, `citizen`.
    pub present: Vec<String>,
    /// What was done; absent where that is restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Texts>,
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
}

/// How a phase was closed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DesignEnd {
    /// `go`, `back` or `stop`.
    pub verdict: String,
    /// The phase to which the design went back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back_to: Option<String>,
    /// Why; absent where that is restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Texts>,
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
}

/// A design with what happened to it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DesignWhole {
    /// As in a list.
    #[serde(flatten)]
    pub design: Design,
    /// The phases that were begun, in order; one twice where the design went back.
    pub rounds: Vec<DesignRound>,
}

impl From<&model::DesignOutput> for DesignOutput {
    fn from(one: &model::DesignOutput) -> DesignOutput {
        let text = one.text.as_ref();
        let description = text.and_then(|text| text.description.as_ref());
        DesignOutput {
            no: one.no,
            kind: one.kind.name().to_owned(),
            title: optional(text.map(|text| &text.title)),
            description: optional(description),
            shown_by: value(Some(&one.shown_by)),
            cites: value(Some(&one.cites)),
            people: one.people,
            figures: one.figures.iter().map(DesignFigure::from).collect(),
            entry: one.moment.entry,
            at: one.moment.at.clone(),
        }
    }
}

impl From<&model::DesignRound> for DesignRound {
    fn from(round: &model::DesignRound) -> DesignRound {
        let sessions = round.sessions.iter().map(|one| {
            let present = one.present.iter();
            DesignSession {
                no: one.no,
                day: one.day.clone(),
                present: present.map(|class| class_name(*class).to_owned()).collect(),
                text: optional(one.text.as_ref().map(|text| &text.text)),
                entry: one.moment.entry,
                at: one.moment.at.clone(),
            }
        });
        let closed = round.closed.as_ref().map(|end| DesignEnd {
            verdict: end.verdict.name().to_owned(),
            back_to: end.back_to.map(|phase| phase.name().to_owned()),
            reason: optional(end.reason.as_ref().map(|reason| &reason.reason)),
            entry: end.moment.entry,
            at: end.moment.at.clone(),
        });
        DesignRound {
            phase: round.phase.name().to_owned(),
            entry: round.started.entry,
            at: round.started.at.clone(),
            outputs: round.outputs.iter().map(DesignOutput::from).collect(),
            sessions: sessions.collect(),
            closed,
        }
    }
}

impl DesignWhole {
    /// One with what happened to it.
    pub fn of(one: &DesignDetail, rounds: &[model::DesignRound]) -> DesignWhole {
        DesignWhole {
            design: one.into(),
            rounds: rounds.iter().map(DesignRound::from).collect(),
        }
    }
}
