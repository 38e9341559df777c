//! Every sentence of the interface, from `messages/<language>/<feature>.ftl` (Project Fluent's format).

use std::sync::LazyLock;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use madang_words::Language;

use crate::frame::particle::with_particle;

/// The message files of a language, joined by `build.rs`.
const SOURCES: [(Language, &str); 2] = [
    (
        Language::Ko,
        include_str!(concat!(env!("OUT_DIR"), "/ko.ftl")),
    ),
    (
        Language::En,
        include_str!(concat!(env!("OUT_DIR"), "/en.ftl")),
    ),
];

type Bundle = FluentBundle<FluentResource>;

static KO: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::Ko));
static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::En));

/// What may stand for a placeholder in a message.
pub type Arg<'a> = (&'static str, FluentValue<'a>);

/// The message of that key in that language. A key that is not there gives the key itself: the tests see to it that
/// no page asks for one.
pub fn message(lang: Language, key: &str, args: &[Arg<'_>]) -> String {
    let Some(pattern) = bundle_of(lang)
        .get_message(key)
        .and_then(|message| message.value())
    else {
        tracing::error!(key, lang = lang.tag(), "a message is missing");
        return key.to_owned();
    };
    let args: Option<FluentArgs<'_>> = (!args.is_empty()).then(|| {
        args.iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect()
    });
    let mut errors = Vec::new();
    let text = bundle_of(lang)
        .format_pattern(pattern, args.as_ref(), &mut errors)
        .into_owned();
    if !errors.is_empty() {
        tracing::error!(key, lang = lang.tag(), ?errors, "a message is malformed");
    }
    text
}

/// Whether there is a message of that key.
pub fn is_known(lang: Language, key: &str) -> bool {
    bundle_of(lang).has_message(key)
}

fn bundle_of(lang: Language) -> &'static Bundle {
    match lang.spoken() {
        Language::Ko => &KO,
        _ => &EN,
    }
}

