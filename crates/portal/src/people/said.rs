//! What entries about roles say, in words.

use madang_programme::people::Event;
use maud::html;

use crate::frame::actors::granted;
use crate::frame::entries::entry_link;
use crate::frame::said::{Beside, Line};
use crate::frame::ui::Ui;

/// The lines of an entry.
pub fn lines(ui: &Ui, event: &Event) -> Vec<Line> {
    match event {
        Event::RoleGranted(facts) => {
            let role = granted(ui, facts.role);
            let mut lines = vec![(ui.t("people-role"), html! { (role) })];
            let mut named = |key: &str, name: &Option<String>| {
                let name = name.as_ref();
                lines.extend(name.map(|name| (ui.t(key), html! { code { (name) } })));
            };
            named("people-programme", &facts.programme);
            named("people-institution", &facts.institution);
            lines
        }
        Event::RoleEnded(facts) => {
            let grant = entry_link(ui, facts.granted);
            vec![(ui.t("people-granted-by"), grant)]
        }
    }
}

/// What is to be read first.
pub fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::RoleGranted(_) | Event::RoleEnded(_) => Beside::Nothing,
    }
}
