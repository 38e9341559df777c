//! Entries: the leaves of the record's tree.
//!
//! An entry is a canonical JSON object with exactly these members, in this (sorted) order:
//!
//! ```text
//! {"actor":…,"at":…,"bodies":[…],"facts":{…},"id":…,"kind":…,"refs":[…],"space":…,"subject":…,"v":1}
//! ```
//!
//! `bodies` and `refs` are left out when empty. The bytes are what is hashed; they are never written anew.

mod parse;

use serde_json::{Map, Value};

use crate::hash::Hash;
use crate::json::{self, JsonError};

/// The longest entry in bytes: entry bundles give its length as 16 bits.
pub const MAX_ENTRY_BYTES: usize = 65_535;

/// One entry of the record, owned.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What happened, with the version of its schema: `minutes.published/1`.
    pub kind: String,
    /// UUIDv7 in lower case with hyphens.
    pub id: String,
    /// When the server took it: UTC to the millisecond, `2026-11-23T06:54:00.123Z`.
    pub at: String,
    /// Who acted: a pseudonym, never a name.
    pub actor: String,
    /// The programme it belongs to; empty for the record as a whole.
    pub space: String,
    /// What it is about: `proposal:kr0018/46`.
    pub subject: String,
    /// Earlier entries it builds on.
    pub refs: Vec<Reference>,
    /// What is public for ever: a JSON object whose shape the kind fixes.
    pub facts: Map<String, Value>,
    /// Commitments to what may have to be hidden or erased.
    pub bodies: Vec<BodyCommitment>,
}

/// A named reference to an earlier entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What the other entry is to this one: `supersedes`, `answers`, `rule`.
    pub rel: String,
    /// Index of the other entry in the log, from zero.
    pub entry: u64,
}

/// A salted hash that stands for a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyCommitment {
    /// Which body of the entry it is; each name once.
    pub name: String,
    /// SHA-256 over the salt and the canonical bytes, see [`body_hash`](crate::body_hash).
    pub hash: Hash,
    /// Who may see the body.
    pub visibility: Visibility,
}

/// Who may see a body, as decided when the entry was made. Erasing or hiding it later is an entry of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visibility {
    /// Anybody.
    Public,
    /// Nobody until an event.
    Sealed {
        /// Subject of the event that opens it: `vote:kr0018/v1`.
        until: String,
    },
    /// Holders of one of these roles.
    Restricted {
        /// The roles, at least one, each once.
        roles: Vec<String>,
    },
}

/// One entry of the record, borrowed from its bytes: the quick form for streaming through a log.
#[derive(Debug, Clone)]
pub struct EntryRef<'a> {
    /// See [`Entry::kind`].
    pub kind: &'a str,
    /// See [`Entry::id`].
    pub id: &'a str,
    /// See [`Entry::at`].
    pub at: &'a str,
    /// See [`Entry::actor`].
    pub actor: &'a str,
    /// See [`Entry::space`].
    pub space: &'a str,
    /// See [`Entry::subject`].
    pub subject: &'a str,
    /// See [`Entry::refs`].
    pub refs: Vec<ReferenceRef<'a>>,
    /// The facts as they stand in the entry, canonical; see [`Entry::facts`].
    pub facts: &'a str,
    /// See [`Entry::bodies`].
    pub bodies: Vec<BodyCommitmentRef<'a>>,
}

/// See [`Reference`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReferenceRef<'a> {
    /// See [`Reference::rel`].
    pub rel: &'a str,
    /// See [`Reference::entry`].
    pub entry: u64,
}

/// See [`BodyCommitment`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyCommitmentRef<'a> {
    /// See [`BodyCommitment::name`].
    pub name: &'a str,
    /// See [`BodyCommitment::hash`].
    pub hash: Hash,
    /// See [`BodyCommitment::visibility`].
    pub visibility: VisibilityRef<'a>,
}

/// See [`Visibility`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VisibilityRef<'a> {
    /// See [`Visibility::Public`].
    Public,
    /// See [`Visibility::Sealed`].
    Sealed {
        /// Subject of the event that opens it.
        until: &'a str,
    },
    /// See [`Visibility::Restricted`].
    Restricted {
        /// The roles.
        roles: Vec<&'a str>,
    },
}

/// Why some bytes are not an entry, or a value cannot become one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntryError {
    /// Not canonical JSON, or JSON that the record does not allow.
    #[error("the entry is not canonical JSON: {0}")]
    Json(#[from] JsonError),
    /// Longer than an entry bundle can hold.
    #[error(
        "the entry is {length} bytes long, more than {MAX_ENTRY_BYTES}; move long text into a content"
    )]
    TooLong {
        /// Length in bytes.
        length: usize,
    },
    /// Canonical JSON, but not the members of an entry.
    #[error(
        "at byte {offset}: expected {expected}; an entry has the members actor, at, bodies (if any), facts, \
         id, kind, refs (if any), space, subject and v, and no others"
    )]
    Layout {
        /// Byte offset in the entry.
        offset: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// A member whose content has the wrong form.
    #[error("{field} is {found:?}: {problem}")]
    Field {
        /// Path of the member: `bodies[0].name`.
        field: String,
        /// What it should be.
        problem: &'static str,
        /// What it is, cut short.
        found: String,
    },
}

