//! Rows of a file as the interface gives them: one JSON object a line, a list, or pages with their `data`.

use std::collections::HashSet;

use serde_json::{Map, Value};

/// Why a file is not read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// A line is not JSON.
    #[error("line {line}: no JSON object: {what}")]
    Json {
        /// The line, the first is 1.
        line: usize,
        /// What the reader of JSON says.
        what: String,
    },
    /// A row without an identifier.
    #[error("row {row}: 서비스ID is missing or no text")]
    NoIdentifier {
        /// The row, the first is 1.
        row: usize,
    },
    /// Two rows with the same identifier.
    #[error("row {row}: 서비스ID {id} is there twice")]
    Twice {
        /// The row.
        row: usize,
        /// The identifier.
        id: String,
    },
    /// A file of v1 or v2, whose numbers mean other things.
    #[error(
        "row {row}: {code} is a code of v1 or v2 of the interface, whose numbers mean other things: fetch gov24/v3"
    )]
    OldVersion {
        /// The row.
        row: usize,
        /// The code.
        code: String,
    },
}

/// Something in a row that was not understood or not used.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Remark {
    /// The row, the first is 1.
    pub row: usize,
    /// The service.
    pub service: String,
    /// The field.
    pub field: String,
    /// Its value.
    pub value: String,
    /// What is the matter, in English.
    pub what: &'static str,
}

pub(super) type Row = Map<String, Value>;

/// A row with its number and the identifier of its service.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NamedRow {
    /// Its number, the first is 1.
    pub row: usize,
    /// The identifier of the service.
    pub id: String,
    /// Its fields as they came.
    pub fields: Map<String, Value>,
}

/// The rows of a file of one of the three operations, each of another service: one JSON object a line, a list of them,
/// or pages with their `data`.
///
/// # Errors
/// A line that is no JSON, a row without or with a repeated identifier.
pub fn named_rows(text: &str) -> Result<Vec<NamedRow>, FileError> {
    let mut seen = HashSet::new();
    let named = (1..).zip(rows(text)?).map(|(row, fields)| {
        let id = identifier(row, &fields)?;
        if !seen.insert(id.clone()) {
            return Err(FileError::Twice { row, id });
        }
        Ok(NamedRow { row, id, fields })
    });
    named.collect()
}

/// The rows of a file: a page with its `data`, a list, or an object a line, each a row or a page.
pub(super) fn rows(text: &str) -> Result<Vec<Row>, FileError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(mut page)) if is_page(&page) => return data(page.remove("data")),
        Ok(list @ Value::Array(_)) => return data(Some(list)),
        _ => {}
    }
    let lines = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty());
    let mut rows = Vec::new();
    for (line, text) in lines {
        let mut row = serde_json::from_str::<Row>(text).map_err(|error| FileError::Json {
            line,
            what: error.to_string(),
        })?;
        match is_page(&row) {
            true => rows.extend(data(row.remove("data"))?),
            false => rows.push(row),
        }
    }
    Ok(rows)
}

/// Whether an object is a page of rows; a row has no list in it.
fn is_page(object: &Row) -> bool {
    object.get("data").is_some_and(Value::is_array) && !object.contains_key("서비스ID")
}

/// The rows of a list.
fn data(list: Option<Value>) -> Result<Vec<Row>, FileError> {
    let list = match list {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    };
    let rows = (1..).zip(list).map(|(line, row)| match row {
        Value::Object(row) => Ok(row),
        _ => Err(FileError::Json {
            line,
            what: "a row is no object".to_owned(),
        }),
    });
    rows.collect()
}

/// The identifier of a row.
pub(super) fn identifier(row: usize, fields: &Row) -> Result<String, FileError> {
    let id = fields
        .get("서비스ID")
        .and_then(Value::as_str)
        .filter(|id| !id.trim().is_empty());
    id.map(|id| id.trim().to_owned())
        .ok_or(FileError::NoIdentifier { row })
}

/// A value as it is shown in a remark.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.chars().take(200).collect(),
        other => other.to_string(),
    }
}
