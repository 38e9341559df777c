//! More kinds of fields of a form: a line of text, a day, one of a few choices, several of them, and words in two languages.

use madang_programme::votes::engine::Decimal;
use madang_record::time::format_at;
use madang_words::{Language, Text, check_shown, moment, money};
use maud::{Markup, html};
use serde::Serialize;

use crate::frame::form::{Choice, Field, labelled, text_area};
use crate::frame::language;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;

/// What helps to fill a field in, by its message; its id is the field's with `-hint`.
fn hint(ui: &Ui, field: Field, key: Option<&str>) -> Markup {
    html! {
        @if let Some(key) = key { p.hint id={ (field.name) "-hint" } { (ui.t(key)) } }
    }
}

/// The ids of what describes a field: what is wrong with it, and what helps.
fn described(field: Field, wrong: Option<&String>, hint: Option<&str>) -> Option<String> {
    let hint = hint.map(|_| format!("{}-hint", field.name));
    let ids: Vec<String> = wrong.cloned().into_iter().chain(hint).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// A field for one line of text.
pub fn line_field(
    ui: &Ui,
    errors: &[FieldError],
    field: Field,
    help: Option<&str>,
    value: &str,
) -> Markup {
    labelled(ui, errors, field, true, |wrong| {
        html! {
            (hint(ui, field, help))
            input id=(field.name) name=(field.name) type="text" value=(value) autocomplete="off"
                aria-invalid=[wrong.invalid()] aria-describedby=[described(field, wrong.0.as_ref(), help)];
        }
    })
}

/// A field for a text of one line, with what is known offered while somebody types.
pub fn known_field(
    ui: &Ui,
    errors: &[FieldError],
    field: Field,
    known: &[Choice],
    value: &str,
    most: usize,
) -> Markup {
    let list = format!("{}-known", field.name);
    labelled(ui, errors, field, false, |wrong| {
        html! {
            input id=(field.name) name=(field.name) type="text" value=(value) maxlength=(most) autocomplete="off" list=(list)
                aria-invalid=[wrong.invalid()] aria-describedby=[&wrong.0];
            datalist id=(list) { @for (value, name) in known { option value=(value) { (name) } } }
        }
    })
}

/// A field for a day of the calendar, `2027-03-31`.
pub fn day_field(
    ui: &Ui,
    errors: &[FieldError],
    field: Field,
    help: Option<&str>,
    value: &str,
) -> Markup {
    labelled(ui, errors, field, false, |wrong| {
        html! {
            (hint(ui, field, help))
            input id=(field.name) name=(field.name) type="date" value=(value)
                aria-invalid=[wrong.invalid()] aria-describedby=[described(field, wrong.0.as_ref(), help)];
        }
    })
}

/// A field for a time of the calendar, `2027-03-31T09:00`.
pub fn time_field(ui: &Ui, errors: &[FieldError], field: Field, value: &str) -> Markup {
    labelled(ui, errors, field, false, |wrong| {
        html! {
            input id=(field.name) name=(field.name) type="datetime-local" value=(value)
                aria-invalid=[wrong.invalid()] aria-describedby=[&wrong.0];
        }
    })
}

/// A time that was typed in such a field, as entries write it. Nothing, and what is no time, is noted.
pub fn time(query: &mut Query, field: Field, typed: &str, zone: &str) -> Option<String> {
    let at = moment::read(typed, zone).and_then(format_at);
    match typed {
        "" => query.refuse(field, "error-empty", "", ""),
        typed if at.is_none() => query.refuse(field, "error-time", typed, ""),
        _ => {}
    }
    at
}

/// Money as it was typed in a currency's main unit, in its smallest one: as the record has it. `None` for what is none.
pub fn smallest_unit(typed: &str, currency: &str) -> Option<u64> {
    let amount = Decimal::parse(&typed.replace(',', "")).ok()?;
    let scaled = amount.scaled(money::decimals(currency).unwrap_or(0))?;
    u64::try_from(scaled).ok()
}

/// Several choices that are all seen at once: one of them, or as many as fit. A summary of mistakes leads to the first.
fn choices(
    ui: &Ui,
    errors: &[FieldError],
    field: Field,
    kind: &str,
    all: &[Choice],
    chosen: impl Fn(&str) -> bool,
) -> Markup {
    let own: Vec<_> = errors.iter().filter(|error| error.field == field).collect();
    let wrong = (!own.is_empty()).then(|| format!("{}-error", field.name));
    html! {
        fieldset.choices aria-describedby=[wrong.as_ref()] {
            legend { (ui.t(field.label)) }
            @if let Some(id) = &wrong {
                div.field-error id=(id) { @for error in own { p { (error.on_page(ui.lang)) } } }
            }
            @for (place, (value, name)) in all.iter().enumerate() {
                @let id = if place == 0 { field.name.to_owned() } else { format!("{}-{}", field.name, place + 1) };
                label.choice for=(id) {
                    input id=(id) type=(kind) name=(field.name) value=(value) checked[chosen(value)];
                    span { (name) }
                }
            }
        }
    }
}

/// One of a few choices.
pub fn radios(
    ui: &Ui,
    errors: &[FieldError],
    field: Field,
    all: &[Choice],
    chosen: &str,
) -> Markup {
    choices(ui, errors, field, "radio", all, |value| value == chosen)
}

/// As many of a few choices as fit.
pub fn boxes(
    ui: &Ui,
    errors: &[FieldError],
    field: Field,
    all: &[Choice],
    chosen: &[String],
) -> Markup {
    choices(ui, errors, field, "checkbox", all, |value| {
        chosen.iter().any(|one| one == value)
    })
}

/// Fields for the same words in the language of the page and in the other one.
#[derive(Clone, Copy, Debug)]
pub struct InBoth {
    /// In the page's language.
    pub here: Field,
    /// In the other.
    pub other: Field,
}

impl InBoth {
    /// Two fields, each by its name and the key of its label.
    pub const fn new(
        here: (&'static str, &'static str),
        other: (&'static str, &'static str),
    ) -> InBoth {
        InBoth {
            here: Field::new(here.0, here.1),
            other: Field::new(other.0, other.1),
        }
    }
}

/// Words that were typed in two languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Words {
    /// In the page's language.
    pub here: String,
    /// In the other.
    pub other: String,
}

