//! Contents: what an entry commits to by a salted hash, and what each of them says. On the wire they are called bodies.

use std::borrow::Cow;
use std::io;

use madang_record::to_canonical;
use madang_words::{Language, check_shown, check_title, check_untagged, quoted};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::event::Event;
use crate::fact::Checked;
use crate::named;
use crate::role::Role;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// The content that holds an entry's words.
pub const TEXT: &str = "text";

/// The most bytes that a content has as canonical JSON, but for those that engines wrote ([`ContentRule::lasting`]): the
/// scores of ten thousand projects, or a ballot that ranks them all, take less. Whoever reads a record need not read longer ones.
pub const MAX_CONTENT: usize = 256 << 10;

/// The key of a content that tells its format. A content without it is of format 1.
const FORMAT: &str = "format";

/// What a content says, read from its JSON.
pub trait Content: Serialize + DeserializeOwned {
    /// Checks what its shape does not say, as `rules` of that version ask ([`crate::State::rules`]).
    ///
    /// # Errors
    /// Names the field and what is wrong with it.
    fn check(&self, rules: u32) -> Checked;
}

/// A content that an entry of a kind may carry.
#[derive(Clone, Copy, Debug)]
pub struct ContentRule {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it is sealed until an event about [`crate::Place::sealed_until`] breaks the seal; else it is public or
    /// restricted.
    pub sealed: bool,
    /// Whether it can be neither restricted nor erased: what engines wrote, which holds no personal data.
    pub lasting: bool,
    /// Whether it begins public, whatever becomes of it later: nobody says it to some alone.
    pub public: bool,
    /// Whether it may begin restricted with neither ground nor day of review: who somebody is, where its kind leaves it to them whether
    /// everybody is told. Any other content that begins restricted owes both (C19).
    pub personal: bool,
    /// Those who alone may read it, by role in the order of their names: it is restricted to them from the beginning and is never shown to
    /// everybody. Empty where it may begin otherwise. Its kind says so, and nobody owes a ground for it.
    pub only: &'static [Role],
    /// Whether its words are found by a search, as long as it is public.
    pub searched: bool,
    /// The formats that are read, oldest first; the last is the one that is written.
    pub formats: &'static [u32],
    /// Whether it is written with its number even where that is 1: what an engine wrote, which the next version of the
    /// engine may write otherwise.
    pub numbered: bool,
    needed: Option<fn(&Event) -> bool>,
    beside: Option<fn(&Event, &State, &Value) -> Checked>,
    shape: fn(&'static str, &Value, u32) -> Checked,
}

impl ContentRule {
    /// A content that must be there, public or restricted, and can be hidden.
    pub const fn of<C: Content>(name: &'static str) -> ContentRule {
        ContentRule {
            name,
            required: true,
            sealed: false,
            lasting: false,
            public: false,
            personal: false,
            only: &[],
            searched: false,
            formats: &[1],
            numbered: false,
            needed: None,
            beside: None,
            shape: shape::<C>,
        }
    }

    /// The same, but it may be missing.
    pub const fn optional(self) -> ContentRule {
        ContentRule {
            required: false,
            ..self
        }
    }

    /// The same under seal.
    pub const fn sealed(self) -> ContentRule {
        ContentRule {
            sealed: true,
            ..self
        }
    }

    /// The same, but it stays public.
    pub const fn lasting(self) -> ContentRule {
        ContentRule {
            lasting: true,
            ..self
        }
    }

    /// The same, public from the beginning.
    pub const fn public(self) -> ContentRule {
        ContentRule {
            public: true,
            ..self
        }
    }

    /// The same, which says who somebody is: nobody asks on which ground that is not told to everybody.
    pub const fn personal(self) -> ContentRule {
        ContentRule {
            personal: true,
            ..self
        }
    }

    /// The same, for those of these roles alone.
    pub const fn only(self, roles: &'static [Role]) -> ContentRule {
        ContentRule {
            only: roles,
            ..self
        }
    }

    /// Whether a content that begins restricted to those roles may begin so.
    pub(crate) fn begins_with(&self, roles: &[&str]) -> bool {
        self.only.is_empty()
            || self
                .only
                .iter()
                .map(|role| role.name())
                .eq(roles.iter().copied())
    }

    /// The same, found by a search.
    pub const fn searched(self) -> ContentRule {
        ContentRule {
            searched: true,
            ..self
        }
    }

