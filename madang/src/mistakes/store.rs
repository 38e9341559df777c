//! What the store and the database refuse, in the language of this process. They say it in English alone; their sentences are known
//! by their form, which `messages/en/store.ftl` has to the letter.

use std::sync::LazyLock;

use madang_words::{Catalogue, FluentValue, Language};

const ENGLISH: &str = include_str!("../../messages/en/store.ftl");

static WORDS: Catalogue =
    Catalogue::new(&[include_str!("../../messages/ko/store.ftl")], &[ENGLISH]);

/// A sentence with places in it for values.
struct Form {
    key: &'static str,
    /// What stands before each value.
    before: Vec<&'static str>,
    names: Vec<&'static str>,
    /// What stands behind the last.
    end: &'static str,
}

/// The sentences, those that say most first: a short one would fit what a longer one says better.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let sentences = ENGLISH.lines().filter_map(|line| line.split_once(" = "));
    let mut forms: Vec<Form> = sentences.map(|(key, text)| Form::of(key, text)).collect();
    forms.sort_by_key(|form| std::cmp::Reverse(form.letters()));
    forms
});

impl Form {
    fn of(key: &'static str, text: &'static str) -> Form {
        let (mut before, mut names, mut rest) = (Vec::new(), Vec::new(), text);
        while let Some((own, after)) = rest.split_once("{ $") {
            let Some((name, after)) = after.split_once(" }") else {
                break;
            };
            before.push(own);
            names.push(name);
            rest = after;
        }
        Form {
            key,
            before,
            names,
            end: rest,
        }
    }

    fn letters(&self) -> usize {
        self.before.iter().map(|own| own.len()).sum::<usize>() + self.end.len()
    }

    /// What stands in the places of a text of this form.
    fn values<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let mut values = Vec::with_capacity(self.names.len());
        let Some((first, others)) = self.before.split_first() else {
            return (text == self.end).then_some(values);
        };
        let mut rest = text.strip_prefix(first)?;
        for own in others {
            let (value, after) = rest.split_once(own)?;
            values.push(value);
            rest = after;
        }
        values.push(rest.strip_suffix(self.end)?);
        Some(values)
    }
}

/// A sentence of the store in a language; what stands in it may be another. `None` for one that has no words here.
pub(super) fn said(english: &str, language: Language) -> Option<String> {
    let found = FORMS
        .iter()
        .find_map(|form| Some((form, form.values(english)?)));
    let (form, values) = found?;
    let values = values.into_iter().map(|value| {
        let value = said(value, language).unwrap_or_else(|| value.to_owned());
        FluentValue::from(value)
    });
    let values: Vec<(&str, FluentValue<'_>)> = form.names.iter().copied().zip(values).collect();
    Some(WORDS.message(language, form.key, &values))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    /// All sources of a folder, each text that goes on over several lines in one.
    fn sources(folder: &Path, found: &mut String) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).expect("a source");
                let parts = text.split("\\\n").map(str::trim_start);
                found.push_str(&parts.collect::<String>());
            }
        }
    }

    #[test]
    fn every_sentence_is_one_of_the_store_to_the_letter() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
        let mut text = String::new();
        for of in ["store/src", "database/src"] {
            sources(&crates.join(of), &mut text);
        }
        let text = text.replace("\\\"", "\"");
        for form in FORMS.iter() {
            for piece in form.before.iter().chain([&form.end]) {
                // Names are written by `{:?}`, and what a person may do stands in constants of its own.
                let pieces = piece
                    .split(['"'])
                    .flat_map(|piece| piece.split("start with --accept-older-database REASON"));
                let pieces = pieces.flat_map(|piece| {
                    piece.split(
                        "or, if the clock is right all the same, start with --accept-clock REASON",
                    )
                });
                for piece in pieces {
                    assert!(text.contains(piece), "{}: nobody says {piece:?}", form.key);
                }
            }
        }
    }

    #[test]
    fn a_sentence_keeps_its_english_and_has_its_korean() {
        let path = "/data/checkpoint";
        let doubt = format!(
            "the guard file {path} is missing, so that nobody can say whether this database of 7 entries is the newest that was \
             signed. Put the file back (from its storage, or from another node); or hold the database against the newest receipt \
             or export that is known, and start with --accept-older-database REASON"
        );
        let read_only = format!("nothing is recorded: {doubt}");
        assert_eq!(said(&read_only, Language::En).as_deref(), Some(&*read_only));
        let korean = said(&read_only, Language::Ko).expect("it is known");
        let begins = "아무것도 기록하지 않습니다: 지킴 파일 /data/checkpoint";
        assert!(korean.starts_with(begins), "{korean}");
        assert!(korean.contains("항목 7개가 있는"), "{korean}");
        assert_eq!(said("something else", Language::Ko), None);
        let keys: BTreeSet<String> = WORDS.keys(Language::Ko);
        assert_eq!(keys, WORDS.keys(Language::En));
    }
}
