//! Keys of notes: how they are made, written and read, and what they sign and check.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::Signer as _;
use sha2::{Digest, Sha256};

use super::{
    Algorithm, NoteError, SignatureLine, SigningKey, VerifyingKey, check_key_name, check_text,
};
use crate::cosignature;
use crate::encoding::{from_base64, to_base64};

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
    ///
    /// # Errors
    /// A name that is empty, or holds a blank or a plus sign.
    pub fn from_seed(name: &str, seed: [u8; 32]) -> Result<Self, NoteError> {
        Self::with_algorithm(name, Algorithm::Ed25519, seed)
    }

    /// Makes a witness's key from its name and 32 secret random bytes, used for no other key.
    ///
    /// # Errors
    /// As [`SigningKey::from_seed`].
    pub fn cosigner_from_seed(name: &str, seed: [u8; 32]) -> Result<Self, NoteError> {
        Self::with_algorithm(name, Algorithm::CosignatureV1, seed)
    }

    fn with_algorithm(name: &str, algorithm: Algorithm, seed: [u8; 32]) -> Result<Self, NoteError> {
        let secret = ed25519_dalek::SigningKey::from_bytes(&seed);
        let verifier = VerifyingKey::new(name, algorithm, secret.verifying_key())?;
        Ok(Self { verifier, secret })
    }

    /// Reads the text that [`SigningKey::to_skey`] writes. The error never repeats the secret.
    ///
    /// # Errors
    /// Text that is no such key.
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
    /// # Errors
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
    /// # Errors
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
    pub(super) fn check(&self, text: &str, signature: &[u8]) -> Option<Option<u64>> {
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
