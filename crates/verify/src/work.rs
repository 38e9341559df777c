//! How much selecting a record may make its verifier do: whoever wrote it must not hold whoever reads it.

use madang_selection::Allowance;

use crate::Options;
use crate::ranges::Ranges;
use crate::report::{Report, Unchecked, What};
use crate::said::said;

/// Looks at a project, or at a choice on a ballot, that any record may ask for: about a minute.
const WHOLE: u64 = 2_000_000_000;
/// More of them for each entry: what is asked grows with the record, and no faster.
const EACH_ENTRY: u64 = 4_000;

/// What may be done for a record.
#[derive(Debug)]
pub(crate) struct Work {
    pub(crate) allowance: Allowance,
    each_entry: u64,
}

impl Work {
    pub(crate) fn new(options: &Options) -> Work {
        Work {
            allowance: Allowance::new(options.work.unwrap_or(WHOLE)),
            each_entry: options.work.map_or(EACH_ENTRY, |_| 0),
        }
    }

    /// Another entry was read.
    pub(crate) fn entry(&mut self) {
        self.allowance.grant(self.each_entry);
    }
}

/// Votes whose rule was not tried on what they are about.
pub(crate) fn untried(entries: &Ranges, report: &mut Report) {
    if entries.count() > 0 {
        report.unchecked.push(Unchecked {
            what: What::Rule,
            count: entries.count(),
            entries: entries.describe(20),
            reason: said("verify-work-rule"),
            by_rule: false,
        });
    }
}

/// A selection that was not computed again.
pub(crate) fn left(index: u64, subject: &str, report: &mut Report) {
    report.unchecked.push(Unchecked {
        what: What::Selection,
        count: 1,
        entries: index.to_string(),
        reason: said("verify-work-selection").text("subject", subject),
        by_rule: false,
    });
}

/// Entries from which on nothing was replayed.
pub(crate) fn stopped(index: u64, report: &mut Report) {
    report.unread(index, said("verify-work-stopped"));
}
