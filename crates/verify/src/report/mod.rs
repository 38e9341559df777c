//! What a verification found.

mod print;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use madang_record::Hash;
use madang_words::{Said, Text};
use serde::Serialize;
use serde_json::Value;

use crate::became::{Became, HiddenContent};
use crate::brought;
use crate::code::CodeAnswer;
use crate::openness::Openness;
use crate::said::said;
use crate::trace::Traced;

/// How a verification ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Everything was checked and holds.
    Verified,
    /// Something does not hold.
    Failed,
    /// Nothing failed, but something could not be checked: erased or restricted contents, or a source that could not
    /// be read to its end.
    Incomplete,
    /// Everything that is on the record was checked and holds; a result rests on something outside it, which somebody
    /// must look up.
    VerifiedExcept,
    /// Nothing speaks against the record; the receipt or the earlier checkpoint that was brought is not as its log signed it, or of
    /// another log.
    ReceiptRefused,
    /// Nothing was checked: the record, or what it was to be held against, could not be read.
    Unread,
}

impl Status {
    /// Exit code of the command: 0 verified, 1 failed, 2 incomplete, 3 verified except for what is to be looked up, 4 nothing
    /// was checked, 5 the receipt or the earlier checkpoint is none of this record's.
    pub fn exit_code(self) -> u8 {
        match self {
            Status::Verified => 0,
            Status::Failed => 1,
            Status::Incomplete => 2,
            Status::VerifiedExcept => 3,
            Status::Unread => 4,
            Status::ReceiptRefused => 5,
        }
    }
}

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The first entry concerned; `None` where it is the record as a whole.
    pub entry: Option<u64>,
    /// The file or thing: `tile/entries/000`, `checkpoint`, `selection:…`.
    pub place: String,
    /// What is wrong.
    pub reason: Said,
}

/// What could not be checked: name in JSON, key of its words.
macro_rules! what {
    ($($(#[$doc:meta])* $variant:ident $name:literal $key:literal;)+) => {
        /// What could not be checked.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
        #[non_exhaustive]
        pub enum What {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)+
        }

        impl What {
            pub(crate) fn said(self) -> Said {
                match self {
                    $(What::$variant => said($key),)+
                }
            }
        }
    };
}

what! {
    /// A content that was erased.
    ErasedContent "erased body" "verify-what-erased";
    /// A content that is shown to roles.
    RestrictedContent "restricted body" "verify-what-restricted";
    /// A content under seal.
    SealedContent "sealed body" "verify-what-sealed";
    /// A content that is longer than any that the server takes.
    LongContent "long body" "verify-what-long";
    /// A file that came with what was said.
    Attachment "attachment" "verify-what-attachment";
    /// A rule that was not tried.
    Rule "rule" "verify-what-rule";
    /// A selection that was not computed again.
    Selection "selection" "verify-what-selection";
    /// An explanation that was not compared.
    Explanation "explanation" "verify-what-explanation";
    /// What stands in a file beyond what is known.
    LineBeyond "line beyond" "verify-what-line";
    /// A file of the record that cannot be read.
    Source "source" "verify-what-source";
    /// The receipt that was given.
    Receipt "receipt" "verify-what-receipt";
    /// The earlier checkpoint that was given.
    EarlierCheckpoint "earlier checkpoint" "verify-what-old";
}

/// Something that could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unchecked {
    /// What.
    pub what: What,
    /// How many.
    pub count: u64,
    /// Which entries, as ranges; may be cut with "…".
    pub entries: String,
    /// Why.
    pub reason: Said,
    /// Whether the record can be called verified all the same: ballots of a vote that is not counted yet are sealed
    /// by rule, and nothing rests on them so far.
    pub by_rule: bool,
}

/// A fact from outside the record that a result rests on: somebody must look it up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LookUp {
    /// The entry that states it.
    pub entry: u64,
    /// What was pledged, what is stated, and where to look.
    pub what: Said,
}

/// Something that the rules allow and that costs trust: whoever relies on the record should know of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cost {
    /// Which entries, as ranges; may be cut with "…".
    pub entries: String,
    /// What was done.
    pub what: Said,
}

