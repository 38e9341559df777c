//! Signed notes (C2SP signed-note): text with Ed25519 signatures, and the keys as text.

mod key;

use std::fmt;

use crate::encoding::{from_base64, to_base64};

/// The most signatures a note may carry; the specification asks for at least 16.
pub const MAX_SIGNATURES: usize = 100;

/// The longest note in bytes.
pub const MAX_NOTE_BYTES: usize = 1 << 20;

/// What a key signs and how, as its type byte says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// Type 0x01: Ed25519 over the note's text. For logs.
    Ed25519,
    /// Type 0x04: Ed25519 over a time and the note's text, see [`cosignature`]. For witnesses.
    CosignatureV1,
}

impl Algorithm {
    /// The type byte in keys and key ids.
    pub const fn type_byte(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::CosignatureV1 => 0x04,
        }
    }

    const fn from_type_byte(byte: u8) -> Option<Self> {
        match byte {
            0x01 => Some(Self::Ed25519),
            0x04 => Some(Self::CosignatureV1),
            _ => None,
        }
    }
}

/// What can be wrong with a note or a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoteError {
    /// A key's name is empty or holds a space or a plus.
    #[error(
        "{0:?} cannot be the name of a key: it must not be empty and must not hold white space or \"+\""
    )]
    Name(String),
    /// The text of a key cannot be read.
    #[error("not a {kind} key: {problem}")]
    Key {
        /// `verifier` or `signing`.
        kind: &'static str,
        /// What is wrong.
        problem: &'static str,
    },
    /// The note's text cannot be signed.
    #[error(
        "the text of a note must end with a line end and hold no control character but line ends"
    )]
    Text,
    /// The note cannot be read.
    #[error("not a signed note: {0}")]
    Malformed(&'static str),
    /// A signature line cannot be read.
    #[error("line {line} of the note is not a signature: {problem}")]
    SignatureLine {
        /// Line of the note, from one.
        line: usize,
        /// What is wrong.
        problem: &'static str,
    },
    /// A signature by a known key does not hold.
    #[error(
        "the signature of {name} does not hold: the note was altered or signed with another key"
    )]
    BadSignature {
        /// Name of the key.
        name: String,
    },
    /// Two of the given keys have one name and id.
    #[error("the keys given hold two different ones named {name} with the same id")]
    AmbiguousKeys {
        /// Name of the keys.
        name: String,
    },
    /// No known key has signed.
    #[error(
        "the note carries no signature of a known key (it is signed by {found}; known: {known})"
    )]
    NoKnownSignature {
        /// Names on the note.
        found: String,
        /// Names of the keys given.
        known: String,
    },
}

/// A key that signs notes: a name and an Ed25519 seed.
#[derive(Clone)]
pub struct SigningKey {
    verifier: VerifyingKey,
    secret: ed25519_dalek::SigningKey,
}

/// A key that checks signatures of notes.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifyingKey {
    name: String,
    id: [u8; 4],
    algorithm: Algorithm,
    public: ed25519_dalek::VerifyingKey,
}

/// One signature of a note: `— <name> <base64(key id ‖ signature)>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureLine {
    /// Name of the key.
    pub name: String,
    /// Id of the key.
    pub key_id: [u8; 4],
    /// The signature, in the form of the key's algorithm.
    pub signature: Vec<u8>,
}

/// A text with its signatures. Nothing is said about them before [`Note::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The text, with its final line end.
    pub text: String,
    /// The signatures in the order of the note.
    pub signatures: Vec<SignatureLine>,
}

/// A signature that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedSignature {
    /// Name of the key.
    pub name: String,
    /// Id of the key.
    pub key_id: [u8; 4],
    /// What it signs and how.
    pub algorithm: Algorithm,
    /// For a cosignature, when it was made, in seconds since the Unix epoch.
    pub time: Option<u64>,
}

/// Checks the name of a key, which for a log is its origin.
///
/// # Errors
/// [`NoteError::Name`]: it is empty, or holds white space, a control character or `+`.
pub fn check_key_name(name: &str) -> Result<(), NoteError> {
    let bad = |c: char| c.is_whitespace() || c.is_control() || c == '+';
    if name.is_empty() || name.contains(bad) {
        Err(NoteError::Name(name.to_owned()))
    } else {
        Ok(())
    }
}

fn check_text(text: &str) -> Result<(), NoteError> {
    let control = text.bytes().any(|b| b < 0x20 && b != b'\n');
    if control || !text.ends_with('\n') {
        Err(NoteError::Text)
    } else {
        Ok(())
    }
}

/// `— `, with which each signature line starts.
const DASH: &str = "\u{2014} ";

