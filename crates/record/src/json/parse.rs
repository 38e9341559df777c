//! Reads JSON in any layout into a value, under the restrictions of the record.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::{JsonError, JsonReason, MAX_DEPTH, MAX_INTEGER, excerpt, is_nfc};

/// Reads one JSON value; white space and the order of keys are free, the record's restrictions are not.
///
/// For what people write or tools re-indent, such as a receipt. What stands in the record itself is checked with
/// [`check_canonical`](super::check_canonical).
///
/// # Errors
/// The byte offset of the first thing that is no JSON or that the record does not allow.
pub fn parse(bytes: &[u8]) -> Result<Value, JsonError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    Strict { depth: 0 }
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| JsonError {
            offset: offset_of(bytes, error.line(), error.column()),
            reason: JsonReason::Custom(without_position(&error)),
        })
}

/// The byte offset of a line and column (both counted from one, columns in bytes).
fn offset_of(bytes: &[u8], line: usize, column: usize) -> usize {
    let start = bytes
        .split_inclusive(|&b| b == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum::<usize>();
    (start + column.saturating_sub(1)).min(bytes.len())
}

/// The message without serde_json's own position suffix.
fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(cut) => text[..cut].to_owned(),
        None => text,
    }
}

#[derive(Clone, Copy)]
struct Strict {
    depth: usize,
}

impl Strict {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom(JsonReason::TooDeep));
        }
        Ok(Self {
            depth: self.depth + 1,
        })
    }
}

fn text<E: serde::de::Error>(text: &str) -> Result<String, E> {
    if is_nfc(text) {
        Ok(text.to_owned())
    } else {
        Err(E::custom(JsonReason::NotNfc(excerpt(text))))
    }
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }
    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Value, E> {
        if value.unsigned_abs() > MAX_INTEGER.unsigned_abs() {
            return Err(E::custom(JsonReason::IntegerTooLarge));
        }
        Ok(Value::Number(Number::from(value)))
    }
    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        if value > MAX_INTEGER.unsigned_abs() {
            return Err(E::custom(JsonReason::IntegerTooLarge));
        }
        Ok(Value::Number(Number::from(value)))
    }
    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Value, E> {
        Err(E::custom(JsonReason::Float))
    }
    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        text(value).map(Value::String)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let seed = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(seed)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let seed = self.deeper()?;
        let mut map = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            let key = text(&key)?;
            if map.contains_key(&key) {
                return Err(A::Error::custom(JsonReason::DuplicateKey(excerpt(&key))));
            }
            map.insert(key, access.next_value_seed(seed)?);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_is_free_and_the_restrictions_hold() {
        let value = parse(b" { \"b\" : [1, true, null] ,\n \"a\" : \"x\" }\n").unwrap();
        assert_eq!(
            super::super::to_canonical(&value).unwrap(),
            br#"{"a":"x","b":[1,true,null]}"#
        );
        for (text, reason) in [
            (r#"{"a":1,"a":2}"#, "stands twice"),
            (r#"{"a":1,"\u0061":2}"#, "stands twice"),
            ("[1.0]", "integers only"),
            ("[1e2]", "integers only"),
            ("[-0]", "integers only"),
            ("[9007199254740992]", "beyond"),
            ("[-9007199254740992]", "beyond"),
            ("[\"e\u{301}\"]", "form C"),
            ("[1] 2", "trailing"),
            ("[1", "EOF"),
        ] {
            let error = parse(text.as_bytes()).unwrap_err();
            assert!(error.to_string().contains(reason), "{text}: {error}");
        }
        let deep = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH);
        assert!(parse(deep.as_bytes()).is_ok());
        assert!(parse(format!("[{deep}]").as_bytes()).is_err());
    }

    #[test]
    fn an_error_names_its_place() {
        let error = parse(b"{\n \"a\": 1.5}").unwrap_err();
        assert!((8..=11).contains(&error.offset), "{error}");
    }
}