/// A published result that was computed again from what is on the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recomputed {
    /// The entry that published it.
    pub entry: u64,
    /// Its subject.
    pub subject: String,
    /// The feature that it is of: `votes`.
    pub feature: &'static str,
    /// What went in: ballots counted.
    #[serde(rename = "ballots")]
    pub counted: u64,
    /// What came out: projects selected.
    pub selected: u64,
}

/// Who runs the log, as they say it themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunBy {
    /// The name, by language.
    pub name: Text,
    /// The entry that says it.
    pub entry: u64,
    /// How many statements there have been, this one too.
    pub statements: u64,
}

/// What became of what a receipt is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReceiptAnswer {
    /// The entry.
    pub entry: u64,
    /// Its kind.
    pub kind: String,
    /// For a ballot, what became of it: [`crate::Fate`] as JSON.
    pub ballot: Option<Value>,
    /// For a ballot, what hides its content now although it had its part in the vote.
    pub hidden: Option<HiddenContent>,
    /// For anything else, what became of it.
    pub became: Option<Became>,
    /// The same in a sentence.
    pub says: Said,
}

/// What a verification found.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// How it ended.
    pub status: Status,
    /// How it ended for the record by itself: an unfit receipt hides nothing of what else was found.
    pub record: Status,
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
    pub holds: Vec<Said>,
    /// What does not hold, first entry first.
    pub failures: Vec<Failure>,
    /// Failures beyond those listed.
    pub more_failures: u64,
    /// What could not be checked.
    pub unchecked: Vec<Unchecked>,
    /// What rests on facts from outside the record.
    pub look_up: Vec<LookUp>,
    /// What the rules allow and costs trust.
    pub costs: Vec<Cost>,
    /// What is said on the word of whoever signs the record: entries by kind.
    pub stated: BTreeMap<String, u64>,
    /// Who runs the log; `None` where the record does not say.
    pub operator: Option<RunBy>,
    /// What the checks of openness found, where they were asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub openness: Option<Openness>,
    /// The answers to the code of a slip, one a programme in which a voice has it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub code: Vec<CodeAnswer>,
    /// The answer to a receipt.
    pub receipt: Option<ReceiptAnswer>,
    /// Why the receipt is none of this record's.
    pub receipt_refused: Option<Said>,
    /// Why the earlier checkpoint is none of this record's.
    pub old_refused: Option<Said>,
    /// The trace that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<Traced>,
    /// Results computed again.
    #[serde(rename = "selections")]
    pub recomputed: Vec<Recomputed>,
    /// Entries by kind.
    pub kinds: BTreeMap<String, u64>,
    /// Contents that were open and fit their hashes.
    pub open_bodies: u64,
    /// Files of voices that were there and fit what public contents say of them.
    pub attachments: u64,
}

/// Failures that are listed; more are only counted.
const LISTED: usize = 50;

impl Report {
    pub(crate) fn new() -> Report {
        Report {
            status: Status::Verified,
            record: Status::Verified,
            origin: None,
            size: 0,
            root: None,
            key: None,
            key_from_record: false,
            holds: vec![],
            failures: vec![],
            more_failures: 0,
            unchecked: vec![],
            look_up: vec![],
            costs: vec![],
            stated: BTreeMap::new(),
            operator: None,
            openness: None,
            code: Vec::new(),
            receipt: None,
            receipt_refused: None,
            old_refused: None,
            trace: None,
            recomputed: vec![],
            kinds: BTreeMap::new(),
            open_bodies: 0,
            attachments: 0,
        }
    }

    pub(crate) fn fail(&mut self, entry: Option<u64>, place: impl Into<String>, reason: Said) {
        if self.failures.len() < LISTED {
            self.failures.push(Failure {
                entry,
                place: place.into(),
                reason,
            });
        } else {
            self.more_failures += 1;
        }
    }

    /// Notes that the receipt is none of this record's: then nothing that it shows speaks against the record.
    pub(crate) fn refuse_receipt(&mut self, reason: Said) {
        self.failures
            .retain(|failure| !brought::is_of_receipt(&failure.place));
        self.receipt_refused = Some(reason);
    }

