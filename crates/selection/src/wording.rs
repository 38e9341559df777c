//! Words of errors: a sentence in English with the key under which other languages have it, and the values in it.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::decimal::Decimal;

/// A sentence of an error. As text it is English; a program that speaks another language finds the sentence by its key and puts
/// the values in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording(Box<Sentence>);

/// Kept apart, so that what may fail is no larger for what it says then.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sentence {
    key: &'static str,
    english: String,
    values: Vec<(&'static str, Value)>,
}

/// What stands in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// What is the same in every language: a number, an id, what stands in a file.
    Text(String),
    /// A sentence, or part of one.
    Wording(Wording),
}

impl Wording {
    pub(crate) fn new(
        key: &'static str,
        english: String,
        values: Vec<(&'static str, Value)>,
    ) -> Self {
        Self(Box::new(Sentence {
            key,
            english,
            values,
        }))
    }

    /// What the sentence is known by.
    pub fn key(&self) -> &'static str {
        self.0.key
    }

    /// What stands in it, by name.
    pub fn values(&self) -> &[(&'static str, Value)] {
        &self.0.values
    }
}

/// Why something failed. As JSON it is the sentence in English, which is all that is known of one that was read again: two are the
/// same when they say the same.
#[derive(Clone, Debug)]
pub enum Failed {
    /// Found by this program, with the key for other languages.
    Worded(Wording),
    /// As it stood in what was read.
    Read(String),
}

impl Failed {
    /// The sentence with its key, where that is known.
    pub fn wording(&self) -> Option<&Wording> {
        match self {
            Self::Worded(wording) => Some(wording),
            Self::Read(_) => None,
        }
    }

    /// In English.
    pub fn english(&self) -> &str {
        match self {
            Self::Worded(wording) => &wording.0.english,
            Self::Read(english) => english,
        }
    }
}

impl From<Wording> for Failed {
    fn from(wording: Wording) -> Self {
        Self::Worded(wording)
    }
}

impl PartialEq for Failed {
    fn eq(&self, other: &Self) -> bool {
        self.english() == other.english()
    }
}

impl Eq for Failed {}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.english())
    }
}

impl Serialize for Failed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.english())
    }
}

impl<'de> Deserialize<'de> for Failed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::Read)
    }
}

impl fmt::Display for Wording {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.english)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => formatter.write_str(text),
            Self::Wording(wording) => wording.fmt(formatter),
        }
    }
}

impl From<Wording> for Value {
    fn from(wording: Wording) -> Self {
        Self::Wording(wording)
    }
}

macro_rules! texts {
    ($($text:ty)*) => {
        $(impl From<$text> for Value {
            fn from(text: $text) -> Self {
                Self::Text(text.to_string())
            }
        })*
    };
}

texts!(&str &String String u32 u64 usize Decimal &Decimal);

/// A [`Wording`] by its key, its English and what stands in it: `wording!("error-column-twice", "the column `{name}` stands twice",
/// name = header)`.
macro_rules! wording {
    ($key:literal, $english:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        $(let $name = $crate::wording::Value::from($value);)*
        $crate::wording::Wording::new(
            $key,
            format!($english),
            vec![$((stringify!($name), $name)),*],
        )
    }};
}

pub(crate) use wording;
