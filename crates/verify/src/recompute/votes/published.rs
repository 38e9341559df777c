//! A published selection, and what is said of it.

use std::collections::BTreeSet;

use madang_programme::votes::selection::Computed;
use madang_programme::votes::{OUTCOME, SelectionPublished};
use madang_programme::{Comparison, ContentRule, named};
use madang_record::OpenBodyRef;
use madang_words::Said;

use super::explainer::Explainer;
use super::held::Held;
use super::recount::content;
use super::{explanations, partial};
use crate::ranges::Ranges;
use crate::report::{Cost, Recomputed, Report, Unchecked, What};
use crate::said::said;

/// A published selection as it stands on the record.
pub(super) struct Published<'a, 'b> {
    pub(super) index: u64,
    pub(super) subject: &'a str,
    pub(super) facts: &'a SelectionPublished,
    pub(super) open: &'a [OpenBodyRef<'b>],
    pub(super) explainer: &'a Explainer,
}

impl Published<'_, '_> {
    pub(super) fn fail(&self, report: &mut Report, reason: Said) {
        report.fail(Some(self.index), self.subject, reason);
    }

    /// The content of that name, canonical JSON, where it is open and fits its hash.
    pub(super) fn open(&self, name: &str) -> Option<&str> {
        Some(content(self.open, name)?.content.get())
    }

    /// The same; that it is missing is said where nothing was said of it yet.
    pub(super) fn content(&self, name: &'static str, report: &mut Report) -> Option<&str> {
        let found = self.open(name);
        if found.is_none() && !report.names_one_of(self.index..=self.index) {
            self.fail(
                report,
                said("verify-selection-without").said("name", named::content_beside(name)),
            );
        }
        found
    }
}

/// Says which ballots and sheets are missing, so that a selection was checked in part.
pub(super) fn say_missing(
    published: &Published<'_, '_>,
    mut entries: Ranges,
    sheets: impl Iterator<Item = u64>,
    held: Held,
    report: &mut Report,
) {
    let held = said(match held {
        Held::Wholly => "verify-held-wholly",
        Held::Within => "verify-held-within",
        Held::Filled => "verify-held-filled",
        Held::Not => "verify-held-not",
    });
    sheets.for_each(|entry| entries.push(entry));
    entries.normalise();
    report.unchecked.push(Unchecked {
        what: What::Selection,
        count: 1,
        entries: published.index.to_string(),
        reason: said("verify-selection-partial")
            .text("subject", published.subject)
            .number("missing", entries.count())
            .text("entries", entries.describe(20))
            .said("held", held),
        by_rule: false,
    });
}

/// Says that an explanation is of a format that this version does not compute, so that nobody held what it says; or that it is of
/// none at all.
pub(super) fn leave(
    published: &Published<'_, '_>,
    rule: &ContentRule,
    other: Comparison,
    report: &mut Report,
) {
    let (key, format) = match other {
        Comparison::Newer(format) => ("verify-explanation-newer", format),
        Comparison::Older(format) => ("verify-explanation-older", format),
        Comparison::Same => return,
        Comparison::Differs => {
            let reason =
                said("verify-selection-explanation").said("name", named::content_beside(rule.name));
            return published.fail(report, reason);
        }
    };
    report.unchecked.push(Unchecked {
        what: What::Explanation,
        count: 1,
        entries: published.index.to_string(),
        reason: said(key)
            .text("subject", published.subject)
            .said("name", named::content_beside(rule.name))
            .number("format", u64::from(format))
            .number("own", u64::from(rule.written())),
        by_rule: false,
    });
}

/// Ballots that the count passed over since they were hidden when it was made, as the first rules allowed, and that are public
/// now: whoever hid them chose the result.
pub(super) fn left_out_in_public(
    published: &Published<'_, '_>,
    present: &Ranges,
    left_out: &BTreeSet<u64>,
    report: &mut Report,
) {
    let mut entries = Ranges::default();
    let shown = left_out.iter().filter(|entry| present.contains(**entry));
    shown.for_each(|entry| entries.push(*entry));
    if entries.count() == 0 {
        return;
    }
    report.unchecked.push(Unchecked {
        what: What::Selection,
        count: 1,
        entries: published.index.to_string(),
        reason: said("verify-selection-passed-over")
            .text("subject", published.subject)
            .number("count", entries.count())
            .text("entries", entries.describe(20)),
        by_rule: false,
    });
}

/// Ballots that others of the same voter replaced, which the rules allow and a reader should know.
pub(super) fn replaced(published: &Published<'_, '_>, report: &mut Report) {
    let repeated = published.facts.tally.repeated;
    if repeated > 0 {
        report.costs.push(Cost {
            entries: published.index.to_string(),
            what: said("verify-cost-replaced")
                .text("subject", published.subject)
                .number("count", repeated)
                .number("cast", published.facts.tally.cast),
        });
    }
}

/// Holds a published selection against the one that follows from its ballots: facts always, explanations of the same format.
pub(super) fn compare(published: &Published<'_, '_>, computed: Computed, report: &mut Report) {
    let computed = published.explainer.explained(computed);
    if let Some(difference) = partial::first_difference(published.facts, &computed.facts) {
        let reason = said("verify-selection-differs").said("what", difference);
        return published.fail(report, reason);
    }
    let mut left = false;
    for rule in published.explainer.contents() {
        let Some(is) = published.content(rule.name, report) else {
            return;
        };
        let must = match rule.name {
            OUTCOME => &computed.outcome,
            _ => &computed.analysis,
        };
        let found = rule.compare(is, must);
        leave(published, rule, found, report);
        match found {
            Comparison::Same => {}
            Comparison::Differs => return,
            Comparison::Newer(_) | Comparison::Older(_) => left = true,
        }
    }
    if left {
        // What is not compared to the byte still has to name the same selection.
        explanations::check_named(published, report);
    }
    report.recomputed.push(Recomputed {
        entry: published.index,
        subject: published.subject.to_owned(),
        feature: "votes",
        counted: computed.facts.tally.counted,
        selected: computed.facts.selected.len() as u64,
    });
}