impl fmt::Display for SignatureLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut data = self.key_id.to_vec();
        data.extend_from_slice(&self.signature);
        writeln!(f, "{DASH}{} {}", self.name, to_base64(&data))
    }
}

impl SignatureLine {
    /// Reads one signature line, without its line end.
    ///
    /// # Errors
    /// A line of another form.
    pub fn parse(line: &str) -> Result<Self, NoteError> {
        Self::parse_at(line, 1)
    }

    fn parse_at(text: &str, line: usize) -> Result<Self, NoteError> {
        let fail = |problem| Err(NoteError::SignatureLine { line, problem });
        let Some((name, data)) = text
            .strip_prefix(DASH)
            .and_then(|rest| rest.split_once(' '))
        else {
            return fail("it must be an em dash, a key's name and base64, parted by single spaces");
        };
        if check_key_name(name).is_err() {
            return fail("the key's name is empty or holds white space or \"+\"");
        }
        let Ok(data) = from_base64(data) else {
            return fail("what follows the name is not canonical base64");
        };
        match data.split_first_chunk::<4>() {
            Some((key_id, signature)) if !signature.is_empty() => Ok(Self {
                name: name.to_owned(),
                key_id: *key_id,
                signature: signature.to_vec(),
            }),
            _ => fail("it is too short to hold a key id and a signature"),
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|signature| signature.fmt(f))
    }
}

impl Note {
    /// Signs a text with several keys.
    ///
    /// # Errors
    /// As [`SigningKey::sign`].
    pub fn sign(text: &str, keys: &[&SigningKey]) -> Result<Self, NoteError> {
        let signatures = keys
            .iter()
            .map(|key| key.sign(text))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            text: text.to_owned(),
            signatures,
        })
    }

    /// Reads a signed note: a text that ends with a line end, an empty line, one or more signature lines.
    ///
    /// Says nothing about whether the signatures hold: see [`Note::verify`].
    ///
    /// # Errors
    /// Text of another form, with what is wrong in it.
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        if note.len() > MAX_NOTE_BYTES {
            return Err(NoteError::Malformed("it is longer than a mebibyte"));
        }
        if note.bytes().any(|b| b < 0x20 && b != b'\n') {
            return Err(NoteError::Malformed("it holds a control character"));
        }
        // The last empty line parts text and signatures; the text may have empty lines of its own.
        let Some(cut) = note.rfind("\n\n") else {
            return Err(NoteError::Malformed(
                "there is no empty line before the signatures",
            ));
        };
        let (text, signatures) = (&note[..=cut], &note[cut + 2..]);
        let Some(signatures) = signatures.strip_suffix('\n') else {
            return Err(NoteError::Malformed(
                "the last signature line does not end with a line end",
            ));
        };
        let first_line = text.matches('\n').count() + 2;
        let signatures = signatures
            .split('\n')
            .enumerate()
            .take(MAX_SIGNATURES + 1)
            .map(|(i, line)| SignatureLine::parse_at(line, first_line + i))
            .collect::<Result<Vec<_>, _>>()?;
        if signatures.len() > MAX_SIGNATURES {
            return Err(NoteError::Malformed("it carries more than 100 signatures"));
        }
        Ok(Self {
            text: text.to_owned(),
            signatures,
        })
    }

    /// Checks the signatures of the known keys and gives those that hold, in the order of the note.
    ///
    /// Signatures of unknown keys are ignored.
    ///
    /// # Errors
    /// Fails if a signature that names a known key does not hold, and if
    /// there is no signature of a known key at all.
    pub fn verify(&self, keys: &[VerifyingKey]) -> Result<Vec<VerifiedSignature>, NoteError> {
        let mut verified: Vec<VerifiedSignature> = Vec::new();
        for line in &self.signatures {
            let mut known = keys
                .iter()
                .filter(|key| key.name == line.name && key.id == line.key_id);
            let Some(key) = known.next() else { continue };
            if known.any(|other| other != key) {
                return Err(NoteError::AmbiguousKeys {
                    name: line.name.clone(),
                });
            }
            let Some(time) = key.check(&self.text, &line.signature) else {
                return Err(NoteError::BadSignature {
                    name: line.name.clone(),
                });
            };
            verified.push(VerifiedSignature {
                name: line.name.clone(),
                key_id: line.key_id,
                algorithm: key.algorithm,
                time,
            });
        }
        if verified.is_empty() {
            let names = |names: Vec<&str>| match names.as_slice() {
                [] => "nobody".to_owned(),
                names => names.join(", "),
            };
            return Err(NoteError::NoKnownSignature {
                found: names(
                    self.signatures
                        .iter()
                        .map(|line| line.name.as_str())
                        .collect(),
                ),
                known: names(keys.iter().map(VerifyingKey::name).collect()),
            });
        }
        Ok(verified)
    }
}
