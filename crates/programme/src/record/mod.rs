//! Why something of the record's formats is refused, as sentences: the formats themselves know no language but English.

mod problems;

use std::error::Error;

use madang_record::{
    BodyError, CheckpointError, EntryError, JsonError, JsonReason, NoteError, PolicyError,
    ProofError, ReceiptError, TileError, TlogProofError, TreeError,
};
use madang_words::{Argument, Said, json_said, quoted};

use crate::words::said;
use problems::problem;

/// An error of the record's formats. [`RecordSaid::said`] tells it in the reader's language; its English is that of `to_string`.
pub trait RecordSaid {
    /// It as a sentence.
    fn said(&self) -> Said;
}

/// An error of the record's formats as a sentence.
pub fn record_said(error: &impl RecordSaid) -> Said {
    error.said()
}

/// An error of the record's formats as a sentence, whichever it is; `None` for any other error.
pub fn record_error_said(error: &(dyn Error + 'static)) -> Option<Said> {
    fn of<E: RecordSaid + Error + 'static>(error: &(dyn Error + 'static)) -> Option<Said> {
        error.downcast_ref().map(E::said)
    }
    of::<NoteError>(error)
        .or_else(|| of::<CheckpointError>(error))
        .or_else(|| of::<PolicyError>(error))
        .or_else(|| of::<ReceiptError>(error))
        .or_else(|| of::<TlogProofError>(error))
        .or_else(|| of::<ProofError>(error))
        .or_else(|| of::<TreeError>(error))
        .or_else(|| of::<TileError>(error))
        .or_else(|| of::<EntryError>(error))
        .or_else(|| of::<BodyError>(error))
        .or_else(|| of::<JsonError>(error))
}

/// What a later version of the formats says, which has no words here.
fn other(error: &impl ToString) -> Said {
    said!("record-text", text = error.to_string())
}

impl RecordSaid for NoteError {
    fn said(&self) -> Said {
        match self {
            NoteError::Name(name) => said!("record-note-name", name = quoted(name)),
            NoteError::Key {
                kind: "verifier",
                problem: what,
            } => said!("record-note-verifier-key", problem = problem(what)),
            NoteError::Key { problem: what, .. } => {
                said!("record-note-signing-key", problem = problem(what))
            }
            NoteError::Text => said!("record-note-text"),
            NoteError::Malformed(what) => {
                said!("record-note-malformed", problem = problem(what))
            }
            NoteError::SignatureLine {
                line,
                problem: what,
            } => said!("record-note-line", line = *line, problem = problem(what)),
            NoteError::BadSignature { name } => said!("record-note-bad", name = name),
            NoteError::AmbiguousKeys { name } => said!("record-note-ambiguous", name = name),
            NoteError::NoKnownSignature { found, known } => {
                said!("record-note-unknown", found = found, known = known)
            }
            error => other(error),
        }
    }
}

impl RecordSaid for CheckpointError {
    fn said(&self) -> Said {
        match self {
            CheckpointError::Note(error) => error.said(),
            CheckpointError::Line {
                line,
                problem: what,
            } => said!(
                "record-checkpoint-line",
                line = *line,
                problem = problem(what)
            ),
            CheckpointError::NotByLog { origin } => {
                said!("record-checkpoint-other", origin = quoted(origin))
            }
            error => other(error),
        }
    }
}

impl RecordSaid for PolicyError {
    fn said(&self) -> Said {
        match self {
            PolicyError::Line {
                line,
                problem: what,
            } => said!("record-policy-line", line = *line, problem = problem(what)),
            PolicyError::NoQuorum => said!("record-policy-no-quorum"),
            PolicyError::Checkpoint(error) => error.said(),
            PolicyError::QuorumUnmet { quorum, found } => {
                let found: Argument = match found.as_str() {
                    "no witness" => said!("record-no-witness").into(),
                    names => names.into(),
                };
                said!(
                    "record-policy-unmet",
                    quorum = quoted(quorum),
                    found = found
                )
            }
            error => other(error),
        }
    }
}

impl RecordSaid for ReceiptError {
    fn said(&self) -> Said {
        match self {
            ReceiptError::Json(error) => said!("record-receipt-json", problem = error.said()),
            ReceiptError::Shape(what) => {
                said!(
                    "record-receipt-shape",
                    problem = madang_words::serde_said(what)
                )
            }
            ReceiptError::Version(version) => said!("record-receipt-version", version = *version),
            ReceiptError::Entry(error) => error.said(),
            ReceiptError::Proof(error) => error.said(),
            ReceiptError::UnknownBody(name) => said!("record-receipt-body", name = quoted(name)),
            ReceiptError::BodyMismatch(name) => {
                said!("record-receipt-altered", name = quoted(name))
            }
            error => other(error),
        }
    }
}

impl RecordSaid for TlogProofError {
    fn said(&self) -> Said {
        match self {
            TlogProofError::Line {
                line,
                problem: what,
            } => said!("record-proof-line", line = *line, problem = problem(what)),
            TlogProofError::Checkpoint(error) => error.said(),
            TlogProofError::Policy(error) => error.said(),
            TlogProofError::Proof(error) => error.said(),
            error => other(error),
        }
    }
}

