//! What entries about institutions say, in words.

use madang_programme::institutions::Event;

use crate::frame::said::{Beside, Line, said};
use crate::frame::ui::Ui;

/// The lines of an entry.
pub fn lines(ui: &Ui, event: &Event) -> Vec<Line> {
    match event {
        Event::InstitutionNamed(facts) => vec![said(ui, "institution-name", &facts.name)],
    }
}

/// What is to be read first.
pub fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::InstitutionNamed(_) => Beside::Nothing,
    }
}
