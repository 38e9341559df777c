//! What columns of tables and fields of JSON are called in words, beside what they are called in the file.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use madang_programme::fields;
use madang_words::{Language, Said};

use crate::words::{WORDS, said};

static KEYS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| WORDS.keys(Language::En));

/// What a column or a field is called: `planned_by`, `ballots.type`; `title_ko` is called as `title` is. `None` where it has no words.
pub(crate) fn label(name: &str) -> Option<Said> {
    let name = name.to_lowercase();
    let key = format!("column-{}", name.replace('_', "-"));
    let own = KEYS.get(key.as_str()).map(|key| Said::new(&WORDS, key));
    let of_words = || {
        let (name, language) = name.rsplit_once('_')?;
        let is_tag = Language::from_tag(language).tag() == language;
        label(name).filter(|_| is_tag)
    };
    own.or_else(|| fields::label(&name)).or_else(of_words)
}

/// A name as a file writes it, with what it is called behind it. In English nothing stands there where that is the same.
pub(crate) fn named(name: &str) -> Said {
    let Some(label) = label(name) else {
        return said!("mistake-unnamed", name = name);
    };
    let same = match label.to_string() == name.to_lowercase().replace('_', " ") {
        true => "yes",
        false => "no",
    };
    said!("mistake-named", name = name, label = label, same = same)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// What the readers of files ask for by its name: a word in quotes after one of these.
    const READERS: [&str; 13] = [
        "needed(",
        "given(",
        "list(",
        "object(",
        "objects(",
        "needed_object(",
        "held(",
        "held_if_given(",
        "needed_words(",
        "words(",
        "text(",
        "wrong(",
        "read_as(",
    ];

    fn asked_for(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                asked_for(&path, found);
                continue;
            }
            let source = fs::read_to_string(&path).expect("a source file");
            let own = source.split("#[cfg(test)]").next().unwrap_or_default();
            for reader in READERS {
                for (at, _) in own.match_indices(reader) {
                    let mut given = own[at + reader.len()..].trim_start();
                    for before in ["&mut table,", "table,", "fields,", "&row,", "row,"] {
                        given = given.strip_prefix(before).unwrap_or(given).trim_start();
                    }
                    let name = given
                        .strip_prefix('"')
                        .and_then(|rest| rest.split('"').next());
                    found.extend(name.filter(|name| !name.is_empty()).map(str::to_owned));
                }
            }
        }
    }

    #[test]
    fn everything_that_a_file_may_name_has_a_label_in_both_languages() {
        let mut found = BTreeSet::new();
        asked_for(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut found,
        );
        for known in [
            "planned_by",
            "proposer_kind",
            "unknown_project",
            "what_changed",
        ] {
            assert!(found.contains(known), "{known}");
        }
        let without = found.iter().filter(|name| label(name).is_none());
        assert_eq!(without.collect::<Vec<_>>(), [""; 0]);
    }

    #[test]
    fn a_name_has_its_words_behind_it() {
        let told = |name: &str| {
            let said = named(name);
            (said.to_string(), said.in_language(Language::Ko))
        };
        let both = |en: &str, ko: &str| (en.to_owned(), ko.to_owned());
        assert_eq!(told("cost"), both("\"cost\"", "\"cost\"(비용)"));
        assert_eq!(
            told("title_ko"),
            both("\"title_ko\" (title)", "\"title_ko\"(제목)")
        );
        assert_eq!(
            told("Planned_By"),
            both("\"Planned_By\" (planned day)", "\"Planned_By\"(계획한 날)")
        );
        assert_eq!(told("mood"), both("\"mood\"", "\"mood\""));
    }
}
