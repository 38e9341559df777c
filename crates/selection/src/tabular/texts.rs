//! JSON objects with texts or amounts in them, read in their order; a key that stands twice is refused.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::amounts::no_amount;
use crate::decimal::{Decimal, shown};
use crate::entries::Entries;

/// An amount, as a text or a plain number, read as written.
#[derive(Clone, Copy)]
pub(super) struct Amount {
    pub(super) value: Decimal,
    /// Whether a comma was the decimal sign.
    pub(super) comma: bool,
}

/// As [`Amount`], but no comma is taken for a decimal sign.
#[derive(Clone, Copy)]
struct Score(Decimal);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <Box<RawValue>>::deserialize(deserializer)?;
        let text = raw.get().trim_matches('"');
        let value = Decimal::parse_fraction(text).map_err(|reason| {
            D::Error::custom(format!("`{}`: {}", shown(text), no_amount(text, reason)))
        })?;
        let comma = text.contains(',');
        Ok(Self { value, comma })
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Amount { value, comma } = Amount::deserialize(deserializer)?;
        if comma {
            let text = "a score with a comma: write a point as decimal sign";
            return Err(D::Error::custom(text));
        }
        Ok(Self(value))
    }
}

/// A text, a number, `true` or `false`, as text.
#[derive(Default)]
struct Scalar(String);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <Box<RawValue>>::deserialize(deserializer)?;
        let text = raw.get();
        match text.as_bytes().first() {
            Some(b'"') => serde_json::from_str(text)
                .map(Self)
                .map_err(D::Error::custom),
            Some(b'{' | b'[' | b'n') => {
                let short: String = text.chars().take(40).collect();
                Err(D::Error::custom(format!(
                    "`{short}`: expected a text, a number, true or false"
                )))
            }
            _ => Ok(Self(text.to_owned())),
        }
    }
}

/// Texts by key, in the order of the source.
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Texts(Entries<Scalar>);

impl Texts {
    pub(super) fn into_pairs(self) -> impl Iterator<Item = (String, String)> {
        self.0.0.into_iter().map(|(key, text)| (key, text.0))
    }
}

/// Scores by key.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Scores(Entries<Score>);

impl Scores {
    pub(super) fn into_map(self) -> BTreeMap<String, Decimal> {
        let entries = self.0.0.into_iter();
        entries.map(|(key, score)| (key, score.0)).collect()
    }
}
