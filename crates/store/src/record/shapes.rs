//! Entries and their contents, as pages and the JSON API show them.

use madang_programme::named::unversioned;
use madang_record::{Hash, Salt};
use serde::Serialize;

/// An entry in the list of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntrySummary {
    /// Its index.
    pub index: u64,
    /// Kind.
    pub kind: String,
    /// Time, UTC.
    pub at: String,
    /// Actor: `role/pseudonym`.
    pub actor: String,
    /// Programme; empty for what concerns the whole record.
    pub space: String,
    /// What it is about.
    pub subject: String,
}

/// An entry that refers to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReferenceTo {
    /// The entry that refers.
    pub entry: u64,
    /// What the other is to it: `vote`, `commitment`, `entry`.
    pub relation: String,
}

/// Which entries to list. Without a kind, those that come in great numbers are left out: ballots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryFilter {
    /// Only those of this programme; of the record as a whole where it is empty.
    pub space: Option<String>,
    /// Only those of this kind, `proposal.submitted/1`, or of all its versions, `proposal.submitted`.
    pub kind: Option<String>,
    /// Only those by this actor: `official/demo`.
    pub actor: Option<String>,
    /// Only those of this programme, and what was done to the contents of its entries.
    pub programme: Option<String>,
    /// Only those about this: `voice:kr0018-flagships/12`; what was done to its contents among them.
    pub subject: Option<String>,
}

impl EntryFilter {
    /// Whether an entry is among those asked for.
    pub(super) fn lets_through(&self, entry: &EntrySummary) -> bool {
        let is = |wanted: &Option<String>, found: &String| {
            wanted.as_ref().is_none_or(|wanted| wanted == found)
        };
        let of_kind = |wanted: &String| *wanted == entry.kind || wanted == unversioned(&entry.kind);
        self.kind.as_ref().is_none_or(of_kind)
            && is(&self.actor, &entry.actor)
            && is(&self.space, &entry.space)
            && is(&self.programme, &entry.space)
            && is(&self.subject, &entry.subject)
    }
}

/// Which part of the record to list, and in which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryRange {
    /// Before this index, or to the end where there is none; newest first.
    Before(Option<u64>),
    /// From this index on, oldest first.
    From(u64),
}

/// One entry in full.
#[derive(Clone, Debug)]
pub struct EntryDetail {
    /// Its index.
    pub index: u64,
    /// Its bytes, as hashed.
    pub bytes: Vec<u8>,
    /// Its leaf hash.
    pub leaf: Hash,
    /// Its bodies.
    pub bodies: Vec<BodyView>,
}

/// A body as the public may see it.
#[derive(Clone, Debug)]
pub enum BodyView {
    /// Public: what it says, and the salt that proves it.
    Open {
        /// Name.
        name: String,
        /// Salt.
        salt: Salt,
        /// Canonical JSON.
        content: Vec<u8>,
    },
    /// Sealed until that event.
    Sealed {
        /// Name.
        name: String,
        /// The subject whose event breaks the seal.
        until: String,
    },
    /// Restricted; by that entry, or from the beginning.
    Restricted {
        /// Name.
        name: String,
        /// The entry that restricted it, where it was not restricted from the beginning.
        by: Option<u64>,
    },
    /// Still sealed, though that entry broke the seals of its subject: a ballot in whose stead another of the same voter counts.
    Kept {
        /// Name.
        name: String,
        /// The entry that left its seal whole.
        by: u64,
    },
    /// Erased by that entry.
    Erased {
        /// Name.
        name: String,
        /// The entry that erased it.
        by: u64,
    },
}

impl EntryDetail {
    /// What the body of that name says, canonical JSON, where it is public.
    pub fn open_body(&self, body: &str) -> Option<&[u8]> {
        self.bodies.iter().find_map(|view| match view {
            BodyView::Open { name, content, .. } if name == body => Some(content.as_slice()),
            _ => None,
        })
    }
}

impl BodyView {
    /// Its name in the entry.
    pub fn name(&self) -> &str {
        match self {
            BodyView::Open { name, .. }
            | BodyView::Sealed { name, .. }
            | BodyView::Restricted { name, .. }
            | BodyView::Kept { name, .. }
            | BodyView::Erased { name, .. } => name,
        }
    }
}
