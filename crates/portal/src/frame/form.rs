//! Forms: their fields, what is wrong with them, and what was typed kept.

use maud::{Markup, html};

use crate::frame::query::FieldError;
use crate::frame::saved;
pub use crate::frame::sending::{BASE, KEY, RETURNED, Sending, is_key};
use crate::frame::sending::{CAME_BACK, KEPT};
use crate::frame::ui::Ui;
use crate::frame::warned::{self, warnings};

/// A field of a form or of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in addresses, also its id on the page.
    pub name: &'static str,
    /// The key of what it is called on its form; empty where it is on none.
    pub label: &'static str,
}

impl Field {
    /// A field with the key of its label.
    pub const fn new(name: &'static str, label: &'static str) -> Field {
        Field { name, label }
    }

    /// A field that only programs send.
    pub const fn for_programs(name: &'static str) -> Field {
        Field { name, label: "" }
    }
}

/// Words to search for.
pub const SEARCH: Field = Field::new("q", "filter-search");

/// The page of a list.
pub const PAGE: Field = Field::new("page", "field-page");

/// What is wrong with a form, with a link to each field; nothing where nothing is. A form that comes back because its sender had to
/// sign in first says that, and so does one whose words seem to hold what is not meant for everybody.
pub fn error_summary(ui: &Ui, errors: &[FieldError]) -> Markup {
    let is = |key| errors.iter().any(|error| error.key == key);
    let wrong = |error: &&FieldError| ![CAME_BACK, KEPT].contains(&error.key) && !warned::is(error);
    let mistakes: Vec<_> = errors.iter().filter(wrong).collect();
    html! {
        @if is(CAME_BACK) {
            div.notice role="status" {
                p { strong { (ui.t("form-came-back-title")) } " " (ui.t(CAME_BACK)) }
            }
        }
        @if is(KEPT) {
            div.notice role="status" {
                p { strong { (ui.t("form-kept-title")) } " " (ui.t(KEPT)) }
                (saved::throw_away_this(ui))
            }
        }
        (warnings(ui, errors))
        @if !mistakes.is_empty() {
            div.error-summary role="alert" aria-labelledby="error-title" tabindex="-1" {
                h2 #error-title { (ui.count("error-summary-title", mistakes.len() as u64)) }
                ul {
                    @for error in mistakes {
                        li { a href={ "#" (error.field.name) } { (error.on_page(ui.lang)) } }
                    }
                }
            }
        }
    }
}

/// A labelled field: its name, what is wrong with it, and `control`, which is told whether something is.
pub(super) fn labelled(
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
                div.field-error id=(id) { @for error in own { p { (error.on_page(ui.lang)) } } }
            }
            (control(Wrong(wrong)))
        }
    }
}

/// The id of what is said to be wrong with a field, where something is.
pub(super) struct Wrong(pub(super) Option<String>);

