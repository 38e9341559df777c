//! Signed notes (C2SP signed-note): text with Ed25519 signatures, and the keys as text.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::Signer as _;
use sha2::{Digest, Sha256};

use crate::cosignature;
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

fn key_id(name: &str, algorithm: Algorithm, public: &[u8; 32]) -> [u8; 4] {
    let mut hasher = Sha256::new();
    hasher.update(name.as_bytes());
    hasher.update([b'\n', algorithm.type_byte()]);
    hasher.update(public);
    let digest: [u8; 32] = hasher.finalize().into();
    [digest[0], digest[1], digest[2], digest[3]]
}

fn hex_id(id: [u8; 4]) -> String {
    format!("{:08x}", u32::from_be_bytes(id))
}

/// Reads the last two parts of a key, `hex(id)+base64(type ‖ 32 bytes)`.
fn parse_key(
    kind: &'static str,
    id: &str,
    data: &str,
) -> Result<([u8; 4], Algorithm, [u8; 32]), NoteError> {
    let fail = |problem| Err(NoteError::Key { kind, problem });
    let hex = id.len() == 8 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let Some(id) = u32::from_str_radix(id, 16).ok().filter(|_| hex) else {
        return fail("its id must be eight lower-case hexadecimal digits");
    };
    let Ok(data) = from_base64(data) else {
        return fail("its last part must be padded standard base64");
    };
    let Some((&type_byte, key)) = data.split_first() else {
        return fail("its last part is empty");
    };
    let Some(algorithm) = Algorithm::from_type_byte(type_byte) else {
        return fail("its type is neither 0x01 (Ed25519) nor 0x04 (cosignature/v1)");
    };
    let Ok(key) = <[u8; 32]>::try_from(key) else {
        return fail("an Ed25519 key has 32 bytes");
    };
    Ok((id.to_be_bytes(), algorithm, key))
}

impl SigningKey {
    /// Makes a log's key from its name (which is the log's origin) and 32 secret random bytes.
    pub fn from_seed(name: &str, seed: [u8; 32]) -> Result<Self, NoteError> {
        Self::with_algorithm(name, Algorithm::Ed25519, seed)
    }

    /// Makes a witness's key from its name and 32 secret random bytes, used for no other key.
    pub fn cosigner_from_seed(name: &str, seed: [u8; 32]) -> Result<Self, NoteError> {
        Self::with_algorithm(name, Algorithm::CosignatureV1, seed)
    }

    fn with_algorithm(name: &str, algorithm: Algorithm, seed: [u8; 32]) -> Result<Self, NoteError> {
        let secret = ed25519_dalek::SigningKey::from_bytes(&seed);
        let verifier = VerifyingKey::new(name, algorithm, secret.verifying_key())?;
        Ok(Self { verifier, secret })
    }

    /// Reads the text that [`SigningKey::to_skey`] writes. The error never repeats the secret.
    pub fn parse_skey(text: &str) -> Result<Self, NoteError> {
        let kind = "signing";
        let Some(rest) = text.strip_prefix("PRIVATE+KEY+") else {
            return Err(NoteError::Key {
                kind,
                problem: "it must start with PRIVATE+KEY+",
            });
        };
        let mut parts = rest.splitn(3, '+');
        let (Some(name), Some(id), Some(data)) = (parts.next(), parts.next(), parts.next()) else {
            let problem = "it must be PRIVATE+KEY+<name>+<id>+<base64>";
            return Err(NoteError::Key { kind, problem });
        };
        let (id, algorithm, seed) = parse_key(kind, id, data)?;
        let key = Self::with_algorithm(name, algorithm, seed)?;
        if key.verifier.id != id {
            return Err(NoteError::Key {
                kind,
                problem: "its id does not fit its name and seed",
            });
        }
        Ok(key)
    }

    /// Writes the secret key as `PRIVATE+KEY+<name>+<id>+<base64>`, the form of Go's `note` package.
    pub fn to_skey(&self) -> String {
        let mut data = vec![self.verifier.algorithm.type_byte()];
        data.extend_from_slice(&self.secret.to_bytes());
        let (name, id) = (&self.verifier.name, hex_id(self.verifier.id));
        format!("PRIVATE+KEY+{name}+{id}+{}", to_base64(&data))
    }

