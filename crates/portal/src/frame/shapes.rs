//! What several features' answers in the API are made of. These shapes are the API's own: the tables and the record may
//! change without them.

use std::collections::BTreeMap;

use madang_words::Text;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// The same text by language (BCP 47): at least one.
pub type Texts = BTreeMap<String, String>;

/// A text by language.
pub fn texts(text: &Text) -> Texts {
    text.0
        .iter()
        .map(|(language, words)| (language.tag().to_owned(), words.clone()))
        .collect()
}

/// A text by language, where there is one.
pub fn optional(text: Option<&Text>) -> Option<Texts> {
    text.map(texts)
}

/// An enumeration's name as serde writes it.
pub fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

/// A thing as it stands on the record.
pub fn value<T: Serialize>(thing: Option<&T>) -> Option<Value> {
    thing.and_then(|thing| serde_json::to_value(thing).ok())
}

/// A part of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct List<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// How many there are on all pages; where counting them would take too long, a number that is surely exceeded, at most
    /// 1,000.
    pub total: u64,
    /// True where there are more than `total`.
    pub more_than_total: bool,
    /// Address of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}
