//! Every sentence of the interface, from `messages/<language>/<feature>.ftl` (Project Fluent's format).

use madang_words::{Catalogue, FluentValue, Language};

/// The message files of each language, joined by `build.rs`.
pub(crate) static WORDS: Catalogue = Catalogue::new(
    &[include_str!(concat!(env!("OUT_DIR"), "/ko.ftl"))],
    &[include_str!(concat!(env!("OUT_DIR"), "/en.ftl"))],
);

/// What may stand for a placeholder in a message.
pub type Arg<'a> = (&'static str, FluentValue<'a>);

/// The message of that key in that language. A key that is not there gives the key itself: the tests see to it that
/// no page asks for one.
pub fn message(lang: Language, key: &str, args: &[Arg<'_>]) -> String {
    if !WORDS.has(lang, key) {
        tracing::error!(key, lang = lang.tag(), "a message is missing");
    }
    WORDS.message(lang, key, args)
}

/// Whether somebody wrote what a message says, in any language of the pages: whoever types reads one of them.
pub fn is_called(key: &str, written: &str) -> bool {
    let written = written.to_lowercase();
    let mut all = Language::SPOKEN.into_iter();
    all.any(|lang| message(lang, key, &[]).to_lowercase() == written)
}

/// A sentence of the portal by its key, with what stands for its placeholders, for whoever does not know the reader yet.
macro_rules! said {
    ($($said:tt)*) => { madang_words::said!($crate::frame::words::WORDS, $($said)*) };
}
pub(crate) use said;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use madang_programme::votes::engine::{Phase, Reason, Stopped, TieStep};
    use madang_words::Asked;

    use crate::frame::problem::Kind;

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
    fn every_message_is_there_in_both_languages_and_used() {
        // Titles of problems, and what the engine tells, are asked for by their kind.
        let titles = Kind::ALL.iter().map(|kind| kind.title().key().to_owned());
        let mut also: BTreeSet<String> = titles.collect();
        for (begins, kinds) in [
            ("vote-phase", Phase::KINDS),
            ("vote-reason", Reason::KINDS),
            ("vote-stopped", Stopped::KINDS),
            ("vote-tie", TieStep::KINDS),
        ] {
            also.extend(kinds.iter().map(|kind| format!("{begins}-{kind}")));
        }
        for key in &also {
            let both = Language::SPOKEN.map(|language| WORDS.has(language, key));
            assert_eq!(both, [true; 2], "{key}");
        }
        let faults = WORDS.faults(&Asked {
            package: env!("CARGO_MANIFEST_DIR"),
            by: &["t", "tf", "count", "key", "said!"],
            elsewhere: &[],
            also,
        });
        assert_eq!(faults.expect("files that can be read"), [""; 0]);
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
}