    /// Notes that the earlier checkpoint is none of this record's: then nothing that it shows speaks against the record.
    pub(crate) fn refuse_old(&mut self, reason: Said) {
        self.failures
            .retain(|failure| failure.place != brought::OLD);
        self.old_refused = Some(reason);
    }

    /// Drops what was found of what somebody brought, where nobody can tell yet whose it is.
    pub(crate) fn forget(&mut self, name: &'static str) {
        let of_receipt = name == brought::RECEIPT;
        self.failures.retain(|failure| {
            !brought::is_brought(&failure.place)
                || brought::is_of_receipt(&failure.place) != of_receipt
        });
    }

    /// Notes that what somebody brought could not be held against the record.
    pub(crate) fn brought(&mut self, name: &'static str, reason: Said) {
        self.unchecked.push(Unchecked {
            what: match name {
                brought::OLD => What::EarlierCheckpoint,
                _ => What::Receipt,
            },
            count: 1,
            entries: String::new(),
            reason,
            by_rule: false,
        });
    }

    /// Drops what the altered entry of a receipt shows. Gives whether its checkpoint speaks against the record all the same.
    pub(crate) fn speaks_by_checkpoint(&mut self) -> bool {
        self.failures
            .retain(|failure| !brought::is_of_entry(&failure.place));
        let mut places = self.failures.iter().map(|failure| &failure.place);
        places.any(|place| brought::is_of_receipt(place))
    }

    pub(crate) fn hold(&mut self, sentence: Said) {
        self.holds.push(sentence);
    }

    /// Notes that a file could not be read, so that the entries from `entry` on were not checked.
    pub(crate) fn unread(&mut self, entry: u64, reason: Said) {
        self.unchecked.push(Unchecked {
            what: What::Source,
            count: 1,
            entries: format!("{entry}–"),
            reason,
            by_rule: false,
        });
    }

    /// Whether a failure of the record's own names one of these entries.
    pub(crate) fn names_one_of(&self, entries: RangeInclusive<u64>) -> bool {
        let own = self.failures.iter();
        let own = own.filter(|failure| !brought::is_brought(&failure.place));
        let mut named = own.filter_map(|failure| failure.entry);
        named.any(|entry| entries.contains(&entry))
    }

    pub(crate) fn has_failed(&self) -> bool {
        !self.failures.is_empty()
    }

    /// Sorts what was found and settles the status.
    pub(crate) fn finish(mut self) -> Report {
        self.failures
            .sort_by_key(|failure| (failure.entry.is_none(), failure.entry));
        self.record = if self.has_failed() {
            Status::Failed
        } else if self.origin.is_none() {
            Status::Unread
        } else if self.unchecked.iter().any(|unchecked| !unchecked.by_rule) {
            Status::Incomplete
        } else if !self.look_up.is_empty() {
            Status::VerifiedExcept
        } else {
            Status::Verified
        };
        self.status = match self.record {
            Status::Failed | Status::Unread => self.record,
            _ if self.receipt_refused.is_some() || self.old_refused.is_some() => {
                Status::ReceiptRefused
            }
            of_record => of_record,
        };
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::said::quoted;

    #[test]
    fn what_is_to_be_looked_up_keeps_a_record_from_being_verified_alone() {
        let mut report = Report::new();
        report.origin = Some("log".to_owned());
        assert_eq!(report.clone().finish().status, Status::Verified);
        report.look_up.push(LookUp {
            entry: 7,
            what: quoted("a draw"),
        });
        assert_eq!(report.clone().finish().status, Status::VerifiedExcept);
        report.unread(3, quoted("gone"));
        assert_eq!(report.clone().finish().status, Status::Incomplete);
        report.receipt_refused = Some(quoted("another log's"));
        let refused = report.clone().finish();
        assert_eq!(refused.status, Status::ReceiptRefused);
        assert_eq!(refused.record, Status::Incomplete);
        report.fail(Some(1), "checkpoint", quoted("wrong"));
        let failed = report.finish();
        assert_eq!(
            (failed.status, failed.record),
            (Status::Failed, Status::Failed)
        );
        assert_eq!(Report::new().finish().status, Status::Unread);
    }
}
