//! Contents: what an entry commits to by a salted hash, and what each of them says. On the wire they are called bodies.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::event::Event;
use crate::fact::Checked;
use crate::violation::Violation;

/// The content that holds an entry's words.
pub const TEXT: &str = "text";

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
    /// Whether it is sealed until an event about the entry's own subject breaks the seal; else it is public or restricted.
    pub sealed: bool,
    /// Whether it can be neither restricted nor erased: what engines wrote, which holds no personal data.
    pub lasting: bool,
    /// Whether its words are found by a search, as long as it is public.
    pub searched: bool,
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

    /// Checks what a content says against the shape that its kind asks for. The server asks before it commits to a
    /// content.
    ///
    /// # Errors
    /// Names the field and what is wrong with it.
    pub fn check(&self, content: &Value) -> Checked {
        (self.shape)(self.name, content)
    }
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

/// Checks what a content of an event says: [`ContentRule::check`] of the rule of that name.
///
/// # Errors
/// A name that the kind does not have, or what is wrong with the content.
pub fn check_content(event: &Event, name: &str, content: &Value) -> Checked {
    let rules = event.fact().contents();
    match rules.iter().find(|rule| rule.name == name) {
        Some(rule) => rule.check(content),
        None => Err(Violation::field(
            "bodies",
            format!("an entry of the kind {} has no body {name:?}", event.kind()),
        )),
    }
}
