//! What a visitor asked for in the query of an address: read field by field, so that a mistake in one leaves the
//! others and the page standing.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use madang_words::{Language, Said, as_seen, escaped};

use crate::frame::form::Field;
use crate::frame::problem::Kind;
use crate::frame::words::said;

/// A field of a query that cannot be what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    /// The field.
    pub field: Field,
    /// The message's key.
    pub key: &'static str,
    /// What was written.
    pub found: String,
    /// What would be right, where that can be said: a range, a list of names.
    pub expected: String,
    /// What kind of problem it is for programs, where that is another than a field that cannot be what it says.
    pub kind: Option<Kind>,
    /// What the record calls the field, where a rule refuses it that knows no form.
    pub named: Option<String>,
}

impl FieldError {
    /// The sentence for people on a page: names that only programs send are not listed there.
    pub fn on_page(&self, lang: Language) -> String {
        let key = match self.key {
            "error-choice" => "error-choice-on-page",
            key => key,
        };
        self.said(key).in_language(lang)
    }

    /// The sentence for whoever sends it from a program.
    pub fn message(&self) -> Said {
        self.said(self.key)
    }

    fn said(&self, key: &'static str) -> Said {
        let said = said!(key, found = &self.found, expected = &self.expected);
        if self.field.label.is_empty() {
            return said;
        }
        let field = said!(self.field.label);
        said!("error-field", field = field, message = said)
    }
}

/// The query as a whole; its mistakes lead to the page's content.
pub const WHOLE: Field = Field::for_programs("main");

/// The fields of a query in the order they came, and what was wrong with those read so far.
#[derive(Debug, Default)]
pub struct Query {
    pairs: Vec<(String, String)>,
    /// What was wrong.
    pub errors: Vec<FieldError>,
    /// The idempotency key with which the form comes back, where the one that it was sent with made something else.
    pub renewed: Arc<OnceLock<String>>,
}

/// The longest search text, in characters.
pub const MAX_SEARCH: usize = 200;

/// The largest whole number that every reader of JSON takes as it is.
pub const MOST_EXACT: u64 = (1 << 53) - 1;

/// The most words of a search: those after them would not be looked for.
const MAX_WORDS: usize = 8;

impl Query {
    /// Reads a query string (without `?`), or the body of a form: `application/x-www-form-urlencoded`. Fields that nobody asks
    /// for are passed over.
    pub fn parse(query: &str) -> Query {
        let pairs = url::form_urlencoded::parse(query.as_bytes());
        let mut query_read = Query {
            pairs: pairs.into_owned().collect(),
            ..Query::default()
        };
        // What is no text comes as this character, which somebody may have typed too.
        let replaced = |text: &str| text.contains(char::REPLACEMENT_CHARACTER);
        let typed = query.to_ascii_uppercase().contains("%EF%BF%BD") || replaced(query);
        let mut pairs = query_read.pairs.iter();
        if !typed && pairs.any(|(name, value)| replaced(name) || replaced(value)) {
            query_read.pairs.clear();
            query_read.refuse(WHOLE, "error-query", "", "");
        }
        query_read
    }

    /// All fields, as they were written.
    pub fn into_fields(self) -> Vec<(String, String)> {
        self.pairs
    }

    /// Adds fields that came otherwise: beside the files of a form.
    pub fn add(&mut self, fields: Vec<(String, String)>) {
        self.pairs.extend(fields);
    }

    /// The names of the fields that are none of these, each once.
    pub fn unknown(&self, known: &BTreeSet<String>) -> BTreeSet<String> {
        let names = self.pairs.iter().map(|(name, _)| name);
        names
            .filter(|name| !known.contains(*name))
            .map(|name| name.chars().take(60).collect())
            .collect()
    }

    /// Notes what is wrong with a field; `found` is cut short, and what nobody sees in it is written out.
    pub fn refuse(
        &mut self,
        field: Field,
        key: &'static str,
        found: &str,
        expected: impl Into<String>,
    ) {
        // Said back, it turns nothing around and hides nothing.
        let found: String = found.chars().take(60).collect();
        self.errors.push(FieldError {
            field,
            key,
            found: escaped(&found).into_owned(),
            expected: expected.into(),
            kind: None,
            named: None,
        });
    }

