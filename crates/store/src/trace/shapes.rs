//! The trace of a thing, as pages and the JSON API show it.

use std::collections::BTreeMap;

use madang_programme::trace::{AnswerStanding, Hop};

/// A thing of the trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceThing {
    /// The entry that made it.
    pub entry: u64,
    /// What it is: `need:kr0018/3`; of an answer, what it was given to.
    pub subject: String,
    /// When it was made, UTC.
    pub at: String,
    /// How it stands, where it is an answer.
    pub answer: Option<AnswerStanding>,
}

/// The trace of a thing: what it grew out of, and what grew out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceDetail {
    /// The thing, by its entry.
    pub thing: u64,
    /// The steps back, in the order in which they were walked.
    pub back: Vec<Hop>,
    /// The steps forward.
    pub forward: Vec<Hop>,
    /// Whether there is more than was walked.
    pub cut: bool,
    /// Every thing that is named, by its entry.
    pub things: BTreeMap<u64, TraceThing>,
}
