//! The pages on which somebody erases themselves.

use madang_programme::named;
use madang_store::OwnContent;
use maud::{Markup, html};

use crate::accounts::links;
use crate::accounts::sign_in::page;
use crate::frame::entries::entry_link;
use crate::frame::form::{self, Field, error_summary};
use crate::frame::format::{ZONE, date_time};
use crate::frame::layout::Page;
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;

/// What is to become of what they said.
pub const TEXTS: Field = Field {
    name: "texts",
    label: "account-erase-texts",
};

/// It is erased.
pub const ERASE: &str = "erase";

/// It stays, and is nobody's.
pub const KEEP: &str = "keep";

/// The longest list of what they said.
const MOST_LISTED: usize = 200;

/// What the page shows.
pub struct Erasing<'a> {
    /// Whether roles on the record stand in the way.
    pub holds: bool,
    /// What they said on the record, as far as it is there.
    pub texts: &'a [OwnContent],
    /// What was chosen.
    pub chosen: &'a str,
    /// What was wrong.
    pub errors: &'a [FieldError],
}

/// Where one erases oneself.
pub fn view(ui: &Ui, erasing: &Erasing<'_>) -> Page {
    let content = html! {
        (error_summary(ui, erasing.errors))
        h1 { (ui.t("account-erase-title")) }
        p.lead { (ui.t("account-erase-lead")) }
        @if erasing.holds {
            div.notice { p { (ui.t("account-erase-holds")) } }
        } @else {
            ul.prose {
                li { (ui.t("account-erase-goes")) }
                @if !erasing.texts.is_empty() { li { (ui.t("account-erase-stays")) } }
                li { (ui.t("account-erase-final")) }
            }
            (said(ui, erasing))
            form.stacked method="post" action=(ui.href(links::ERASE)) {
                @if !erasing.texts.is_empty() {
                    @let choices = [(ERASE, "account-erase-texts-erase"), (KEEP, "account-erase-texts-keep")];
                    @let choices = choices.map(|(value, key)| (value.to_owned(), ui.t(key)));
                    @let none = ui.t("account-erase-texts-none");
                    (form::select(ui, erasing.errors, TEXTS, Some(&none), &choices, erasing.chosen))
                }
                div { button type="submit" { (ui.t("account-erase-submit")) } }
            }
        }
        p { a href=(ui.href(links::ACCOUNT)) { (ui.t("account-own-title")) } }
    };
    page(ui, "account-erase-title", "account-erase-lead", content)
}

/// What they said: how much, and each of it.
fn said(ui: &Ui, erasing: &Erasing<'_>) -> Markup {
    let texts = erasing.texts;
    let held = texts.iter().filter(|text| !text.erasable).count();
    html! {
        @if !texts.is_empty() {
            p.prose {
                (ui.count("account-erase-said", texts.len() as u64))
                @if held > 0 { " " (ui.count("account-erase-held", held as u64)) }
            }
            details {
                summary { (ui.t("account-erase-list")) }
                ul.prose {
                    @for text in texts.iter().take(MOST_LISTED) {
                        li {
                            (entry_link(ui, text.entry)) " · " (happened(ui, &text.kind)) " · "
                            time datetime=(text.at) { (date_time(ui.lang, &text.at, ZONE)) }
                        }
                    }
                    @if texts.len() > MOST_LISTED { li { "…" } }
                }
            }
        }
    }
}

/// What an entry of a kind says happened.
pub fn happened(ui: &Ui, kind: &str) -> String {
    let known = named::kind(kind);
    known.map_or_else(|| kind.to_owned(), |said| said.in_language(ui.lang))
}

/// The account is gone.
pub fn erased(ui: &Ui) -> Page {
    let content = html! {
        h1 { (ui.t("account-erased-title")) }
        p.lead { (ui.t("account-erased-lead")) }
        p { a href=(ui.href("/")) { (ui.t("error-home")) } }
    };
    page(ui, "account-erased-title", "account-erased-lead", content)
}
