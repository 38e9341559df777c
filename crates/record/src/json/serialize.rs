//! Writes canonical JSON, refusing what the record does not allow.

use std::fmt;

use serde::Serialize;
use serde::ser::{
    self, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::{Map, Value};

use super::{JsonError, JsonReason, MAX_DEPTH, MAX_INTEGER, compare_keys, excerpt, is_nfc, parse};

/// The name under which serde_json's `RawValue` hands over JSON that is already written.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// Writes a value as canonical JSON.
///
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

impl List<'_> {
    fn item<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), JsonError> {
        if !self.empty {
            self.out.push(b',');
        }
        self.empty = false;
        item.serialize(Writer {
            out: self.out,
            depth: self.depth,
        })
    }

    fn close(self) -> Result<(), JsonError> {
        self.out.extend_from_slice(self.close);
        Ok(())
    }
}

/// Implements the several traits with which serde writes an array.
macro_rules! list {
    ($($trait:ident $method:ident),*) => {$(
        impl $trait for List<'_> {
            type Ok = ();
            type Error = JsonError;
            fn $method<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), JsonError> {
                self.item(item)
            }
            fn end(self) -> Result<(), JsonError> {
                self.close()
            }
        }
    )*};
}

list!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);

impl Object<'_> {
    fn member<T: Serialize + ?Sized>(&mut self, key: String, value: &T) -> Result<(), JsonError> {
        value.serialize(Writer {
            out: self.out,
            depth: self.depth,
        })?;
        self.members.push((key, self.out.len()));
        Ok(())
    }

    fn close(self) -> Result<(), JsonError> {
        let offset = self.out.len();
        let values = self.out.split_off(self.start);
        let mut from = 0;
        let mut members = Vec::with_capacity(self.members.len());
        for (key, end) in self.members {
            let end = end - self.start;
            members.push((key, &values[from..end]));
            from = end;
        }
        members.sort_by(|a, b| compare_keys(&a.0, &b.0));
        self.out.push(b'{');
        for (i, (key, value)) in members.iter().enumerate() {
            if i > 0 {
                if members[i - 1].0 == *key {
                    return Err(JsonError {
                        offset,
                        reason: JsonReason::DuplicateKey(excerpt(key)),
                    });
                }
                self.out.push(b',');
            }
            write_text(self.out, key)?;
            self.out.push(b':');
            self.out.extend_from_slice(value);
        }
        self.out.extend_from_slice(self.close);
        Ok(())
    }
}

impl SerializeMap for Object<'_> {
    type Ok = ();
    type Error = JsonError;
    /// A key is text, or an integer, which becomes text as in serde_json.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), JsonError> {
        let mut written = Vec::new();
        key.serialize(Writer {
            out: &mut written,
            depth: self.depth,
        })?;
        let key = match written.first() {
            Some(b'"') => serde_json::from_slice(&written).ok(),
            Some(b'-' | b'0'..=b'9') => String::from_utf8(written).ok(),
            _ => None,
        };
        if key.is_none() {
            return Err(JsonError {
                offset: self.out.len(),
                reason: JsonReason::KeyNotText,
            });
        }
        self.key = key;
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), JsonError> {
        match self.key.take() {
            Some(key) => self.member(key, value),
            None => Err(JsonError {
                offset: self.out.len(),
                reason: JsonReason::KeyNotText,
            }),
        }
    }
    fn end(self) -> Result<(), JsonError> {
        self.close()
    }
}

impl SerializeStructVariant for Object<'_> {
    type Ok = ();
    type Error = JsonError;
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), JsonError> {
        self.member(key.to_owned(), value)
    }
    fn end(self) -> Result<(), JsonError> {
        self.close()
    }
}

impl SerializeStruct for Struct<'_> {
    type Ok = ();
    type Error = JsonError;
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), JsonError> {
        match self {
            Struct::Object(object) => object.member(key.to_owned(), value),
            Struct::Raw(writer) => {
                let mut text = Vec::new();
                value.serialize(Writer {
                    out: &mut text,
                    depth: 0,
                })?;
                let text: String =
                    serde_json::from_slice(&text).map_err(<JsonError as ser::Error>::custom)?;
                let depth = writer.depth;
                parse(text.as_bytes())?.serialize(Writer {
                    out: writer.out,
                    depth,
                })
            }
        }
    }
    fn end(self) -> Result<(), JsonError> {
        match self {
            Struct::Object(object) => object.close(),
            Struct::Raw(_) => Ok(()),
        }
    }
}