impl Wrong {
    pub(super) fn invalid(&self) -> Option<&'static str> {
        self.0.as_ref().map(|_| "true")
    }

    /// The ids of what describes the field: what is wrong with it, and what helps.
    pub(super) fn and(&self, hint: &str) -> String {
        let described = self.0.iter().map(String::as_str).chain([hint]);
        described.collect::<Vec<_>>().join(" ")
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

/// A field for a mail address.
pub fn mail_field(ui: &Ui, errors: &[FieldError], field: Field, value: &str) -> Markup {
    labelled(ui, errors, field, true, |wrong| {
        html! {
            input id=(field.name) name=(field.name) type="email" value=(value) maxlength="254" autocomplete="email"
                spellcheck="false" required aria-invalid=[wrong.invalid()] aria-describedby=[&wrong.0];
        }
    })
}

/// A field for a password, which never comes back; `autocomplete` says whether it is one that there is.
pub fn password_field(ui: &Ui, errors: &[FieldError], field: Field, autocomplete: &str) -> Markup {
    labelled(ui, errors, field, true, |wrong| {
        html! {
            input id=(field.name) name=(field.name) type="password" autocomplete=(autocomplete) required
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

/// A field for what somebody has to say, in many lines; `hint` is the key of what helps with it.
pub fn prose_field(
    ui: &Ui,
    errors: &[FieldError],
    field: Field,
    hint: &str,
    value: &str,
) -> Markup {
    prose(ui, errors, field, hint, (value, true))
}

/// The same where it may stay empty.
pub fn optional_prose(
    ui: &Ui,
    errors: &[FieldError],
    field: Field,
    hint: &str,
    value: &str,
) -> Markup {
    prose(ui, errors, field, hint, (value, false))
}

fn prose(
    ui: &Ui,
    errors: &[FieldError],
    field: Field,
    hint: &str,
    (value, required): (&str, bool),
) -> Markup {
    let id = format!("{}-hint", field.name);
    labelled(ui, errors, field, true, |wrong| {
        html! {
            p.muted id=(id) { (ui.t(hint)) }
            textarea id=(field.name) name=(field.name) rows="8" autocomplete="off" required[required]
                aria-invalid=[wrong.invalid()] aria-describedby=(wrong.and(&id)) { "\n" (value) }
        }
    })
}

/// A field for a code that is printed somewhere: letters and digits, which no dictionary knows.
pub fn code_field(ui: &Ui, errors: &[FieldError], field: Field, hint: &str, value: &str) -> Markup {
    let id = format!("{}-hint", field.name);
    labelled(ui, errors, field, true, |wrong| {
        html! {
            p.muted id=(id) { (ui.t(hint)) }
            input id=(field.name) name=(field.name) value=(value) maxlength="60" autocomplete="off" autocapitalize="characters"
                spellcheck="false" required aria-invalid=[wrong.invalid()] aria-describedby=(wrong.and(&id));
        }
    })
}

/// A field for a text of one line, of so many characters at most.
pub fn text_field(
    ui: &Ui,
    errors: &[FieldError],
    field: Field,
    value: &str,
    most: usize,
) -> Markup {
    labelled(ui, errors, field, true, |wrong| {
        html! {
            input id=(field.name) name=(field.name) type="text" value=(value) maxlength=(most) autocomplete="off"
                aria-invalid=[wrong.invalid()] aria-describedby=[&wrong.0];
        }
    })
}

/// A field for a day.
pub fn date_field(ui: &Ui, errors: &[FieldError], field: Field, value: &str) -> Markup {
    labelled(ui, errors, field, false, |wrong| {
        html! {
            input id=(field.name) name=(field.name) type="date" value=(value) required
                aria-invalid=[wrong.invalid()] aria-describedby=[&wrong.0];
        }
    })
}

/// What was typed, carried along unseen.
pub fn carried(field: Field, value: &str) -> Markup {
    html! { input type="hidden" name=(field.name) value=(value); }
}

/// Boxes of which any number may be ticked, under one name.
pub fn boxes(
    ui: &Ui,
    errors: &[FieldError],
    field: Field,
    choices: &[Choice],
    ticked: &[String],
) -> Markup {
    let own: Vec<_> = errors.iter().filter(|error| error.field == field).collect();
    html! {
        fieldset.boxes id=(field.name) tabindex="-1" {
            legend { (ui.t(field.label)) }
            @if !own.is_empty() { div.field-error { @for error in own { p { (error.on_page(ui.lang)) } } } }
            @for (place, (value, name)) in choices.iter().enumerate() {
                div {
                    input id={ (field.name) "-" (place) } type="checkbox" name=(field.name) value=(value) checked[ticked.contains(value)];
                    " " label for={ (field.name) "-" (place) } { (name) }
                }
            }
        }
    }
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

/// What was typed into fields that their form has no more; nothing where nothing was.
pub fn yours(ui: &Ui, typed: &[(Field, &str)]) -> Markup {
    let typed = typed.iter().filter(|(_, words)| !words.is_empty());
    let typed: Vec<_> = typed.collect();
    html! {
        @if !typed.is_empty() {
            section.notice aria-labelledby="yours" {
                h2 #yours { (ui.t("form-yours-title")) }
                p { (ui.t("form-yours-text")) }
                @for (field, words) in typed {
                    p { strong { (ui.t(field.label)) } }
                    p.words.lines { (words) }
                }
            }
        }
    }
}

/// A form that is sent: to `action`, with files where `files`. What was typed is in `fields` again after a mistake, and
/// [`error_summary`] stands before it.
pub fn sent(action: &str, files: bool, sending: &Sending, fields: Markup, submit: &str) -> Markup {
    html! {
        form.stacked method="post" action=(action) enctype=[files.then_some("multipart/form-data")] {
            (sending.fields())
            (fields)
            div { button type="submit" { (sending.anyway.as_deref().unwrap_or(submit)) } }
        }
    }
}

/// The same of a form that whoever is signed in can save for later.
pub fn sent_or_saved(
    ui: &Ui,
    action: &str,
    sending: &Sending,
    fields: Markup,
    submit: &str,
) -> Markup {
    sent_with_files_or_saved(ui, (action, false), sending, fields, submit)
}

/// The same of a form that files may come with, which are not saved.
pub fn sent_with_files_or_saved(
    ui: &Ui,
    (action, files): (&str, bool),
    sending: &Sending,
    fields: Markup,
    submit: &str,
) -> Markup {
    html! {
        form.stacked method="post" action=(action) enctype=[files.then_some("multipart/form-data")] {
            (sending.fields())
            (fields)
            div.buttons {
                button type="submit" { (sending.anyway.as_deref().unwrap_or(submit)) }
                (saved::button(ui))
            }
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
