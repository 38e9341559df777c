//! One index of words for all that is searched, by entry and kind. Only what the public may read now stands in it: what
//! is sealed, restricted or erased is not there, or goes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use madang_database::{Connection, Rows, Value, values};
use madang_programme::Event;
use madang_programme::openness::is_computed;
use madang_words::{quoted, serde_said};
use serde_json::Value as Json;

use super::fold::{fold, grams};
use super::general::{GRAMS, WORDS};
use crate::error::StoreError;
use crate::words::said;

/// The kinds of entries that are searched, each with the content whose words these are.
pub(crate) fn searched() -> &'static [(&'static str, &'static str)] {
    static SEARCHED: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        let kinds = Event::kinds();
        let contents = kinds.flat_map(|kind| kind.contents.iter().map(|rule| (kind.name, rule)));
        contents
            .filter(|(_, rule)| rule.searched)
            .map(|(kind, rule)| (kind, rule.name))
            .collect()
    });
    &SEARCHED
}

/// The letter that tokens of a kind begin with, so that one index is asked about one feature without reading what the others
/// have in it: what was handed in and what amends it are found together. `None` for a kind that is not searched.
pub(crate) fn letter(kind: &str) -> Option<char> {
    static LETTERS: LazyLock<Vec<(&str, Option<char>)>> = LazyLock::new(|| {
        let mut features: Vec<&str> = Vec::new();
        let kinds = Event::kinds();
        let searched = kinds.filter(|kind| kind.contents.iter().any(|rule| rule.searched));
        let mut letters = Vec::new();
        for kind in searched {
            let known = features.iter().position(|feature| *feature == kind.feature);
            let position = known.unwrap_or(features.len());
            if known.is_none() {
                features.push(kind.feature);
            }
            let digit = u32::try_from(position).ok();
            letters.push((
                kind.name,
                digit.and_then(|digit| char::from_digit(digit, 36)),
            ));
        }
        letters
    });
    let letter = LETTERS.iter().find(|(known, _)| *known == kind);
    letter.and_then(|(_, letter)| *letter)
}

/// Words on their way into the index.
#[derive(Debug)]
pub(crate) struct Words {
    rows: Rows,
    grams: Vec<(u64, String)>,
}

impl Default for Words {
    fn default() -> Words {
        Words {
            rows: Rows::new(&WORDS),
            grams: Vec::new(),
        }
    }
}

impl Words {
    /// Adds an entry of a kind with those of its contents that the public may read.
    pub(crate) fn add(
        &mut self,
        entry: u64,
        kind: &str,
        contents: &BTreeMap<&str, &[u8]>,
    ) -> Result<(), StoreError> {
        let Some(letter) = letter(kind) else {
            return Ok(());
        };
        let mut said: Vec<String> = Vec::new();
        for (_, name) in searched().iter().filter(|(searched, _)| *searched == kind) {
            if let Some(bytes) = contents.get(name) {
                let content: Json = serde_json::from_slice(bytes).map_err(|error| {
                    StoreError::damaged(said!(
                        "store-body-unreadable",
                        name = quoted(name),
                        entry = entry,
                        problem = serde_said(error)
                    ))
                })?;
                strings(&content, &mut said);
            }
        }
        if said.is_empty() {
            return Ok(());
        }
        let said = said.join("\n");
        self.grams.push((entry, grams(&said, letter)));
        let row = vec![entry.into(), kind.into(), Value::Words(Some(said))];
        Ok(self.rows.push(row)?)
    }

    /// Writes everything that was held back.
    pub(crate) async fn write(
        &mut self,
        connection: &mut Connection<'_>,
    ) -> Result<(), StoreError> {
        self.rows.write(connection).await?;
        Ok(GRAMS.add(connection, self.grams.drain(..)).await?)
    }
}

/// Takes an entry's tokens out of the index. Its row of words must still be there.
pub(crate) async fn remove(connection: &mut Connection<'_>, entry: u64) -> Result<(), StoreError> {
    let text = "SELECT kind, said FROM words WHERE entry = $1";
    let Some(row) = connection.row(text, values![entry]).await? else {
        return Ok(());
    };
    let letter = letter(&row.text(0)?)
        .ok_or_else(|| StoreError::damaged(said!("store-other-kind", entry = entry)))?;
    let grams = grams(&row.text(1)?, letter);
    Ok(GRAMS.remove(connection, entry, grams).await?)
}

/// Every text in a content, folded, in its order.
fn strings(content: &Json, found: &mut Vec<String>) {
    match content {
        Json::String(text) => found.push(fold(text)),
        Json::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Json::Object(fields) => {
            let written = fields.iter().filter(|(name, _)| !is_computed(name));
            written.for_each(|(_, item)| strings(item, found));
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_that_are_searched_have_a_letter_and_no_seal() {
        assert!(!searched().is_empty());
        for (kind, name) in searched() {
            assert!(letter(kind).is_some(), "{kind}: more kinds than letters");
            let mut rules = Event::kinds().filter(|known| known.name == *kind);
            let rules = rules.next().map(|known| known.contents).unwrap_or_default();
            let sealed = rules.iter().any(|rule| rule.name == *name && rule.sealed);
            // Words are added with their entry and when they are shown again, not when a seal breaks.
            assert!(!sealed, "{kind}: {name} is searched and sealed");
        }
    }

    #[test]
    fn every_text_of_a_content_is_searched() {
        let content = serde_json::json!({"title": {"ko": "가나", "en": "AbC"}, "n": 1, "more": ["É", null], "hash": "0a", "salt": "b1"});
        let mut found = Vec::new();
        strings(&content, &mut found);
        found.sort();
        assert_eq!(found, ["abc", "é", "가나"]);
    }
}
