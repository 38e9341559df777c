//! The language that a report is asked for in.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use madang_words::Language;

/// Reads `ko` or `en`.
pub fn spoken() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::SPOKEN.map(Language::tag))
        .map(|tag| Language::from_tag(&tag))
}

/// The language that the environment of this process asks for.
pub fn of_environment() -> Language {
    of_locale(|name| std::env::var(name).ok())
}

/// The language that the environment asks for, by the first of the variables that is set.
fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    match locale {
        Some(locale) => Language::from_tag(&locale).spoken(),
        None => Language::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_chooses_the_language() {
        let with = |set: &[(&str, &str)]| {
            of_locale(|name| {
                let found = set.iter().find(|(of, _)| *of == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(with(&[("LANG", "ko_KR.UTF-8")]), Language::Ko);
        assert_eq!(
            with(&[("LANG", "ko_KR.UTF-8"), ("LC_ALL", "C")]),
            Language::En
        );
        assert_eq!(with(&[("LC_ALL", ""), ("LC_MESSAGES", "ko")]), Language::Ko);
        assert_eq!(with(&[]), Language::En);
    }
}