    /// The same in these formats, oldest first.
    pub const fn formats(self, formats: &'static [u32]) -> ContentRule {
        ContentRule { formats, ..self }
    }

    /// The same, written with its number always.
    pub const fn numbered(self) -> ContentRule {
        ContentRule {
            numbered: true,
            ..self
        }
    }

    /// The same, but it may be missing where the facts do not tell of it.
    pub const fn needed_where(self, needed: fn(&Event) -> bool) -> ContentRule {
        ContentRule {
            needed: Some(needed),
            ..self.optional()
        }
    }

    /// The same, which is held against the facts of its entry and against the state beside its own shape.
    pub const fn beside(self, beside: fn(&Event, &State, &Value) -> Checked) -> ContentRule {
        ContentRule {
            beside: Some(beside),
            ..self
        }
    }

    /// Whether the entry of an event must carry it.
    pub fn is_needed(&self, event: &Event) -> bool {
        self.required || self.needed.is_some_and(|needed| needed(event))
    }

    /// Checks what a content says against the facts of its entry and the state in which that is taken, which only some contents ask:
    /// [`ContentRule::beside`].
    ///
    /// # Errors
    /// What does not fit.
    pub fn check_beside(&self, event: &Event, state: &State, content: &Value) -> Checked {
        match self.beside {
            Some(check) => check(event, state, content),
            None => Ok(()),
        }
    }

    /// The format that this version writes.
    pub fn written(&self) -> u32 {
        self.formats.last().copied().unwrap_or(1)
    }

    /// Checks what a content says against the shape that its kind asks for, as the rules that the record is held to
    /// ([`crate::State::rules`]) ask: from 2 on that its texts can be shown, from 4 on that nothing is hidden in titles and names.
    /// The server asks before it commits to a content.
    ///
    /// # Errors
    /// Names the field and what is wrong with it.
    pub fn check_under(&self, rules: u32, content: &Value) -> Checked {
        self.check(rules, content)?;
        match rules {
            1 => Ok(()),
            _ => check_texts(self.name, content, rules),
        }
    }

    /// Checks that a content of so many bytes is not too long.
    ///
    /// # Errors
    /// Names the content, how long it is and how long it may be.
    pub fn check_length(&self, bytes: usize) -> Checked {
        if self.lasting || bytes <= MAX_CONTENT {
            return Ok(());
        }
        Err(Violation::field(
            self.name,
            said!("kernel-content-long", bytes = bytes, most = MAX_CONTENT),
        ))
    }

    /// Writes the number of the format into a content, where it is to have one.
    pub(crate) fn number(&self, content: &mut Value) {
        if (self.numbered || self.written() > 1)
            && let Value::Object(map) = content
        {
            map.entry(FORMAT).or_insert_with(|| self.written().into());
        }
    }

    /// Holds a content that somebody published, canonical JSON as every content, against the one that this version computes from
    /// the same facts: to the byte where both are of the same format. What another version of an engine explained more, or
    /// otherwise, only that version can hold against anything, and whoever asks must say that nobody did.
    ///
    /// However long the published one is, nothing is made of it.
    pub fn compare(&self, published: &str, computed: &Value) -> Comparison {
        match self.foreign(published) {
            Some(other) => other,
            None => self.compare_same(published, computed),
        }
    }

    /// What [`ContentRule::compare`] says of a published content that is not of the format that this version writes; `None` where
    /// it is, so that it can be compared.
    pub fn foreign(&self, published: &str) -> Option<Comparison> {
        let Ok(numbered) = serde_json::from_str::<Numbered<'_>>(published) else {
            return Some(Comparison::Differs);
        };
        let format = numbered.format.map_or(Ok(1), |format| format.get().parse());
        match format {
            Err(_) | Ok(0) => Some(Comparison::Differs),
            Ok(format) if format > self.written() => Some(Comparison::Newer(format)),
            Ok(format) if format < self.written() => Some(Comparison::Older(format)),
            Ok(_) => None,
        }
    }

    fn compare_same(&self, published: &str, computed: &Value) -> Comparison {
        let numbered = serde_json::from_str::<Numbered<'_>>(published);
        let mut must = bare(computed).1.into_owned();
        if let (Value::Object(members), Ok(Numbered { format: Some(_) })) = (&mut must, numbered) {
            members.insert(FORMAT.to_owned(), self.written().into());
        }
        match to_canonical(&must).is_ok_and(|must| must == published.as_bytes()) {
            true => Comparison::Same,
            false => Comparison::Differs,
        }
    }

