//! A body of people on its programme's page.

use maud::{Markup, html};

use crate::bodies::labels;
use crate::bodies::links::one;
use crate::frame::entries::entry_link;
use crate::frame::parts::{Tone, badge};
use crate::frame::ui::Ui;
use crate::model::BodyDetail;

/// The section of a body of a programme, by its identifier and its zone.
pub fn body_section(ui: &Ui, (programme, zone): (&str, &str), body: &BodyDetail) -> Markup {
    html! {
        h3.words id={ "body-" (body.facts.id) } {
            a href=(ui.href(&one(programme, &body.facts.id))) { (ui.words(&body.facts.name)) }
        }
        p.badges { (badge(Tone::Plain, &labels::body_kind(ui, body.facts.kind))) }
        p.prose.words { (ui.words(&body.facts.mandate)) " " (entry_link(ui, body.entry)) }
        @if body.members.is_empty() {
            p.muted { (ui.t("body-no-members")) }
        } @else {
            p { (labels::composition(ui, &body.members)) }
            details {
                summary { (ui.count("body-members", body.members.len() as u64)) }
                ul { @for member in &body.members { li { (labels::who(ui, member)) } } }
            }
        }
        (labels::former(ui, zone, body))
    }
}
