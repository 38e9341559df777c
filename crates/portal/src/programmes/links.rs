//! The addresses of programmes.

use maud::{Markup, html};

use crate::frame::layout::{Crumb, Tab};
use crate::frame::parts::{TabLink, tabs};
use crate::frame::ui::{Ui, step};
use crate::model::ProgrammeSummary;
use crate::programmes::labels::title;

/// Pattern of the list.
pub const ALL: &str = "/programmes";
/// Pattern of a programme.
pub const ONE: &str = "/programmes/{programme}";

/// The tab of programmes.
pub const TAB: Tab = Tab {
    path: ALL,
    key: "programme-nav",
};

/// Programmes in the API.
pub const API: &str = "/api/v1/programmes";

/// A programme in the API.
pub fn api(id: &str) -> String {
    format!("{API}/{}", step(id))
}

/// A programme's address without its language.
pub fn path(id: &str) -> String {
    format!("{}/{}", TAB.path, step(id))
}

/// The breadcrumbs of the pages under a programme.
pub fn crumbs(ui: &Ui, summary: &ProgrammeSummary) -> Vec<Crumb> {
    vec![above(ui), (path(&summary.facts.id), title(ui, summary))]
}

/// The breadcrumb of a programme's own page.
pub fn above(ui: &Ui) -> Crumb {
    (TAB.path.to_owned(), html! { (ui.t(TAB.key)) })
}

/// The tabs of a programme: overview, proposals, selection.
pub fn programme_tabs(ui: &Ui, summary: &ProgrammeSummary, here: &str) -> Markup {
    let base = path(&summary.facts.id);
    let link = |name: String, end: &str| TabLink {
        href: ui.href(&format!("{base}{end}")),
        name,
        here: here == end,
    };
    tabs(
        &ui.t("programme-tabs"),
        &[
            link(ui.t("programme-overview"), ""),
            link(
                ui.tf(
                    "programme-proposals",
                    &[("number", ui.number(summary.proposals).into())],
                ),
                "/proposals",
            ),
            link(
                ui.tf(
                    "programme-selection",
                    &[("number", ui.number(summary.selected).into())],
                ),
                "/selection",
            ),
        ],
    )
}
