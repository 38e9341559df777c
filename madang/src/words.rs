//! What commands say, in the language of who runs them.

use std::sync::OnceLock;

use madang_words::{Catalogue, FluentValue, Language};

use crate::language;

madang_words::catalogue! {
    static WORDS: "export", "import", "mail", "select", "verify"
}

/// What `--help` says in Korean; in English it says what stands beside the arguments in the source.
static HELP: Catalogue = Catalogue::new(&[include_str!("../messages/ko/help.ftl")], &[]);

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
    WORDS.message(language(), key, args)
}

/// A text of the Korean help; `None` where there is none of that key.
pub fn help(key: &str) -> Option<String> {
    help_of(key, &[])
}

/// The same with what stands for its placeholders.
pub fn help_of(key: &str, args: &[(&str, String)]) -> Option<String> {
    let args = args.iter().map(|(name, value)| (*name, value.into()));
    let args: Vec<_> = args.collect();
    HELP.has(Language::Ko, key)
        .then(|| HELP.message(Language::Ko, key, &args))
}

/// A message by its key, with what stands for its placeholders: `t!("import-recorded", count = 3)`.
macro_rules! t {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::told($key, &[$((stringify!($name), ($value).into())),*])
    };
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use madang_words::Asked;

    use super::*;

    #[test]
    fn every_message_is_there_in_both_languages_and_used() {
        let faults = WORDS.faults(&Asked {
            package: env!("CARGO_MANIFEST_DIR"),
            by: &["t!"],
            elsewhere: &["help"],
            also: BTreeSet::new(),
        });
        assert_eq!(faults.expect("files that can be read"), [""; 0]);
    }
}
