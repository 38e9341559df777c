//! What contents are called, on which ground one is hidden, and what something is called on the record.

use madang_programme::content::Ground;
use madang_programme::named;
use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::ground::ground_word;
use crate::frame::said::Line;
use crate::frame::ui::Ui;

/// What a content is called, with its name on the record; that alone where it is not known here.
pub fn content(ui: &Ui, name: &str) -> Markup {
    let known = named::content(name);
    html! { @if let Some(known) = known { (known.in_language(ui.lang)) " " } (identifier(name)) }
}

/// The same without markup.
pub fn plain(ui: &Ui, name: &str) -> String {
    named::content_beside(name).in_language(ui.lang)
}

/// What something is called on the record, for who reads that: small, beside its words.
pub fn identifier(name: &str) -> Markup {
    html! { code.id lang="en" { (name) } }
}

/// The content that an entry is about.
pub fn which(ui: &Ui, entry: u64, name: &str) -> Line {
    let which = html! { (entry_link(ui, entry)) " · " (content(ui, name)) };
    (ui.t("content-which"), which)
}

/// On which ground.
pub fn ground(ui: &Ui, ground: Ground) -> Line {
    let words = ground_word(ui, ground);
    (ui.t("content-ground"), html! { (words) })
}
