//! The home page: what this is, the programmes and where each stands, the record.

use maud::{Markup, html};

use crate::frame::layout::Page;
use crate::frame::parts::absent;
use crate::frame::ui::Ui;
use crate::home::labels;
use crate::record::links;

/// The home page. `size` is the number of entries in the record, `programmes` their cards, `latest` the last few entries.
pub fn view(ui: &Ui, size: u64, programmes: Markup, latest: Option<Markup>) -> Page {
    let content = html! {
        h1 { (ui.t("home-title")) }
        p.lead { (ui.t("home-lead")) }
        h2 #programmes { (ui.t("home-programmes")) }
        (programmes)
        h2 #loop { (ui.t("home-loop")) }
        p.prose { (ui.t("home-loop-text")) }
        ol.loop { @for step in labels::loop_steps(ui) { li { (step) } } }
        h2 #record { (ui.t("home-record")) }
        p.prose { (ui.t("home-record-text")) }
        ul.buttons {
            li { a.button href=(ui.href(links::VERIFY)) { (ui.t("home-verify")) } }
            li { a.button.button-plain href=(ui.href(links::TAB.path)) { (ui.count("home-record-link", size)) } }
        }
        @match latest { Some(table) => (table), None => p { (absent(ui, "none-yet")) } }
    };
    Page {
        title: ui.t("home-title"),
        description: ui.t("home-lead"),
        tab: None,
        crumbs: vec![],
        content,
    }
}
