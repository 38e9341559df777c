//! The page of what somebody did on the record, of every kind, with the form that erases their words.

use madang_store::{OwnAct, OwnWordsOf};
use maud::{Markup, html};
use serde_json::Value;

use crate::accounts::erasing::happened;
use crate::accounts::links;
use crate::accounts::sign_in::page;
use crate::answers::labels::path_of_record;
use crate::frame::entries::entry_link;
use crate::frame::form::{Field, carried, error_summary};
use crate::frame::format::{ZONE, date_time};
use crate::frame::layout::Page;
use crate::frame::parts::{pager, table};
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;

/// Acts on a page.
pub const PER_PAGE: usize = 50;

/// The last page that can be asked for.
pub const LAST_PAGE: u64 = 400;

/// The entry whose words are to be erased.
pub const ENTRY: Field = Field::for_programs("entry");

/// Their name in it.
pub const NAME: Field = Field::for_programs("name");

/// Letters of the words that are shown.
const SHOWN: usize = 160;

/// What the page shows.
pub struct Shown<'a> {
    /// The acts of this page.
    pub acts: &'a [&'a OwnAct],
    /// How many there are.
    pub total: usize,
    /// The number of the page.
    pub page: u64,
    /// What was wrong with a form.
    pub errors: &'a [FieldError],
}

/// The page.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Page {
    let pages = (shown.total.div_ceil(PER_PAGE) as u64).min(LAST_PAGE);
    let href = |page: u64| match page {
        1 => ui.href(links::RECORD),
        page => format!("{}?page={page}", ui.href(links::RECORD)),
    };
    let content = html! {
        (error_summary(ui, shown.errors))
        h1 { (ui.t("account-record-title")) }
        p.lead { (ui.t("account-record-lead")) }
        p #page role="status" { (ui.count("account-record-found", shown.total as u64)) }
        @if shown.acts.is_empty() {
            div.empty { p { (ui.t("account-record-none")) } }
        } @else {
            (acts(ui, shown.acts))
            (pager(ui, shown.page, pages > shown.page, Some(pages), href))
        }
        p { a href=(ui.href(links::DATA)) download="madang-account.json" { (ui.t("account-data-take")) } }
        p { a href=(ui.href(links::ACCOUNT)) { (ui.t("account-own-title")) } }
    };
    page(ui, "account-record-title", "account-record-lead", content)
}

fn acts(ui: &Ui, acts: &[&OwnAct]) -> Markup {
    let head = html! {
        th scope="col" { (ui.t("account-record-entry")) }
        th scope="col" { (ui.t("account-record-what")) }
        th scope="col" { (ui.t("account-record-about")) }
        th scope="col" { (ui.t("account-record-words")) }
    };
    let rows = html! {
        @for act in acts {
            tr {
                th scope="row" { (entry_link(ui, act.entry)) }
                td { (happened(ui, &act.kind)) br; time datetime=(act.at) { (date_time(ui.lang, &act.at, ZONE)) } }
                td {
                    @match path_of_record(ui, &act.subject) {
                        Some((path, name)) => a href=(ui.href(&path)) { (name) },
                        None => code { (act.subject) },
                    }
                }
                td { @for words in &act.contents { (content(ui, act, words)) } }
            }
        }
    };
    table(ui, "acts", &ui.t("account-record-caption"), head, rows)
}

fn content(ui: &Ui, act: &OwnAct, words: &OwnWordsOf) -> Markup {
    let said = words.content.as_ref().and_then(first_words);
    html! {
        @match (&words.content, said) {
            (None, _) => p.muted { (ui.t("account-record-gone")) },
            (Some(_), Some(said)) => p.words { (madang_words::shortened(&said, SHOWN)) },
            (Some(_), None) => {}
        }
        @if words.erasable {
            details {
                summary { (ui.t("account-record-erase")) }
                p { (ui.t("account-record-erase-text")) }
                form method="post" action=(ui.href(links::RECORD)) {
                    (carried(ENTRY, &act.entry.to_string())) (carried(NAME, &words.name))
                    button.button-plain type="submit" { (ui.t("account-record-erase-send")) span.sr-only { ": " (act.entry) } }
                }
            }
        }
    }
}

/// The first text of a content, in whatever language.
fn first_words(content: &Value) -> Option<String> {
    match content {
        Value::String(text) => Some(text.clone()),
        Value::Array(items) => items.iter().find_map(first_words),
        Value::Object(members) => {
            // Files have hashes and names: what was said stands in the texts.
            let mut texts = members.iter().filter(|(name, _)| *name != "files");
            texts.find_map(|(_, value)| first_words(value))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}
