//! What entries about contents say, in words.

use madang_programme::content::{Event, OwnContentErased};
use maud::html;

use crate::content::labels::{ground, which};
use crate::frame::actors::role_named;
use crate::frame::format::partial_date;
use crate::frame::said::{Beside, Line};
use crate::frame::ui::Ui;

/// The lines of an entry.
pub fn lines(ui: &Ui, event: &Event) -> Vec<Line> {
    match event {
        Event::ContentRestricted(facts) => {
            let roles = facts.roles.iter().map(|role| role_named(ui, role));
            let roles: Vec<String> = roles.collect();
            vec![
                which(ui, facts.entry, &facts.name),
                ground(ui, facts.ground),
                (ui.t("content-readers"), html! { (roles.join(", ")) }),
                (
                    ui.t("content-review-by"),
                    html! { (partial_date(ui.lang, &facts.review_by)) },
                ),
            ]
        }
        Event::ContentReleased(facts) => vec![which(ui, facts.entry, &facts.name)],
        Event::ContentErased(facts) => vec![
            which(ui, facts.entry, &facts.name),
            ground(ui, facts.ground),
        ],
        Event::OwnContentErased(facts) => vec![
            which(ui, facts.entry, &facts.name),
            ground(ui, OwnContentErased::GROUND),
        ],
    }
}

/// What is to be read first.
pub fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::ContentRestricted(_)
        | Event::ContentReleased(_)
        | Event::ContentErased(_)
        | Event::OwnContentErased(_) => Beside::Nothing,
    }
}
