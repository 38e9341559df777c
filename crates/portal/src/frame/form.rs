//! Forms: their fields, what is wrong with them, and what was typed kept.

use maud::{Markup, html};

use crate::frame::query::{FieldError, MOST_EXACT, Query, WHOLE};
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
                        li { a href={ "#" (error.field.name) } { (error.on_page(ui.lang)) } }
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
                div.field-error id=(id) { @for error in own { p { (error.on_page(ui.lang)) } } }
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

/// The longest idempotency key, in bytes.
const MAX_KEY: usize = 200;

/// Whether a text can be an idempotency key: 1–200 visible ASCII characters. What comes in a form and what comes in a header
/// are held to the same.
pub fn is_key(text: &str) -> bool {
    (1..=MAX_KEY).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The key under which a form is recorded once, however often it is sent.
const KEY: Field = Field::for_programs("key");

/// The entry that what is changed stood at when the form was shown.
const BASE: Field = Field::for_programs("base");

/// What a form that is sent carries beside its fields. It stays the same while the form comes back with mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// The idempotency key.
    pub key: String,
    /// The version that the sender saw; `None` where nothing is changed.
    pub base: Option<u64>,
}

impl Sending {
    /// Of a form that is shown for the first time.
    pub fn new(base: Option<u64>) -> Sending {
        let key = uuid::Uuid::now_v7().to_string();
        Sending { key, base }
    }

    /// Of a form that was sent. A key that cannot be one is refused, and a new one takes its place; so does one where there
    /// is none, as programs send that ask once. A version that is not `stands` is refused: somebody else changed the same in
    /// the meantime, and the sender must see it first.
    pub fn read(query: &mut Query, stands: Option<u64>) -> Sending {
        let sent = query.text(KEY);
        let base = query.optional_number(BASE, 0..=MOST_EXACT);
        if base != stands {
            query.refuse(WHOLE, "error-base", "", "");
        }
        let mut sending = Sending::new(stands);
        if is_key(&sent) {
            sending.key = sent;
        } else if !sent.is_empty() {
            query.refuse(WHOLE, "error-key", "", "");
        }
        sending
    }

    /// Its fields, for a form that is no [`sent`].
    pub fn fields(&self) -> Markup {
        html! {
            input type="hidden" name=(KEY.name) value=(self.key);
            @if let Some(base) = self.base { input type="hidden" name=(BASE.name) value=(base); }
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
            div { button type="submit" { (submit) } }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str, stands: Option<u64>) -> (Sending, Vec<&'static str>) {
        let mut query = Query::parse(body);
        let sending = Sending::read(&mut query, stands);
        (
            sending,
            query.errors.iter().map(|error| error.key).collect(),
        )
    }

    #[test]
    fn a_form_is_the_same_sending_until_it_is_right() {
        let shown = Sending::new(Some(7));
        let html = shown.fields().into_string();
        assert!(
            html.contains(&shown.key) && html.contains("value=\"7\""),
            "{html}"
        );
        let (again, errors) = read(&format!("key={}&base=7", shown.key), Some(7));
        assert_eq!((again, errors), (shown.clone(), vec![]));
        let (moved, errors) = read(&format!("key={}&base=7", shown.key), Some(9));
        assert_eq!(errors, ["error-base"]);
        assert_eq!(
            (moved.key, moved.base),
            (shown.key, Some(9)),
            "seen now, it can be sent again"
        );
        assert_ne!(Sending::new(None).key, Sending::new(None).key);
    }

    #[test]
    fn what_cannot_be_a_key_is_refused() {
        let long = format!("key={}", "k".repeat(201));
        for body in ["key=a%20b", "key=%ED%82%A4", long.as_str()] {
            let (sending, errors) = read(body, None);
            assert_eq!(errors, ["error-key"], "{body}");
            assert!(is_key(&sending.key), "a new one takes its place");
        }
        assert!(is_key(&read("", None).0.key));
        assert_eq!(read("key=a&base=x", None).1, ["error-number-least"]);
        assert_eq!(
            read("key=a", Some(3)).1,
            ["error-base"],
            "what is changed must have been seen"
        );
    }
}
