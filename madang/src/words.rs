//! What commands say, in the language of who runs them.

use std::sync::{LazyLock, OnceLock};

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use madang_words::Language;

use crate::language;

type Bundle = FluentBundle<FluentResource>;

/// The files of messages in one language.
macro_rules! messages {
    ($language:literal) => {
        [
            include_str!(concat!("../messages/", $language, "/export.ftl")),
            include_str!(concat!("../messages/", $language, "/import.ftl")),
            include_str!(concat!("../messages/", $language, "/select.ftl")),
            include_str!(concat!("../messages/", $language, "/verify.ftl")),
        ]
    };
}

const KO: [&str; 4] = messages!("ko");
const EN: [&str; 4] = messages!("en");

/// What `--help` says in Korean; in English it says what stands beside the arguments in the source.
const HELP: &str = include_str!("../messages/ko/help.ftl");

static BUNDLE: LazyLock<Bundle> = LazyLock::new(|| match language() {
    Language::Ko => bundle(Language::Ko, &KO),
    _ => bundle(Language::En, &EN),
});

static HELP_BUNDLE: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::Ko, &[HELP]));

static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// The language in which this process speaks: that of `--language` where it was given, else of the environment.
pub fn language() -> Language {
    *LANGUAGE.get_or_init(|| {
        let call = std::env::args_os().map(|one| one.to_string_lossy().into_owned());
        language::of_call(call)
    })
}

/// A message in the language of this process.
pub fn told(key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
    say_by(&BUNDLE, key, args).unwrap_or_else(|| key.to_owned())
}

/// A text of the Korean help; `None` where there is none of that key.
pub fn help(key: &str) -> Option<String> {
    say_by(&HELP_BUNDLE, key, &[])
}

/// The same with what stands for its placeholders.
pub fn help_of(key: &str, args: &[(&str, String)]) -> Option<String> {
    let args = args.iter().map(|(name, value)| (*name, value.into()));
    say_by(&HELP_BUNDLE, key, &args.collect::<Vec<_>>())
}

fn say_by(bundle: &Bundle, key: &str, args: &[(&str, FluentValue<'_>)]) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let args: FluentArgs<'_> = args
        .iter()
        .map(|(name, value)| (*name, value.clone()))
        .collect();
    // What a pattern asks for and is not given stays visible in the sentence; the tests see to it that none does.
    let words = bundle.format_pattern(pattern, Some(&args), &mut vec![]);
    Some(words.into_owned())
}

fn bundle(language: Language, sources: &[&str]) -> Bundle {
    let mut bundle = Bundle::new_concurrent(language.tag().parse().into_iter().collect());
    bundle.set_use_isolating(false);
    for source in sources {
        // A malformed message is left out and shows as its key; a test reads all files.
        let resource = FluentResource::try_new((*source).to_owned());
        let resource = resource.unwrap_or_else(|(resource, _errors)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// A message by its key, with what stands for its placeholders: `t!("import-recorded", count = 3)`.
macro_rules! t {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::told($key, &[$((stringify!($name), ($value).into())),*])
    };
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// The messages of a language with their placeholders.
    fn messages(sources: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut key = String::new();
        for line in sources.iter().flat_map(|source| source.lines()) {
            if let Some((name, _)) = line.split_once(" =")
                && line.starts_with(|c: char| c.is_ascii_lowercase())
            {
                assert!(!found.contains_key(name), "{name} stands twice");
                name.clone_into(&mut key);
            }
            let used = line.split("{ $").skip(1);
            let used = used.filter_map(|rest| rest.split([' ', '}']).next());
            let names = found.entry(key.clone()).or_default();
            names.extend(used.map(str::to_owned));
        }
        found.remove("");
        found
    }

    #[test]
    fn both_languages_have_the_same_messages_with_the_same_placeholders() {
        assert_eq!(messages(&KO), messages(&EN));
        for source in [&KO[..], &EN[..], &[HELP]].concat() {
            let read = FluentResource::try_new(source.to_owned());
            assert!(read.is_ok(), "{:?}", read.err().map(|(_, errors)| errors));
        }
    }

    #[test]
    fn every_key_that_is_asked_for_is_there_with_what_it_asks_for() {
        let known = messages(&EN);
        let sources = [
            include_str!("commands/export.rs"),
            include_str!("commands/import.rs"),
            include_str!("commands/select/record.rs"),
            include_str!("commands/verify.rs"),
            include_str!("importing/mod.rs"),
            include_str!("importing/files.rs"),
            include_str!("importing/survey.rs"),
            include_str!("importing/target.rs"),
            include_str!("selecting.rs"),
        ];
        let mut asked = BTreeSet::new();
        for source in sources {
            for (at, _) in source.match_indices("t!(") {
                // Other macros end in the same letter.
                let other = source[..at].ends_with(|c: char| c.is_alphanumeric());
                let call = source[at + 3..].trim_start().strip_prefix('"');
                let Some(call) = call.filter(|_| !other) else {
                    continue;
                };
                let (key, rest) = call.split_once('"').expect("a key ends");
                let names = known.get(key);
                let names = names.unwrap_or_else(|| panic!("{key} is in no message file"));
                for name in names {
                    let given = rest.split(';').next().unwrap_or_default();
                    assert!(given.contains(&format!("{name} =")), "{key} wants {name}");
                }
                asked.insert(key.to_owned());
            }
        }
        let known: BTreeSet<String> = known.into_keys().collect();
        assert_eq!(asked, known, "no message is dead");
    }
}
