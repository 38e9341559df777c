//! Entries of the record as every page and every answer cites them.

use madang_programme::record_said;
use madang_record::{Checkpoint, Receipt};
use madang_store::{Store, StoreError};
use madang_words::Said;
use maud::{Markup, html};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::frame::form::Field;
use crate::frame::query::Query;
use crate::frame::ui::{Ui, step};
use crate::model::BodyView;

/// The record's pages.
pub const RECORD: &str = "/record";

/// An entry's page.
pub fn entry(index: u64) -> String {
    format!("{RECORD}/entries/{index}")
}

/// Entries in the API.
pub const ENTRIES_API: &str = "/api/v1/record/entries";

/// An entry in the API.
pub fn entry_api(index: u64) -> String {
    format!("{ENTRIES_API}/{index}")
}

/// A link to an entry of the record.
pub fn entry_link(ui: &Ui, index: u64) -> Markup {
    html! {
        a href=(ui.href(&entry(index))) { (ui.tf("entry-name", &[("index", ui.number(index).into())])) }
    }
}

/// What was put on record just now, by its entries.
pub const RECORDED: Field = Field::for_programs("entries");

/// The most entries that are put on record by one form.
pub const MOST_RECORDED: usize = 400;

/// The entries that an address names as recorded just now; none where they cannot be read.
pub fn recorded(query: &mut Query) -> Vec<u64> {
    let text = query.text(RECORDED);
    let entries = text.split(',').filter_map(|entry| entry.parse().ok());
    entries.take(MOST_RECORDED).collect()
}

/// The same written into an address.
pub fn recorded_as(entries: &[u64]) -> String {
    let entries: Vec<String> = entries.iter().map(u64::to_string).collect();
    format!("{}={}", RECORDED.name, entries.join(","))
}

/// The receipt of an entry, to be kept.
pub fn receipt(ui: &Ui, index: u64) -> Markup {
    let address = format!("{}/receipt", entry_api(index));
    html! {
        a href=(address) download={ "receipt-" (index) ".json" } { (ui.t("form-receipt")) }
    }
}

/// What somebody did just now: `done` says it, and each entry stands beside its receipt.
pub fn receipts(ui: &Ui, done: &str, entries: &[u64]) -> Markup {
    html! {
        div.verdict role="status" {
            p.lead { (done) }
            @if !entries.is_empty() {
                ul.done { @for entry in entries { li { (entry_link(ui, *entry)) " · " (receipt(ui, *entry)) } } }
                p { (ui.t("form-receipt-keep")) }
            }
        }
    }
}

/// The trace of what an entry is about.
pub fn trace(index: u64) -> String {
    format!("{}/trace", entry(index))
}

/// Whether entries about a subject are about a thing that has a trace.
pub fn has_trace(subject: &str) -> bool {
    let what = subject.split_once(':').map_or("", |(what, _)| what);
    matches!(what, "voice" | "need" | "proposal" | "selection")
}

/// The way from the page of a thing to its trace.
pub fn trace_link(ui: &Ui, index: u64) -> Markup {
    html! { p { a href=(ui.href(&trace(index))) { (ui.t("trace-link")) } } }
}

/// The feed of what happens to a thing that a subject of the record names, without its language; `None` for what has none.
pub fn feed_of(subject: &str) -> Option<String> {
    let (what, id) = subject.split_once(':')?;
    let (programme, id) = id.split_once('/')?;
    let list = match what {
        "voice" => "voices",
        "need" => "needs",
        "proposal" => "proposals",
        _ => return None,
    };
    Some(format!(
        "/programmes/{}/{list}/{}/feed.atom",
        step(programme),
        step(id)
    ))
}

/// The button with which somebody follows what a subject of the record names, or stops to where they follow it; nothing where the
/// portal has no accounts. Whoever is not signed in is told where it leads what they can do.
pub fn follow(ui: &Ui, subject: &str) -> Markup {
    html! {
        @if let Some(feed) = &ui.feed { p.muted { a href=(ui.href(feed)) { (ui.t("following-feed-of")) } } }
        @if ui.site.account.is_some() && ui.follows {
            form.stacked method="post" action=(ui.href(ui.site.unfollow)) {
                input type="hidden" name="subject" value=(subject);
                p { strong { (ui.t("following-follows")) } " " (ui.t("following-follows-text")) }
                div { button.button-plain type="submit" { (ui.t("following-end")) } }
                p { a href=(ui.href(ui.site.following)) { (ui.t("following-title")) } }
            }
        } @else if ui.site.account.is_some() {
            form.stacked method="post" action=(ui.href(ui.site.following)) {
                input type="hidden" name="subject" value=(subject);
                p.muted { (ui.t("following-follow-text")) }
                div { button.button-plain type="submit" { (ui.t("following-follow")) } }
            }
        }
    }
}

/// What a signed note says, its signatures being the verifier's to check.
pub fn checkpoint_of(note: &str) -> Result<Checkpoint, Said> {
    let note = madang_record::Note::parse(note).map_err(|error| record_said(&error))?;
    Checkpoint::parse(&note.text).map_err(|error| record_said(&error))
}

/// The receipt of an entry with those of its bodies that are public. The store's is for whoever made the entry and holds what is
/// sealed; what is public is decided after it was read, so that nothing hidden in the meantime gets out.
///
/// # Errors
/// What the store says.
pub async fn receipt_for_all(store: &Store, index: u64) -> Result<Option<Receipt>, StoreError> {
    let (Some(mut receipt), Some(detail)) =
        (store.receipt(index).await?, store.entry(index).await?)
    else {
        return Ok(None);
    };
    receipt.bodies.retain(|kept| {
        let mut bodies = detail.bodies.iter();
        bodies.any(|body| matches!(body, BodyView::Open { name, .. } if *name == kept.name))
    });
    Ok(Some(receipt))
}

/// A receipt: the entry, the proof that it is in the record, and its bodies. It is checked by
/// `madang verify ADDRESS --receipt FILE`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReceiptView {
    /// Version: 1.
    pub v: u64,
    /// The entry's canonical bytes, as a text.
    pub entry: String,
    /// The proof that it is in the record (C2SP tlog-proof).
    pub proof: String,
    /// The bodies that the receipt's holder may have.
    pub bodies: Vec<ReceiptBodyView>,
}

/// A body in a receipt.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReceiptBodyView {
    /// Its name in the entry.
    pub name: String,
    /// The salt, base64.
    pub salt: String,
    /// The content.
    #[schema(value_type = Object)]
    pub content: Value,
}
