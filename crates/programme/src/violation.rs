//! What is wrong with an event or a command, said to the person who meets it.

use std::fmt;

use madang_words::{Malformed, Said, quoted, serde_said};
use thiserror::Error;

use crate::words::said;
use crate::{fields, named};

/// A rule of the programme that an event would break. [`Violation::said`] tells it in the reader's language, `to_string` in English.
///
/// The server refuses a command that would break one, and a verifier reports an entry that breaks one: both ask
/// the same code.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Violation {
    /// A field is malformed.
    Field {
        /// The field's name, as on the record.
        field: String,
        /// What is wrong and what is expected.
        reason: Said,
    },
    /// The thing named does not exist (yet).
    Unknown {
        /// What kind of thing: `programme`, `proposal`, ….
        what: &'static str,
        /// Its identifier.
        id: String,
    },
    /// The thing named exists already.
    Exists {
        /// What kind of thing.
        what: &'static str,
        /// Its identifier.
        id: String,
        /// The entry that made it.
        entry: u64,
    },
    /// The step comes too early, too late or out of turn.
    OutOfTurn(Said),
    /// The actor's role does not allow it.
    Role {
        /// The actor's role.
        role: String,
        /// The event's kind.
        kind: &'static str,
        /// Who may.
        allowed: String,
    },
}

impl Violation {
    /// A malformed field.
    pub fn field(field: impl Into<String>, reason: Said) -> Violation {
        Violation::Field {
            field: field.into(),
            reason,
        }
    }

    /// A field that a reader of JSON refused, in its own words.
    pub fn unreadable(field: impl Into<String>, reason: impl ToString) -> Violation {
        Violation::field(
            field,
            said!("kernel-unreadable", reason = serde_said(reason)),
        )
    }

    /// A missing thing, by the name that things of its kind have in [`THINGS`].
    pub fn unknown(what: &'static str, id: impl Into<String>) -> Violation {
        Violation::Unknown {
            what,
            id: id.into(),
        }
    }

    /// A step out of turn.
    pub fn out_of_turn(reason: Said) -> Violation {
        Violation::OutOfTurn(reason)
    }

    /// It as a sentence, for whoever wrote JSON: with the field's name as it stands there behind what it is called.
    pub fn said_of_json(&self) -> Said {
        match self {
            Violation::Field { field, reason } => said!(
                "kernel-field",
                field = fields::beside(field),
                reason = reason.clone()
            ),
            Violation::Unknown { .. }
            | Violation::Exists { .. }
            | Violation::OutOfTurn(_)
            | Violation::Role { .. } => self.said(),
        }
    }

    /// It as a sentence.
    pub fn said(&self) -> Said {
        match self {
            Violation::Field { field, reason } => {
                said!(
                    "kernel-field",
                    field = fields::called(field),
                    reason = reason.clone()
                )
            }
            Violation::Unknown { what, id } => {
                said!("kernel-unknown", what = thing(what), id = quoted(id))
            }
            Violation::Exists { what, id, entry } => said!(
                "kernel-exists",
                what = thing(what),
                id = quoted(id),
                entry = *entry
            ),
            Violation::OutOfTurn(reason) => reason.clone(),
            Violation::Role {
                role,
                kind,
                allowed,
            } => said!(
                "kernel-role",
                role = role,
                kind = named::kind_beside(kind),
                allowed = allowed
            ),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl From<Malformed> for Violation {
    fn from(malformed: Malformed) -> Violation {
        Violation::Field {
            field: malformed.field,
            reason: malformed.reason,
        }
    }
}

/// What can be named and not be there, or be there already, with the key of what it is called.
const THINGS: [(&str, &str); 23] = [
    ("action plan", "thing-action-plan"),
    ("audience", "thing-audience"),
    ("body", "thing-body"),
    ("commitment", "thing-commitment"),
    ("consultation", "thing-consultation"),
    ("correction", "thing-correction"),
    ("design", "thing-design"),
    ("entry", "thing-entry"),
    ("group", "thing-group"),
    ("institution", "thing-institution"),
    ("member", "thing-member"),
    ("milestone", "thing-milestone"),
    ("need", "thing-need"),
    ("programme", "thing-programme"),
    ("proposal", "thing-proposal"),
    ("registration", "thing-registration"),
    ("review", "thing-review"),
    ("role", "thing-role"),
    ("score sheet", "thing-score-sheet"),
    ("selection rule", "thing-selection-rule"),
    ("service", "thing-service"),
    ("voice", "thing-voice"),
    ("vote", "thing-vote"),
];

/// What things of a kind are called; a kind that has no words shows as it is, and a test holds that there is none.
fn thing(what: &'static str) -> Said {
    let key = THINGS.iter().find(|(name, _)| *name == what);
    said!(key.map_or(what, |(_, key)| key))
}

/// Checks that no entry made the thing before.
pub(crate) fn absent(what: &'static str, id: &str, entry: Option<u64>) -> Result<(), Violation> {
    match entry {
        Some(entry) => Err(Violation::Exists {
            what,
            id: id.to_owned(),
            entry,
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    fn named(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                named(&path, found);
                continue;
            }
            let source = fs::read_to_string(&path).expect("a source file");
            let own = source.split("#[cfg(test)]").next().unwrap_or_default();
            for call in ["Violation::unknown(", "unknown_in(", "absent("] {
                for (at, _) in own.match_indices(call) {
                    // `unknown_in` takes the programme first.
                    let given = own[at + call.len()..].trim_start();
                    let given = given.strip_prefix("programme, ").unwrap_or(given);
                    let what = given
                        .strip_prefix('"')
                        .and_then(|rest| rest.split('"').next());
                    found.extend(what.map(str::to_owned));
                }
            }
        }
    }

    #[test]
    fn each_thing_has_its_words() {
        let mut found = vec![];
        named(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut found,
        );
        found.sort();
        found.dedup();
        let known: Vec<&str> = THINGS.iter().map(|(name, _)| *name).collect();
        assert_eq!(found, known);
    }
}
