//! Forms: their fields, what is wrong with them, and what was typed kept.

use maud::{Markup, html};

use crate::frame::query::FieldError;
use crate::frame::ui::Ui;

/// A field of a form or of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in addresses, also its id on the page.
    pub name: &'static str,
    /// The key of what it is called on its form; empty where it is on none.
    pub label: &'static str,
}

impl Field {
    /// A field that only programs send.
    pub const fn for_programs(name: &'static str) -> Field {
        Field { name, label: "" }
    }
}

/// Words to search for.
pub const SEARCH: Field = Field {
    name: "q",
    label: "filter-search",
};

/// The page of a list.
pub const PAGE: Field = Field {
    name: "page",
    label: "field-page",
};

/// What is wrong with a form, with a link to each field; nothing where nothing is.
pub fn error_summary(ui: &Ui, errors: &[FieldError]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.error-summary role="alert" aria-labelledby="error-title" tabindex="-1" {
                h2 #error-title { (ui.count("error-summary-title", errors.len() as u64)) }
                ul {
                    @for error in errors {
                        li { a href={ "#" (error.field.name) } { (error.message(ui.lang)) } }
                    }
                }
            }
        }
    }
}

/// A labelled field: its name, what is wrong with it, and `control`, which is told whether something is.
fn labelled(
    ui: &Ui,
    errors: &[FieldError],
    field: Field,
    wide: bool,
    control: impl FnOnce(Wrong) -> Markup,
) -> Markup {
    let own: Vec<_> = errors.iter().filter(|error| error.field == field).collect();
    let wrong = (!own.is_empty()).then(|| format!("{}-error", field.name));
    html! {
        div class=(if wide { "field field-wide" } else { "field" }) {
            label for=(field.name) { (ui.t(field.label)) }
            @if let Some(id) = &wrong {
                div.field-error id=(id) { @for error in own { p { (error.message(ui.lang)) } } }
            }
            (control(Wrong(wrong)))
        }
    }
}

/// The id of what is said to be wrong with a field, where something is.
struct Wrong(Option<String>);

impl Wrong {
    fn invalid(&self) -> Option<&'static str> {
        self.0.as_ref().map(|_| "true")
    }
}

/// One choice of a select: value, name.
pub type Choice = (String, String);

/// A select; `all` is the name of the first choice, which is none of the others.
pub fn select(
    ui: &Ui,
    errors: &[FieldError],
    field: Field,
    all: Option<&str>,
    choices: &[Choice],
    chosen: &str,
) -> Markup {
    labelled(ui, errors, field, false, |wrong| {
        html! {
            select id=(field.name) name=(field.name) aria-invalid=[wrong.invalid()] aria-describedby=[&wrong.0] {
                @if let Some(all) = all { option value="" { (all) } }
                @for (value, name) in choices {
                    option value=(value) selected[value == chosen] { (name) }
                }
            }
        }
    })
}

/// A field for words to search for.
pub fn search_field(ui: &Ui, errors: &[FieldError], field: Field, value: &str) -> Markup {
    labelled(ui, errors, field, true, |wrong| {
        html! {
            input id=(field.name) name=(field.name) type="search" value=(value) maxlength="200" autocomplete="off"
                aria-invalid=[wrong.invalid()] aria-describedby=[&wrong.0];
        }
    })
}

/// A field for a whole number.
pub fn number_field(ui: &Ui, errors: &[FieldError], field: Field, value: Option<u64>) -> Markup {
    labelled(ui, errors, field, false, |wrong| {
        html! {
            input id=(field.name) name=(field.name) inputmode="numeric" value=[value]
                aria-invalid=[wrong.invalid()] aria-describedby=[&wrong.0];
        }
    })
}

/// A field for a text of many lines.
pub fn text_area(ui: &Ui, errors: &[FieldError], field: Field, value: &str) -> Markup {
    labelled(ui, errors, field, true, |wrong| {
        html! {
            textarea id=(field.name) name=(field.name) rows="6" autocomplete="off" spellcheck="false"
                aria-invalid=[wrong.invalid()] aria-describedby=[&wrong.0] { (value) }
        }
    })
}

/// A field for a file; `accept` is what a browser offers to choose from.
pub fn file_field(ui: &Ui, errors: &[FieldError], field: Field, accept: &str) -> Markup {
    labelled(ui, errors, field, true, |wrong| {
        html! {
            input id=(field.name) name=(field.name) type="file" accept=(accept)
                aria-invalid=[wrong.invalid()] aria-describedby=[&wrong.0];
        }
    })
}

/// Fields that not everybody needs: folded unless `open`.
pub fn more(ui: &Ui, open: bool, fields: Markup) -> Markup {
    html! {
        details.more-fields open[open] {
            summary { (ui.t("filter-more")) }
            div.more-grid { (fields) }
        }
    }
}

/// A form that narrows a list: its fields, and the button.
pub fn filter(ui: &Ui, action: &str, fields: Markup) -> Markup {
    html! {
        form.filter method="get" action=(action) role="search" aria-label=(ui.t("filter-label")) {
            (fields)
            div { button type="submit" { (ui.t("filter-submit")) } }
        }
    }
}