    /// The key that checks what this one signs.
    pub const fn verifying_key(&self) -> &VerifyingKey {
        &self.verifier
    }

    /// The key's name.
    pub fn name(&self) -> &str {
        &self.verifier.name
    }

    /// Signs a note's text, which must end with a line end.
    ///
    /// Fails for a witness's key, whose signatures carry a time: see [`cosignature::sign`].
    pub fn sign(&self, text: &str) -> Result<SignatureLine, NoteError> {
        if self.verifier.algorithm != Algorithm::Ed25519 {
            let problem = "a cosigner's key signs with a time; use a log's key (type 0x01)";
            return Err(NoteError::Key {
                kind: "signing",
                problem,
            });
        }
        check_text(text)?;
        Ok(self.line(self.sign_bytes(text.as_bytes()).to_vec()))
    }

    pub(crate) fn sign_bytes(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }

    pub(crate) fn line(&self, signature: Vec<u8>) -> SignatureLine {
        SignatureLine {
            name: self.verifier.name.clone(),
            key_id: self.verifier.id,
            signature,
        }
    }
}

/// The seed does not show itself in logs.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.verifier)
    }
}

impl VerifyingKey {
    fn new(
        name: &str,
        algorithm: Algorithm,
        public: ed25519_dalek::VerifyingKey,
    ) -> Result<Self, NoteError> {
        check_key_name(name)?;
        if public.is_weak() {
            let problem = "it is a weak Ed25519 key, under which anybody can sign";
            return Err(NoteError::Key {
                kind: "verifier",
                problem,
            });
        }
        let id = key_id(name, algorithm, public.as_bytes());
        Ok(Self {
            name: name.to_owned(),
            id,
            algorithm,
            public,
        })
    }

    /// Reads a key written as `<name>+<hex(id)>+<base64(type ‖ public key)>` (a "vkey").
    ///
    /// Fails for other spellings, for types other than 0x01 and 0x04, for an id that does not fit, and for weak keys.
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let kind = "verifier";
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(data)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::Key {
                kind,
                problem: "it must be <name>+<id>+<base64>",
            });
        };
        let (id, algorithm, public) = parse_key(kind, id, data)?;
        let Ok(public) = ed25519_dalek::VerifyingKey::from_bytes(&public) else {
            return Err(NoteError::Key {
                kind,
                problem: "its bytes are not an Ed25519 public key",
            });
        };
        let key = Self::new(name, algorithm, public)?;
        if key.id != id {
            return Err(NoteError::Key {
                kind,
                problem: "its id does not fit its name and bytes",
            });
        }
        Ok(key)
    }

    /// The key's name; for a log, its origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key's id, the first four bytes of SHA-256 over name, line end, type and public key.
    pub const fn key_id(&self) -> [u8; 4] {
        self.id
    }

    /// What the key signs and how.
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The 32 bytes of the Ed25519 public key.
    pub fn public_bytes(&self) -> &[u8; 32] {
        self.public.as_bytes()
    }

    /// Checks a signature over a note's text; gives the time of a cosignature.
    fn check(&self, text: &str, signature: &[u8]) -> Option<Option<u64>> {
        match self.algorithm {
            Algorithm::Ed25519 => self.check_bytes(text.as_bytes(), signature).then_some(None),
            Algorithm::CosignatureV1 => cosignature::check(self, text, signature).map(Some),
        }
    }

    pub(crate) fn check_bytes(&self, message: &[u8], signature: &[u8]) -> bool {
        ed25519_dalek::Signature::from_slice(signature)
            .is_ok_and(|signature| self.public.verify_strict(message, &signature).is_ok())
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut data = vec![self.algorithm.type_byte()];
        data.extend_from_slice(self.public.as_bytes());
        write!(f, "{}+{}+{}", self.name, hex_id(self.id), to_base64(&data))
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({self})")
    }
}

impl FromStr for VerifyingKey {
    type Err = NoteError;
    fn from_str(text: &str) -> Result<Self, NoteError> {
        Self::parse(text)
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
    /// Signatures of unknown keys are ignored. Fails if a signature that names a known key does not hold, and if
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
