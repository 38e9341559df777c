//! Conditions as they are written in Korean.

use super::asked::{Asked, labelled, list, percent, place, value_then};
use crate::facts::Fact;
use crate::rule::Comparison;

const COMPARISONS: [(&str, Comparison); 6] = [
    ("이상", Comparison::AtLeast),
    ("초과", Comparison::MoreThan),
    ("이후", Comparison::AtLeast),
    ("이하", Comparison::AtMost),
    ("미만", Comparison::LessThan),
    ("이전", Comparison::AtMost),
];

/// The fact of a Korean condition and what is asked of it; `None` for another text.
pub(super) fn read(text: &str) -> Option<(Fact, Asked<'_>)> {
    let found = labelled(text, Fact::korean);
    found
        .into_iter()
        .find_map(|(fact, rest)| Some((fact, asked(rest)?)))
}

fn asked(rest: &str) -> Option<Asked<'_>> {
    if matches!(rest, "임" | "인 사람" | "인 가구") {
        return Some(Asked::Is(true));
    }
    let without = [" 이", "이", "가", ""]
        .iter()
        .filter_map(|particle| rest.strip_prefix(particle));
    if without
        .into_iter()
        .any(|rest| rest.strip_prefix(' ').unwrap_or(rest) == "아님")
    {
        return Some(Asked::Is(false));
    }
    let particle = ['이', '가', '은', '는', '에', '을', '를']
        .iter()
        .find_map(|particle| rest.strip_prefix(*particle));
    let body = particle.unwrap_or(rest).strip_prefix(' ')?;
    share(body).or_else(|| range(body)).or_else(|| words(body))
}

fn comparison(word: &str) -> Option<Comparison> {
    let found = COMPARISONS.iter().find(|(words, _)| *words == word)?;
    Some(found.1)
}

fn share(body: &str) -> Option<Asked<'_>> {
    let (number, rest) = percent(body.strip_prefix("기준 중위소득의 ")?)?;
    let word = rest.strip_prefix(' ')?;
    let sizes = comparison(word).filter(|_| !matches!(word, "이후" | "이전"))?;
    Some(Asked::Share(number, sizes))
}

fn range(body: &str) -> Option<Asked<'_>> {
    let (first, rest) = value_then(body)?;
    let (word, rest) = rest
        .split_once(' ')
        .map_or((rest, None), |(word, rest)| (word, Some(rest)));
    let one = comparison(word)?;
    let Some(rest) = rest else {
        return Some(Asked::Range(vec![(one, first)]));
    };
    let (second, word) = value_then(rest)?;
    let other = comparison(word)?;
    let is_lower = |of| matches!(of, Comparison::AtLeast | Comparison::MoreThan);
    (is_lower(one) && !is_lower(other)).then(|| Asked::Range(vec![(one, first), (other, second)]))
}

fn words(body: &str) -> Option<Asked<'_>> {
    let ends = |words: &str| body.strip_suffix(words);
    if let Some(items) = ends(" 중 하나가 있음") {
        return Some(Asked::Meets(list(items)?, true));
    }
    if let Some(items) = ends(" 중 하나가 없음") {
        return Some(Asked::Meets(list(items)?, false));
    }
    if let Some(codes) = ends(" 중 하나가 아님") {
        return Some(Asked::Codes(list(codes)?, false));
    }
    if let Some(codes) = ends(" 중 하나임").or_else(|| ends(" 중 하나")) {
        return Some(Asked::Codes(list(codes)?, true));
    }
    if let Some(region) = ends(" 안") {
        return Some(Asked::Within(place(region)?));
    }
    let not = ["이 아님", "가 아님", " 아님"]
        .iter()
        .find_map(|words| ends(words));
    if let Some(code) = not {
        return Some(Asked::Codes(one(code)?, false));
    }
    ends("임")
        .and_then(one)
        .map(|codes| Asked::Codes(codes, true))
}

fn one(code: &str) -> Option<Vec<&str>> {
    list(code).filter(|codes| codes.len() == 1)
}
