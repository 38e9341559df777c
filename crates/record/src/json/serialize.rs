//! Writes canonical JSON, refusing what the record does not allow.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{JsonError, JsonReason, MAX_DEPTH, MAX_INTEGER, compare_keys, excerpt, is_nfc};

/// Writes a value as canonical JSON.
///
/// Fails rather than changes anything: a floating-point number, an integer beyond ±(2⁵³ − 1), a key given twice,
/// text that is not NFC or nesting beyond [`MAX_DEPTH`] is refused. The bytes always pass
/// [`check_canonical`](super::check_canonical).
pub fn to_canonical<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, JsonError> {
    let value = serde_json::to_value(value).map_err(|error| JsonError {
        offset: 0,
        reason: JsonReason::Custom(error.to_string()),
    })?;
    let mut out = Vec::new();
    write_value(&mut out, &value, 0)?;
    Ok(out)
}

fn write_value(out: &mut Vec<u8>, value: &Value, depth: usize) -> Result<(), JsonError> {
    let fail = |out: &Vec<u8>, reason| {
        Err(JsonError {
            offset: out.len(),
            reason,
        })
    };
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => match number.as_i64() {
            Some(n) if n.unsigned_abs() <= MAX_INTEGER.unsigned_abs() => {
                out.extend_from_slice(n.to_string().as_bytes());
            }
            None if number.is_f64() => return fail(out, JsonReason::Float),
            _ => return fail(out, JsonReason::IntegerTooLarge),
        },
        Value::String(text) => write_text(out, text)?,
        Value::Array(items) => {
            if depth == MAX_DEPTH {
                return fail(out, JsonReason::TooDeep);
            }
            out.push(b'[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                write_value(out, item, depth + 1)?;
            }
            out.push(b']');
        }
        Value::Object(map) => write_object(out, map, depth)?,
    }
    Ok(())
}

/// Writes an object that stands inside `depth` arrays and objects, its keys sorted.
pub(crate) fn write_object(
    out: &mut Vec<u8>,
    map: &Map<String, Value>,
    depth: usize,
) -> Result<(), JsonError> {
    if depth == MAX_DEPTH {
        return Err(JsonError {
            offset: out.len(),
            reason: JsonReason::TooDeep,
        });
    }
    let mut members: Vec<_> = map.iter().collect();
    members.sort_by(|a, b| compare_keys(a.0, b.0));
    out.push(b'{');
    for (i, (key, item)) in members.into_iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        write_text(out, key)?;
        out.push(b':');
        write_value(out, item, depth + 1)?;
    }
    out.push(b'}');
    Ok(())
}

/// Writes text in quotes with the escapes of RFC 8785, section 3.2.2.2.
pub(crate) fn write_text(out: &mut Vec<u8>, text: &str) -> Result<(), JsonError> {
    if !is_nfc(text) {
        return Err(JsonError {
            offset: out.len(),
            reason: JsonReason::NotNfc(excerpt(text)),
        });
    }
    out.push(b'"');
    for &byte in text.as_bytes() {
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            0x08 => out.extend_from_slice(b"\\b"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\n' => out.extend_from_slice(b"\\n"),
            0x0c => out.extend_from_slice(b"\\f"),
            b'\r' => out.extend_from_slice(b"\\r"),
            0..=0x1f => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            _ => out.push(byte),
        }
    }
    out.push(b'"');
    Ok(())
}
