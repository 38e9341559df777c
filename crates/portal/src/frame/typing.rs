//! Fields of a page on which somebody types one thing after the other without touching anything but the keyboard.

use maud::{Markup, html};

use super::form::{Field, labelled};
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;

/// What stands in such a field.
pub struct Typing<'a> {
    /// What was typed.
    pub value: &'a str,
    /// Whether typing begins there: the page opens with the cursor in it.
    pub begins: bool,
}

/// A field of one line, which Enter ends.
pub fn typed_field(ui: &Ui, errors: &[FieldError], field: Field, typing: &Typing<'_>) -> Markup {
    labelled(ui, errors, field, true, |wrong| {
        html! {
            input id=(field.name) name=(field.name) type="text" value=(typing.value) autocomplete="off" spellcheck="false"
                autofocus[typing.begins] aria-invalid=[wrong.invalid()] aria-describedby=[&wrong.0];
        }
    })
}
