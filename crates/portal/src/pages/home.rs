//! The home page: what this is, the programmes and where each stands, the record.

use crate::model::{EntrySummary, ProgrammeSummary};
use maud::{Markup, html};

use crate::labels;
use crate::layout::{Page, Tab};
use crate::pages::programme::{Level, card, stage_steps};
use crate::pages::record::entry_table;
use crate::parts::blank;
use crate::ui::Ui;

/// The home page. `size` is the number of entries in the record, `latest` the last few of them.
pub fn view(ui: &Ui, programmes: &[ProgrammeSummary], size: u64, latest: &[EntrySummary]) -> Page {
    let content = html! {
        h1 { (ui.t("home-title")) }
        p.lead { (ui.t("home-lead")) }
        h2 { (ui.t("home-programmes")) }
        (programme_cards(ui, programmes, Level::Third))
        h2 { (ui.t("home-loop")) }
        p.prose { (ui.t("home-loop-text")) }
        ol.loop { @for step in labels::loop_steps(ui) { li { (step) } } }
        h2 { (ui.t("home-record")) }
        p.prose { (ui.t("home-record-text")) }
        ul.buttons {
            li { a.button href=(ui.href("/record/verify")) { (ui.t("home-verify")) } }
            li { a.button.button-plain href=(ui.href("/record")) { (ui.count("home-record-link", size)) } }
        }
        @if latest.is_empty() { (blank(ui)) } @else { (entry_table(ui, &ui.t("home-latest"), latest)) }
    };
    Page {
        title: ui.site_title(),
        description: ui.t("home-lead"),
        tab: None,
        crumbs: vec![],
        content,
    }
}

/// The page with all programmes.
pub fn programmes(ui: &Ui, programmes: &[ProgrammeSummary]) -> Page {
    let content = html! {
        h1 { (ui.t("programmes-title")) }
        p.lead { (ui.t("programmes-lead")) }
        (programme_cards(ui, programmes, Level::Second))
    };
    Page {
        title: ui.t("programmes-title"),
        description: ui.t("programmes-lead"),
        tab: Some(Tab::Programmes),
        crumbs: vec![],
        content,
    }
}

fn programme_cards(ui: &Ui, programmes: &[ProgrammeSummary], level: Level) -> Markup {
    html! {
        @if programmes.is_empty() {
            p.empty { (ui.t("programmes-none")) }
        } @else {
            ul.cards.cards-wide {
                @for programme in programmes { li.card { (card(ui, programme, &stage_steps(ui), level)) } }
            }
        }
    }
}
