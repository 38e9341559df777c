//! The language that a report is asked for in.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use madang_words::Language;

/// Reads `ko` or `en`.
pub fn spoken() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::SPOKEN.map(Language::tag))
        .map(|tag| Language::from_tag(&tag))
}
