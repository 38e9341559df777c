//! Sentences of a report, in the reader's language: a message's key with what stands for its placeholders.

use std::fmt;
use std::sync::LazyLock;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use madang_words::Language;
use serde::{Serialize, Serializer};

type Bundle = FluentBundle<FluentResource>;

static KO: LazyLock<Bundle> =
    LazyLock::new(|| bundle(Language::Ko, include_str!("../messages/verify.ko.ftl")));
static EN: LazyLock<Bundle> =
    LazyLock::new(|| bundle(Language::En, include_str!("../messages/verify.en.ftl")));

/// A sentence that can be said in each language. As JSON and by `to_string` it is English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    key: &'static str,
    args: Vec<(&'static str, Arg)>,
}

/// What stands for a placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Arg {
    Text(String),
    Number(u64),
    /// A sentence inside another.
    Said(Box<Said>),
}

impl Said {
    /// The message of that key.
    pub(crate) fn new(key: &'static str) -> Said {
        Said { key, args: vec![] }
    }

    /// Words that come as they are: a reason that a rule or a format gave.
    pub(crate) fn quoted(text: impl ToString) -> Said {
        Said::new("verify-quoted").text("text", text)
    }

    pub(crate) fn text(self, name: &'static str, text: impl ToString) -> Said {
        self.with(name, Arg::Text(text.to_string()))
    }

    pub(crate) fn number(self, name: &'static str, number: u64) -> Said {
        self.with(name, Arg::Number(number))
    }

    pub(crate) fn said(self, name: &'static str, said: Said) -> Said {
        self.with(name, Arg::Said(Box::new(said)))
    }

    fn with(mut self, name: &'static str, arg: Arg) -> Said {
        self.args.push((name, arg));
        self
    }

    /// The sentence in a language: Korean, or English for every other.
    pub fn in_language(&self, language: Language) -> String {
        let bundle = match language {
            Language::Ko => &*KO,
            _ => &*EN,
        };
        let Some(pattern) = bundle
            .get_message(self.key)
            .and_then(|message| message.value())
        else {
            return self.key.to_owned();
        };
        let args: FluentArgs<'_> = self
            .args
            .iter()
            .map(|(name, arg)| {
                let value: FluentValue<'_> = match arg {
                    Arg::Text(text) => text.as_str().into(),
                    Arg::Number(number) => (*number).into(),
                    Arg::Said(said) => said.in_language(language).into(),
                };
                (*name, value)
            })
            .collect();
        // What a pattern asks for and is not given stays visible in the sentence; the tests see to it that none does.
        bundle
            .format_pattern(pattern, Some(&args), &mut vec![])
            .into_owned()
    }
}

impl From<&'static str> for Said {
    fn from(key: &'static str) -> Said {
        Said::new(key)
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

fn bundle(language: Language, source: &str) -> Bundle {
    // A malformed message is left out and shows as its key; a test reads both files.
    let resource =
        FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _errors)| resource);
    let mut bundle = Bundle::new_concurrent(language.tag().parse().into_iter().collect());
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::Path;

    use super::*;

    fn messages(source: &str) -> BTreeMap<String, Vec<String>> {
        let mut found = BTreeMap::new();
        let mut key = String::new();
        for line in source.lines() {
            if let Some((name, _)) = line.split_once(" =")
                && line.starts_with("verify-")
            {
                name.clone_into(&mut key);
            }
            let used = line
                .split("{ $")
                .skip(1)
                .filter_map(|rest| rest.split([' ', '}']).next());
            let list: &mut Vec<String> = found.entry(key.clone()).or_default();
            list.extend(used.map(str::to_owned));
            list.sort();
            list.dedup();
        }
        found.remove("");
        found
    }

    #[test]
    fn both_languages_have_the_same_messages_with_the_same_placeholders() {
        let korean = messages(include_str!("../messages/verify.ko.ftl"));
        let english = messages(include_str!("../messages/verify.en.ftl"));
        assert_eq!(korean, english);
        for source in [
            include_str!("../messages/verify.ko.ftl"),
            include_str!("../messages/verify.en.ftl"),
        ] {
            assert!(FluentResource::try_new(source.to_owned()).is_ok());
        }
    }

    /// The keys that the sources of a folder ask for.
    fn asked(folder: &Path, found: &mut BTreeSet<String>) {
        for file in fs::read_dir(folder).expect("a folder of sources") {
            let path = file.expect("a file").path();
            if path.is_dir() {
                asked(&path, found);
                continue;
            }
            let source = fs::read_to_string(&path).expect("a source file");
            for key in source.split("\"verify-").skip(1) {
                let rest = key.split('"').next().unwrap_or_default();
                // A test looks for keys that were left in a text.
                if !rest.is_empty() {
                    found.insert(["verify-", rest].concat());
                }
            }
        }
    }

    #[test]
    fn the_keys_that_are_asked_for_are_those_that_are_there() {
        let mut found = BTreeSet::new();
        asked(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut found,
        );
        let known = messages(include_str!("../messages/verify.en.ftl"));
        let known: BTreeSet<String> = known.into_keys().collect();
        assert_eq!(found, known);
    }
}
