//! The slip of somebody whose voice was entered for them: printed once, and kept by nobody but them.

use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::layout::{Page, here, title_of};
use crate::frame::qr::qr;
use crate::frame::ui::Ui;
use crate::model::ProgrammeDetail;
use crate::programmes::labels::{plain_title, title};
use crate::programmes::links::{TAB, crumbs};
use crate::voices::speak::Done;
use crate::voices::{labels, links};

/// What stands on it.
pub struct Slip<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// The code, as it is printed.
    pub code: &'a str,
    /// What the record has of it.
    pub receipt: &'a str,
    /// What was recorded.
    pub done: Done<'a>,
    /// What proves the words after they were erased: for whoever asks for it.
    pub salt: Option<String>,
}

/// The page that is printed.
pub fn view(ui: &Ui, slip: &Slip<'_>) -> Page {
    let summary = &slip.programme.summary;
    let address = format!("{}{}", ui.site.base(), links::receipt(slip.receipt));
    let name = labels::name(ui, slip.done.voice);
    let content = html! {
        h1 { (ui.t("voice-slip-title")) " " span.of { (name) } }
        p.lead { (ui.t("voice-slip-lead")) }
        (printed(ui, slip, &address))
        p.prose { (ui.t("voice-slip-kept-nowhere")) }
        ul.buttons {
            li { a.button href=(ui.href(&links::enter(&summary.facts.id))) { (ui.t("voice-slip-another")) } }
            li { a.button.button-plain href=(ui.href(&links::voice(&summary.facts.id, slip.done.voice))) { (ui.t("voice-slip-open")) } }
        }
    };
    let mut above = crumbs(ui, summary);
    above.push((
        links::list(&summary.facts.id),
        html! { (ui.t("voices-title")) },
    ));
    above.push(here(html! { (ui.t("voice-slip-title")) }));
    Page {
        title: title_of(&[ui.t("voice-slip-title"), plain_title(ui, summary)]),
        description: ui.t("voice-slip-lead"),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

fn printed(ui: &Ui, slip: &Slip<'_>, address: &str) -> Markup {
    let done = &slip.done;
    let entry = ui.number(done.entry);
    html! {
        section.slip aria-label=(ui.t("voice-slip-title")) {
            div {
                p { strong { (title(ui, &slip.programme.summary)) } }
                p { (labels::name(ui, done.voice)) " · " (entry_link(ui, done.entry)) span.sr-only { " " (entry) } }
                p.slip-code { (slip.code) }
                p { (ui.t("voice-slip-use")) }
                p.address lang="en" { (address) }
                p { (ui.tf("voice-done-size", &[("size", ui.number(done.size).into())])) }
                @if let Some(salt) = &slip.salt {
                    details {
                        summary { (ui.t("voice-slip-salt")) }
                        p { (ui.t("voice-slip-salt-text")) }
                        p.address lang="en" { (salt) }
                    }
                }
            }
            @if let Some(code) = qr(address, &ui.t("voice-slip-qr")) { (code) }
        }
    }
}
