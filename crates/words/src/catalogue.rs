//! The sentences of a crate in each language that is spoken, from files of Project Fluent's format.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentError, FluentResource, FluentValue};

use crate::Language;
use crate::particle::with_particle;

type Bundle = FluentBundle<FluentResource>;

/// The messages of a crate in Korean and English, read when the first one of a language is asked for. In a message
/// `{ PARTICLE($word, "을/를") }` writes a Korean word with the particle that fits its sound, and `{ FORM($number, "vote/votes") }` the
/// form of an English word that goes with a number: the first with one, the second with any other.
///
/// [`catalogue!`](crate::catalogue) makes one of a crate's `messages/ko/*.ftl` and `messages/en/*.ftl`; its
/// [`faults`](Catalogue::faults) are for a test.
pub struct Catalogue {
    korean: Sources,
    english: Sources,
}

struct Sources {
    texts: &'static [&'static str],
    bundle: OnceLock<Bundle>,
}

impl Catalogue {
    /// The messages of files in Korean and of those in English.
    pub const fn new(
        korean: &'static [&'static str],
        english: &'static [&'static str],
    ) -> Catalogue {
        Catalogue {
            korean: Sources::of(korean),
            english: Sources::of(english),
        }
    }

    /// The message of that key with what stands for its placeholders. A key that is not there gives the key itself.
    pub fn message(
        &self,
        language: Language,
        key: &str,
        arguments: &[(&str, FluentValue<'_>)],
    ) -> String {
        let arguments = arguments.iter().map(|(name, value)| (*name, value.clone()));
        self.find(language, key, Some(&arguments.collect()))
            .unwrap_or_else(|| key.to_owned())
    }

    /// Whether there is a message of that key.
    pub fn has(&self, language: Language, key: &str) -> bool {
        self.of(language).bundle(language).has_message(key)
    }

    /// The keys of all messages of a language.
    pub fn keys(&self, language: Language) -> BTreeSet<&'static str> {
        let texts = self.texts(language).iter().flat_map(|text| text.lines());
        texts.filter_map(key_of).collect()
    }

    pub(crate) fn texts(&self, language: Language) -> &'static [&'static str] {
        self.of(language).texts
    }

    pub(crate) fn find(
        &self,
        language: Language,
        key: &str,
        arguments: Option<&FluentArgs<'_>>,
    ) -> Option<String> {
        let bundle = self.of(language).bundle(language);
        let pattern = bundle.get_message(key)?.value()?;
        // What a pattern asks for and is not given stays visible in the sentence; a crate's test sees to it that none does.
        let text = bundle.format_pattern(pattern, arguments, &mut vec![]);
        Some(text.into_owned())
    }

    fn of(&self, language: Language) -> &Sources {
        match language.spoken() {
            Language::Ko => &self.korean,
            _ => &self.english,
        }
    }
}

/// The key that begins on a line of a message file.
pub(crate) fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(" =")?;
    key.starts_with(|c: char| c.is_ascii_lowercase())
        .then_some(key)
}

impl Sources {
    const fn of(texts: &'static [&'static str]) -> Sources {
        Sources {
            texts,
            bundle: OnceLock::new(),
        }
    }

    fn bundle(&self, language: Language) -> &Bundle {
        self.bundle
            .get_or_init(|| read(language.spoken(), self.texts))
    }
}

