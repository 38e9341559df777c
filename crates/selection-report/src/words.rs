//! Every sentence of a report, from `messages/ko/*.ftl` and `messages/en/*.ftl` (Project Fluent's format).

use madang_words::{FluentValue, Language};

/// What may stand for a placeholder in a message. Markup must have been made safe.
pub(crate) type Argument<'a> = (&'static str, FluentValue<'a>);

madang_words::catalogue! {
    pub(crate) static WORDS:
    "audits",
    "comparison",
    "cut",
    "influence",
    "input",
    "money",
    "projects",
    "report",
    "representation",
    "result",
    "rounds",
}

/// The message of that key. A key that is not there gives the key itself: the tests see to it that no section asks for one.
pub(crate) fn message(language: Language, key: &str, arguments: &[Argument<'_>]) -> String {
    WORDS.message(language, key, arguments)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    use madang_selection::audit::Check;
    use madang_selection::influence::Voice;
    use madang_selection::sensitivity::ChangeKind;
    use madang_selection::{FlowBasis, Phase, Reason, TieStep};
    use madang_words::Asked;

    fn program(folder: &Path) -> Vec<(String, String)> {
        let mut files = vec![];
        for entry in std::fs::read_dir(folder).expect("the sources") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                files.extend(program(&path));
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a source file");
            let own = text.split("#[cfg(test)]").next().unwrap_or_default();
            files.push((path.display().to_string(), own.to_owned()));
        }
        files
    }

    #[test]
    fn every_message_is_there_in_both_languages_and_used() {
        let mut also: Vec<String> = vec![];
        // What the engine tells by its kind: a new kind has its words here before anybody reads them.
        for (begins, kinds) in [
            ("audits-definition", &Check::ALL.map(Check::as_str)[..]),
            ("audits-name", &Check::ALL.map(Check::as_str)),
            ("audits-plain", &Check::ALL.map(Check::as_str)),
            ("cut-smallest", ChangeKind::KINDS),
            ("influence-without", Voice::KINDS),
            ("input", TieStep::KINDS),
            ("money-basis", FlowBasis::KINDS),
            ("projects-reason", Reason::KINDS),
            ("result-phase", Phase::KINDS),
            ("rounds-compared", Phase::KINDS),
        ] {
            also.extend(kinds.iter().map(|kind| format!("{begins}-{kind}")));
        }
        for key in &also {
            let both = Language::SPOKEN.map(|language| WORDS.has(language, key));
            assert_eq!(both, [true; 2], "{key}");
        }
        let faults = WORDS.faults(&Asked {
            package: env!("CARGO_MANIFEST_DIR"),
            by: &[],
            elsewhere: &[],
            also: also.into_iter().collect(),
        });
        assert_eq!(faults.expect("files that can be read"), [""; 0]);
    }

    #[test]
    fn no_section_has_words_of_its_own() {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        for (file, source) in program(&sources) {
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
}
