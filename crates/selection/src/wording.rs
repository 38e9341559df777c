//! Words of errors: a sentence in English with the key under which other languages have it, and the values in it.

use std::fmt;

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