    fn check(&self, rules: u32, content: &Value) -> Checked {
        let (format, bare) = bare(content);
        match format {
            Some(format) if self.formats.contains(&format) => (self.shape)(self.name, &bare, rules),
            Some(format) => Err(Violation::field(
                self.name,
                said!("kernel-format-unknown", format = format),
            )),
            None => Err(Violation::field(
                format!("{}.{FORMAT}", self.name),
                said!("kernel-format-number"),
            )),
        }
    }
}

/// A content, of which only its number is read.
#[derive(Deserialize)]
struct Numbered<'a> {
    #[serde(borrow)]
    format: Option<&'a RawValue>,
}

/// Every text in a content: keys too. In a title or a name nothing may be hidden from rules 4 on, in a post from
/// rules 7 on: two that look alike are alike. From rules 7 on no text holds what only programs read.
fn check_texts(name: &str, content: &Value, rules: u32) -> Checked {
    match content {
        Value::String(text) => {
            check_shown(name, text)?;
            if rules > 6 {
                check_untagged(name, text)?;
            }
            Ok(())
        }
        Value::Array(items) => items
            .iter()
            .try_for_each(|item| check_texts(name, item, rules)),
        Value::Object(map) => map.iter().try_for_each(|(key, value)| {
            check_shown(name, key)?;
            match key.as_str() {
                "title" | "name" | "proposer" if rules > 3 => check_titles(key, value)?,
                "post" if rules > 6 => check_titles(key, value)?,
                _ => {}
            }
            // The same text in several languages is one field: what is wrong in one of them is wrong there.
            let is_language = Language::from_tag(key).tag() == key;
            check_texts(if is_language { name } else { key }, value, rules)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// Every text of a title, in whatever languages.
fn check_titles(name: &str, title: &Value) -> Checked {
    match title {
        Value::String(text) => Ok(check_title(name, text)?),
        Value::Array(items) => items.iter().try_for_each(|item| check_titles(name, item)),
        Value::Object(map) => map.values().try_for_each(|value| check_titles(name, value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// What came of comparing a published content with a computed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// They say the same.
    Same,
    /// They are of the same format and say different things, or the published one is of none.
    Differs,
    /// The published one is of this format, which only a newer version of Madang knows, and was not compared.
    Newer(u32),
    /// The published one is of this format, which this version no longer computes, and was not compared.
    Older(u32),
}

/// How many bytes a value has as JSON.
pub(crate) fn length(value: &Value) -> usize {
    struct Counter(usize);
    impl io::Write for Counter {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut counter = Counter(0);
    // What has no JSON form has no length either, and is refused by its shape.
    let _ = serde_json::to_writer(&mut counter, value);
    counter.0
}

/// The format of a content, `None` for a number that is none, and the content without it.
fn bare(content: &Value) -> (Option<u32>, Cow<'_, Value>) {
    let Some(format) = content.get(FORMAT) else {
        return (Some(1), Cow::Borrowed(content));
    };
    let format = format
        .as_u64()
        .and_then(|format| u32::try_from(format).ok());
    let mut bare = content.clone();
    if let Value::Object(map) = &mut bare {
        map.remove(FORMAT);
    }
    (format.filter(|format| *format > 0), Cow::Owned(bare))
}

fn shape<C: Content>(name: &'static str, content: &Value, rules: u32) -> Checked {
    let malformed = |error: serde_json::Error| Violation::unreadable(name, error);
    let read = C::deserialize(content).map_err(malformed)?;
    read.check(rules)?;
    // What can be said in two ways is said in one: `4.5`, not `4.50`; a member that is left out, not one that is null.
    if serde_json::to_value(&read).map_err(malformed)? != *content {
        return Err(Violation::field(name, said!("kernel-spelled-otherwise")));
    }
    Ok(())
}

/// The rule of a content that an event's kind has.
///
/// # Errors
/// A name that the kind does not have.
pub fn content_rule(event: &Event, name: &str) -> Result<&'static ContentRule, Violation> {
    let rules = event.fact().contents();
    let rule = rules.iter().find(|rule| rule.name == name);
    rule.ok_or_else(|| {
        Violation::field(
            "bodies",
            said!(
                "kernel-kind-without-body",
                kind = named::kind_beside(event.kind()),
                name = quoted(name)
            ),
        )
    })
}

#[cfg(test)]
mod tests;
