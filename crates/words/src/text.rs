//! Text in the languages of the interface.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use unicode_normalization::is_nfc;

use crate::check::Malformed;
use crate::words::said;

/// A language of texts; pages are in those of [`Language::SPOKEN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Korean.
    Ko,
    /// English.
    En,
    /// Polish, for imported votes; the interface itself has no Polish.
    Pl,
    /// Any language that is not one of the others: the source did not say, or we have no name for it.
    Und,
}

impl Language {
    /// Those that pages, reports and commands speak; the others are of texts only.
    pub const SPOKEN: [Language; 2] = [Language::Ko, Language::En];

    /// Itself where it is spoken, else English.
    #[must_use]
    pub fn spoken(self) -> Language {
        match self {
            Language::Ko => Language::Ko,
            Language::En | Language::Pl | Language::Und => Language::En,
        }
    }

    /// The BCP 47 tag, for the `lang` attribute of a page.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Ko => "ko",
            Language::En => "en",
            Language::Pl => "pl",
            Language::Und => "und",
        }
    }

    /// The language of a BCP 47 tag; [`Language::Und`] for one that has no variant here.
    pub fn from_tag(tag: &str) -> Language {
        match tag
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "ko" => Language::Ko,
            "en" => Language::En,
            "pl" => Language::Pl,
            _ => Language::Und,
        }
    }
}

/// The same text in one or more languages; never empty on the record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub BTreeMap<Language, String>);

impl Text {
    /// A text in one language.
    pub fn new(language: Language, text: impl Into<String>) -> Text {
        Text(BTreeMap::from([(language, text.into())]))
    }

    /// The text for a reader of `wanted`, with the language it is really in: the wanted one,
    /// else English, else Korean, else whichever there is. `None` only for an empty text.
    pub fn best(&self, wanted: Language) -> Option<(Language, &str)> {
        [wanted, Language::En, Language::Ko]
            .into_iter()
            .find_map(|language| self.0.get_key_value(&language))
            .or_else(|| self.0.first_key_value())
            .map(|(language, text)| (*language, text.as_str()))
    }

    /// All languages' texts in one string, for a search index.
    pub fn joined(&self) -> String {
        self.0
            .values()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Checks that there is text, that it is NFC and not longer than `max` characters in any language.
    ///
    /// # Errors
    /// Names `field` and what is wrong with it.
    pub fn check(&self, field: &'static str, max: usize) -> Result<(), Malformed> {
        if self.0.values().all(|text| text.trim().is_empty()) {
            return Err(Malformed::new(field, said!("value-empty-text")));
        }
        for (language, text) in &self.0 {
            let length = text.chars().count();
            if length > max {
                return Err(Malformed::new(
                    field,
                    said!(
                        "value-long-text",
                        length = length,
                        language = language.tag(),
                        most = max
                    ),
                ));
            }
            if !is_nfc(text) {
                return Err(Malformed::new(
                    field,
                    said!("value-text-form", language = language.tag()),
                ));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn best_prefers_the_wanted_language_then_english_then_korean() {
        let text = Text(BTreeMap::from([
            (Language::Ko, "마당".to_owned()),
            (Language::Pl, "dziedziniec".to_owned()),
        ]));
        assert_eq!(text.best(Language::Pl), Some((Language::Pl, "dziedziniec")));
        assert_eq!(text.best(Language::En), Some((Language::Ko, "마당")));
        assert_eq!(Text::default().best(Language::En), None);
    }

    #[test]
    fn text_refuses_blank_long_and_decomposed() {
        assert!(Text::new(Language::En, "  ").check("title", 10).is_err());
        assert!(
            Text::new(Language::En, "eleven char")
                .check("title", 10)
                .is_err()
        );
        assert!(
            Text::new(Language::Ko, "\u{1112}\u{1161}\u{11ab}")
                .check("title", 10)
                .is_err()
        );
        assert!(Text::new(Language::Ko, "한").check("title", 10).is_ok());
    }
}
