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
use crate::frame::ui::Ui;
use crate::model::BodyView;

/// The record's pages.
pub const RECORD: &str = "/record";

/// Where a receipt is looked up.
pub const FIND: &str = "/record/find";

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

/// A receipt: the entry, the proof that it is in the record, and its contents. It is checked by
/// `madang verify ADDRESS --receipt FILE`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReceiptView {
    /// Version: 1.
    pub v: u64,
    /// The entry's canonical bytes, as a text.
    pub entry: String,
    /// The proof that it is in the record (C2SP tlog-proof).
    pub proof: String,
    /// The contents that the receipt's holder may have.
    pub bodies: Vec<ReceiptBodyView>,
}

/// A content in a receipt.
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
