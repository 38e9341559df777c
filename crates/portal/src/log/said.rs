//! What entries about the record itself say, in words.

use madang_programme::log::{Event, OperatorNamed};
use maud::html;

use crate::frame::said::{Beside, Line, said};
use crate::frame::ui::Ui;

/// The lines of an entry.
pub fn lines(ui: &Ui, event: &Event) -> Vec<Line> {
    match event {
        Event::DatabaseAccepted(facts) => {
            vec![(ui.t("record-said-reason"), html! { (facts.reason) })]
        }
        Event::OperatorNamed(facts) => of_operator(ui, facts),
        Event::LogCreated(facts) => begun(ui, &facts.origin, &facts.key),
        Event::LogBegun(facts) => {
            let mut lines = begun(ui, &facts.origin, &facts.key);
            lines.push(rules(ui, facts.rules));
            lines
        }
        Event::RulesAdopted(facts) => vec![rules(ui, facts.rules)],
        Event::KeyRotated(facts) => vec![
            key(ui, "record-said-key", &facts.key),
            key(ui, "record-said-key-before", &facts.replaces),
        ],
    }
}

/// What is to be read first.
pub fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::DatabaseAccepted(_)
        | Event::OperatorNamed(_)
        | Event::LogCreated(_)
        | Event::LogBegun(_)
        | Event::RulesAdopted(_)
        | Event::KeyRotated(_) => Beside::Nothing,
    }
}

fn begun(ui: &Ui, origin: &str, own_key: &str) -> Vec<Line> {
    let origin = html! { code lang="en" { (origin) } };
    vec![
        (ui.t("record-said-origin"), origin),
        key(ui, "record-said-key", own_key),
    ]
}

fn key(ui: &Ui, name: &str, key: &str) -> Line {
    (ui.t(name), html! { span.hash { (key) } })
}

/// By which rules the record is held from here on.
fn rules(ui: &Ui, rules: u32) -> Line {
    let number = ui.number(rules.into());
    (ui.t("record-said-rules"), html! { (number) })
}

fn of_operator(ui: &Ui, facts: &OperatorNamed) -> Vec<Line> {
    let mut lines = vec![said(ui, "record-said-operator", &facts.name)];
    if let Some(licence) = &facts.licence {
        lines.push(said(ui, "record-said-licence", &licence.name));
    }
    lines
}
