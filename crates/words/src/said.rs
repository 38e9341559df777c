//! A sentence that can be said in each language.

use std::fmt;

use fluent::{FluentArgs, FluentValue};
use serde::{Serialize, Serializer};

use crate::{Catalogue, Language, Text};

/// A sentence: the key of a message with what stands for its placeholders, which may be sentences of other catalogues. By
/// `to_string`, and as JSON, it is English. [`said!`](crate::said) makes one.
#[derive(Clone)]
pub struct Said {
    catalogue: &'static Catalogue,
    key: &'static str,
    arguments: Vec<(&'static str, Argument)>,
}

/// What stands for a placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Words that are the same in every language: an identifier, a value, a time.
    Text(String),
    /// A number, by which a message may choose its words. What a double cannot hold is [`Argument::Text`].
    Number(u64),
    /// A sentence inside another.
    Said(Box<Said>),
    /// What somebody wrote, in the reader's language where it is, on one line.
    Words(Text),
}

impl Said {
    /// The message of that key, with nothing yet for its placeholders.
    pub fn new(catalogue: &'static Catalogue, key: &'static str) -> Said {
        Said {
            catalogue,
            key,
            arguments: vec![],
        }
    }

    /// The message's key.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// What stands for its placeholders.
    pub fn arguments(&self) -> &[(&'static str, Argument)] {
        &self.arguments
    }

    /// The same with words for a placeholder.
    #[must_use]
    pub fn text(self, name: &'static str, text: impl ToString) -> Said {
        self.with(name, text.to_string())
    }

    /// The same with a number for a placeholder.
    #[must_use]
    pub fn number(self, name: &'static str, number: u64) -> Said {
        self.with(name, number)
    }

    /// The same with a sentence for a placeholder.
    #[must_use]
    pub fn said(self, name: &'static str, said: Said) -> Said {
        self.with(name, said)
    }

    /// The same with words, a number or a sentence for a placeholder.
    #[must_use]
    pub fn with(mut self, name: &'static str, argument: impl Into<Argument>) -> Said {
        self.arguments.push((name, argument.into()));
        self
    }

    /// The sentence in a language: Korean, or English for every other.
    pub fn in_language(&self, language: Language) -> String {
        let arguments = self.arguments.iter().map(|(name, argument)| {
            let value: FluentValue<'_> = match argument {
                Argument::Text(text) => text.as_str().into(),
                Argument::Number(number) => (*number).into(),
                Argument::Said(_) | Argument::Words(_) => argument.in_language(language).into(),
            };
            (*name, value)
        });
        let arguments: FluentArgs<'_> = arguments.collect();
        self.catalogue
            .find(language, self.key, Some(&arguments))
            .unwrap_or_else(|| self.key.to_owned())
    }
}

impl Said {
    /// Words of Latin letters, of three or more, that its Korean has of itself, whatever stands for the placeholders; for tests. Names
    /// that are the same in Korean are none.
    pub fn foreign_words(&self) -> Vec<String> {
        let mut own = self.bare().in_language(Language::Ko);
        for name in SAME_IN_KOREAN {
            own = own.replace(name, "");
        }
        let latin = own.split(|c: char| !c.is_ascii_alphabetic());
        let long = latin.filter(|word| word.len() >= 3);
        long.map(str::to_owned).collect()
    }

    /// The same with nothing for words that are the same in every language.
    fn bare(&self) -> Said {
        let arguments = self.arguments.iter().map(|(name, argument)| {
            let bare = match argument {
                Argument::Text(_) | Argument::Words(_) => Argument::Text(String::new()),
                Argument::Number(number) => Argument::Number(*number),
                Argument::Said(said) => Argument::Said(Box::new(said.bare())),
            };
            (*name, bare)
        });
        Said {
            catalogue: self.catalogue,
            key: self.key,
            arguments: arguments.collect(),
        }
    }
}

/// Names of standards and kinds that Korean messages write as they are.
const SAME_IN_KOREAN: [&str; 8] = [
    "ASCII",
    "Ed25519",
    "IANA",
    "ISO",
    "JSON",
    "UUIDv4",
    "UUIDv7",
    "log.created",
];

/// A text as it stands between quotation marks on a terminal: what cannot be seen is written out.
pub fn quoted(text: impl AsRef<str>) -> String {
    format!("{:?}", text.as_ref())
}

