//! Who may record what: a page made from what the program itself asks before anything comes on record.

use madang_programme::contents::ContentRule;
use madang_programme::{Event, Role};
use maud::{Markup, html};

use crate::content::labels::{content as called, identifier};
use crate::frame::actors;
use crate::frame::layout::Page;
use crate::frame::parts::table;
use crate::frame::ui::Ui;
use crate::record::labels;
use crate::record::links::{self, crumb, record_tabs};

/// The page.
pub fn view(ui: &Ui) -> Page {
    let content = html! {
        h1 { (ui.t("record-roles-title")) }
        p.lead { (ui.t("record-roles-lead")) }
        (record_tabs(ui, links::ROLES))
        dl.facts {
            @for role in Role::ALL { div { dt { (actors::role(ui, role)) } dd { (meaning(ui, role)) } } }
        }
        (table(
            ui,
            "roles",
            &ui.t("record-roles-caption"),
            html! {
                th scope="col" { (ui.t("record-entry-what")) }
                th scope="col" { (ui.t("record-roles-who")) }
                th scope="col" { (ui.t("record-roles-contents")) }
            },
            html! {
                @for kind in Event::kinds() {
                    tr {
                        th.key scope="row" { (labels::kind(ui, kind.name)) " " (identifier(kind.name)) }
                        td { (kind.who.iter().map(|role| actors::role(ui, *role)).collect::<Vec<_>>().join(", ")) }
                        td { @for rule in kind.contents { div { (content(ui, rule)) } } }
                    }
                }
            },
        ))
    };
    Page {
        title: ui.t("record-roles-title"),
        description: ui.t("record-roles-lead"),
        tab: Some(links::TAB),
        crumbs: vec![crumb(ui)],
        content,
    }
}

fn meaning(ui: &Ui, role: Role) -> String {
    match role {
        Role::Operator => ui.t("record-role-operator-means"),
        Role::Administrator => ui.t("record-role-administrator-means"),
        Role::Official => ui.t("record-role-official-means"),
        Role::Facilitator => ui.t("record-role-facilitator-means"),
        Role::Reviewer => ui.t("record-role-reviewer-means"),
        Role::Participant => ui.t("record-role-participant-means"),
        Role::Registrar => ui.t("record-role-registrar-means"),
    }
}

/// A content's name, and how it is kept.
fn content(ui: &Ui, rule: &ContentRule) -> Markup {
    let mut how = Vec::new();
    if !rule.required {
        how.push(ui.t("record-roles-optional"));
    }
    if rule.sealed {
        how.push(ui.t("record-roles-sealed"));
    }
    if !rule.only.is_empty() {
        let roles = rule.only.iter().map(|role| actors::role(ui, *role));
        let roles = roles.collect::<Vec<_>>().join(", ");
        how.push(ui.tf("record-roles-only", &[("roles", roles.into())]));
    }
    html! { (called(ui, rule.name)) @if !how.is_empty() { " (" (how.join(", ")) ")" } }
}
