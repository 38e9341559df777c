//! Contents: what an entry commits to by a salted hash, and what each of them says. On the wire they are called bodies.

use std::borrow::Cow;

use madang_words::check_shown;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::event::Event;
use crate::fact::Checked;
use crate::violation::Violation;

/// The content that holds an entry's words.
pub const TEXT: &str = "text";

/// The key of a content that tells its format. A content without it is of format 1.
const FORMAT: &str = "format";

/// What a content says, read from its JSON.
pub trait Content: Serialize + DeserializeOwned {
    /// Checks what its shape does not say.
    ///
    /// # Errors
    /// Names the field and what is wrong with it.
    fn check(&self) -> Checked;
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
    /// Whether its words are found by a search, as long as it is public.
    pub searched: bool,
    /// The formats that are read, oldest first; the last is the one that is written.
    pub formats: &'static [u32],
    /// Whether it is written with its number even where that is 1: what an engine wrote, which the next version of the
    /// engine may write otherwise.
    pub numbered: bool,
    shape: fn(&'static str, &Value) -> Checked,
}

impl ContentRule {
    /// A content that must be there, public or restricted, and can be hidden.
    pub const fn of<C: Content>(name: &'static str) -> ContentRule {
        ContentRule {
            name,
            required: true,
            sealed: false,
            lasting: false,
            searched: false,
            formats: &[1],
            numbered: false,
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

    /// The format that this version writes.
    pub fn written(&self) -> u32 {
        self.formats.last().copied().unwrap_or(1)
    }

    /// Checks a content as [`ContentRule::check`] does, and that its texts can be shown, where the record is held to rules
    /// from 2 on ([`crate::State::rules`]).
    ///
    /// # Errors
    /// Names the field and what is wrong with it.
    pub fn check_under(&self, rules: u32, content: &Value) -> Checked {
        self.check(content)?;
        match rules {
            1 => Ok(()),
            _ => check_texts(self.name, content),
        }
    }

    /// Writes the number of the format into a content, where it is to have one.
    pub(crate) fn number(&self, content: &mut Value) {
        if (self.numbered || self.written() > 1)
            && let Value::Object(map) = content
        {
            map.entry(FORMAT).or_insert_with(|| self.written().into());
        }
    }

    /// Holds a content that somebody published against the one that this version computes from the same facts. They are
    /// compared only where both are of the same format: another version of an engine explains more, or otherwise, and the
    /// facts beside it are compared in any case.
    pub fn compare(&self, published: &Value, computed: &Value) -> Comparison {
        let (format, published) = bare(published);
        if format != Some(self.written()) {
            let format = format.unwrap_or(0);
            return Comparison::OtherFormat(format);
        }
        match bare(computed).1 == published {
            true => Comparison::Same,
            false => Comparison::Differs,
        }
    }

    /// Checks what a content says against the shape that its kind asks for. The server asks before it commits to a
    /// content.
    ///
    /// # Errors
    /// Names the field and what is wrong with it.
    pub fn check(&self, content: &Value) -> Checked {
        let (format, bare) = bare(content);
        match format {
            Some(format) if self.formats.contains(&format) => (self.shape)(self.name, &bare),
            Some(format) => Err(Violation::field(
                self.name,
                format!(
                    "is of format {format}, which this version of Madang does not know: a newer one may"
                ),
            )),
            None => Err(Violation::field(
                format!("{}.{FORMAT}", self.name),
                "must be a whole number from 1",
            )),
        }
    }
}

/// Every text in a content: keys too.
fn check_texts(name: &str, content: &Value) -> Checked {
    match content {
        Value::String(text) => Ok(check_shown(name, text)?),
        Value::Array(items) => items.iter().try_for_each(|item| check_texts(name, item)),
        Value::Object(map) => map.iter().try_for_each(|(key, value)| {
            check_shown(name, key)?;
            check_texts(key, value)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// What came of comparing a published content with a computed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// They say the same.
    Same,
    /// They are of the same format and say different things.
    Differs,
    /// The published one is of this other format (0: of a number that is none) and was not compared.
    OtherFormat(u32),
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

fn shape<C: Content>(name: &'static str, content: &Value) -> Checked {
    let malformed = |error: serde_json::Error| Violation::field(name, error.to_string());
    let read = C::deserialize(content).map_err(malformed)?;
    read.check()?;
    // What can be said in two ways is said in one: `4.5`, not `4.50`; a member that is left out, not one that is null.
    if serde_json::to_value(&read).map_err(malformed)? != *content {
        return Err(Violation::field(
            name,
            "is not spelled as it is written: the same can be said in one way only",
        ));
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
            format!("an entry of the kind {} has no body {name:?}", event.kind()),
        )
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::programmes::ProgrammeText;

    const RULE: ContentRule = ContentRule::of::<ProgrammeText>(TEXT);

    #[test]
    fn a_content_of_an_unknown_format_is_told_from_a_malformed_one() {
        let text = |format: Value| json!({"format": format, "title": {"en": "Title"}, "summary": {"en": "Summary"}});
        assert_eq!(RULE.check(&text(1.into())), Ok(()));
        let unknown = RULE.check(&text(2.into())).expect_err("format 2");
        assert_eq!(
            unknown.to_string(),
            "text is of format 2, which this version of Madang does not know: a newer one may"
        );
        for malformed in [json!(0), json!("1"), json!(-1), json!(1.5), json!(null)] {
            let refused = RULE.check(&text(malformed)).expect_err("no format");
            assert!(
                refused.to_string().starts_with("text.format must be"),
                "{refused}"
            );
        }
        let mut other = text(2.into());
        assert!(RULE.formats(&[1, 2]).check(&other).is_ok());
        other["surplus"] = true.into();
        let refused = RULE.formats(&[1, 2]).check(&other).expect_err("surplus");
        assert!(
            refused.to_string().contains("unknown field `surplus`"),
            "{refused}"
        );
    }

    #[test]
    fn explanations_are_compared_in_the_same_format_only() {
        let engine = RULE.numbered();
        let computed = json!({"findings": ["a", "b"]});
        let mut published = computed.clone();
        assert_eq!(engine.compare(&published, &computed), Comparison::Same);
        engine.number(&mut published);
        assert_eq!(published["format"], 1);
        assert_eq!(engine.compare(&published, &computed), Comparison::Same);
        let altered = json!({"format": 1, "findings": ["a"]});
        assert_eq!(engine.compare(&altered, &computed), Comparison::Differs);
        // The next version of the engine finds one thing more and says so by its number.
        let next = engine.formats(&[1, 2]);
        let more = json!({"findings": ["a", "b", "c"]});
        assert_eq!(next.compare(&published, &more), Comparison::OtherFormat(1));
        assert_eq!(next.compare(&computed, &more), Comparison::OtherFormat(1));
        let mut written = more.clone();
        next.number(&mut written);
        assert_eq!(written["format"], 2);
        assert_eq!(next.compare(&written, &more), Comparison::Same);
        // And what it wrote is not held against the engine of before.
        assert_eq!(
            engine.compare(&written, &computed),
            Comparison::OtherFormat(2)
        );
    }
}
