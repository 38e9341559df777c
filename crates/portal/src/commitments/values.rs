//! Values of sources as pages show them: in the visitor's language, with the source's own word beside it.

use madang_words::Language;
use maud::{Markup, html};

use crate::commitments::labels;
use crate::frame::parts::blank;
use crate::frame::ui::Ui;

/// A word of a source: what it is called in Korean with itself beside it, or itself.
fn beside(ui: &Ui, called: Option<String>, word: &str) -> Markup {
    match called {
        Some(name) if ui.lang == Language::En => html! { (name) },
        Some(name) => html! { (name) " (" span lang="en" { (word) } ")" },
        None => ui.english(word),
    }
}

/// A label of a code list; `blank` is a dash.
pub fn label(ui: &Ui, value: &str) -> Markup {
    match value {
        "blank" => blank(ui),
        value => match labels::value(ui, value) {
            Some(called) => beside(ui, Some(called), value),
            None => report(ui, value),
        },
    }
}

/// A report by its title.
pub fn report(ui: &Ui, title: &str) -> Markup {
    beside(ui, labels::report(ui, title), title)
}

/// That what is only there in English stands as it is; nothing on English pages.
pub fn in_english(ui: &Ui) -> Markup {
    html! { @if ui.lang != Language::En { p.muted { (ui.t("commitment-in-english")) } } }
}

/// A policy area of the OGP's list.
pub fn policy_area(ui: &Ui, area: &str) -> Markup {
    beside(ui, labels::policy_area(ui, area), area)
}

/// A commitment's status on the OGP's pages.
pub fn status(ui: &Ui, status: &str) -> Markup {
    beside(ui, labels::status(ui, status), status)
}

/// A link to an address from a source; anything but http and https is shown as text.
pub fn link(url: &str) -> Markup {
    html! {
        @if url.starts_with("https://") || url.starts_with("http://") { a href=(url) rel="noopener nofollow" { (url) } }
        @else { (url) }
    }
}
