//! The read models of the store, under one name.

use serde::de::DeserializeOwned;

pub use madang_store::model::*;

/// The body of that name in an entry; `None` where it is not public or not of this shape.
pub fn read_body<T: DeserializeOwned>(entry: &EntryDetail, name: &str) -> Option<T> {
    serde_json::from_slice(entry.open_body(name)?)
        .inspect_err(|error| {
            tracing::error!(entry = entry.index, name, %error, "a body cannot be read");
        })
        .ok()
}
