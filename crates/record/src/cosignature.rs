//! Witness cosignatures (C2SP tlog-cosignature, Ed25519 type 0x04).
//!
//! A cosignature states that, at a time, the witness has seen this checkpoint to be the largest consistent one of
//! the log. It does not bind the witness's name, so a witness uses its key for nothing else.

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::note::{Algorithm, NoteError, SignatureLine, SigningKey, VerifyingKey};

/// The message that is signed: a header, the time, and the whole text of the checkpoint.
fn message(time: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// Signs a checkpoint's text at a time, in seconds since the Unix epoch.
///
/// # Errors
/// Fails if the key is not a cosigner's (type 0x04), the text is not a checkpoint or the time is beyond 2⁶³ − 1.
pub fn sign(key: &SigningKey, text: &str, time: u64) -> Result<SignatureLine, CheckpointError> {
    let kind = "signing";
    if key.verifying_key().algorithm() != Algorithm::CosignatureV1 {
        let problem = "a cosignature needs a cosigner's key (type 0x04)";
        return Err(NoteError::Key { kind, problem }.into());
    }
    if i64::try_from(time).is_err() {
        let problem = "the time of a cosignature must be below 2^63 seconds";
        return Err(NoteError::Key { kind, problem }.into());
    }
    Checkpoint::parse(text)?;
    let mut signature = time.to_be_bytes().to_vec();
    signature.extend_from_slice(&key.sign_bytes(message(time, text).as_bytes()));
    Ok(key.line(signature))
}

/// Checks a cosignature (`u64 time ‖ 64 bytes`) over a checkpoint's text and gives its time.
pub(crate) fn check(key: &VerifyingKey, text: &str, signature: &[u8]) -> Option<u64> {
    let (time, signature) = signature.split_first_chunk::<8>()?;
    let time = u64::from_be_bytes(*time);
    i64::try_from(time).ok()?;
    key.check_bytes(message(time, text).as_bytes(), signature)
        .then_some(time)
}

/// Checks one cosignature line over a checkpoint's text and gives its time, in seconds since the Unix epoch.
///
/// # Errors
/// Fails if the line is not by this key, or does not hold.
pub fn verify(key: &VerifyingKey, text: &str, line: &SignatureLine) -> Result<u64, NoteError> {
    let own = line.name == key.name() && line.key_id == key.key_id();
    if key.algorithm() != Algorithm::CosignatureV1 || !own {
        return Err(NoteError::NoKnownSignature {
            found: line.name.clone(),
            known: key.name().to_owned(),
        });
    }
    check(key, text, &line.signature).ok_or_else(|| NoteError::BadSignature {
        name: line.name.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::sha256;
    use crate::note::Note;

    fn checkpoint() -> String {
        Checkpoint {
            origin: "log.example".into(),
            size: 7,
            root: sha256(b"root"),
        }
        .to_text()
        .unwrap()
    }

    #[test]
    fn a_cosignature_holds_for_its_time_and_text_only() {
        let key = SigningKey::cosigner_from_seed("witness.example", [5; 32]).unwrap();
        let text = checkpoint();
        let line = sign(&key, &text, 1_679_315_147).unwrap();
        assert_eq!(line.signature.len(), 72);
        assert_eq!(verify(key.verifying_key(), &text, &line), Ok(1_679_315_147));

        let mut later = line.clone();
        later.signature[7] ^= 1;
        assert!(verify(key.verifying_key(), &text, &later).is_err());
        let mut short = line.clone();
        short.signature.truncate(7);
        assert!(verify(key.verifying_key(), &text, &short).is_err());
        assert!(verify(key.verifying_key(), &text.replace('7', "8"), &line).is_err());
        let other = SigningKey::cosigner_from_seed("witness.example", [6; 32]).unwrap();
        assert!(verify(other.verifying_key(), &text, &line).is_err());
    }

    #[test]
    fn the_two_kinds_of_key_do_not_stand_in_for_each_other() {
        let witness = SigningKey::cosigner_from_seed("w.example", [5; 32]).unwrap();
        let log = SigningKey::from_seed("w.example", [5; 32]).unwrap();
        assert_ne!(
            witness.verifying_key().key_id(),
            log.verifying_key().key_id()
        );
        assert!(witness.sign(&checkpoint()).is_err());
        assert!(sign(&log, &checkpoint(), 0).is_err());
        assert!(sign(&witness, "not a checkpoint\n", 0).is_err());
        assert!(sign(&witness, &checkpoint(), u64::MAX).is_err());

        // A cosignature is no plain signature, though key and name are the same.
        let mut note = Note {
            text: checkpoint(),
            signatures: Vec::new(),
        };
        note.signatures.push(sign(&witness, &note.text, 1).unwrap());
        assert!(note.verify(&[log.verifying_key().clone()]).is_err());
        let verified = note.verify(&[witness.verifying_key().clone()]).unwrap();
        assert_eq!(verified[0].time, Some(1));
    }
}
