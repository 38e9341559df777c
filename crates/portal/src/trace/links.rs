//! The addresses of traces, and the ways to them.

use madang_programme::subject::{SubjectKind, SubjectRef};
use maud::{Markup, html};

use crate::frame::entries::{entry, entry_api};
use crate::frame::ui::Ui;

/// Pattern of the trace of what an entry is about.
pub const ONE: &str = "/record/entries/{index}/trace";

/// The trace of what an entry is about.
fn trace(index: u64) -> String {
    format!("{}/trace", entry(index))
}

/// The trace of what an entry is about, in the API.
pub fn api(index: u64) -> String {
    format!("{}/trace", entry_api(index))
}

/// Whether entries about a subject are about a thing that has a trace.
pub fn has_trace(subject: &str) -> bool {
    match SubjectRef::parse(subject).map(|of| of.kind) {
        Some(
            SubjectKind::Voice
            | SubjectKind::Need
            | SubjectKind::Proposal
            | SubjectKind::Selection
            | SubjectKind::Service,
        ) => true,
        None
        | Some(
            SubjectKind::ActionPlan
            | SubjectKind::Design
            | SubjectKind::Commitment
            | SubjectKind::Milestone
            | SubjectKind::Review
            | SubjectKind::Role
            | SubjectKind::Programme
            | SubjectKind::Group
            | SubjectKind::Audience
            | SubjectKind::Institution
            | SubjectKind::Body
            | SubjectKind::Member
            | SubjectKind::Consultation
            | SubjectKind::Call
            | SubjectKind::SelectionRule
            | SubjectKind::Vote
            | SubjectKind::Content,
        ) => false,
    }
}

/// The way from the page of a thing to its trace.
pub fn trace_link(ui: &Ui, index: u64) -> Markup {
    html! { p { a href=(ui.href(&trace(index))) { (ui.t("trace-link")) } } }
}
