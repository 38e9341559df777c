//! What a verification found.

use std::ops::RangeInclusive;

use madang_record::Hash;
use serde::Serialize;

use crate::source::SourceError;

/// How a verification ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Everything was checked and holds.
    Verified,
    /// Something does not hold.
    Failed,
    /// Nothing failed, but something could not be checked: erased or restricted bodies, or a source that could not
    /// be read.
    Incomplete,
}

impl Status {
    /// Exit code of the command: 0, 1, 2.
    pub fn exit_code(self) -> u8 {
        match self {
            Status::Verified => 0,
            Status::Failed => 1,
            Status::Incomplete => 2,
        }
    }
}

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Failure {
    /// The first entry concerned; `None` where it is the record as a whole.
    pub entry: Option<u64>,
    /// The file or thing: `tile/entries/000`, `checkpoint`, `selection:…`.
    pub place: String,
    /// What is wrong.
    pub reason: String,
}

/// Something that could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unchecked {
    /// What: `erased body`, `restricted body`, `sealed ballot`, `selection`, `source`.
    pub what: &'static str,
    /// How many.
    pub count: u64,
    /// Which entries, as ranges; may be cut with "…".
    pub entries: String,
    /// Why.
    pub reason: String,
    /// Whether the record can be called verified all the same: ballots of a vote that is not counted yet are sealed
    /// by rule, and nothing rests on them so far.
    pub by_rule: bool,
}

/// A selection that was computed again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecomputedSelection {
    /// The entry that published it.
    pub entry: u64,
    /// Its subject.
    pub subject: String,
    /// Ballots counted.
    pub ballots: u64,
    /// Projects selected.
    pub selected: u64,
}

/// What a verification found.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// How it ended.
    pub status: Status,
    /// The log's origin, once its checkpoint was read.
    pub origin: Option<String>,
    /// Entries that the checkpoint speaks of.
    pub size: u64,
    /// Root hash in the checkpoint.
    pub root: Option<Hash>,
    /// Key that the checkpoint was checked with.
    pub key: Option<String>,
    /// True where that key came with the record itself, not from the person who asked.
    pub key_from_record: bool,
    /// What holds, one sentence each.
    pub holds: Vec<String>,
    /// What does not hold, first entry first.
    pub failures: Vec<Failure>,
    /// Failures beyond those listed.
    pub more_failures: u64,
    /// What could not be checked.
    pub unchecked: Vec<Unchecked>,
    /// Selections computed again.
    pub selections: Vec<RecomputedSelection>,
    /// Entries by kind.
    pub kinds: std::collections::BTreeMap<String, u64>,
    /// Bodies that were open and fit their hashes.
    pub open_bodies: u64,
}

/// Failures that are listed; more are only counted.
const LISTED: usize = 50;

impl Report {
    pub(crate) fn new() -> Report {
        Report {
            status: Status::Verified,
            origin: None,
            size: 0,
            root: None,
            key: None,
            key_from_record: false,
            holds: vec![],
            failures: vec![],
            more_failures: 0,
            unchecked: vec![],
            selections: vec![],
            kinds: Default::default(),
            open_bodies: 0,
        }
    }

    pub(crate) fn fail(
        &mut self,
        entry: Option<u64>,
        place: impl Into<String>,
        reason: impl Into<String>,
    ) {
        if self.failures.len() < LISTED {
            self.failures.push(Failure {
                entry,
                place: place.into(),
                reason: reason.into(),
            });
        } else {
            self.more_failures += 1;
        }
    }

    pub(crate) fn hold(&mut self, sentence: impl Into<String>) {
        self.holds.push(sentence.into());
    }

    /// Notes that a file could not be read, so that the entries from `entry` on were not checked.
    pub(crate) fn unread(&mut self, entry: u64, error: &SourceError) {
        self.unchecked.push(Unchecked {
            what: "source",
            count: 1,
            entries: format!("{entry}–"),
            reason: error.to_string(),
            by_rule: false,
        });
    }

    /// Whether a failure names one of these entries.
    pub(crate) fn names_one_of(&self, entries: RangeInclusive<u64>) -> bool {
        let mut named = self.failures.iter().filter_map(|failure| failure.entry);
        named.any(|entry| entries.contains(&entry))
    }

    pub(crate) fn has_failed(&self) -> bool {
        !self.failures.is_empty()
    }

    /// Sorts what was found and settles the status.
    pub(crate) fn finish(mut self) -> Report {
        self.failures
            .sort_by_key(|failure| (failure.entry.is_none(), failure.entry));
        self.status = if self.has_failed() {
            Status::Failed
        } else if self.unchecked.iter().any(|unchecked| !unchecked.by_rule) {
            Status::Incomplete
        } else {
            Status::Verified
        };
        self
    }
}
