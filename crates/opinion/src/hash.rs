//! The hashes by which people are halved and sampled.

use sha2::{Digest, Sha256};

/// SHA-256 of the conversation's name, a line feed and a pseudonym.
pub(crate) fn of_person(conversation: &str, pseudonym: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(conversation.as_bytes());
    hash.update(b"\n");
    hash.update(pseudonym.as_bytes());
    hash.finalize().into()
}
