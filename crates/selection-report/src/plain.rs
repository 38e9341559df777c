//! Words of a report for where there is no markup, as on a terminal: the same messages with plain values.

use madang_selection::audit::{Audit, Finding, Note};
use madang_selection::compare::Compared;
use madang_selection::{Failed, Phase, Reason, TieStep, WarningCount, WarningKind};
use madang_selection_words::{said, treatment};
use madang_words::Language;

use crate::words::message;
use crate::{Findings, audits};

/// What was doubtful in the input and how it was treated. A warning of an older or newer engine says so itself.
pub fn warning_words(language: Language, kind: WarningKind, met: &WarningCount) -> String {
    treatment(kind, met).in_language(language)
}

/// A place in which a warning was met; that of a file of another engine as it stands there.
pub fn example_words(language: Language, met: &WarningCount) -> Option<String> {
    match met.places.first() {
        Some(place) => Some(said(place).in_language(language)),
        None => met.examples.first().cloned(),
    }
}

/// Why a rule failed on an election; where the comparison was read from JSON, as it stands there.
pub fn failure_words(language: Language, rule: &Compared) -> Option<String> {
    let failed = rule.failed.as_ref()?;
    Some(failed_words(language, failed))
}

/// Why something failed: by its key, or as it stands in what was read from JSON.
pub(crate) fn failed_words(language: Language, failed: &Failed) -> String {
    match failed {
        Failed::Worded(wording) => said(wording).in_language(language),
        Failed::Read(english) => english.clone(),
    }
}

/// Why a project was not selected.
pub fn reason_words(language: Language, reason: Reason) -> String {
    message(language, &format!("projects-reason-{}", reason.kind()), &[])
}

/// The phase of a rule that selected a project.
pub fn phase_words(language: Language, phase: Phase) -> String {
    message(language, &format!("result-phase-{}", phase.kind()), &[])
}

/// What decided a tie.
pub fn tie_words(language: Language, step: TieStep) -> String {
    message(language, &format!("input-{}", step.kind()), &[])
}

/// What must be known to read a verdict; empty for a note of a newer engine.
pub fn note_words(language: Language, note: Note) -> String {
    match note {
        Note::NumberBinds => message(language, "audits-note-number-binds", &[]),
        _ => String::new(),
    }
}

/// What proves a verdict, in a sentence, with projects by their ids.
pub fn evidence_words(language: Language, audit: &Audit, finding: &Finding) -> String {
    let found = Findings {
        plain: true,
        ..Findings::new(audit, language)
    };
    audits::evidence(&found, finding.check, &finding.evidence)
}
