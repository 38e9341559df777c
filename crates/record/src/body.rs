//! Bodies: what may have to be hidden or erased, kept beside the record and committed to by a salted hash.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::encoding::{from_base64_32, to_base64};
use crate::entry::BodyCommitment;
use crate::hash::Hash;
use crate::json::{self, JsonError, check_canonical, to_canonical};

/// Thirty-two random bytes that keep a body's hash from being guessed; passed in by the caller, fresh for each body.
///
/// Without the salt nobody can test whether a commitment stands for a guessed name, vote or sentence: erasing body
/// and salt erases the content.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt([u8; 32]);

impl Salt {
    /// Takes 32 random bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Gives the 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads the 44 characters of strict base64.
    pub fn from_base64(text: &str) -> Option<Self> {
        from_base64_32(text).ok().map(Self)
    }

    /// Writes 44 characters of base64.
    pub fn to_base64(&self) -> String {
        to_base64(&self.0)
    }
}

/// A salt may guard a sealed body, so it does not show itself in logs.
impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(…)")
    }
}

impl Serialize for Salt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_base64())
    }
}

impl<'de> Deserialize<'de> for Salt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::from_base64(&text)
            .ok_or_else(|| serde::de::Error::custom("a salt is 32 bytes in padded standard base64"))
    }
}

/// The hash that commits to a body: `SHA-256(salt ‖ canonical bytes)`.
pub fn body_hash(salt: &Salt, canonical: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(salt.0);
    hasher.update(canonical);
    Hash::from_bytes(hasher.finalize().into())
}

/// A body that is open: its content and the salt that proves it belongs to an entry.
///
/// One line of a published body bundle (`body/<N>`, all open bodies of 256 entries).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenBody {
    /// Index of the entry that commits to it.
    pub entry: u64,
    /// Which of that entry's bodies it is.
    pub name: String,
    /// The salt.
    pub salt: Salt,
    /// The content.
    pub content: Value,
}

/// An open body, borrowed from its line: the quick form for streaming.
#[derive(Debug, Clone)]
pub struct OpenBodyRef<'a> {
    /// See [`OpenBody::entry`].
    pub entry: u64,
    /// See [`OpenBody::name`].
    pub name: std::borrow::Cow<'a, str>,
    /// See [`OpenBody::salt`].
    pub salt: Salt,
    /// The content as it stands in the line, canonical.
    pub content: &'a RawValue,
}

/// Why a line is not an open body.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BodyError {
    /// Not canonical JSON, or JSON that the record does not allow.
    #[error("the content is not canonical JSON: {0}")]
    Json(#[from] JsonError),
    /// Canonical JSON, but not the members of an open body.
    #[error("not an open content (content, entry, name, salt): {0}")]
    Shape(String),
}

impl OpenBody {
    /// Writes one line of a body bundle in canonical JSON, without a line end.
    ///
    /// # Errors
    /// A content that the record does not allow: fractions, numbers that are too large, text that is not NFC.
    pub fn to_line(&self) -> Result<String, BodyError> {
        Ok(json::into_text(to_canonical(self)?))
    }

    /// Reads one line of a body bundle, without its line end. Only the canonical spelling is accepted.
    ///
    /// # Errors
    /// Another spelling than the canonical one, or a member that is missing, unknown or of the wrong form.
    pub fn parse_line(line: &str) -> Result<Self, BodyError> {
        check_canonical(line.as_bytes())?;
        serde_json::from_str(line).map_err(|error| BodyError::Shape(error.to_string()))
    }

    /// The hash of the content under the salt.
    ///
    /// # Errors
    /// A content that the record does not allow.
    pub fn hash(&self) -> Result<Hash, BodyError> {
        Ok(body_hash(&self.salt, &to_canonical(&self.content)?))
    }

    /// Whether this is the body that an entry committed to, by name and by hash.
    pub fn matches(&self, commitment: &BodyCommitment) -> bool {
        self.name == commitment.name && self.hash().is_ok_and(|hash| hash == commitment.hash)
    }
}

impl<'a> OpenBodyRef<'a> {
    /// Reads one line of a body bundle without copying; the checks are those of [`OpenBody::parse_line`].
    ///
    /// # Errors
    /// As [`OpenBody::parse_line`].
    pub fn parse(line: &'a str) -> Result<Self, BodyError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Line<'a> {
            entry: u64,
            #[serde(borrow)]
            name: std::borrow::Cow<'a, str>,
            salt: Salt,
            #[serde(borrow)]
            content: &'a RawValue,
        }
        check_canonical(line.as_bytes())?;
        let line: Line<'a> =
            serde_json::from_str(line).map_err(|error| BodyError::Shape(error.to_string()))?;
        Ok(Self {
            entry: line.entry,
            name: line.name,
            salt: line.salt,
            content: line.content,
        })
    }

    /// The hash of the content under the salt.
    pub fn hash(&self) -> Hash {
        body_hash(&self.salt, self.content.get().as_bytes())
    }

    /// Copies the body out of its line.
    ///
    /// # Errors
    /// A content that cannot be read.
    pub fn to_open_body(&self) -> Result<OpenBody, BodyError> {
        let content = serde_json::from_str(self.content.get())
            .map_err(|error| BodyError::Shape(error.to_string()))?;
        Ok(OpenBody {
            entry: self.entry,
            name: self.name.to_string(),
            salt: self.salt,
            content,
        })
    }
}
