//! The log itself: its beginning, its keys, and what an operator decided about its database.

use madang_record::{Note, NoteError, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

/// The first entry of every record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogCreated {
    /// The log's origin, as on its checkpoints: a schemeless address.
    pub origin: String,
    /// The key that signs the checkpoints, as a signed-note verifier key (`vkey`).
    pub key: String,
}

/// Checkpoints from this entry on are signed by another key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRotated {
    /// The new verifier key.
    pub key: String,
    /// The key it replaces: the one in force so far.
    pub replaces: String,
    /// [`endorsement_text`] as a signed note under the key that is replaced, so that whoever trusts that key can
    /// trust this one.
    pub endorsement: String,
}

impl KeyRotated {
    /// The facts of a hand-over from `old` to `new`.
    ///
    /// # Errors
    /// Where the text cannot be signed: an origin that holds a line break, say.
    pub fn endorsed(
        origin: &str,
        old: &SigningKey,
        new: &VerifyingKey,
    ) -> Result<KeyRotated, NoteError> {
        let key = new.to_string();
        let endorsement = Note::sign(&endorsement_text(origin, &key), &[old])?.to_string();
        Ok(KeyRotated {
            key,
            replaces: old.verifying_key().to_string(),
            endorsement,
        })
    }
}

/// What the key in force signs to hand over to another.
pub fn endorsement_text(origin: &str, new_key: &str) -> String {
    format!("madang log key rotation\n{origin}\n{new_key}\n")
}

/// A person decided to go on with a database that is behind a checkpoint signed earlier: entries were lost, and
/// receipts for them no longer verify. This entry says so for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseAccepted {
    /// Size of the tree in the checkpoint that was signed earlier.
    pub signed_size: u64,
    /// Its root hash, hex.
    pub signed_root: String,
    /// Size of the tree in the database that was accepted.
    pub database_size: u64,
    /// Why, in the operator's words; no personal data.
    pub reason: String,
}
