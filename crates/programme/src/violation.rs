//! What is wrong with an event or a command, said to the person who meets it.

use madang_words::Malformed;
use thiserror::Error;

/// A rule of the programme that an event would break.
///
/// The server refuses a command that would break one, and a verifier reports an entry that breaks one: both ask
/// the same code.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Violation {
    /// A field is malformed.
    #[error("{field} {reason}")]
    Field {
        /// The field's name, as on the record.
        field: String,
        /// What is wrong and what is expected.
        reason: String,
    },
    /// The thing named does not exist (yet).
    #[error("there is no {what} {id:?}")]
    Unknown {
        /// What kind of thing: `programme`, `proposal`, ….
        what: &'static str,
        /// Its identifier.
        id: String,
    },
    /// The thing named exists already.
    #[error("{what} {id:?} exists already (entry {entry})")]
    Exists {
        /// What kind of thing.
        what: &'static str,
        /// Its identifier.
        id: String,
        /// The entry that made it.
        entry: u64,
    },
    /// The step comes too early, too late or out of turn.
    #[error("{0}")]
    OutOfTurn(String),
    /// The actor's role does not allow it.
    #[error("the role {role} may not do {kind}; allowed: {allowed}")]
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
    pub fn field(field: impl Into<String>, reason: impl Into<String>) -> Violation {
        Violation::Field {
            field: field.into(),
            reason: reason.into(),
        }
    }

    /// A missing thing.
    pub fn unknown(what: &'static str, id: impl Into<String>) -> Violation {
        Violation::Unknown {
            what,
            id: id.into(),
        }
    }

    /// A step out of turn.
    pub fn out_of_turn(reason: impl Into<String>) -> Violation {
        Violation::OutOfTurn(reason.into())
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
