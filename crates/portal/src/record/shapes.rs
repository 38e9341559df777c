//! What the API says about the record's entries, its checkpoint and receipts.

use madang_record::entry::Visibility;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::model::{self, BodyView};

/// An entry in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryItem {
    /// Its index, from 0.
    pub index: u64,
    /// What happened: `ballot.cast/1`.
    pub kind: String,
    /// When, UTC.
    pub at: String,
    /// Who: `role/pseudonym`.
    pub actor: String,
    /// The programme; empty for what concerns the whole record.
    pub space: String,
    /// What it is about.
    pub subject: String,
}

impl From<&model::EntrySummary> for EntryItem {
    fn from(entry: &model::EntrySummary) -> EntryItem {
        EntryItem {
            index: entry.index,
            kind: entry.kind.clone(),
            at: entry.at.clone(),
            actor: entry.actor.clone(),
            space: entry.space.clone(),
            subject: entry.subject.clone(),
        }
    }
}

/// One entry with the proof that it is in the record, and its contents as the public may see them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Entry {
    /// Its index, from 0.
    pub index: u64,
    /// Its bytes as hashed: canonical JSON, as a text.
    pub canonical: String,
    /// Its leaf hash: SHA-256 over a zero byte and the canonical bytes, hex.
    pub leaf: String,
    /// The inclusion proof, from the leaf's sibling up, hex.
    pub proof: Vec<String>,
    /// The signed checkpoint that the proof ends in.
    pub checkpoint: String,
    /// Its bodies.
    pub bodies: Vec<EntryBody>,
}

/// A content of an entry.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryBody {
    /// Its name in the entry.
    pub name: String,
    /// `open`, `sealed`, `kept` (still sealed, since another ballot of the voter counts), `restricted` or `erased`.
    pub state: String,
    /// The salt of an open content, base64: the entry commits to SHA-256 over salt and canonical content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
    /// What an open content says.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub content: Option<Value>,
    /// The subject whose event breaks the seal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The roles that may read a content restricted from the beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<String>>,
    /// The entry that restricted or erased it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<u64>,
}

impl EntryBody {
    /// A body, with the roles that the entry names where it is restricted.
    pub fn new(body: &BodyView, entry: &madang_record::Entry) -> EntryBody {
        let plain = |name: &str, state: &str| EntryBody {
            name: name.to_owned(),
            state: state.to_owned(),
            salt: None,
            content: None,
            until: None,
            roles: None,
            by: None,
        };
        match body {
            BodyView::Open {
                name,
                salt,
                content,
            } => EntryBody {
                salt: Some(salt.to_base64()),
                content: serde_json::from_slice(content).ok(),
                ..plain(name, "open")
            },
            BodyView::Sealed { name, until } => EntryBody {
                until: Some(until.clone()),
                ..plain(name, "sealed")
            },
            BodyView::Restricted { name, by } => {
                let roles = entry
                    .bodies
                    .iter()
                    .find(|body| body.name == *name)
                    .and_then(|body| match &body.visibility {
                        Visibility::Restricted { roles } => Some(roles.clone()),
                        _ => None,
                    });
                EntryBody {
                    roles,
                    by: *by,
                    ..plain(name, "restricted")
                }
            }
            BodyView::Kept { name, by } => EntryBody {
                by: Some(*by),
                ..plain(name, "kept")
            },
            BodyView::Erased { name, by } => EntryBody {
                by: Some(*by),
                ..plain(name, "erased")
            },
        }
    }
}

/// The head of the record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CheckpointView {
    /// Name of the log.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root hash of the tree, hex.
    pub root: String,
    /// The signed note, as at `/checkpoint`.
    pub note: String,
    /// The key that checks it, as at `/log.vkey`.
    pub key: String,
}

/// A proof that the tree of one size grew out of that of an earlier size.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Consistency {
    /// Earlier size.
    pub old: u64,
    /// Later size.
    pub new: u64,
    /// The hashes of the proof (RFC 9162, section 2.1.4), hex.
    pub hashes: Vec<String>,
}
