//! The checks of openness, asked of a record from its files alone: the same code as on the portal's pages.

use std::collections::BTreeMap;

use madang_programme::content::ContentState;
use madang_programme::finding::{Check, Finding, Status};
use madang_programme::openness::{Linted, Numbers, lint_bytes, lints};
use madang_programme::{Event, State};
use madang_record::{EntryRef, OpenBodyRef};
use madang_words::Said;
use serde::Serialize;

use crate::pass::Passed;
use crate::said::said;

/// Findings that are listed of a check; more are only counted.
const LISTED: usize = 20;

/// What the checks found at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Openness {
    /// The time, UTC.
    pub at: String,
    /// Every finding, by programme and check, the worst first.
    pub findings: Vec<Finding>,
}

/// Personal data in public words, looked for while the record is read.
#[derive(Debug, Default)]
pub(crate) struct Lint {
    found: Vec<Linted>,
}

impl Lint {
    /// Looks through what is published of an entry.
    pub(crate) fn look(
        &mut self,
        index: u64,
        event: &Event,
        entry: &EntryRef<'_>,
        open: &[OpenBodyRef<'_>],
    ) {
        if entry.space.is_empty() {
            return;
        }
        for rule in event.fact().contents().iter().filter(|rule| lints(rule)) {
            let Some(content) = open.iter().find(|body| *body.name == *rule.name) else {
                continue;
            };
            // What is no JSON was told already.
            if let Ok(Some(_)) = lint_bytes(content.content.get().as_bytes()) {
                self.found.push(Linted {
                    programme: entry.space.to_owned(),
                    entry: index,
                    name: rule.name.to_owned(),
                    subject: entry.subject.to_owned(),
                    at: entry.at.to_owned(),
                });
            }
        }
    }

    /// What is still public at the end.
    pub(crate) fn finish(mut self, state: &State) -> Vec<Linted> {
        let hidden = |linted: &Linted| match state.content(linted.entry, &linted.name) {
            Some(ContentState::Restricted { .. } | ContentState::Erased { .. }) => true,
            Some(ContentState::Released { .. }) | None => false,
        };
        self.found.retain(|linted| !hidden(linted));
        self.found
    }
}

/// What the checks find in a record that was read to its end; nothing where it was not, or where the time is none.
pub(crate) fn found(passed: &Passed, at: &str) -> Option<Openness> {
    let findings = passed
        .replayed
        .then(|| passed.state.findings(&passed.linted, at));
    Some(Openness {
        at: at.to_owned(),
        findings: findings?.ok()?,
    })
}

impl Openness {
    /// Its sentences: how each check stands in each programme, and what is overdue or broken.
    pub(crate) fn sentences(&self) -> Vec<Said> {
        let mut all: BTreeMap<(&str, Check), (Numbers, Vec<&Finding>)> = BTreeMap::new();
        for finding in &self.findings {
            let key = (finding.programme.as_str(), finding.check);
            let (numbers, listed) = all.entry(key).or_default();
            numbers.add(finding.status);
            if matches!(finding.status, Status::Overdue | Status::Broken) {
                listed.push(finding);
            }
        }
        let mut sentences = Vec::new();
        for ((programme, check), (numbers, listed)) in all {
            let of = |status| numbers.of(status);
            sentences.push(
                said("verify-openness-check")
                    .text("check", check.id())
                    .text("programme", programme)
                    .number("held", of(Status::Held))
                    .number("open", of(Status::NotYetDue))
                    .number("overdue", of(Status::Overdue))
                    .number("broken", of(Status::Broken)),
            );
            let more = listed.len().saturating_sub(LISTED) as u64;
            sentences.extend(listed.iter().take(LISTED).map(|finding| sentence(finding)));
            if more > 0 {
                sentences.push(said("verify-openness-more").number("more", more));
            }
        }
        sentences
    }
}

fn sentence(finding: &Finding) -> Said {
    let key = match finding.status {
        Status::Broken => "verify-openness-broken",
        Status::Held | Status::NotYetDue | Status::Overdue => "verify-openness-overdue",
    };
    let entries: Vec<String> = finding.entries.iter().map(u64::to_string).collect();
    said(key)
        .text("check", finding.check.id())
        .text("subject", &finding.subject)
        .text("due", finding.due.as_deref().unwrap_or_default())
        .number("late", finding.late.into())
        .text("entries", entries.join(", "))
}
