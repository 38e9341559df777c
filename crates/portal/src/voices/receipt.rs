//! The page of a slip: what became of what somebody said, and what they can do about it with their code.

use maud::html;

use crate::frame::entries::entry_link;
use crate::frame::form::{Sending, error_summary};
use crate::frame::layout::{Page, title_of};
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;
use crate::model::VoiceDetail;
use crate::programmes::labels::{plain_title, title};
use crate::voices::acts::{Done, Own, Possible, Typed, own_form};
use crate::voices::page::{Shown, told};
use crate::voices::{labels, links};

/// What the page knows beside the voice.
pub struct OfSlip<'a> {
    /// What the record has of the code.
    pub receipt: &'a str,
    /// What can be done.
    pub possible: &'a Possible,
    /// What was just done.
    pub done: Option<&'a Done>,
    /// Whether the portal takes codes.
    pub takes_codes: bool,
    /// Whether it takes files.
    pub takes_files: bool,
}

/// The page.
pub fn view(
    ui: &Ui,
    shown: &Shown<'_>,
    slip: &OfSlip<'_>,
    typed: &Typed,
    sending: &Sending,
    errors: &[FieldError],
) -> Page {
    let summary = &shown.programme.summary;
    let name = labels::name(ui, &shown.voice.facts.id);
    let action = links::receipt(slip.receipt);
    let content = html! {
        (error_summary(ui, errors))
        h1 { (ui.t("voice-receipt-title")) " " span.of { (name) " · " (title(ui, summary)) } }
        @if let Some(done) = slip.done { (done.shown(ui)) }
        (told(ui, shown))
        @if slip.takes_codes {
            h2 #acts { (ui.t("voice-receipt-acts")) }
            p.prose { (ui.t("voice-receipt-acts-text")) }
            (own_form(ui, &action, Own { acts: &slip.possible.own, code: true, takes_files: slip.takes_files }, typed, sending, errors))
        }
        p { a href=(ui.href(&links::voice(&summary.facts.id, &shown.voice.facts.id))) { (ui.t("voice-acts-back")) } }
    };
    Page {
        title: title_of(&[
            ui.t("voice-receipt-title"),
            name.clone(),
            plain_title(ui, summary),
        ]),
        description: ui.t("voice-receipt-acts-text"),
        tab: None,
        crumbs: vec![],
        content,
    }
}

/// The page of a slip that another took the place of.
pub fn replaced(ui: &Ui, voice: &VoiceDetail, by: u64) -> Page {
    let facts = &voice.facts;
    let content = html! {
        h1 { (ui.t("voice-receipt-title")) " " span.of { (labels::name(ui, &facts.id)) } }
        p.lead { (ui.t("voice-receipt-replaced")) " " (entry_link(ui, by)) }
        p { a href=(ui.href(&links::voice(&facts.programme, &facts.id))) { (ui.t("voice-acts-back")) } }
    };
    Page {
        title: title_of(&[ui.t("voice-receipt-title"), labels::name(ui, &facts.id)]),
        description: ui.t("voice-receipt-replaced"),
        tab: None,
        crumbs: vec![],
        content,
    }
}
