//! What holds other values: lists, objects, structures.

use serde::Serialize;
use serde::ser::{
    self, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use super::{
    JsonError, JsonReason, List, Object, Struct, Writer, compare_keys, excerpt, parse, write_text,
};

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
