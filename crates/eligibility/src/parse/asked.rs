//! What a text asks of a fact, and the pieces that both languages are read with.

use crate::facts::Fact;
use crate::rule::Comparison;
use crate::text::{Value, value};

/// What a text asks of a fact, before it is held against what the fact is.
#[derive(Debug)]
pub(super) enum Asked<'a> {
    Is(bool),
    Share(Option<i64>, Comparison),
    Range(Vec<(Comparison, Value<'a>)>),
    Codes(Vec<&'a str>, bool),
    Within(&'a str),
    Meets(Vec<&'a str>, bool),
}

/// Facts whose label the text begins with, the longest label first, each with what follows.
pub(super) fn labelled(text: &str, label: fn(Fact) -> &'static str) -> Vec<(Fact, &str)> {
    let facts = Fact::ALL.iter().copied();
    let mut found: Vec<(Fact, &str)> = facts
        .filter_map(|fact| Some((fact, text.strip_prefix(label(fact))?)))
        .collect();
    found.sort_by_key(|(_, rest)| rest.len());
    found
}

/// Words between commas; `None` where one is empty.
pub(super) fn list(text: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = text
        .split(", ")
        .map(|word| word.trim_matches(' '))
        .collect();
    let good = words
        .iter()
        .all(|word| !word.is_empty() && !word.contains([',', '"']));
    good.then_some(words)
}

/// `NUM% ` at the beginning.
pub(super) fn percent(text: &str) -> Option<(Option<i64>, &str)> {
    let (number, rest) = crate::text::number(text)?;
    Some((number, rest.strip_prefix('%')?))
}

/// A value at the beginning, followed by a blank.
pub(super) fn value_then(text: &str) -> Option<(Value<'_>, &str)> {
    let (value, rest) = value(text)?;
    Some((value, rest.strip_prefix(' ')?))
}

/// `41460 "용인시"`: the code; the name is for people.
pub(super) fn place(text: &str) -> Option<&str> {
    match text.split_once(' ') {
        None => Some(text).filter(|code| !code.is_empty()),
        Some((code, name)) => {
            let (_, rest) = crate::text::quoted(name)?;
            rest.is_empty().then_some(code)
        }
    }
}
