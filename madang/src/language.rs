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

/// The language of a call: that of its `--language`, where it names one that is spoken, else that of the environment. It is known
/// before the call is read, so that what is wrong with the call, and its help, are said in it.
pub fn of_call(arguments: impl Iterator<Item = String>) -> Language {
    let arguments: Vec<String> = arguments.collect();
    let after = arguments
        .windows(2)
        .find(|pair| pair[0] == "--language")
        .map(|pair| pair[1].as_str());
    let joined = || {
        let mut joined = arguments.iter();
        joined.find_map(|one| one.strip_prefix("--language="))
    };
    let named = after.or_else(joined).map(Language::from_tag);
    match named {
        Some(language) if Language::SPOKEN.contains(&language) => language,
        Some(_) | None => of_environment(),
    }
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
    fn a_call_may_say_its_language() {
        let of = |call: &str| of_call(call.split(' ').map(str::to_owned));
        assert_eq!(of("madang verify x --language ko"), Language::Ko);
        assert_eq!(of("madang verify --language=en x"), Language::En);
    }

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