impl Words {
    /// Reads both fields, as whoever wrote them sees them.
    pub fn read(query: &mut Query, fields: InBoth) -> Words {
        Words {
            here: query.prose(fields.here),
            other: query.prose(fields.other),
        }
    }

    /// What is to come back into the fields of a page in `lang`.
    pub fn of(text: Option<&Text>, lang: Language) -> Words {
        let of = |lang| {
            let words = text.and_then(|text| text.0.get(&lang));
            words.cloned().unwrap_or_default()
        };
        Words {
            here: of(lang),
            other: of(language::other(lang)),
        }
    }

    /// The text, where there is any. What stands in the first field alone is in the language that it seems to be in: not everybody
    /// writes in that of the page.
    pub fn text(&self, lang: Language) -> Option<Text> {
        let (here, other) = self.languages(lang);
        Text::written(&[(here, &self.here), (other, &self.other)])
    }

    /// The languages of both fields on a page in `lang`.
    fn languages(&self, lang: Language) -> (Language, Language) {
        let here = match self.other.trim() {
            "" => language::of_words(&self.here, lang),
            _ => lang,
        };
        (here, language::other(here))
    }
}

impl Words {
    /// The text that a form asks for. What cannot be shown in it is noted at its field.
    pub fn shown(&self, query: &mut Query, fields: InBoth, lang: Language) -> Option<Text> {
        let text = self.text(lang);
        let (here, other) = self.languages(lang);
        for (field, of) in [(fields.here, here), (fields.other, other)] {
            let words = text.as_ref().and_then(|text| text.0.get(&of));
            let shown = words.map(|words| check_shown(field.name, words));
            if let Some(Err(malformed)) = shown {
                query.refuse(field, "act-refused", "", malformed.reason.in_language(lang));
            }
        }
        text
    }

    /// The same where the form needs it.
    pub fn needed(&self, query: &mut Query, fields: InBoth, lang: Language) -> Option<Text> {
        let text = self.shown(query, fields, lang);
        if text.is_none() {
            query.refuse(fields.here, "error-empty", "", "");
        }
        text
    }
}

/// A field for words of many lines; below it, folded while it is empty, the one for the other language.
pub fn words_area(ui: &Ui, errors: &[FieldError], fields: InBoth, typed: &Words) -> Markup {
    html! {
        (text_area(ui, errors, fields.here, &typed.here))
        (more_in_other(ui, errors, fields, typed, text_area(ui, errors, fields.other, &typed.other)))
    }
}

/// The same for words of one line.
pub fn words_line(ui: &Ui, errors: &[FieldError], fields: InBoth, typed: &Words) -> Markup {
    words_line_with(ui, errors, fields, None, typed)
}

/// The same with what helps to fill it in.
pub fn words_line_with(
    ui: &Ui,
    errors: &[FieldError],
    fields: InBoth,
    help: Option<&str>,
    typed: &Words,
) -> Markup {
    html! {
        (line_field(ui, errors, fields.here, help, &typed.here))
        (more_in_other(ui, errors, fields, typed, line_field(ui, errors, fields.other, None, &typed.other)))
    }
}

fn more_in_other(
    ui: &Ui,
    errors: &[FieldError],
    fields: InBoth,
    typed: &Words,
    control: Markup,
) -> Markup {
    let wrong = errors.iter().any(|error| error.field == fields.other);
    html! {
        details.in-other open[wrong || !typed.other.is_empty()] {
            summary { (ui.t("form-in-other")) span.sr-only { ": " (ui.t(fields.here.label)) } }
            (control)
        }
    }
}
