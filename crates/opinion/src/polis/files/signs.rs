//! What files say of themselves: whether signs are reversed, and whether counts agree with the votes.

use std::collections::BTreeMap;

use super::{Comments, Votes};
use crate::conversation::Vote;
use crate::evidence::majority;
use crate::numbers::{Tables, log2};

/// What authors say of their own statements. One stored version of Polis' server wrote every sign the other way round, which no
/// count reveals; but authors agree with what they wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Signs {
    /// Authors' last votes that agree.
    pub agree: usize,
    /// Authors' last votes that disagree.
    pub disagree: usize,
}

impl Signs {
    /// Whether authors reject their own statements more than chance would have it once in twenty times.
    pub fn reversed(self) -> bool {
        let all = self.agree + self.disagree;
        majority(&Tables::new(all + 1), self.disagree, all) >= log2(20)
    }
}

/// Counts what authors say of their own statements.
pub fn signs(votes: &Votes, comments: &Comments) -> Signs {
    let authors = comments.comments.iter();
    let authors: BTreeMap<u32, u64> = authors
        .filter_map(|comment| Some((comment.id, comment.author?)))
        .collect();
    let mut last: BTreeMap<u32, (i64, Vote)> = BTreeMap::new();
    for event in &votes.events {
        let own = authors.get(&event.statement) == Some(&event.voter);
        let later = last
            .get(&event.statement)
            .is_none_or(|(time, _)| event.time >= *time);
        if own && later {
            last.insert(event.statement, (event.time, event.vote));
        }
    }
    let count = |vote: Vote| last.values().filter(|(_, said)| *said == vote).count();
    Signs {
        agree: count(Vote::Agree),
        disagree: count(Vote::Disagree),
    }
}

/// A statement whose counts in `comments.csv` are not those of `votes.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CountDifference {
    /// The statement's id.
    pub statement: u32,
    /// Agreements and disagreements by `comments.csv`.
    pub stated: [i64; 2],
    /// By `votes.csv`, every event counted: so Polis counts.
    pub counted: [i64; 2],
}

/// The statements whose counts differ, by id.
pub fn count_differences(votes: &Votes, comments: &Comments) -> Vec<CountDifference> {
    let counts = counted(votes);
    let differences = comments.comments.iter().filter_map(|comment| {
        let stated = [comment.agrees?, comment.disagrees?];
        let counted = counts.get(&comment.id).copied().unwrap_or_default();
        (stated != counted).then_some(CountDifference {
            statement: comment.id,
            stated,
            counted,
        })
    });
    differences.collect()
}

/// Agreements and disagreements with each statement, every event counted.
pub(super) fn counted(votes: &Votes) -> BTreeMap<u32, [i64; 2]> {
    let mut counts: BTreeMap<u32, [i64; 2]> = BTreeMap::new();
    for event in &votes.events {
        let count = counts.entry(event.statement).or_default();
        match event.vote {
            Vote::Agree => count[0] += 1,
            Vote::Disagree => count[1] += 1,
            Vote::Pass => {}
        }
    }
    counts
}
