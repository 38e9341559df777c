//! Writes canonical JSON, refusing what the record does not allow.

mod containers;

use std::fmt;

use serde::Serialize;
use serde::ser::{self, Serializer};
use serde_json::{Map, Value};

use super::{JsonError, JsonReason, MAX_DEPTH, MAX_INTEGER, compare_keys, excerpt, is_nfc, parse};

/// The name under which serde_json's `RawValue` hands over JSON that is already written.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// Writes a value as canonical JSON.
///
/// # Errors
/// Fails rather than changes anything: a floating-point number (even a whole one, or one that is not a number), an
/// integer beyond ±(2⁵³ − 1), a key given twice, text that is not NFC or nesting beyond [`MAX_DEPTH`] is refused. The
/// bytes always pass [`check_canonical`](super::check_canonical).
pub fn to_canonical<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, JsonError> {
    let mut out = Vec::new();
    value.serialize(Writer {
        out: &mut out,
        depth: 0,
    })?;
    Ok(out)
}

/// Writes an object that stands inside `depth` arrays and objects.
pub(crate) fn write_object(
    out: &mut Vec<u8>,
    map: &Map<String, Value>,
    depth: usize,
) -> Result<(), JsonError> {
    map.serialize(Writer { out, depth })
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

impl ser::Error for JsonError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            offset: 0,
            reason: JsonReason::Custom(message.to_string()),
        }
    }
}

/// Writes one value at the end of `out`, inside `depth` arrays and objects.
struct Writer<'w> {
    out: &'w mut Vec<u8>,
    depth: usize,
}

/// Writes the items of an array.
struct List<'w> {
    out: &'w mut Vec<u8>,
    depth: usize,
    empty: bool,
    /// What closes the array and, for an enum's variant, the object around it.
    close: &'static [u8],
}

/// Writes the values of an object in the order given and sorts them when it closes.
struct Object<'w> {
    out: &'w mut Vec<u8>,
    depth: usize,
    /// Where the object starts in `out`.
    start: usize,
    /// Each key and where its value ends.
    members: Vec<(String, usize)>,
    key: Option<String>,
    close: &'static [u8],
}

/// An object, or JSON that is already written.
enum Struct<'w> {
    Object(Object<'w>),
    Raw(Writer<'w>),
}

impl<'w> Writer<'w> {
    fn fail<T>(&self, reason: JsonReason) -> Result<T, JsonError> {
        Err(JsonError {
            offset: self.out.len(),
            reason,
        })
    }

    fn put(self, bytes: &[u8]) -> Result<(), JsonError> {
        self.out.extend_from_slice(bytes);
        Ok(())
    }

    fn integer(self, value: Option<i64>) -> Result<(), JsonError> {
        match value {
            Some(n) if n.unsigned_abs() <= MAX_INTEGER.unsigned_abs() => {
                self.put(n.to_string().as_bytes())
            }
            _ => self.fail(JsonReason::IntegerTooLarge),
        }
    }

    fn deeper(&self, levels: usize) -> Result<usize, JsonError> {
        let depth = self.depth + levels;
        if depth > MAX_DEPTH {
            self.fail(JsonReason::TooDeep)
        } else {
            Ok(depth)
        }
    }

    fn list(self) -> Result<List<'w>, JsonError> {
        let depth = self.deeper(1)?;
        self.out.push(b'[');
        Ok(List {
            out: self.out,
            depth,
            empty: true,
            close: b"]",
        })
    }

    fn object(self) -> Result<Object<'w>, JsonError> {
        let depth = self.deeper(1)?;
        let start = self.out.len();
        Ok(Object {
            out: self.out,
            depth,
            start,
            members: Vec::new(),
            key: None,
            close: b"}",
        })
    }

    /// Opens the object with one member that stands for an enum's variant.
    fn variant(self, name: &str) -> Result<Self, JsonError> {
        let depth = self.deeper(1)?;
        self.out.push(b'{');
        write_text(self.out, name)?;
        self.out.push(b':');
        Ok(Self {
            out: self.out,
            depth,
        })
    }
}

