//! Conditions as they are written in English.

use super::asked::{Asked, labelled, list, percent, place};
use crate::facts::Fact;
use crate::rule::Comparison;
use crate::text::value;

const LOWER: [(&str, Comparison); 3] = [
    ("at least ", Comparison::AtLeast),
    ("more than ", Comparison::MoreThan),
    ("on or after ", Comparison::AtLeast),
];
const UPPER: [(&str, Comparison); 3] = [
    ("at most ", Comparison::AtMost),
    ("less than ", Comparison::LessThan),
    ("on or before ", Comparison::AtMost),
];

/// The fact of an English condition and what is asked of it; `None` for another text.
pub(super) fn read(text: &str) -> Option<(Fact, Asked<'_>)> {
    if let Some(rest) = verb(text) {
        let (rest, holds) = rest
            .strip_prefix("not ")
            .map_or((rest, true), |rest| (rest, false));
        let fact = Fact::ALL.iter().find(|fact| fact.english() == rest)?;
        return Some((*fact, Asked::Is(holds)));
    }
    let found = labelled(text, Fact::english);
    found
        .into_iter()
        .find_map(|(fact, rest)| Some((fact, asked(rest.strip_prefix(' ')?)?)))
}

fn verb(text: &str) -> Option<&str> {
    text.strip_prefix("is ")
        .or_else(|| text.strip_prefix("are "))
}

fn asked(rest: &str) -> Option<Asked<'_>> {
    if let Some(items) = rest.strip_prefix("include any of ") {
        return Some(Asked::Meets(list(items)?, true));
    }
    if let Some(items) = rest.strip_prefix("include none of ") {
        return Some(Asked::Meets(list(items)?, false));
    }
    let body = verb(rest)?;
    if let Some(found) = sizes(body) {
        return Some(found);
    }
    if one_of(body, &LOWER)
        .or_else(|| one_of(body, &UPPER))
        .is_some()
    {
        // A comparison that ends otherwise, as with a number without its unit, names no code.
        return None;
    }
    if let Some(codes) = body.strip_prefix("one of ") {
        return Some(Asked::Codes(list(codes)?, true));
    }
    if let Some(codes) = body.strip_prefix("none of ") {
        return Some(Asked::Codes(list(codes)?, false));
    }
    if let Some(region) = body.strip_prefix("within ") {
        return Some(Asked::Within(place(region)?));
    }
    let (code, within) = body
        .strip_prefix("not ")
        .map_or((body, true), |code| (code, false));
    let codes = list(code).filter(|codes| codes.len() == 1)?;
    Some(Asked::Codes(codes, within))
}

fn one_of<'a>(text: &'a str, words: &[(&str, Comparison)]) -> Option<(Comparison, &'a str)> {
    words
        .iter()
        .find_map(|(word, comparison)| Some((*comparison, text.strip_prefix(word)?)))
}

fn sizes(body: &str) -> Option<Asked<'_>> {
    let lower = one_of(body, &LOWER);
    let (comparison, rest) = lower.or_else(|| one_of(body, &UPPER))?;
    if let Some((number, " of median income")) = percent(rest) {
        return Some(Asked::Share(number, comparison));
    }
    let (first, rest) = value(rest)?;
    if rest.is_empty() {
        return Some(Asked::Range(vec![(comparison, first)]));
    }
    let (other, rest) = one_of(rest.strip_prefix(" and ")?, &UPPER)?;
    let (second, rest) = value(rest)?;
    let whole = rest.is_empty() && lower.is_some();
    whole.then(|| Asked::Range(vec![(comparison, first), (other, second)]))
}
