//! A body of people on its programme's page.

use maud::{Markup, html};

use crate::bodies::labels;
use crate::frame::entries::entry_link;
use crate::frame::parts::{Tone, badge};
use crate::frame::ui::Ui;
use crate::model::BodyDetail;

/// The section of a body.
pub fn body_section(ui: &Ui, body: &BodyDetail) -> Markup {
    html! {
        h3.words id={ "body-" (body.facts.id) } { (ui.words(&body.facts.name)) }
        p.badges { (badge(Tone::Plain, &labels::body_kind(ui, body.facts.kind))) }
        p.prose.words { (ui.words(&body.facts.mandate)) " " (entry_link(ui, body.entry)) }
        @if body.members.is_empty() {
            p.muted { (ui.t("body-no-members")) }
        } @else {
            p { (labels::composition(ui, &body.members)) }
            details {
                summary { (ui.count("body-members", body.members.len() as u64)) }
                ul {
                    @for member in &body.members {
                        li {
                            @match &member.person {
                                Some(person) => {
                                    span.words { (ui.words(&person.post)) }
                                    @if let Some(name) = &person.name { ", " (name) }
                                    " (" (labels::member_class(ui, member.facts.class)) ")"
                                    @if let Some(interests) = &person.interests {
                                        br; span.muted.words { (ui.t("body-member-interests")) " " (ui.words(interests)) }
                                    }
                                }
                                None => { (labels::member_class(ui, member.facts.class)) " · " (ui.t("body-member-not-public")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