fn bundle(lang: Language) -> Bundle {
    let source = SOURCES
        .into_iter()
        .find(|(of, _)| *of == lang)
        .map_or("", |(_, source)| source);
    let resource =
        FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, errors)| {
            tracing::error!(lang = lang.tag(), ?errors, "the message file is malformed");
            resource
        });
    let mut bundle = Bundle::new_concurrent(lang.tag().parse().into_iter().collect());
    // Isolation marks are for bidirectional text; there is none here, and they would end up in titles and feeds.
    bundle.set_use_isolating(false);
    let added = bundle.add_function("PARTICLE", |positional, _| match positional {
        [word, FluentValue::String(pair)] => {
            let word = match word {
                FluentValue::String(word) => word.to_string(),
                FluentValue::Number(number) => number.as_string().into_owned(),
                _ => return FluentValue::Error,
            };
            with_particle(&word, pair).into()
        }
        _ => FluentValue::Error,
    });
    if let Err(error) = added {
        tracing::error!(lang = lang.tag(), ?error, "particles are not known");
    }
    if let Err(errors) = bundle.add_resource(resource) {
        tracing::error!(
            lang = lang.tag(),
            ?errors,
            "the message file has a key twice"
        );
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::{Path, PathBuf};

    /// Keys with the names of their placeholders.
    fn keys(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        FluentResource::try_new(source.to_owned()).expect("the message file reads");
        let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut current = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) = line
                .split_once(" =")
                .filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                current = key.to_owned();
                assert!(
                    keys.insert(current.clone(), BTreeSet::new()).is_none(),
                    "{current} stands there twice"
                );
            }
            for (_, rest) in line.match_indices('$').map(|(at, _)| line.split_at(at + 1)) {
                let name: String = rest
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                    .collect();
                // English tells one from many, Korean does not: the number to choose by is not a difference.
                if name != "count" {
                    keys.entry(current.clone()).or_default().insert(name);
                }
            }
        }
        keys
    }

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("the source folder is there") {
            let path = entry.expect("its entries are readable").path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }

    fn program() -> Vec<(String, String)> {
        let mut found = Vec::new();
        sources(
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
            &mut found,
        );
        found.sort();
        let read =
            |path: &PathBuf| std::fs::read_to_string(path).expect("a source file is readable");
        found
            .iter()
            .map(|path| (path.display().to_string(), read(path)))
            .collect()
    }

    /// String literals of a source file with what stands before each, without comments, attributes and tests.
    fn literals(source: &str) -> Vec<(String, String)> {
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        let mut found = Vec::new();
        for line in source
            .lines()
            .map(str::trim)
            .filter(|l| !l.starts_with("//") && !l.starts_with("#["))
        {
            let mut rest = line;
            let mut before = String::new();
            while let Some(start) = rest.find('"') {
                before.push_str(&rest[..start]);
                let after = &rest[start + 1..];
                let Some(end) = after.find('"') else { break };
                found.push((before.clone(), after[..end].to_owned()));
                before.push('…');
                rest = &after[end + 1..];
            }
        }
        found
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        assert_eq!(keys(SOURCES[0].1), keys(SOURCES[1].1));
    }

    /// The keys of each feature's file in a language.
    fn by_feature(lang: Language) -> BTreeMap<String, BTreeSet<String>> {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/messages")).join(lang.tag());
        let mut found = BTreeMap::new();
        for entry in std::fs::read_dir(folder).expect("the folder of messages is there") {
            let path = entry.expect("its entries are readable").path();
            let feature = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .expect("a name");
            let source = std::fs::read_to_string(&path).expect("a message file is readable");
            found.insert(feature.to_owned(), keys(&source).into_keys().collect());
        }
        found
    }

    /// `votes` → `vote`, `bodies` → `body`, `data` → `data`.
    fn singular(feature: &str) -> String {
        match (feature.strip_suffix("ies"), feature.strip_suffix('s')) {
            (Some(stem), _) => format!("{stem}y"),
            (None, Some(stem)) => stem.to_owned(),
            (None, None) => feature.to_owned(),
        }
    }

    #[test]
    fn a_key_begins_with_its_features_word() {
        let files = by_feature(Language::Ko);
        assert_eq!(
            files,
            by_feature(Language::En),
            "the same files with the same keys"
        );
        let begins = |key: &str, word: &str| key.split('-').next() == Some(word);
        let named =
            |key: &str, feature: &str| begins(key, feature) || begins(key, &singular(feature));
        for (feature, keys) in &files {
            for key in keys {
                if feature == "frame" {
                    let other = files.keys().find(|other| named(key, other));
                    assert_eq!(
                        other.map(String::as_str).filter(|o| *o != "frame"),
                        None,
                        "{key} is not the frame's"
                    );
                } else {
                    assert!(
                        named(key, feature) || begins(key, "kind"),
                        "{key} is not a key of {feature}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_message_is_used() {
        let program: String = program().into_iter().map(|(_, source)| source).collect();
        let unused: Vec<_> = keys(SOURCES[0].1)
            .into_keys()
            // A kind's name is asked for by the kind: `record::labels` holds that there is no other.
            .filter(|key| !key.starts_with("kind-"))
            .filter(|key| !program.contains(&format!("\"{key}\"")))
            .collect();
        assert!(unused.is_empty(), "{unused:?}");
    }

    #[test]
    fn every_message_asked_for_is_there() {
        let keys = keys(SOURCES[0].1);
        let prefixes: BTreeSet<_> = keys
            .keys()
            .filter_map(|key| key.split_once('-'))
            .map(|(p, _)| p)
            .collect();
        for (file, source) in program() {
            let source = source.split("#[cfg(test)]").next().unwrap_or_default();
            for call in ["t(\"", "tf(\"", "count(\"", "key(\""] {
                for (at, _) in source.match_indices(call) {
                    let key = source[at + call.len()..]
                        .split('"')
                        .next()
                        .unwrap_or_default();
                    let asked = key
                        .split_once('-')
                        .is_some_and(|(prefix, _)| prefixes.contains(prefix));
                    assert!(!asked || keys.contains_key(key), "{file} asks for {key}");
                }
            }
        }
    }

    #[test]
    fn no_page_has_words_of_its_own() {
        for (file, source) in program() {
            let is_page = source.lines().any(|line| line.starts_with("use maud"));
            if !is_page {
                continue;
            }
            for (before, literal) in literals(&source) {
                // Commands for a terminal are the same in every language.
                let is_command = ["cargo ", "curl ", "madang ", "unzip "]
                    .iter()
                    .any(|program| literal.starts_with(program));
                // Lists of classes: `badge badge-good`.
                let is_class = literal.contains('-')
                    && literal
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c == '-' || c == ' ');
                let is_for_the_operator = before.contains("tracing::");
                let is_attribute = before.trim_end().ends_with('=');
                let is_word = literal.contains(|c: char| !c.is_ascii() && c.is_alphabetic())
                    || literal
                        .split(' ')
                        .filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 1)
                        .count()
                        > 1;
                assert!(
                    is_attribute || is_for_the_operator || is_command || is_class || !is_word,
                    "{file}: {literal:?} belongs in messages/"
                );
            }
        }
    }

    /// What the glossary says not to write, in the messages of every crate that speaks on pages.
    #[test]
    fn no_korean_message_has_a_word_that_another_took_the_place_of() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut files = Vec::new();
        for of in ["portal", "selection-report"] {
            let folder = crates.join(of).join("messages/ko");
            let entries = std::fs::read_dir(&folder).expect("a folder of messages");
            files.extend(entries.map(|entry| entry.expect("its entries are readable").path()));
        }
        assert!(files.len() > 20, "{files:?}");
        for path in files {
            let text = std::fs::read_to_string(&path).expect("a message file is readable");
            for gone in [
                "서비스 묶음",
                "유권자",
                "선정 안 됨",
                "추첨로",
                "비용로",
                "열쇠",
                "행위자",
                "값어치",
                "즈워티",
                "거두었",
            ] {
                assert!(!text.contains(gone), "{}: {gone}", path.display());
            }
        }
    }

    #[test]
    fn a_message_takes_its_arguments() {
        assert_eq!(
            message(
                Language::En,
                "proposal-count",
                &[("count", 1.into()), ("number", "1".into())]
            ),
            "1 proposal"
        );
        assert_eq!(
            message(
                Language::En,
                "proposal-count",
                &[("count", 1200.into()), ("number", "1,200".into())]
            ),
            "1,200 proposals"
        );
        assert_eq!(message(Language::Ko, "no-such-key", &[]), "no-such-key");
    }
}