impl RecordSaid for ProofError {
    fn said(&self) -> Said {
        match self {
            ProofError::IndexBeyondSize { index, size } => {
                said!("record-proof-beyond", index = *index, size = *size)
            }
            ProofError::OldBeyondNew { old, new } => {
                said!("record-proof-older", old = *old, new = *new)
            }
            ProofError::MissingNode { level, index } => said!(
                "record-proof-node",
                index = *index,
                level = u64::from(*level)
            ),
            ProofError::Length { expected, found } => {
                said!("record-proof-length", found = *found, expected = *expected)
            }
            ProofError::RootMismatch { expected, computed } => said!(
                "record-proof-root",
                computed = computed.to_string(),
                expected = expected.to_string()
            ),
            ProofError::Fork { size, old, new } => said!(
                "record-proof-fork",
                size = *size,
                old = old.to_string(),
                new = new.to_string()
            ),
            error => other(error),
        }
    }
}

impl RecordSaid for TreeError {
    fn said(&self) -> Said {
        match self {
            TreeError::RootCount {
                size,
                expected,
                found,
            } => said!(
                "record-tree-roots",
                size = *size,
                expected = *expected,
                found = *found
            ),
            TreeError::TooLarge(size) => said!("record-tree-large", size = *size),
            TreeError::Length(found) => said!("record-tree-length", found = *found),
            error => other(error),
        }
    }
}

impl RecordSaid for TileError {
    fn said(&self) -> Said {
        match self {
            TileError::Path(path) => said!("record-tile-path", path = quoted(path)),
            TileError::TileLength { width, found } => said!(
                "record-tile-length",
                width = u64::from(*width),
                expected = 32 * u64::from(*width),
                found = *found
            ),
            TileError::Truncated {
                position,
                width,
                offset,
            } => said!(
                "record-tile-cut",
                position = u64::from(*position),
                width = u64::from(*width),
                offset = *offset
            ),
            TileError::TrailingBytes {
                width,
                offset,
                excess,
            } => said!(
                "record-tile-trailing",
                excess = *excess,
                width = u64::from(*width),
                offset = *offset
            ),
            TileError::EntryTooLong { position, length } => said!(
                "record-tile-entry-long",
                position = *position,
                length = *length
            ),
            TileError::Count(count) => said!("record-tile-count", count = *count),
            error => other(error),
        }
    }
}

impl RecordSaid for EntryError {
    fn said(&self) -> Said {
        match self {
            EntryError::Json(error) => said!("record-entry-json", problem = error.said()),
            EntryError::TooLong { length } => {
                said!("record-entry-too-long", length = *length, most = 65_535_u64)
            }
            EntryError::Layout { offset, expected } => said!(
                "record-entry-layout",
                offset = *offset,
                expected = problem(expected)
            ),
            EntryError::Field {
                field,
                problem: what,
                found,
            } => said!(
                "record-entry-field",
                field = field,
                found = quoted(found),
                problem = problem(what)
            ),
            error => other(error),
        }
    }
}

impl RecordSaid for BodyError {
    fn said(&self) -> Said {
        match self {
            BodyError::Json(error) => said!("record-body-json", problem = error.said()),
            BodyError::Shape(what) => {
                said!(
                    "record-body-shape",
                    problem = madang_words::serde_said(what)
                )
            }
            error => other(error),
        }
    }
}

impl RecordSaid for JsonError {
    fn said(&self) -> Said {
        let reason = self.reason.said();
        said!("record-json-at", offset = self.offset, reason = reason)
    }
}

impl RecordSaid for JsonReason {
    fn said(&self) -> Said {
        match self {
            JsonReason::UnexpectedEnd => said!("record-json-end"),
            JsonReason::Unexpected { expected, found } => {
                let found: Argument = match found {
                    0x21..=0x7e => format!("{:?}", char::from(*found)).into(),
                    byte => said!("record-json-byte", byte = format!("{byte:02x}")).into(),
                };
                said!(
                    "record-json-unexpected",
                    expected = problem(expected),
                    found = found
                )
            }
            JsonReason::TrailingBytes => said!("record-json-trailing"),
            JsonReason::Whitespace => said!("record-json-space"),
            JsonReason::NotUtf8 => said!("record-json-utf8"),
            JsonReason::Float => said!("record-json-float"),
            JsonReason::IntegerTooLarge => said!("record-json-large"),
            JsonReason::IntegerForm => said!("record-json-integer"),
            JsonReason::DuplicateKey(key) => said!("record-json-key-twice", key = quoted(key)),
            JsonReason::KeyOrder(key) => said!("record-json-key-order", key = quoted(key)),
            JsonReason::BareControl(byte) => {
                said!("record-json-bare", byte = format!("{byte:02x}"))
            }
            JsonReason::Escape => said!("record-json-escape"),
            JsonReason::NotNfc(text) => said!("record-json-not-nfc", text = quoted(text)),
            JsonReason::TooDeep => {
                said!("record-json-deep", most = madang_record::json::MAX_DEPTH)
            }
            JsonReason::KeyNotText => said!("record-json-key-text"),
            JsonReason::Custom(what) => {
                json_said(what).unwrap_or_else(|| said!("record-text", text = what))
            }
            error => other(error),
        }
    }
}

#[cfg(test)]
mod tests;