impl<'w> Serializer for Writer<'w> {
    type Ok = ();
    type Error = JsonError;
    type SerializeSeq = List<'w>;
    type SerializeTuple = List<'w>;
    type SerializeTupleStruct = List<'w>;
    type SerializeTupleVariant = List<'w>;
    type SerializeMap = Object<'w>;
    type SerializeStruct = Struct<'w>;
    type SerializeStructVariant = Object<'w>;

    fn serialize_bool(self, v: bool) -> Result<(), JsonError> {
        self.put(if v { b"true" } else { b"false" })
    }
    fn serialize_i8(self, v: i8) -> Result<(), JsonError> {
        self.integer(Some(v.into()))
    }
    fn serialize_i16(self, v: i16) -> Result<(), JsonError> {
        self.integer(Some(v.into()))
    }
    fn serialize_i32(self, v: i32) -> Result<(), JsonError> {
        self.integer(Some(v.into()))
    }
    fn serialize_i64(self, v: i64) -> Result<(), JsonError> {
        self.integer(Some(v))
    }
    fn serialize_i128(self, v: i128) -> Result<(), JsonError> {
        self.integer(v.try_into().ok())
    }
    fn serialize_u8(self, v: u8) -> Result<(), JsonError> {
        self.integer(Some(v.into()))
    }
    fn serialize_u16(self, v: u16) -> Result<(), JsonError> {
        self.integer(Some(v.into()))
    }
    fn serialize_u32(self, v: u32) -> Result<(), JsonError> {
        self.integer(Some(v.into()))
    }
    fn serialize_u64(self, v: u64) -> Result<(), JsonError> {
        self.integer(v.try_into().ok())
    }
    fn serialize_u128(self, v: u128) -> Result<(), JsonError> {
        self.integer(v.try_into().ok())
    }
    fn serialize_f32(self, _: f32) -> Result<(), JsonError> {
        self.fail(JsonReason::Float)
    }
    fn serialize_f64(self, _: f64) -> Result<(), JsonError> {
        self.fail(JsonReason::Float)
    }
    fn serialize_char(self, v: char) -> Result<(), JsonError> {
        write_text(self.out, v.encode_utf8(&mut [0; 4]))
    }
    fn serialize_str(self, v: &str) -> Result<(), JsonError> {
        write_text(self.out, v)
    }
    fn serialize_bytes(self, v: &[u8]) -> Result<(), JsonError> {
        self.collect_seq(v)
    }
    fn serialize_none(self) -> Result<(), JsonError> {
        self.put(b"null")
    }
    fn serialize_some<T: Serialize + ?Sized>(self, v: &T) -> Result<(), JsonError> {
        v.serialize(self)
    }
    fn serialize_unit(self) -> Result<(), JsonError> {
        self.put(b"null")
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), JsonError> {
        self.put(b"null")
    }
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), JsonError> {
        write_text(self.out, variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        v: &T,
    ) -> Result<(), JsonError> {
        v.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        v: &T,
    ) -> Result<(), JsonError> {
        let inner = self.variant(variant)?;
        v.serialize(Writer {
            out: inner.out,
            depth: inner.depth,
        })?;
        inner.put(b"}")
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<List<'w>, JsonError> {
        self.list()
    }
    fn serialize_tuple(self, _: usize) -> Result<List<'w>, JsonError> {
        self.list()
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'w>, JsonError> {
        self.list()
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List<'w>, JsonError> {
        Ok(List {
            close: b"]}",
            ..self.variant(variant)?.list()?
        })
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Object<'w>, JsonError> {
        self.object()
    }
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Struct<'w>, JsonError> {
        if name == RAW_VALUE {
            Ok(Struct::Raw(self))
        } else {
            self.object().map(Struct::Object)
        }
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Object<'w>, JsonError> {
        Ok(Object {
            close: b"}}",
            ..self.variant(variant)?.object()?
        })
    }
}
