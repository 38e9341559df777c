//! Checkpoints (C2SP tlog-checkpoint): what a log signs about its tree.

use crate::encoding::{from_base64_32, parse_decimal, to_base64};
use crate::hash::Hash;
use crate::note::{Algorithm, Note, NoteError, SigningKey, VerifiedSignature, VerifyingKey};

/// The head of a log's tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Unique name of the log, and of its key.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Hash,
}

/// A checkpoint whose signatures were checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedCheckpoint {
    /// What was signed.
    pub checkpoint: Checkpoint,
    /// The signatures of known keys, all of which hold; at least one is the log's own.
    pub signatures: Vec<VerifiedSignature>,
}

/// Why a checkpoint is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckpointError {
    /// The signed note around it is refused.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text is not a checkpoint.
    #[error("line {line} of the checkpoint: {problem}")]
    Line {
        /// Line, from one.
        line: usize,
        /// What is wrong.
        problem: &'static str,
    },
    /// Signed, but not by the log it speaks of.
    #[error("the checkpoint of {origin:?} is not signed by a known key of that name")]
    NotByLog {
        /// Name of the log.
        origin: String,
    },
}

fn line<T>(line: usize, problem: &'static str) -> Result<T, CheckpointError> {
    Err(CheckpointError::Line { line, problem })
}

impl Checkpoint {
    /// Writes the three lines that are signed: origin, size, base64 of the root.
    ///
    /// # Errors
    /// Fails if the origin is empty or holds a line end or control character, or the size is 2⁶³ or more.
    pub fn to_text(&self) -> Result<String, CheckpointError> {
        let text = format!(
            "{}\n{}\n{}\n",
            self.origin,
            self.size,
            to_base64(self.root.as_bytes())
        );
        // The reader is the one place that knows what a checkpoint must look like.
        Self::parse(&text)?;
        Ok(text)
    }

    /// Reads the three lines.
    ///
    /// Extension lines are refused: the specification recommends against them, as nobody can audit what they say.
    ///
    /// # Errors
    /// Text that is no checkpoint, with what is wrong: lines, origin, size or root.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.split('\n');
        let (origin, size, root) = (lines.next(), lines.next(), lines.next());
        let Some(origin) = origin.filter(|o| !o.is_empty() && !o.contains(char::is_control)) else {
            return line(
                1,
                "the origin must not be empty or hold a control character",
            );
        };
        let Some(size) = size.and_then(parse_decimal) else {
            return line(
                2,
                "the size must be a decimal number below 2^63 without leading zeros",
            );
        };
        let Some(Ok(root)) = root.map(from_base64_32) else {
            return line(3, "the root must be 32 bytes in canonical base64");
        };
        match (lines.next(), lines.next()) {
            (Some(""), None) => {}
            (None, _) => return line(3, "the line does not end with a line end"),
            _ => {
                return line(
                    4,
                    "there are extension lines; a checkpoint here has three lines",
                );
            }
        }
        Ok(Self {
            origin: origin.to_owned(),
            size,
            root: Hash::from_bytes(root),
        })
    }

    /// Signs the checkpoint with the log's key and gives the signed note.
    ///
    /// # Errors
    /// Fails if the key's name is not the origin.
    pub fn sign(&self, key: &SigningKey) -> Result<String, CheckpointError> {
        if key.name() != self.origin {
            return Err(CheckpointError::NotByLog {
                origin: self.origin.clone(),
            });
        }
        Ok(Note::sign(&self.to_text()?, &[key])?.to_string())
    }

    /// Reads a signed checkpoint and checks it against known keys.
    ///
    /// # Errors
    /// Fails unless every signature of a known key holds and one of them is the log's own: a plain Ed25519 key
    /// (type 0x01) whose name is the origin. Keys of witnesses may be among those given.
    pub fn open(note: &str, keys: &[VerifyingKey]) -> Result<Self, CheckpointError> {
        Self::open_with_signatures(note, keys).map(|opened| opened.checkpoint)
    }

    /// As [`Checkpoint::open`], and gives the signatures too, with the times of cosignatures.
    ///
    /// # Errors
    /// As [`Checkpoint::open`].
    pub fn open_with_signatures(
        note: &str,
        keys: &[VerifyingKey],
    ) -> Result<OpenedCheckpoint, CheckpointError> {
        let note = Note::parse(note)?;
        let signatures = note.verify(keys)?;
        let checkpoint = Self::parse(&note.text)?;
        let by_log = signatures.iter().any(|signature| {
            signature.algorithm == Algorithm::Ed25519 && signature.name == checkpoint.origin
        });
        if !by_log {
            return Err(CheckpointError::NotByLog {
                origin: checkpoint.origin,
            });
        }
        Ok(OpenedCheckpoint {
            checkpoint,
            signatures,
        })
    }
}
