//! Who runs the portal, how to reach them, and what the portal keeps of a visitor.

use madang_programme::Fact;
use madang_programme::log::OperatorNamed;
use maud::{Markup, html};

use crate::frame::contact;
use crate::frame::entries;
use crate::frame::format::{self, ZONE};
use crate::frame::layout::Page;
use crate::frame::parts::{self, row};
use crate::frame::ui::Ui;

/// The page.
pub fn view(ui: &Ui) -> Page {
    let operator = ui.operator();
    let link = |address: &Option<String>| {
        let address = address.as_ref()?;
        Some(html! { a href=(address) rel="noopener" { (address) } })
    };
    let not_said = || Some(html! { (ui.t("about-not-said")) });
    let content = html! {
        h1 { (ui.t("about-title")) }
        p.lead { (ui.t("about-lead")) }
        h2 #operator { (ui.t("about-operator")) }
        dl.facts {
            (row(ui, &ui.t("about-name"), operator.name.as_ref().map(|name| html! { span.words { (ui.words(name)) } }).or_else(not_said)))
            (row(ui, &ui.t("about-contact"), contact::ways(ui).or_else(not_said)))
            @if let Some(address) = link(&operator.key_published) { (row(ui, &ui.t("about-key"), Some(address))) }
        }
        (stated(ui))
        h2 #privacy { (ui.t("about-privacy")) }
        ul.prose {
            li { (ui.t("about-privacy-visitors")) }
            li { (ui.t("about-privacy-cookie")) }
            li { (ui.t("about-privacy-accounts")) }
            li { (ui.t("about-privacy-record")) }
            li { (ui.t("about-privacy-erasure")) }
        }
        @if let Some(address) = link(&operator.privacy) { p { (ui.t("about-policy")) " " (address) } }
        h2 #accessibility { (ui.t("about-accessibility")) }
        p.prose { (ui.t("about-accessibility-text")) }
        @if let Some(address) = link(&operator.accessibility) { p { (ui.t("about-policy")) " " (address) } }
        h2 #licence { (ui.t("about-licence")) }
        (parts::licence(ui))
        h2 #software { (ui.t("about-software")) }
        p.prose { (ui.t("about-software-text")) }
        @if let Some(address) = link(&operator.source) { p { (ui.t("about-source")) " " (address) } }
    };
    Page {
        title: ui.t("about-title"),
        description: ui.t("about-lead"),
        tab: None,
        crumbs: vec![],
        content,
    }
}

/// Where it is said who runs the portal.
fn stated(ui: &Ui) -> Markup {
    let Some(statement) = &ui.running.statement else {
        return html! {
            @if ui.operator().name.is_some() { p.muted { (ui.t("about-unrecorded")) } }
        };
    };
    let when = format::date_time(ui.lang, &statement.at, ZONE);
    let entry = ui.tf(
        "entry-name",
        &[("index", ui.number(statement.entry).into())],
    );
    let said = ui.tf(
        "about-recorded",
        &[("entry", entry.into()), ("when", when.into())],
    );
    html! {
        p.muted {
            a href=(ui.href(&entries::entry(statement.entry))) { (said) }
            @if statement.statements > 1 {
                " " a href=(ui.href(&format!("{}?kind={}", entries::RECORD, OperatorNamed::KIND))) { (ui.t("about-recorded-all")) }
            }
        }
    }
}
