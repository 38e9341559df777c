//! The home page: what one can do here, the programmes and where each stands, the record.

use maud::{Markup, html};

use crate::about::links::ABOUT;
use crate::data::links as data;
use crate::frame::form::{self, SEARCH, search_field};
use crate::frame::layout::Page;
use crate::frame::parts::absent;
use crate::frame::ui::Ui;
use crate::home::labels;
use crate::model::ProgrammeSummary;
use crate::programmes::labels::plain_title;
use crate::record::links;
use crate::search::links as search;
use crate::voices::links as voices;

/// What the page shows.
pub struct Home<'a> {
    /// How many entries the record has.
    pub size: u64,
    /// The programmes in which somebody answers what people say.
    pub listening: &'a [&'a ProgrammeSummary],
    /// The cards of all programmes.
    pub programmes: Markup,
    /// The last few entries.
    pub latest: Option<Markup>,
}

/// The home page.
pub fn view(ui: &Ui, home: &Home<'_>) -> Page {
    let content = html! {
        h1 { (ui.t("home-title")) }
        p.lead { (ui.t("home-lead")) }
        div.columns {
            (speak(ui, home.listening))
            (find(ui))
            (check(ui))
        }
        h2 #programmes { (ui.t("home-programmes")) }
        (home.programmes)
        h2 #loop { (ui.t("home-loop")) }
        p.prose { (ui.t("home-loop-text")) }
        ol.loop { @for step in labels::loop_steps(ui) { li { (step) } } }
        h2 #record { (ui.t("home-record")) }
        p.prose { (ui.t("home-record-text")) }
        p { a.button.button-plain href=(ui.href(links::TAB.path)) { (ui.count("home-record-link", home.size)) } }
        @match &home.latest { Some(table) => (table), None => p { (absent(ui, "none-yet")) } }
    };
    Page {
        title: ui.t("home-title"),
        description: ui.t("home-lead"),
        tab: None,
        crumbs: vec![],
        content,
    }
}

/// Where one says something.
fn speak(ui: &Ui, listening: &[&ProgrammeSummary]) -> Markup {
    let here = ui.site.account.is_some();
    let link = |programme: &ProgrammeSummary| {
        let id = &programme.facts.id;
        let (address, key) = match here {
            true => (voices::speak(id), "home-speak-in"),
            false => (voices::list(id), "home-heard-in"),
        };
        let name = ui.tf(key, &[("programme", plain_title(ui, programme).into())]);
        html! { a href=(ui.href(&address)) { (name) } }
    };
    html! {
        section {
            h2 #speak { (ui.t("home-speak")) }
            p.prose { (ui.t("home-speak-text")) }
            @if !here || listening.is_empty() { p { (ui.t("home-speak-elsewhere")) " " a href=(ui.href(ABOUT)) { (ui.t("about-title")) } } }
            ul {
                @for programme in listening { li { (link(programme)) } }
            }
        }
    }
}

/// Where one finds what became of something.
fn find(ui: &Ui) -> Markup {
    html! {
        section {
            h2 #find { (ui.t("home-find")) }
            p.prose { (ui.t("home-find-text")) }
            (form::filter(ui, &ui.href(search::SEARCH), search_field(ui, &[], SEARCH, "")))
            p { a href=(ui.href(links::FIND)) { (ui.t("record-find-title")) } }
            @if ui.site.account.is_some() { p { a href=(ui.href(voices::SLIP)) { (ui.t("voice-slip-find")) } } }
        }
    }
}

/// How one checks all of it.
fn check(ui: &Ui) -> Markup {
    html! {
        section {
            h2 #check { (ui.t("home-check")) }
            p.prose { (ui.t("home-check-text")) }
            ul {
                li { a href=(ui.href(links::VERIFY)) { (ui.t("home-verify")) } }
                li { a href=(ui.href(data::TAB.path)) { (ui.t("home-check-data")) } }
            }
        }
    }
}
