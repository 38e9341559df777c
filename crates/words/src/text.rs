//! Text in the languages of the interface.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use crate::check::Malformed;
use crate::hidden::shown_length;
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

    /// What somebody wrote in a form, by language: composed (NFC), with line breaks of one kind and nothing around it. Languages
    /// in which nothing was written are left out; `None` where that leaves none.
    pub fn written(words: &[(Language, &str)]) -> Option<Text> {
        let composed = |words: &str| -> String {
            let lines = words.replace("\r\n", "\n").replace('\r', "\n");
            lines.trim().nfc().collect()
        };
        let written = words
            .iter()
            .map(|(language, words)| (*language, composed(words)));
        let written: BTreeMap<_, _> = written.filter(|(_, words)| !words.is_empty()).collect();
        (!written.is_empty()).then_some(Text(written))
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

    /// The first words of each language's text, as [`shortened`].
    #[must_use]
    pub fn shortened(&self, most: usize) -> Text {
        let texts = self.0.iter();
        Text(
            texts
                .map(|(language, words)| (*language, shortened(words, most)))
                .collect(),
        )
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
        if self.0.values().all(|text| shown_length(text) == 0) {
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

/// The first words of a text, at most so many characters, cut between words and ended by an ellipsis.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let end = cut
        .rfind(char::is_whitespace)
        .filter(|end| *end > cut.len() / 2)
        .unwrap_or(cut.len());
    format!(
        "{}…",
        cut[..end].trim_end_matches(|c: char| c.is_whitespace() || c == ',')
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_words() {
        assert_eq!(shortened("short", 110), "short");
        let cut = shortened(&"word ".repeat(40), 110);
        assert!(
            cut.ends_with("word…") && cut.chars().count() <= 111,
            "{cut}"
        );
        assert_eq!(shortened(&"가".repeat(200), 110).chars().count(), 111);
        let text = Text::new(Language::Ko, "막차를 한 시간 늦춰 주십시오.");
        assert_eq!(
            text.shortened(9),
            Text::new(Language::Ko, "막차를 한 시간…")
        );
    }

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
    fn what_a_form_sends_is_composed_and_has_lines_of_one_kind() {
        let sent = [
            (Language::Ko, " \u{1112}\u{1161}\u{11ab}\r\n둘\r셋 \r\n"),
            (Language::En, " \r\n "),
        ];
        assert_eq!(
            Text::written(&sent),
            Some(Text::new(Language::Ko, "한\n둘\n셋"))
        );
        assert_eq!(Text::written(&[(Language::En, "")]), None);
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
