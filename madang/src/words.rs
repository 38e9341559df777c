//! What commands say, in the language of who runs them.

use std::sync::OnceLock;

use madang_words::{Catalogue, FluentValue, Language};

use crate::language;

madang_words::catalogue! {
    /// What the program says.
    pub(crate) static WORDS:
    "acts",
    "addresses",
    "admin",
    "answers",
    "audit",
    "ballots",
    "commitments",
    "compare",
    "checks",
    "convert",
    "data",
    "demo",
    "export",
    "files",
    "giving",
    "import",
    "key",
    "mail",
    "mistake",
    "needs",
    "ogp",
    "openid",
    "opinion",
    "rule",
    "select",
    "serve",
    "survey",
    "services",
    "table",
    "template",
    "trace",
    "verify",
    "voices",
}

/// What `--help` says in Korean; in English it says what stands beside the arguments in the source.
static HELP: Catalogue = Catalogue::new(
    &[
        include_str!("../messages/ko/help.ftl"),
        include_str!("../messages/ko/help-acts.ftl"),
        include_str!("../messages/ko/help-ogp.ftl"),
        include_str!("../messages/ko/help-survey.ftl"),
        include_str!("../messages/ko/help-services.ftl"),
    ],
    &[],
);

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
        $crate::words::told($key, &[$((stringify!($name), $crate::words::value(&$value))),*])
    };
}

/// A sentence of this program, for what is said later: `said!("giving-same", what = what, more = 3)`.
macro_rules! said {
    ($key:literal $($rest:tt)*) => {
        madang_words::said!($crate::words::WORDS, $key $($rest)*)
    };
}

/// Ends with an error in these words: `refuse!("import-nothing")`.
macro_rules! refuse {
    ($($message:tt)*) => {
        anyhow::bail!("{}", t!($($message)*))
    };
}

/// What may stand for a placeholder: a text, a number by which words are chosen, or what can be shown.
pub trait Value {
    /// As the messages take it.
    fn value(&self) -> FluentValue<'static>;
}

/// A value for a placeholder.
pub fn value(value: &(impl Value + ?Sized)) -> FluentValue<'static> {
    value.value()
}

impl<T: Value + ?Sized> Value for &T {
    fn value(&self) -> FluentValue<'static> {
        (**self).value()
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(impl Value for $number {
            fn value(&self) -> FluentValue<'static> {
                (*self).into()
            }
        })*
    };
}

macro_rules! texts {
    ($($text:ty)*) => {
        $(impl Value for $text {
            fn value(&self) -> FluentValue<'static> {
                self.to_string().into()
            }
        })*
    };
}

numbers!(u8 u16 u32 u64 usize);
texts!(str String std::path::Display<'_> std::net::SocketAddr);

impl Value for std::path::Path {
    fn value(&self) -> FluentValue<'static> {
        self.display().to_string().into()
    }
}

impl Value for std::path::PathBuf {
    fn value(&self) -> FluentValue<'static> {
        self.as_path().value()
    }
}

/// The keys of all texts of the Korean help.
#[cfg(test)]
pub fn help_keys() -> std::collections::BTreeSet<String> {
    let keys = HELP.keys(Language::Ko).into_iter();
    keys.map(str::to_owned).collect()
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
            by: &["t!", "refuse!", "said!"],
            elsewhere: &[
                "help",
                "help-acts",
                "help-ogp",
                "help-survey",
                "help-services",
            ],
            also: BTreeSet::new(),
        });
        assert_eq!(faults.expect("files that can be read"), [""; 0]);
    }
}
