//! What the API says of traces.

use madang_programme::trace::{AnswerStanding, Hop};
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{self, TraceDetail};

/// What a thing grew out of, and what grew out of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Trace {
    /// The thing, by the entry that made it.
    pub thing: u64,
    /// The steps back, the nearest first.
    pub back: Vec<TraceHop>,
    /// The steps forward, the nearest first.
    pub forward: Vec<TraceHop>,
    /// True where there is more than was walked: ask for the trace of a thing at the end.
    pub cut: bool,
    /// Every thing that is named.
    pub things: Vec<TraceThing>,
}

/// The things that one thing leads to in one way.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TraceHop {
    /// The thing, by its entry.
    pub of: u64,
    /// How the later of the two grew out of the earlier: `groups` (a need its voice), `part_of` (a need the one that was split),
    /// `takes_up` (a need the one that was merged into it), `meets` (a proposal its need), `grows_from` (a proposal the one before it),
    /// `selects` (a selection its proposal), `passes_over` (a selection a candidate that it does not have in it; told forward alone),
    /// `answers` (an answer its voice or proposal), `carries_on` (a voice or proposal the answer by which another goes on in it),
    /// `answers_voice` (an answer the need of the voice that it was given to; told forward, of the thing itself alone).
    pub how: String,
    /// The first of the things, by their entries; all of them are asked for page by page (`/trace/things`).
    pub things: Vec<u64>,
    /// How many there are.
    pub total: u64,
}

impl From<&Hop> for TraceHop {
    fn from(hop: &Hop) -> TraceHop {
        TraceHop {
            of: hop.of,
            how: hop.to.how.name().to_owned(),
            things: hop.to.things.clone(),
            total: hop.to.total,
        }
    }
}

/// A thing of the trace.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TraceThing {
    /// The entry that made it.
    pub entry: u64,
    /// What it is: `need:kr0018/3`; of an answer, what it was given to.
    pub subject: String,
    /// When it was made, UTC.
    pub at: String,
    /// How it stands, where it is an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<TraceAnswer>,
}

/// How an answer stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TraceAnswer {
    /// What was decided: `adopted`, `adopted_in_part`, `merged`, `not_adopted`, `out_of_scope`, `already_exists`.
    pub disposition: String,
    /// The institution that decided.
    pub institution: String,
    /// By which day what was adopted is planned now, with every delay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned_by: Option<String>,
    /// What was told of it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<TraceTold>,
    /// The answer that took its place, by its entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<u64>,
}

/// What was told of something that was adopted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TraceTold {
    /// `started`, `delayed`, `done`, `dropped`.
    pub step: String,
    /// When that was told, UTC.
    pub at: String,
    /// The entry that told it.
    pub entry: u64,
}

impl From<&AnswerStanding> for TraceAnswer {
    fn from(answer: &AnswerStanding) -> TraceAnswer {
        let told = answer.progress.as_ref();
        TraceAnswer {
            disposition: answer.disposition.name().to_owned(),
            institution: answer.institution.clone(),
            planned_by: answer.planned_by.clone(),
            progress: told.map(|told| TraceTold {
                step: told.step.to_owned(),
                at: told.at.clone(),
                entry: told.entry,
            }),
            replaced_by: answer.replaced_by,
        }
    }
}

impl From<&model::TraceThing> for TraceThing {
    fn from(thing: &model::TraceThing) -> TraceThing {
        TraceThing {
            entry: thing.entry,
            subject: thing.subject.clone(),
            at: thing.at.clone(),
            answer: thing.answer.as_ref().map(TraceAnswer::from),
        }
    }
}

impl From<&TraceDetail> for Trace {
    fn from(trace: &TraceDetail) -> Trace {
        let things = trace.things.values().map(TraceThing::from);
        Trace {
            thing: trace.thing,
            back: trace.back.iter().map(TraceHop::from).collect(),
            forward: trace.forward.iter().map(TraceHop::from).collect(),
            cut: trace.cut,
            things: things.collect(),
        }
    }
}
