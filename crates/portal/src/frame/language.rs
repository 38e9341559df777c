//! Which of the languages of pages a visitor gets.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use madang_words::Language;

/// The cookie that remembers a visitor's choice.
pub const COOKIE_NAME: &str = "language";

/// The language with its country, for previews of links.
pub fn locale(language: Language) -> &'static str {
    match language.spoken() {
        Language::Ko => "ko_KR",
        _ => "en_GB",
    }
}

/// The language of pages with that tag, exactly.
pub fn by_tag(tag: &str) -> Option<Language> {
    let mut spoken = Language::SPOKEN.into_iter();
    spoken.find(|language| language.tag() == tag)
}

/// The language that the address of a page begins with, and the rest, which begins with a slash or is empty.
pub fn split(path: &str) -> Option<(Language, &str)> {
    Language::SPOKEN.into_iter().find_map(|lang| {
        let rest = path.strip_prefix('/')?.strip_prefix(lang.tag())?;
        (rest.is_empty() || rest.starts_with('/')).then_some((lang, rest))
    })
}

/// The language that words seem to be in: Korean where there is a syllable of it, else that of the page they were typed on, where they
/// can be in it.
pub fn of_words(words: &str, page: Language) -> Language {
    let korean = |c: char| matches!(c, '가'..='힣' | 'ㄱ'..='ㆎ');
    match (words.contains(korean), page) {
        (true, _) => Language::Ko,
        (false, Language::Ko) if words.contains(|c: char| c.is_ascii_alphabetic()) => Language::En,
        (false, page) => page,
    }
}

/// The other language of pages.
pub fn other(language: Language) -> Language {
    match language.spoken() {
        Language::Ko => Language::En,
        _ => Language::Ko,
    }
}

/// What a visitor wants: the cookie's choice, else the best of `Accept-Language`, else Korean.
pub fn negotiate(headers: &HeaderMap) -> Language {
    from_cookie(headers)
        .or_else(|| from_accept_language(headers))
        .unwrap_or(Language::Ko)
}

fn from_cookie(headers: &HeaderMap) -> Option<Language> {
    let cookies = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE_NAME)
        .and_then(|(_, value)| by_tag(value))
}

/// RFC 9110, section 12.5.4; of equal weights the first named wins. What is named itself is not meant by `*`.
pub(crate) fn from_accept_language(headers: &HeaderMap) -> Option<Language> {
    let mut named: Vec<(Language, u16)> = Vec::new();
    let mut others = None;
    let values = headers
        .get_all(ACCEPT_LANGUAGE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    for range in values.flat_map(|value| value.split(',')) {
        let mut parts = range.split(';');
        let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let weight = parts
            .map(str::trim)
            .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
            .map_or(Some(1000), thousandths);
        let Some(weight) = weight else { continue };
        let primary = tag.split('-').next().unwrap_or_default();
        match by_tag(primary) {
            Some(lang) => named.push((lang, weight)),
            None if primary == "*" => others = others.max(Some(weight)),
            None => {}
        }
    }
    let is_named = |lang: Language| named.iter().any(|(known, _)| *known == lang);
    let rest = Language::SPOKEN.into_iter().filter(|lang| !is_named(*lang));
    let rest: Vec<_> = rest.filter_map(|lang| Some((lang, others?))).collect();
    let mut best: Option<(Language, u16)> = None;
    for (lang, weight) in named.iter().copied().chain(rest) {
        if weight > 0 && best.is_none_or(|(_, most)| weight > most) {
            best = Some((lang, weight));
        }
    }
    best.map(|(lang, _)| lang)
}

/// Reads a weight, 0 to 1 with at most three decimals, as thousandths.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let decimals: u16 = format!("{decimals:0<3}").parse().ok()?;
    match whole {
        "0" => Some(decimals),
        "1" if decimals == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn asked(accept: &'static str, cookie: Option<&'static str>) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(accept));
        if let Some(cookie) = cookie {
            headers.insert(COOKIE, HeaderValue::from_static(cookie));
        }
        negotiate(&headers)
    }

    #[test]
    fn the_heavier_language_wins_whatever_its_place() {
        assert_eq!(asked("ko;q=0.3, en-GB;q=0.8", None), Language::En);
        assert_eq!(asked("en;q=0.3, ko-KR", None), Language::Ko);
        assert_eq!(asked("de, fr;q=0.9, en;q=0.1", None), Language::En);
        assert_eq!(
            asked("en;q=0", None),
            Language::Ko,
            "a weight of nought means: not this one"
        );
        assert_eq!(asked("pl", None), Language::Ko);
        assert_eq!(asked("en;q=nonsense", None), Language::Ko);
        assert_eq!(asked("en;Q=0.1, ko;Q=0.9", None), Language::Ko);
        assert_eq!(asked("ko;q=0, *;q=0.5", None), Language::En);
        assert_eq!(asked("*;q=0.5, en;q=0.1", None), Language::Ko);
        assert_eq!(asked("*", None), Language::Ko);
    }

    #[test]
    fn a_choice_outweighs_the_browser() {
        assert_eq!(asked("ko", Some("a=b; language=en")), Language::En);
        assert_eq!(asked("en", Some("language=xx")), Language::En);
    }
}
