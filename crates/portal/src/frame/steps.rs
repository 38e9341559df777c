//! A form that is looked at before it is released: which button was pressed, and what goes on from page to page unseen.

use maud::{Markup, html};

use crate::frame::form::{Field, Sending};
use crate::frame::query::Query;
use crate::frame::saved;
use crate::frame::ui::Ui;

/// Which button was pressed.
pub const STEP: Field = Field::for_programs("step");

/// To show what it would be.
pub const PREVIEW: &str = "preview";
/// To keep it for later, off the record.
pub const SAVE: &str = "save";
/// To release it.
pub const RELEASE: &str = "release";
/// To go on writing.
pub const CHANGE: &str = "change";
/// To throw away what was kept.
pub const DROP: &str = "drop";

/// What was typed into a form, without what it carries for itself.
pub fn typed(query: &Query) -> Vec<(&str, &str)> {
    let own: Vec<&str> = Sending::NAMES.into_iter().chain([STEP.name]).collect();
    query.carried(&own)
}

/// What goes on from page to page, unseen.
pub fn carried(pairs: &[(&str, &str)]) -> Markup {
    html! { @for (name, value) in pairs { input type="hidden" name=(name) value=(value); } }
}

/// The buttons of a form that is looked at before it is released, and can be saved for later: by its own handler, or as any other.
pub fn look(ui: &Ui, saves_itself: bool) -> Markup {
    html! {
        div.buttons {
            button type="submit" name=(STEP.name) value=(PREVIEW) { (ui.t("form-look")) }
            @if saves_itself {
                button.button-plain type="submit" name=(STEP.name) value=(SAVE) { (ui.t("form-save")) }
            } @else { (saved::button(ui)) }
        }
    }
}

/// What is looked at, sent on as it was typed: with a button that releases it, and one to go on writing.
pub fn released(
    ui: &Ui,
    action: &str,
    sending: &Sending,
    typed: &[(&str, &str)],
    release: &str,
) -> Markup {
    html! {
        form method="post" action=(ui.href(action)) {
            (sending.fields())
            (carried(typed))
            div.buttons {
                button type="submit" name=(STEP.name) value=(RELEASE) { (release) }
                button.button-plain type="submit" name=(STEP.name) value=(CHANGE) { (ui.t("form-change")) }
            }
        }
    }
}
