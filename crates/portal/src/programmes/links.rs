//! The addresses of programmes.

use maud::{Markup, html};

use crate::answers::links as answers;
use crate::consultations::links as consultations;
use crate::frame::layout::{Crumb, Tab};
use crate::frame::parts::{TabLink, folded_tabs};
use crate::frame::ui::{Ui, step};
use crate::model::ProgrammeSummary;
use crate::needs::links as needs;
use crate::programmes::labels::title;
use crate::proposals::links as proposals;
use crate::services::links as services;
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
    /// What selected proposals are developed into.
    Services,
    /// Something below, which no tab leads to.
    Below,
}

impl Section {
    /// Those that have a tab, in their order.
    const TABS: [Section; 8] = [
        Section::Overview,
        Section::Voices,
        Section::Needs,
        Section::Consultations,
        Section::Answers,
        Section::Proposals,
        Section::Selection,
        Section::Services,
    ];

    /// Its address without its language, in a programme.
    fn path(self, id: &str) -> String {
        match self {
            Section::Overview | Section::Below => path(id),
            Section::Voices => voices::list(id),
            Section::Needs => needs::list(id),
            Section::Consultations => consultations::list(id),
            Section::Answers => answers::list(id),
            Section::Proposals => proposals::list(id),
            Section::Selection => votes::selection(id),
            Section::Services => services::list(id),
        }
    }

    fn name(self, ui: &Ui, summary: &ProgrammeSummary) -> String {
        let with_number =
            |key: &str, number: u64| ui.tf(key, &[("number", ui.number(number).into())]);
        match self {
            Section::Overview | Section::Below => ui.t("programme-overview"),
            Section::Voices => with_number("programme-voices", summary.voices),
            Section::Needs => with_number("programme-needs", summary.needs),
            Section::Consultations => ui.t("programme-consultations"),
            Section::Answers => ui.t("programme-answers"),
            Section::Proposals => with_number("programme-proposals", summary.proposals),
            Section::Selection => with_number("programme-selection", summary.selected),
            Section::Services => ui.t("programme-services"),
        }
    }
}

/// Where the tabs of a programme lead, without their language.
pub fn sections(id: &str) -> impl Iterator<Item = String> {
    Section::TABS
        .into_iter()
        .map(move |section| section.path(id))
}

/// The tabs of a programme.
pub fn programme_tabs(ui: &Ui, summary: &ProgrammeSummary, here: Section) -> Markup {
    let link = |section: Section| TabLink {
        href: ui.href(&section.path(&summary.facts.id)),
        name: section.name(ui, summary),
        here: here == section,
    };
    folded_tabs(&ui.t("programme-tabs"), &Section::TABS.map(link))
}
