//! Receipts: the file that a person keeps, and with which they can prove for ever what they put on the record.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::body::{Salt, body_hash};
use crate::checkpoint::Checkpoint;
use crate::entry::{Entry, EntryError};
use crate::hash::leaf_hash;
use crate::json::{self, JsonError, to_canonical};
use crate::note::VerifyingKey;
use crate::policy::Policy;
use crate::proof::{TlogProof, TlogProofError};

/// An entry with the proof that it is in the log, and the bodies it commits to that the holder may have.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// The entry's canonical bytes, as text.
    pub entry: String,
    /// The proof that the entry is in the log.
    pub proof: TlogProof,
    /// Bodies of the entry with their salts.
    pub bodies: Vec<ReceiptBody>,
}

/// A body in a receipt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptBody {
    /// Which of the entry's bodies it is.
    pub name: String,
    /// The salt.
    pub salt: Salt,
    /// The content.
    pub content: Value,
}

/// What a receipt proves.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifiedReceipt {
    /// Index of the entry in the log.
    pub index: u64,
    /// The entry.
    pub entry: Entry,
    /// The signed checkpoint in whose tree it stands.
    pub checkpoint: Checkpoint,
    /// Names of the bodies that the receipt shows to belong to the entry.
    pub bodies: Vec<String>,
}

/// Why a receipt is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiptError {
    /// Not JSON, or JSON that the record does not allow.
    #[error("the receipt is not readable JSON: {0}")]
    Json(#[from] JsonError),
    /// Not the members of a receipt.
    #[error("not a receipt (v, entry, proof, bodies): {0}")]
    Shape(String),
    /// A version this program does not know.
    #[error("the receipt is of version {0}; this program knows version 1")]
    Version(u64),
    /// The entry is refused.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The proof is refused.
    #[error(transparent)]
    Proof(#[from] TlogProofError),
    /// A body that the entry does not commit to, or that stands in the receipt twice.
    #[error("the entry has no content named {0:?}, or the receipt has it twice")]
    UnknownBody(String),
    /// A body that is not the one committed to.
    #[error(
        "the content {0:?} is not the one that the entry committed to: it or its salt was altered"
    )]
    BodyMismatch(String),
}

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    v: u64,
    entry: String,
    proof: String,
    #[serde(default)]
    bodies: Vec<ReceiptBody>,
}

impl Receipt {
    /// Writes the receipt as canonical JSON:
    /// `{"bodies":[{"content":…,"name":…,"salt":…}],"entry":"…","proof":"…","v":1}`.
    ///
    /// # Errors
    /// A content that the record does not allow.
    pub fn to_json(&self) -> Result<String, ReceiptError> {
        let file = File {
            v: 1,
            entry: self.entry.clone(),
            proof: self.proof.to_string(),
            bodies: self.bodies.clone(),
        };
        Ok(json::into_text(to_canonical(&file)?))
    }

    /// Reads a receipt. Layout is free (people's tools re-indent files); keys given twice, fractions and unknown
    /// members are refused. Nothing is proven before [`Receipt::verify`].
    ///
    /// # Errors
    /// Text that is no receipt, with what is wrong in it.
    pub fn from_json(text: &str) -> Result<Self, ReceiptError> {
        let value = json::parse(text.as_bytes())?;
        let file: File = serde_json::from_value(value)
            .map_err(|error| ReceiptError::Shape(error.to_string()))?;
        if file.v != 1 {
            return Err(ReceiptError::Version(file.v));
        }
        let proof = TlogProof::parse(&file.proof)?;
        Ok(Self {
            entry: file.entry,
            proof,
            bodies: file.bodies,
        })
    }

    /// Checks everything in the receipt: that the entry is canonical, that it stands in a log with one of these keys,
    /// and that each body is the one it commits to.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn verify(&self, keys: &[VerifyingKey]) -> Result<VerifiedReceipt, ReceiptError> {
        self.verify_with(|proof, leaf| proof.verify(leaf, keys))
    }

    /// As [`Receipt::verify`], under a policy, whose quorum of witnesses must have cosigned.
    ///
    /// # Errors
    /// As [`Receipt::verify`], and a quorum that is missing.
    pub fn verify_policy(&self, policy: &Policy) -> Result<VerifiedReceipt, ReceiptError> {
        self.verify_with(|proof, leaf| {
            proof
                .verify_policy(leaf, policy)
                .map(|outcome| outcome.checkpoint)
        })
    }

    fn verify_with(
        &self,
        check: impl Fn(&TlogProof, &crate::Hash) -> Result<Checkpoint, TlogProofError>,
    ) -> Result<VerifiedReceipt, ReceiptError> {
        let entry = Entry::from_bytes(self.entry.as_bytes())?;
        let checkpoint = check(&self.proof, &leaf_hash(self.entry.as_bytes()))?;
        let mut bodies: Vec<String> = Vec::new();
        for body in &self.bodies {
            let commitment = entry
                .bodies
                .iter()
                .find(|commitment| commitment.name == body.name);
            let Some(commitment) = commitment.filter(|_| !bodies.contains(&body.name)) else {
                return Err(ReceiptError::UnknownBody(body.name.clone()));
            };
            if body_hash(&body.salt, &to_canonical(&body.content)?) != commitment.hash {
                return Err(ReceiptError::BodyMismatch(body.name.clone()));
            }
            bodies.push(body.name.clone());
        }
        Ok(VerifiedReceipt {
            index: self.proof.index,
            entry,
            checkpoint,
            bodies,
        })
    }
}
