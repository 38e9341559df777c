//! What fields of the record are called in Korean and English, as forms and tables call them: `messages/<language>/<feature>.ftl`, those
//! of every feature in `kernel.ftl`. Whatever is wrong with a field is told by these words, and never by the field's name on the record
//! alone.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use madang_words::{Language, Said};

use crate::named;
use crate::words::{WORDS, said};

static KEYS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| WORDS.keys(Language::En));

/// What a field is called by its name on the record, which may be inside others: `cost`, `lot.value`, `scores.12`. What is inside
/// others is called by all of its name where that has words, and otherwise by its last part. `None` where it has no words.
pub fn label(field: &str) -> Option<Said> {
    // Which of several it is, `selected[3]`, changes nothing of what it is called.
    let parts = field
        .split('.')
        .map(|part| part.split('[').next().unwrap_or(part));
    let parts: Vec<&str> = parts.collect();
    let whole = (0..parts.len()).find_map(|from| worded(&parts[from..]));
    let whole = whole.or_else(|| named::content(field));
    whole.or_else(|| {
        // A key that somebody chose, in a field that holds such.
        let (field, part) = field.rsplit_once('.')?;
        Some(said!("field-and-part", field = label(field)?, part = part))
    })
}

/// What a field is called with its name on the record behind it, for whoever reads that.
pub fn beside(field: &str) -> Said {
    named::beside(label(field), field)
}

/// What a field is called; one that has no words by its name.
pub fn called(field: &str) -> madang_words::Argument {
    label(field).map_or_else(|| field.into(), Into::into)
}

fn worded(parts: &[&str]) -> Option<Said> {
    let key = format!("field-{}", parts.join("-").replace(['_', ' '], "-"));
    KEYS.get(key.as_str()).map(|key| Said::new(&WORDS, key))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// Each source file of the crate without its tests.
    fn sources(folder: &Path, take: &mut impl FnMut(&str)) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                sources(&path, take);
                continue;
            }
            let source = fs::read_to_string(&path).expect("a source file");
            take(source.split("#[cfg(test)]").next().unwrap_or_default());
        }
    }

    fn own_sources(mut take: impl FnMut(&str)) {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in [
            own.join("src"),
            own.join("../words/src"),
            own.join("../store/src"),
        ] {
            sources(&folder, &mut take);
        }
    }

    /// The names that a structure has in JSON, of each that is read from it.
    fn fields_of_structures(source: &str, found: &mut BTreeSet<String>) {
        for (at, _) in source.match_indices("pub struct ") {
            let before = source[..at].rsplit("\n\n").next().unwrap_or_default();
            let Some((_, body)) = source[at..].split_once(" {\n") else {
                continue;
            };
            if !before.contains("Deserialize") || source[at..].find(';') < source[at..].find(" {\n")
            {
                continue;
            }
            let mut renamed = None;
            for line in body.split("\n}").next().unwrap_or_default().lines() {
                let line = line.trim();
                if let Some((_, name)) = line.split_once("rename = \"") {
                    renamed = name.split('"').next().map(str::to_owned);
                }
                let name = line.strip_prefix("pub ").unwrap_or(line);
                let name = name.strip_prefix("pub(crate) ").unwrap_or(name);
                let Some((name, _)) = name.split_once(": ") else {
                    continue;
                };
                if name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
                    found.insert(renamed.take().unwrap_or_else(|| name.to_owned()));
                }
            }
        }
    }

    /// The names that rules give to what is wrong.
    fn named_by_rules(source: &str, found: &mut BTreeSet<String>) {
        for call in [
            "Violation::field(",
            "Violation::unreadable(",
            "Malformed::new(",
            "check",
        ] {
            for (at, _) in source.match_indices(call) {
                let Some((name, given)) = source[at..].split_once('(') else {
                    continue;
                };
                let named = name
                    .chars()
                    .all(|c| c.is_alphanumeric() || c == '_' || c == ':');
                let text = given.trim_start().strip_prefix('"').filter(|_| named);
                found.extend(
                    text.and_then(|text| text.split('"').next())
                        .map(str::to_owned),
                );
            }
        }
    }

    #[test]
    fn every_field_has_a_label_in_both_languages() {
        let (mut fields, mut named) = (BTreeSet::new(), BTreeSet::new());
        own_sources(|source| {
            fields_of_structures(source, &mut fields);
            named_by_rules(source, &mut named);
        });
        for known in [
            "planned_by",
            "grain_minutes",
            "type",
            "policy_areas_newer_source",
        ] {
            assert!(fields.contains(known), "{known}");
        }
        for known in [
            "lot.hours_after_close",
            "licence.url",
            "idempotency key",
            "country",
        ] {
            assert!(named.contains(known), "{known}");
        }
        let without = fields.union(&named).filter(|name| label(name).is_none());
        assert_eq!(without.collect::<Vec<_>>(), [""; 0]);
        for key in KEYS.iter().filter(|key| key.starts_with("field-")) {
            assert!(WORDS.has(Language::Ko, key), "{key}");
        }
    }

    #[test]
    fn what_a_rule_refuses_is_told_by_the_words_of_the_field() {
        let violation = crate::Violation::field("grain_minutes", said!("kernel-no-time"));
        let said = violation.said();
        assert_eq!(
            said.in_language(Language::Ko),
            "투표 시각을 알리는 단위(분): 시각이 아닙니다"
        );
        assert_eq!(
            said.to_string(),
            "minutes by which ballots tell their time is no time"
        );
    }

    #[test]
    fn what_is_inside_others_is_called_by_all_of_its_name_or_its_last_part() {
        let korean = |name: &str| label(name).map(|said| said.in_language(Language::Ko));
        assert_eq!(korean("lot.value").as_deref(), Some("공개된 추첨 값"));
        assert_eq!(korean("rule.zone").as_deref(), Some("시간대"));
        assert_eq!(korean("scores.x12").as_deref(), Some("점수 x12"));
        assert_eq!(
            korean("outcome.selected[3]").as_deref(),
            Some("선정된 제안")
        );
        assert_eq!(korean("moon"), None);
        assert_eq!(beside("total_cost").to_string(), "total cost [total_cost]");
        assert_eq!(beside("moon").to_string(), "moon");
    }
}