    /// The same of what is wrong otherwise than a field: too often, too late, not for whoever asks.
    pub fn refuse_as(
        &mut self,
        kind: Kind,
        (field, key): (Field, &'static str),
        expected: impl Into<String>,
    ) {
        self.refuse(field, key, "", expected);
        if let Some(error) = self.errors.last_mut() {
            error.kind = Some(kind);
        }
        if kind == Kind::KeyReused {
            // Else whoever goes back to a form that they sent, and writes something else there, could never send it.
            self.renewed
                .get_or_init(|| uuid::Uuid::now_v7().to_string());
        }
    }

    /// A field's text, trimmed; empty where it is missing. A field that stands there twice is refused.
    pub fn text(&mut self, field: Field) -> String {
        let mut values = self
            .pairs
            .iter()
            .filter(|(name, _)| name == field.name)
            .map(|(_, value)| value.trim().to_owned());
        let first = values.next().unwrap_or_default();
        if let Some(second) = values.find(|second| *second != first) {
            self.refuse(field, "error-twice", &second, "");
        }
        first
    }

    /// Every value that came under a name, which a page may make up itself: boxes that were ticked, a field for each of several
    /// things.
    pub fn all<'q>(&'q self, name: &'q str) -> impl Iterator<Item = &'q str> {
        let named = self.pairs.iter().filter(move |(of, _)| of == name);
        named.map(|(_, value)| value.as_str())
    }

    /// Everything that came but what a form carries for itself under these names: to be carried on, or kept.
    pub fn carried(&self, own: &[&str]) -> Vec<(&str, &str)> {
        let pairs = self.pairs.iter();
        let pairs = pairs.map(|(name, value)| (name.as_str(), value.as_str()));
        pairs
            .filter(|(name, value)| !own.contains(name) && !value.is_empty())
            .collect()
    }

    /// What was ticked of the boxes of a field, each once.
    pub fn ticked(&self, field: Field) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for value in self.all(field.name).map(str::trim) {
            if !value.is_empty() && !found.iter().any(|one| one == value) {
                found.push(value.to_owned());
            }
        }
        found
    }

    /// A field's text as it was sent, spaces and all: a password. Empty where it is missing.
    pub fn exact(&self, field: Field) -> String {
        let mut values = self.pairs.iter().filter(|(name, _)| name == field.name);
        values
            .next()
            .map_or_else(String::new, |(_, value)| value.clone())
    }

    /// Whether a field came, empty or not.
    pub fn has(&self, field: Field) -> bool {
        self.pairs.iter().any(|(name, _)| name == field.name)
    }

    /// Puts something else into a field, once.
    pub fn set(&mut self, field: Field, value: impl Into<String>) {
        self.pairs.retain(|(name, _)| name != field.name);
        self.pairs.push((field.name.to_owned(), value.into()));
    }

    /// What somebody wrote, as they see it; empty where it is missing.
    pub fn prose(&mut self, field: Field) -> String {
        as_seen(&self.text(field)).trim().to_owned()
    }

    /// Words to search for: at most eight, [`MAX_SEARCH`] characters, without control characters.
    pub fn search(&mut self, field: Field) -> String {
        let text = self.text(field);
        if text.chars().count() > MAX_SEARCH {
            self.refuse(field, "error-search-long", &text, MAX_SEARCH.to_string());
            return text.chars().take(MAX_SEARCH).collect();
        }
        if text.split_whitespace().count() > MAX_WORDS {
            self.refuse(field, "error-search-words", &text, MAX_WORDS.to_string());
        }
        if text.contains(char::is_control) {
            self.refuse(field, "error-search-control", "", "");
            return String::new();
        }
        text
    }

    /// One of some names, or nothing. What is not among them is refused.
    pub fn one_of<'a, T: Copy>(
        &mut self,
        field: Field,
        names: impl IntoIterator<Item = (&'a str, T)>,
    ) -> Option<T> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        let mut known = Vec::new();
        for (name, value) in names {
            if name == text {
                return Some(value);
            }
            known.push(name);
        }
        self.refuse(field, "error-choice", &text, known.join(", "));
        None
    }

    /// One of some names, which a form needs. What is not among them is refused, and so is nothing.
    pub fn chosen<'a, T: Copy>(
        &mut self,
        field: Field,
        names: impl IntoIterator<Item = (&'a str, T)>,
    ) -> Option<T> {
        let before = self.errors.len();
        let found = self.one_of(field, names);
        if found.is_none() && self.errors.len() == before {
            self.refuse(field, "error-choose", "", "");
        }
        found
    }

    /// A whole number in a range, or the default.
    pub fn number(
        &mut self,
        field: Field,
        range: std::ops::RangeInclusive<u64>,
        default: u64,
    ) -> u64 {
        self.optional_number(field, range).unwrap_or(default)
    }

    /// A whole number in a range, where there is one.
    pub fn optional_number(
        &mut self,
        field: Field,
        range: std::ops::RangeInclusive<u64>,
    ) -> Option<u64> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        let written: String = text.chars().filter_map(digit).collect();
        let digits = written.bytes().all(|b| b.is_ascii_digit());
        match written.parse::<u64>() {
            Ok(number) if digits && range.contains(&number) => Some(number),
            _ => {
                let (least, most) = (range.start(), range.end());
                // The largest number that JSON holds is no bound that anybody has in mind.
                if *most >= MOST_EXACT {
                    self.refuse(field, "error-number-least", &text, least.to_string());
                } else {
                    self.refuse(field, "error-number", &text, format!("{least}–{most}"));
                }
                None
            }
        }
    }
}

