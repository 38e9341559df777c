//! An answer before it is released: as everybody will read it, with a button that releases it and one to go on writing.

use madang_programme::answers::{AnswerGiven, AnswerReason};
use maud::html;

use crate::answers::form::Of;
use crate::answers::section::{Decision, decided};
use crate::frame::form::Sending;
use crate::frame::layout::Page;
use crate::frame::steps::released;
use crate::frame::ui::Ui;
pub use crate::frame::warned::warned;

/// The page.
pub fn view(
    ui: &Ui,
    of: &Of<'_>,
    (facts, reason): (&AnswerGiven, &AnswerReason),
    sending: &Sending,
    typed: &[(&str, &str)],
    action: &str,
) -> Page {
    let decision = Decision {
        programme: of.id(),
        institutions: of.institutions,
        entry: u64::MAX,
        facts,
        reason: Some(reason),
        planned: facts.planned_by.as_ref(),
        progress: None,
    };
    let title = ui.t("answer-preview-title");
    let content = html! {
        h1 { (title) }
        p.lead { (ui.t("answer-preview-lead")) }
        (warned(ui, reason))
        (of.said(ui))
        div.preview { (decided(ui, &decision, None)) }
        (released(ui, action, sending, typed, &ui.t("answer-preview-release")))
    };
    of.page(ui, &title, content)
}