/// A sentence by its catalogue and key, with what stands for its placeholders:
/// `said!(WORDS, "vote-candidates", says = 3, stand = 4)`. Crates have a `said!` of their own catalogue around it.
#[macro_export]
macro_rules! said {
    ($catalogue:expr, $key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::Said::new(&$catalogue, $key)$(.with(stringify!($name), $value))*
    };
}

impl Argument {
    /// What it is in a language.
    pub fn in_language(&self, language: Language) -> String {
        match self {
            Argument::Text(text) => text.clone(),
            Argument::Number(number) => number.to_string(),
            Argument::Said(said) => said.in_language(language),
            Argument::Words(text) => {
                let words = text.best(language).map_or("", |(_, words)| words);
                // Line ends in it could be taken for those of a report.
                words.split_whitespace().collect::<Vec<_>>().join(" ")
            }
        }
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Argument {
        Argument::Text(text.to_owned())
    }
}

impl From<&String> for Argument {
    fn from(text: &String) -> Argument {
        Argument::Text(text.clone())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Argument {
        Argument::Text(text)
    }
}

impl From<u64> for Argument {
    fn from(number: u64) -> Argument {
        if number <= crate::MAX_AMOUNT {
            Argument::Number(number)
        } else {
            Argument::Text(number.to_string())
        }
    }
}

impl From<&u64> for Argument {
    fn from(number: &u64) -> Argument {
        (*number).into()
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Argument {
        u64::try_from(number).map_or_else(|_| number.to_string().into(), Argument::from)
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Argument {
        u64::from(number).into()
    }
}

impl From<&Text> for Argument {
    fn from(text: &Text) -> Argument {
        Argument::Words(text.clone())
    }
}

impl From<Said> for Argument {
    fn from(said: Said) -> Argument {
        Argument::Said(Box::new(said))
    }
}

impl PartialEq for Said {
    fn eq(&self, other: &Said) -> bool {
        std::ptr::eq(self.catalogue, other.catalogue)
            && self.key == other.key
            && self.arguments == other.arguments
    }
}

impl Eq for Said {}

impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Said")
            .field("key", &self.key)
            .field("arguments", &self.arguments)
            .finish()
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(Language::En))
    }
}

impl Serialize for Said {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static INNER: Catalogue = Catalogue::new(&["thing-vote = 투표"], &["thing-vote = vote"]);
    static OUTER: Catalogue = Catalogue::new(
        &["no-such = { $what } { PARTICLE($id, \"이/가\") } { $many }번째에 없습니다"],
        &["no-such = there is no { $what } { $id } at { $many }"],
    );

    #[test]
    fn sentences_of_two_catalogues_nest_and_are_english_where_nobody_asks() {
        let vote = said!(INNER, "thing-vote");
        let said = said!(
            OUTER,
            "no-such",
            what = vote,
            id = quoted("v1"),
            many = 3u64
        );
        assert_eq!(said.to_string(), "there is no vote \"v1\" at 3");
        assert_eq!(
            said.in_language(Language::Ko),
            "투표 \"v1\"이 3번째에 없습니다"
        );
        let json = serde_json::to_string(&said).expect("JSON");
        assert_eq!(json, "\"there is no vote \\\"v1\\\" at 3\"");
        assert_eq!(said.clone(), said);
        assert_ne!(said, said!(OUTER, "no-such"));
    }

    #[test]
    fn what_is_left_in_english_is_found_through_every_sentence() {
        static HALF: Catalogue = Catalogue::new(
            &[
                "half-outer = 안: { $inner }",
                "half-inner = the vote { $id } ISO 8601",
            ],
            &[
                "half-outer = in: { $inner }",
                "half-inner = the vote { $id } ISO 8601",
            ],
        );
        let inner = said!(HALF, "half-inner", id = "kim-vote");
        let outer = said!(HALF, "half-outer", inner = inner);
        assert_eq!(outer.foreign_words(), ["the", "vote"]);
        let vote = said!(INNER, "thing-vote");
        let whole = said!(OUTER, "no-such", what = vote, id = "kim-vote", many = 3u64);
        assert_eq!(whole.foreign_words(), [""; 0]);
    }

    #[test]
    fn a_number_is_never_rounded() {
        let said = said!(OUTER, "no-such", what = "", id = "", many = u64::MAX);
        let told = said.to_string();
        assert!(told.ends_with(&u64::MAX.to_string()), "{told}");
        let most = said!(
            OUTER,
            "no-such",
            what = "",
            id = "",
            many = crate::MAX_AMOUNT
        );
        assert!(most.to_string().ends_with("9007199254740991"));
    }
}