/// A character of a whole number as people write and copy it: separators between thousands and blanks are no part of it, and full-width
/// digits are digits.
fn digit(character: char) -> Option<char> {
    match character {
        ',' | ' ' | '\u{a0}' | '\u{202f}' => None,
        '\u{ff10}'..='\u{ff19}' => char::from_u32(u32::from(character) - 0xff10 + u32::from('0')),
        other => Some(other),
    }
}

/// Writes a query string from pairs, leaving out the empty ones: without `?`.
pub fn write(pairs: &[(&str, &str)]) -> String {
    let filled = pairs.iter().filter(|(_, value)| !value.is_empty());
    filled
        .map(|(name, value)| format!("{name}={}", crate::frame::ui::step(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// The number of an entry in an address, in its one spelling: no sign, no leading noughts.
pub fn index(text: &str) -> Option<u64> {
    text.parse().ok().filter(|n: &u64| n.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::form::{PAGE, SEARCH};

    #[test]
    fn a_mistake_in_one_field_leaves_the_others() {
        let mut query =
            Query::parse("q=%EB%B2%84%EC%8A%A4+%EC%95%8C%EB%A6%BC&page=minus&order=cost");
        assert_eq!(query.search(SEARCH), "버스 알림");
        assert_eq!(query.number(PAGE, 1..=400, 1), 1);
        assert_eq!(
            query.one_of(
                Field::for_programs("order"),
                [("cost", 1), ("submitted", 2)]
            ),
            Some(1)
        );
        assert_eq!(query.errors.len(), 1);
        assert_eq!(query.errors[0].field.name, "page");
        assert_eq!(
            query.errors[0].message().to_string(),
            "Page: “minus” is not a whole number in the range 1–400."
        );
    }

    #[test]
    fn numbers_are_taken_as_they_stand_on_pages() {
        let entry = Field::for_programs("entry");
        for text in ["12,290", "12290", "１２２９０", "12 290", " 12%2C290 "] {
            let mut query = Query::parse(&format!("entry={text}"));
            assert_eq!(
                query.optional_number(entry, 0..=20_000),
                Some(12_290),
                "{text}"
            );
            assert_eq!(query.errors.len(), 0, "{text}");
        }
        for text in ["-1", "%2B1", "1.5", "1e3", "0x10", ","] {
            let mut query = Query::parse(&format!("entry={text}"));
            assert_eq!(query.optional_number(entry, 0..=20_000), None, "{text}");
            assert_eq!(query.errors.len(), 1, "{text}");
        }
    }

    #[test]
    fn odd_queries_are_refused_without_a_panic() {
        for text in [
            "q=%ff%fe",
            "&&&=",
            "q",
            "q=%",
            "page=+1",
            "page=1e3",
            "page=99999999999999999999999",
            "a=b=c",
            "q=%00",
        ] {
            let mut query = Query::parse(text);
            query.search(SEARCH);
            query.number(PAGE, 1..=400, 1);
        }
        let mut query = Query::parse("page=1e3");
        query.number(PAGE, 1..=400, 1);
        assert_eq!(query.errors.len(), 1);
        let mut query = Query::parse("q=a&q=b");
        assert_eq!(query.text(SEARCH), "a");
        assert_eq!(query.errors[0].key, "error-twice");
        let mut query = Query::parse(&format!("q={}", "x".repeat(201)));
        assert_eq!(query.search(SEARCH).len(), 200);
        assert_eq!(query.errors[0].key, "error-search-long");
    }

    #[test]
    fn queries_are_written_as_they_are_read() {
        let text = write(&[("q", "가 나&다"), ("group", ""), ("page", "2")]);
        let mut query = Query::parse(&text);
        assert_eq!(
            (
                query.text(SEARCH),
                query.text(Field::for_programs("group")),
                query.text(PAGE)
            ),
            ("가 나&다".into(), "".into(), "2".into())
        );
    }
}
