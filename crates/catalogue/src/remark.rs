//! What of a source was not understood.

use serde::Serialize;
use serde_json::Value;

/// A field that was not understood, or not used: nothing of a source goes unsaid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Remark {
    /// Which of the files that were read, the first is 1.
    pub file: usize,
    /// The row, record or line, the first is 1.
    pub row: usize,
    /// The service.
    pub service: String,
    /// The field.
    pub field: String,
    /// Its value, at most 200 characters; empty where it may be of a person.
    pub value: String,
    /// What is the matter, in English.
    pub what: String,
}

impl Remark {
    pub(crate) fn new(
        row: usize,
        service: &str,
        field: &str,
        value: impl AsRef<str>,
        what: &str,
    ) -> Remark {
        Remark {
            file: 1,
            row,
            service: service.to_owned(),
            field: field.to_owned(),
            value: value.as_ref().chars().take(200).collect(),
            what: what.to_owned(),
        }
    }
}

/// A value of JSON as remarks show it.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