fn read(language: Language, texts: &[&str]) -> Bundle {
    let mut bundle = Bundle::new_concurrent(language.tag().parse().into_iter().collect());
    // Isolation marks are for bidirectional text; there is none here, and they would end up in titles, feeds and files.
    bundle.set_use_isolating(false);
    // Only a second function of that name would be refused.
    let _: Result<(), FluentError> = bundle.add_function("PARTICLE", |words, _| match words {
        [FluentValue::String(word), FluentValue::String(pair)] => with_particle(word, pair).into(),
        [FluentValue::Number(number), FluentValue::String(pair)] => {
            with_particle(&number.as_string(), pair).into()
        }
        _ => FluentValue::Error,
    });
    let _: Result<(), FluentError> = bundle.add_function("FORM", |words, _| match words {
        [FluentValue::String(number), FluentValue::String(forms)] => form(number, forms),
        [FluentValue::Number(number), FluentValue::String(forms)] => {
            form(&number.as_string(), forms)
        }
        _ => FluentValue::Error,
    });
    for text in texts {
        // A malformed message is left out and shows as its key.
        let resource = FluentResource::try_new((*text).to_owned());
        let resource = resource.unwrap_or_else(|(resource, _errors)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The form that goes with a number, which may be written with separators: `one/many`.
fn form(number: &str, forms: &str) -> FluentValue<'static> {
    match forms.split_once('/') {
        Some((one, _)) if number == "1" => one.to_owned().into(),
        Some((_, many)) => many.to_owned().into(),
        None => FluentValue::Error,
    }
}

/// The catalogue of a crate, a static out of the message files of these names in its folders `messages/ko` and `messages/en`:
/// `catalogue! { /// What this crate says. pub(crate) static WORDS: "bodies", "votes" }`.
#[macro_export]
macro_rules! catalogue {
    ($(#[$about:meta])* $shown:vis static $name:ident: $($file:literal),+ $(,)?) => {
        $(#[$about])*
        $shown static $name: $crate::Catalogue = $crate::Catalogue::new(
            &[$(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/messages/ko/", $file, ".ftl"))),+],
            &[$(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/messages/en/", $file, ".ftl"))),+],
        );
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    static WORDS: Catalogue = Catalogue::new(
        &[
            "vote-voters = { $number }명",
            "vote-stands = { PARTICLE($id, \"은/는\") } 남고 { PARTICLE($n, \"이/가\") } 나감",
        ],
        &[
            "vote-voters = { $count ->\n    [1] 1 voter\n   *[other] { $number } voters\n}\nvote-stands = { $id } stays, { $n } leave",
        ],
    );

    #[test]
    fn a_message_takes_its_arguments_in_the_language_asked_for() {
        let voters = |language, number: u64, text: &'static str| {
            let arguments = [("count", number.into()), ("number", text.into())];
            WORDS.message(language, "vote-voters", &arguments)
        };
        assert_eq!(voters(Language::En, 1, "1"), "1 voter");
        assert_eq!(voters(Language::En, 0, "0"), "0 voters");
        assert_eq!(voters(Language::Pl, 1200, "1,200"), "1,200 voters");
        assert_eq!(voters(Language::Ko, 1200, "1,200"), "1,200명");
        assert_eq!(WORDS.message(Language::Ko, "no-such", &[]), "no-such");
        assert!(WORDS.has(Language::Und, "vote-stands"));
        assert!(!WORDS.has(Language::En, "vote"));
    }

    #[test]
    fn a_word_has_the_form_of_its_number() {
        static FORMS: Catalogue = Catalogue::new(
            &["vote-stands = { $number }표"],
            &["vote-stands = { $number } { FORM($number, \"vote stands/votes stand\") }"],
        );
        let stands = |number: FluentValue<'static>| {
            FORMS.message(Language::En, "vote-stands", &[("number", number)])
        };
        assert_eq!(stands(1.into()), "1 vote stands");
        assert_eq!(stands("1".into()), "1 vote stands");
        for many in ["0", "2", "11", "1,201"] {
            assert_eq!(stands(many.into()), format!("{many} votes stand"));
        }
        assert_eq!(stands(21.into()), "21 votes stand");
    }

    #[test]
    fn particles_follow_words_and_numbers() {
        let arguments = [("id", "\"쉼터\"".into()), ("n", 3.into())];
        let said = WORDS.message(Language::Ko, "vote-stands", &arguments);
        assert_eq!(said, "\"쉼터\"는 남고 3이 나감");
    }
}