impl Entry {
    /// Writes the entry in its canonical form.
    ///
    /// # Errors
    /// Fails if a member has the wrong form, if the facts hold what the record does not allow (see
    /// [`json`]) or if the whole is longer than [`MAX_ENTRY_BYTES`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, EntryError> {
        let mut out = Vec::with_capacity(512);
        member(&mut out, b"{\"actor\":", &self.actor)?;
        member(&mut out, b",\"at\":", &self.at)?;
        if !self.bodies.is_empty() {
            out.extend_from_slice(b",\"bodies\":");
            list(&mut out, &self.bodies, write_commitment)?;
        }
        out.extend_from_slice(b",\"facts\":");
        json::write_object(&mut out, &self.facts, 1)?;
        member(&mut out, b",\"id\":", &self.id)?;
        member(&mut out, b",\"kind\":", &self.kind)?;
        if !self.refs.is_empty() {
            out.extend_from_slice(b",\"refs\":");
            list(&mut out, &self.refs, |out, reference| {
                out.extend_from_slice(format!("{{\"entry\":{}", reference.entry).as_bytes());
                member(out, b",\"rel\":", &reference.rel)?;
                out.push(b'}');
                Ok(())
            })?;
        }
        member(&mut out, b",\"space\":", &self.space)?;
        member(&mut out, b",\"subject\":", &self.subject)?;
        out.extend_from_slice(b",\"v\":1}");
        // The reader is the one place that knows what an entry must look like.
        EntryRef::parse(&out)?;
        Ok(out)
    }

    /// Reads an entry from its canonical bytes.
    ///
    /// # Errors
    /// Fails unless the bytes are exactly what [`Entry::to_bytes`] would write: another order, another spelling, an
    /// unknown or missing member, a member of the wrong form are all refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EntryError> {
        EntryRef::parse(bytes)?.to_entry()
    }
}

impl EntryRef<'_> {
    /// Copies the entry out of its bytes.
    ///
    /// # Errors
    /// Facts that cannot be read.
    pub fn to_entry(&self) -> Result<Entry, EntryError> {
        let facts = serde_json::from_str(self.facts).map_err(|error| {
            let reason = json::JsonReason::Custom(error.to_string());
            EntryError::Json(JsonError { offset: 0, reason })
        })?;
        Ok(Entry {
            kind: self.kind.to_owned(),
            id: self.id.to_owned(),
            at: self.at.to_owned(),
            actor: self.actor.to_owned(),
            space: self.space.to_owned(),
            subject: self.subject.to_owned(),
            refs: self.refs.iter().map(ReferenceRef::to_reference).collect(),
            facts,
            bodies: self
                .bodies
                .iter()
                .map(BodyCommitmentRef::to_commitment)
                .collect(),
        })
    }
}

impl ReferenceRef<'_> {
    /// Copies the reference.
    pub fn to_reference(&self) -> Reference {
        Reference {
            rel: self.rel.to_owned(),
            entry: self.entry,
        }
    }
}

impl BodyCommitmentRef<'_> {
    /// Copies the commitment.
    pub fn to_commitment(&self) -> BodyCommitment {
        let visibility = match &self.visibility {
            VisibilityRef::Public => Visibility::Public,
            VisibilityRef::Sealed { until } => Visibility::Sealed {
                until: (*until).to_owned(),
            },
            VisibilityRef::Restricted { roles } => Visibility::Restricted {
                roles: roles.iter().map(|&role| role.to_owned()).collect(),
            },
        };
        BodyCommitment {
            name: self.name.to_owned(),
            hash: self.hash,
            visibility,
        }
    }
}

fn member(out: &mut Vec<u8>, lead: &[u8], text: &str) -> Result<(), JsonError> {
    out.extend_from_slice(lead);
    json::write_text(out, text)
}

fn list<T>(
    out: &mut Vec<u8>,
    items: &[T],
    mut write: impl FnMut(&mut Vec<u8>, &T) -> Result<(), JsonError>,
) -> Result<(), JsonError> {
    out.push(b'[');
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        write(out, item)?;
    }
    out.push(b']');
    Ok(())
}

fn write_commitment(out: &mut Vec<u8>, body: &BodyCommitment) -> Result<(), JsonError> {
    member(out, b"{\"hash\":", &body.hash.to_hex())?;
    member(out, b",\"name\":", &body.name)?;
    match &body.visibility {
        Visibility::Public => out.extend_from_slice(b",\"visibility\":\"public\"}"),
        Visibility::Sealed { until } => {
            member(out, b",\"until\":", until)?;
            out.extend_from_slice(b",\"visibility\":\"sealed\"}");
        }
        Visibility::Restricted { roles } => {
            out.extend_from_slice(b",\"roles\":");
            list(out, roles, |out, role| json::write_text(out, role))?;
            out.extend_from_slice(b",\"visibility\":\"restricted\"}");
        }
    }
    Ok(())
}
