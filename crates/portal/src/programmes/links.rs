//! The addresses of programmes.

use maud::{Markup, html};

use crate::answers::links as answers;
use crate::consultations::links as consultations;
use crate::frame::layout::{Crumb, Tab};
use crate::frame::parts::{TabLink, folded_tabs};
use crate::frame::ui::{Ui, step, step_after};
use crate::model::ProgrammeSummary;
use crate::needs::links as needs;
use crate::programmes::labels::title;
use crate::proposals::links as proposals;
use crate::voices::links as voices;
use crate::votes::links as votes;

/// Pattern of the list.
pub const ALL: &str = "/programmes";
/// Pattern of a programme.
pub const ONE: &str = "/programmes/{programme}";

/// Where a programme is begun.
pub const NEW: &str = "/programmes/new";
/// Pattern of the steps in which one is set up.
pub const SETUP: &str = "/programmes/{programme}/setup";
/// Pattern of one of them.
pub const STEP: &str = "/programmes/{programme}/setup/{step}";

/// The steps in which a programme is set up.
pub fn set(id: &str) -> String {
    format!("{}/setup", path(id))
}

/// One of them.
pub fn set_up(id: &str, step: &str) -> String {
    format!("{}/{step}", set(id))
}

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

/// The members of a programme's bodies as CSV.
pub fn members_csv(id: &str) -> String {
    format!("{}/members.csv", api(id))
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

/// A part of a programme that has a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The programme itself.
    Overview,
    /// What people said.
    Voices,
    /// What several of them ask for.
    Needs,
    /// Where people meet about it, and what is asked in writing.
    Consultations,
    /// What became of what was said.
    Answers,
    /// Its proposals.
    Proposals,
    /// Its latest selection.
    Selection,
    /// Something below, which no tab leads to.
    Below,
}

/// The tabs of a programme: overview, voices, needs, consultations, answers, proposals, selection.
pub fn programme_tabs(ui: &Ui, summary: &ProgrammeSummary, here: Section) -> Markup {
    let id = &summary.facts.id;
    let link = |section: Section, name: String, address: String| TabLink {
        href: ui.href(&address),
        name,
        here: here == section,
    };
    let with_number = |key: &str, number: u64| ui.tf(key, &[("number", ui.number(number).into())]);
    folded_tabs(
        &ui.t("programme-tabs"),
        &[
            link(Section::Overview, ui.t("programme-overview"), path(id)),
            link(
                Section::Voices,
                with_number("programme-voices", summary.voices),
                voices::list(id),
            ),
            link(
                Section::Needs,
                with_number("programme-needs", summary.needs),
                needs::list(id),
            ),
            link(
                Section::Consultations,
                ui.t("programme-consultations"),
                consultations::list(id),
            ),
            link(
                Section::Answers,
                ui.t("programme-answers"),
                answers::list(id),
            ),
            link(
                Section::Proposals,
                with_number("programme-proposals", summary.proposals),
                proposals::list(id),
            ),
            link(
                Section::Selection,
                with_number("programme-selection", summary.selected),
                votes::selection(id),
            ),
        ],
    )
}

/// The programme in which somebody copied the address of a page, where it is one.
pub fn named(address: &str) -> Option<String> {
    step_after(address, "/programmes/")
}
