//! Every sentence of a report, from `messages/ko/*.ftl` and `messages/en/*.ftl` (Project Fluent's format).

use std::sync::LazyLock;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use madang_words::Language;

/// What may stand for a placeholder in a message. Markup must have been made safe.
pub(crate) type Argument<'a> = (&'static str, FluentValue<'a>);

type Bundle = FluentBundle<FluentResource>;

macro_rules! sources {
    ($language:literal) => {
        [
            include_str!(concat!("../messages/", $language, "/audits.ftl")),
            include_str!(concat!("../messages/", $language, "/comparison.ftl")),
            include_str!(concat!("../messages/", $language, "/cut.ftl")),
            include_str!(concat!("../messages/", $language, "/influence.ftl")),
            include_str!(concat!("../messages/", $language, "/input.ftl")),
            include_str!(concat!("../messages/", $language, "/money.ftl")),
            include_str!(concat!("../messages/", $language, "/projects.ftl")),
            include_str!(concat!("../messages/", $language, "/report.ftl")),
            include_str!(concat!("../messages/", $language, "/representation.ftl")),
            include_str!(concat!("../messages/", $language, "/result.ftl")),
            include_str!(concat!("../messages/", $language, "/rounds.ftl")),
        ]
    };
}

const KOREAN: [&str; 11] = sources!("ko");
const ENGLISH: [&str; 11] = sources!("en");

static KO: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::Ko, &KOREAN));
static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::En, &ENGLISH));

/// The message of that key. A key that is not there gives the key itself: the tests see to it that no section asks for one.
pub(crate) fn message(language: Language, key: &str, arguments: &[Argument<'_>]) -> String {
    let bundle = match language.spoken() {
        Language::Ko => &*KO,
        _ => &*EN,
    };
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        tracing::error!(key, language = language.tag(), "a message is missing");
        return key.to_owned();
    };
    let arguments: FluentArgs<'_> = arguments.iter().cloned().collect();
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
    if !errors.is_empty() {
        tracing::error!(
            key,
            language = language.tag(),
            ?errors,
            "a message is malformed"
        );
    }
    text.into_owned()
}

fn bundle(language: Language, sources: &[&str]) -> Bundle {
    let mut bundle = Bundle::new_concurrent(language.tag().parse().into_iter().collect());
    // Isolation marks are for bidirectional text; there is none here, and they would end up in titles.
    bundle.set_use_isolating(false);
    for source in sources {
        let resource = FluentResource::try_new((*source).to_owned());
        let resource = resource.unwrap_or_else(|(resource, errors)| {
            tracing::error!(
                language = language.tag(),
                ?errors,
                "a message file is malformed"
            );
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(language = language.tag(), ?errors, "a key stands twice");
        }
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use madang_selection::WarningKind;
    use madang_selection::audit::Check;

    /// Keys with the names of their placeholders; a number to choose words by is not one.
    fn keys(sources: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
        let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut current = String::new();
        for source in sources {
            FluentResource::try_new((*source).to_owned()).expect("the message file reads");
            for line in source.lines() {
                if line.starts_with(|c: char| c.is_ascii_lowercase())
                    && let Some((key, _)) = line.split_once(" =")
                {
                    current = key.to_owned();
                    let twice = keys.insert(current.clone(), BTreeSet::new());
                    assert!(twice.is_none(), "{current} stands there twice");
                }
                for (at, _) in line.match_indices('$') {
                    let rest = &line[at + 1..];
                    let end = rest
                        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
                        .unwrap_or(rest.len());
                    if !rest[end..].trim_start().starts_with("->") {
                        let names = keys.entry(current.clone()).or_default();
                        names.insert(rest[..end].to_owned());
                    }
                }
            }
        }
        keys
    }

    fn program() -> Vec<(String, String)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let files = std::fs::read_dir(folder)
            .expect("the sources")
            .map(|entry| {
                let path = entry.expect("a file").path();
                let text = std::fs::read_to_string(&path).expect("a source file");
                let own = text.split("#[cfg(test)]").next().unwrap_or_default();
                (path.display().to_string(), own.to_owned())
            });
        files.collect()
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        let (korean, english) = (keys(&KOREAN), keys(&ENGLISH));
        for key in korean.keys().chain(english.keys()) {
            // English may say `1 seat` where a number chooses the words; names that carry something are in both.
            let own = |all: &BTreeMap<String, BTreeSet<String>>| all.get(key).cloned();
            let (ko, en) = (own(&korean), own(&english));
            assert!(
                ko.is_some() && en.is_some(),
                "{key} is in one language alone"
            );
            assert_eq!(ko, en, "{key}");
        }
    }

    #[test]
    fn every_message_is_used_and_every_one_asked_for_is_there() {
        let keys = keys(&ENGLISH);
        let prefixes: BTreeSet<&str> = keys
            .keys()
            .filter_map(|key| key.split('-').next())
            .collect();
        let mut asked = BTreeSet::new();
        for (file, source) in program() {
            for literal in source.split('"').skip(1).step_by(2) {
                let prefix = literal.split_once('-').map_or("", |(prefix, _)| prefix);
                let is_key = prefixes.contains(prefix)
                    && literal
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
                if is_key {
                    assert!(keys.contains_key(literal), "{file} asks for {literal}");
                    asked.insert(literal.to_owned());
                }
            }
        }
        asked.extend(Check::ALL.map(|check| format!("audits-definition-{}", check.as_str())));
        asked.extend(Check::ALL.map(|check| format!("audits-plain-{}", check.as_str())));
        asked.extend(WarningKind::ALL.map(|kind| format!("input-warning-{}", kind.as_str())));
        let unused: Vec<&String> = keys.keys().filter(|key| !asked.contains(*key)).collect();
        assert!(unused.is_empty(), "{unused:?}");
        for key in &asked {
            assert!(keys.contains_key(key), "{key}");
        }
    }

    #[test]
    fn no_section_has_words_of_its_own() {
        for (file, source) in program() {
            let code: String = source
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            for literal in code.split('"').skip(1).step_by(2) {
                let korean = literal.chars().any(|c| ('가'..='힣').contains(&c));
                assert!(!korean, "{file}: {literal:?} belongs in messages/");
            }
        }
    }

    #[test]
    fn a_message_takes_its_arguments() {
        let voters = |language, number: u64, text: &'static str| {
            let arguments = [("count", number.into()), ("number", text.into())];
            message(language, "report-count-voters", &arguments)
        };
        assert_eq!(voters(Language::En, 1, "1"), "1 voter");
        assert_eq!(voters(Language::En, 0, "0"), "0 voters");
        assert_eq!(voters(Language::Pl, 1200, "1,200"), "1,200 voters");
        assert_eq!(voters(Language::Ko, 1200, "1,200"), "1,200명");
        assert_eq!(message(Language::Ko, "no-such-key", &[]), "no-such-key");
    }
}
