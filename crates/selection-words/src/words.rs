//! What the selection engine and the readers of its files say of what is wrong, in each language.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use madang_selection::{Value, WarningCount, WarningKind, Wording};
use madang_words::money::separated;
use madang_words::{Argument, Said, json_said};

madang_words::catalogue! {
    static WORDS: "errors", "warnings"
}

/// A sentence of this catalogue.
macro_rules! said {
    ($key:literal $($rest:tt)*) => {
        madang_words::said!($crate::words::WORDS, $key $($rest)*)
    };
}

/// Keys of the treatments of doubtful input, by the words that JSON has for them: made once, and kept as long as the program.
static TREATMENTS: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let key = |kind: WarningKind| {
        let key = format!("warning-{}", kind.as_str());
        (kind.as_str(), &*key.leak())
    };
    WarningKind::ALL.map(key).into_iter().collect()
});

/// What stands in a sentence for money: people read it with its thousands set apart.
const MONEY: [&str; 4] = ["budget", "cost", "money", "sum"];

/// A sentence of the selection engine or of a reader of its files, in each language. Its English is that of `wording`, but for the form of words
/// that go with a number that is one, and for the commas of money.
pub fn said(wording: &Wording) -> Said {
    let text = |name: &str| {
        let mut values = wording.values().iter();
        let (_, value) = values.find(|(own, _)| *own == name)?;
        Some(value.to_string())
    };
    match wording.key() {
        "error-json" => {
            if let Some(said) = text("problem").and_then(|problem| json_said(&problem)) {
                return said;
            }
        }
        "error-treatment" => {
            if let Some(key) = text("kind").and_then(|kind| TREATMENTS.get(kind.as_str())) {
                return Said::new(&WORDS, key);
            }
        }
        _ => {}
    }
    let values = wording.values().iter();
    values.fold(Said::new(&WORDS, wording.key()), |said, (name, value)| {
        let argument = match value {
            Value::Wording(wording) => Argument::from(self::said(wording)),
            Value::Text(text) if *name == "field" => field(text),
            Value::Text(text) if MONEY.contains(name) => separated(text).into(),
            value => Argument::from(value.to_string()),
        };
        said.with(name, argument)
    })
}

/// What was doubtful in the input and how it was treated. A warning of an older or newer engine says so itself.
pub fn treatment(kind: WarningKind, met: &WarningCount) -> Said {
    match TREATMENTS.get(kind.as_str()) {
        Some(key) => Said::new(&WORDS, key),
        None => Said::new(&WORDS, "error-text").text("text", &met.treatment),
    }
}

/// A part of a file; what is no part that has words is a name that stands in the file.
fn field(name: &str) -> Argument {
    let numbered = |kind: &str| name.strip_prefix(kind)?.parse::<u64>().ok();
    if let Some(number) = numbered("project ") {
        return said!("error-field-project", number = number).into();
    }
    if let Some(number) = numbered("ballot ") {
        return said!("error-field-ballot", number = number).into();
    }
    if let Some((column, id)) = name.split_once(" of project `") {
        let id = id.trim_end_matches('`');
        return said!("error-field-of-project", column = column, id = id).into();
    }
    let key = match name {
        "header" => "error-field-header",
        "row" => "error-field-row",
        "section" => "error-field-section",
        "record" => "error-field-record",
        "election" => "error-field-election",
        "score sheet" => "error-field-sheet",
        "score sheets" => "error-field-sheets",
        "project" => "error-field-a-project",
        name => return Argument::from(name),
    };
    Said::new(&WORDS, key).into()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::Path;

    use madang_selection::pabulib::{ReadOptions, read};
    use madang_words::{Asked, Language};

    use super::*;

    /// The sentences in the sources of a folder: key and English, as `wording!` has them.
    fn sentences(folder: &Path, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                sentences(&path, found);
                continue;
            }
            let text = fs::read_to_string(&path).expect("a source");
            // A quotation mark inside a sentence does not end it.
            let text = text.replace("\\\"", "\u{1}");
            for (at, _) in text.match_indices("wording!(") {
                let mut parts = text[at..].split('"');
                let key = parts.nth(1).unwrap_or_default();
                let between = parts.next().unwrap_or_default();
                if !key.starts_with("error-") || between.trim() != "," {
                    continue;
                }
                let english = parts.next().unwrap_or_default().replace('\u{1}', "\"");
                let before = found.insert(key.to_owned(), english.clone());
                assert!(
                    before.is_none_or(|before| before == english),
                    "{key} says two things"
                );
            }
        }
    }

    #[test]
    fn the_english_of_every_sentence_is_that_of_the_library_and_none_is_missing() {
        let mut own = BTreeMap::new();
        let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("../selection/src");
        sentences(&library, &mut own);
        assert!(
            own.len() > 100,
            "the library has its sentences: {}",
            own.len()
        );
        let messages = include_str!("../messages/en/errors.ftl");
        let english: BTreeMap<String, String> = messages
            .lines()
            .filter_map(|line| line.split_once(" = "))
            .filter(|(key, _)| !key.starts_with("error-field-"))
            .map(|(key, text)| {
                // Of one the message has another form than the library.
                let mut parts = text.split("{ FORM(");
                let mut plain = parts.next().unwrap_or_default().to_owned();
                for part in parts {
                    let (form, rest) = part.split_once("\") }").expect("a form");
                    plain.push_str(form.rsplit('/').next().unwrap_or_default());
                    plain.push_str(rest);
                }
                let plain = plain.replace("{ $", "{").replace(" }", "}");
                (key.to_owned(), plain)
            })
            .collect();
        assert_eq!(english, own);
        let mut also: BTreeSet<String> = own.into_keys().collect();
        also.extend(WarningKind::ALL.map(|kind| format!("warning-{}", kind.as_str())));
        for key in &also {
            assert!(WORDS.has(Language::Ko, key), "{key}");
        }
        let faults = WORDS.faults(&Asked {
            package: env!("CARGO_MANIFEST_DIR"),
            by: &["said!"],
            elsewhere: &[],
            also,
        });
        assert_eq!(faults.expect("files that can be read"), [""; 0]);
    }

    #[test]
    fn a_mistake_in_a_file_is_said_in_korean() {
        let of = |text: &str| {
            let options = ReadOptions::default().with_source_name("a.pb".to_owned());
            let error = read(text.as_bytes(), &options).expect_err(text);
            let said = said(&error.wording());
            assert_eq!(said.to_string(), error.to_string());
            said.in_language(Language::Ko)
        };
        let head = "META\nkey;value\nvote_type;approval\nbudget;10\nPROJECTS\nproject_id;cost\n";
        assert_eq!(
            of(&format!("{head}a;x\nVOTES\nvoter_id;vote\n")),
            "a.pb: 7행 3열, cost: 1500이나 1500.25 같은 비용(1500이나 1500.25 같은 숫자가 아님) 자리에 `x`가 있습니다"
        );
        assert_eq!(
            of(&format!("{head}a;1\nVOTES\nvoter_id;vote\n1;b\n")),
            "a.pb: 10행 3열, vote: 제안의 식별자 자리에 `b`가 있습니다"
        );
    }
}
