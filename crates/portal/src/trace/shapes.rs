//! What the API says of traces.

use madang_programme::trace::Hop;
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::TraceDetail;

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
    /// `takes_up` (a need the one that was merged into it), `selects` (a selection its proposal).
    pub how: String,
    /// The first of the things, by their entries.
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
    /// What it is: `need:kr0018/3`.
    pub subject: String,
    /// When it was made, UTC.
    pub at: String,
}

impl From<&TraceDetail> for Trace {
    fn from(trace: &TraceDetail) -> Trace {
        let things = trace.things.values().map(|thing| TraceThing {
            entry: thing.entry,
            subject: thing.subject.clone(),
            at: thing.at.clone(),
        });
        Trace {
            thing: trace.thing,
            back: trace.back.iter().map(TraceHop::from).collect(),
            forward: trace.forward.iter().map(TraceHop::from).collect(),
            cut: trace.cut,
            things: things.collect(),
        }
    }
}
