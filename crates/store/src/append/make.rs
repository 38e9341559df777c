//! From a command to an entry: asks the rules, salts the bodies, writes the canonical bytes.

use madang_programme::record_said;
use madang_programme::{By, Event, NewContent, State, Violation};
use madang_record::receipt::ReceiptBody;
use madang_record::time::{MAX_UNIX_MS, entry_id, format_at, parse_at, timeless_entry_id};
use madang_record::{BodyCommitment, Entry, EntryRef, Salt, body_hash, to_canonical};

use serde_json::Value;

use super::Submission;
use crate::error::StoreError;
use crate::words::said;

/// What a batch knows about its time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now {
    /// Milliseconds since 1970.
    pub(super) unix_ms: u64,
}

/// An entry as it is made.
pub(super) struct New {
    pub(super) bytes: Vec<u8>,
    pub(super) space: String,
    pub(super) bodies: Vec<(String, Salt, Vec<u8>)>,
    pub(super) receipt_bodies: Vec<ReceiptBody>,
}

/// Makes the entry that a command asks for and applies it to the state.
///
/// # Errors
/// The outer error is the system's, the inner one a refusal; after either the state is as it was.
pub(super) fn make(
    random: &mut Random,
    state: &mut State,
    submission: Submission,
    now: Now,
) -> Result<Result<(New, Event), Violation>, StoreError> {
    match made(random, state, submission, now) {
        Ok(made) => Ok(Ok(made)),
        Err(Not::Allowed(violation)) => Ok(Err(violation)),
        Err(Not::Possible(error)) => Err(error),
    }
}

/// Why no entry was made.
enum Not {
    Allowed(Violation),
    Possible(StoreError),
}

impl From<Violation> for Not {
    fn from(violation: Violation) -> Not {
        Not::Allowed(violation)
    }
}

impl From<StoreError> for Not {
    fn from(error: StoreError) -> Not {
        Not::Possible(error)
    }
}

fn made(
    random: &mut Random,
    state: &mut State,
    submission: Submission,
    now: Now,
) -> Result<(New, Event), Not> {
    // The record's time never goes back, whatever the clock does.
    let unix_ms = now
        .unix_ms
        .max(parse_at(&state.last_at).unwrap_or(0))
        .min(MAX_UNIX_MS);
    let at = told(unix_ms)?;
    let by = By {
        actor: (&submission.actor).into(),
        at: &at,
        index: state.size,
    };
    let draft = submission.command.draft(state, &by)?;
    let facts = draft.event.facts();
    let facts = facts.map_err(|error| Violation::unreadable("facts", error))?;
    for (field, value) in &facts {
        check_characters(field, value)?;
    }
    let Sealed {
        commitments,
        bodies,
        receipt_bodies,
    } = sealed(random, draft.contents)?;
    let (id, at) = match draft.place.grain {
        None => (entry_id(unix_ms, &random.take()?), at),
        // Who knows when somebody voted must not find the ballot by it.
        Some(grain) => (
            timeless_entry_id(&random.take()?),
            told(grain.begin(unix_ms))?,
        ),
    };
    let entry = Entry {
        kind: draft.event.kind().to_owned(),
        id,
        at,
        actor: submission.actor.to_string(),
        space: draft.place.space,
        subject: draft.place.subject,
        refs: draft.place.refs.into_iter().map(Into::into).collect(),
        facts,
        bodies: commitments,
    };
    let bytes = entry.to_bytes();
    let bytes = bytes.map_err(|error| Violation::field("entry", record_said(&error)))?;
    let parsed = EntryRef::parse(&bytes);
    let parsed = parsed.map_err(|error| StoreError::damaged(record_said(&error)))?;
    let event = state.apply(&parsed);
    let event = event.map_err(|error| Violation::field("entry", error.cause.said()))?;
    let new = New {
        space: entry.space,
        bytes,
        bodies,
        receipt_bodies,
    };
    Ok((new, event))
}

/// A time as an entry tells it.
fn told(unix_ms: u64) -> Result<String, StoreError> {
    format_at(unix_ms).ok_or_else(|| StoreError::damaged(said!("store-clock-beyond")))
}

/// Contents with their salts, and what the entry says of them.
struct Sealed {
    commitments: Vec<BodyCommitment>,
    bodies: Vec<(String, Salt, Vec<u8>)>,
    receipt_bodies: Vec<ReceiptBody>,
}

fn sealed(random: &mut Random, contents: Vec<NewContent>) -> Result<Sealed, Not> {
    for content in &contents {
        check_characters(content.name, &content.content)?;
    }
    let mut sealed = Sealed {
        commitments: Vec::with_capacity(contents.len()),
        bodies: Vec::with_capacity(contents.len()),
        receipt_bodies: Vec::with_capacity(contents.len()),
    };
    for body in contents {
        let content = to_canonical(&body.content);
        let content = content.map_err(|error| Violation::field(body.name, record_said(&error)))?;
        let salt = Salt::from_bytes(random.take()?);
        sealed.commitments.push(BodyCommitment {
            name: body.name.to_owned(),
            hash: body_hash(&salt, &content),
            visibility: body.visibility,
        });
        sealed.receipt_bodies.push(ReceiptBody {
            name: body.name.to_owned(),
            salt,
            content: body.content,
        });
        sealed.bodies.push((body.name.to_owned(), salt, content));
    }
    Ok(sealed)
}

/// Checks that no text holds characters that control a terminal or a database: one that PostgreSQL cannot keep would tie
/// a record to SQLite.
fn check_characters(field: &str, value: &Value) -> Result<(), Violation> {
    match value {
        Value::String(text) => {
            let control = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
            match text.chars().find(control) {
                None => Ok(()),
                Some(found) => Err(Violation::field(
                    "text",
                    said!(
                        "store-control-character",
                        field = field,
                        character = format!("U+{:04X}", u32::from(found))
                    ),
                )),
            }
        }
        Value::Array(items) => items
            .iter()
            .try_for_each(|item| check_characters(field, item)),
        Value::Object(fields) => fields.iter().try_for_each(|(name, item)| {
            check_characters(field, &Value::String(name.clone()))?;
            check_characters(field, item)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// Random bytes of the system, fetched many at a time.
pub(super) struct Random {
    bytes: [u8; 4096],
    used: usize,
}

impl Default for Random {
    fn default() -> Random {
        Random {
            bytes: [0; 4096],
            used: 4096,
        }
    }
}

/// Salts are made of these bytes: they are not shown.
impl std::fmt::Debug for Random {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Random(…)")
    }
}

impl Random {
    /// Bytes that nobody has had before.
    fn take<const N: usize>(&mut self) -> Result<[u8; N], StoreError> {
        if self.used + N > self.bytes.len() {
            getrandom::fill(&mut self.bytes).map_err(StoreError::Random)?;
            self.used = 0;
        }
        let mut taken = [0; N];
        let fresh = &mut self.bytes[self.used..self.used + N];
        taken.copy_from_slice(fresh);
        fresh.fill(0);
        self.used += N;
        Ok(taken)
    }
}
