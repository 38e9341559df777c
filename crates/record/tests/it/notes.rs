//! Signed notes, keys and checkpoints.

use crate::support::bytes_for;
use madang_record::{
    Algorithm, Checkpoint, CheckpointError, Note, NoteError, SignatureLine, SigningKey,
    VerifyingKey, cosignature, hash,
};

/// The example in the documentation of Go's golang.org/x/mod/sumdb/note.
const GO_SKEY: &str =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const GO_VKEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO_NOTE: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\n\
    \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

#[test]
fn go_s_example_is_read_signed_and_verified() {
    let key = SigningKey::parse_skey(GO_SKEY).unwrap();
    assert_eq!(key.to_skey(), GO_SKEY);
    assert_eq!(key.verifying_key().to_string(), GO_VKEY);
    let vkey: VerifyingKey = GO_VKEY.parse().unwrap();
    assert_eq!(&vkey, key.verifying_key());
    let note = Note::parse(GO_NOTE).unwrap();
    assert_eq!(note.to_string(), GO_NOTE);
    assert_eq!(
        Note::sign(&note.text, &[&key]).unwrap(),
        note,
        "Ed25519 is deterministic"
    );
    let verified = note.verify(&[vkey]).unwrap();
    assert_eq!(verified[0].name, "PeterNeumann");
    assert_eq!(verified[0].algorithm, Algorithm::Ed25519);
}

#[test]
fn the_key_of_the_go_checksum_database_is_read() {
    let vkey = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
    let key = VerifyingKey::parse(vkey).unwrap();
    assert_eq!(key.name(), "sum.golang.org");
    assert_eq!(key.key_id(), [0x03, 0x3d, 0xe0, 0xae]);
    assert_eq!(key.to_string(), vkey);
}

#[test]
fn a_key_has_one_spelling() {
    for wrong in [
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann2+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
        "PeterNeumann+c74f20a3+",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ] {
        assert!(VerifyingKey::parse(wrong).is_err(), "{wrong:?}");
    }
    for wrong in [
        GO_VKEY,
        "",
        "PRIVATE+KEY+",
        &GO_SKEY.replace("c74f", "c74e"),
        &GO_SKEY[..70],
    ] {
        let error = SigningKey::parse_skey(wrong).unwrap_err().to_string();
        assert!(
            !error.contains("AYEK"),
            "an error never repeats the secret: {error}"
        );
    }
    for name in ["", "a b", "a+b", "a\u{a0}b", "a\nb", "a\u{3000}"] {
        assert!(SigningKey::from_seed(name, [1; 32]).is_err(), "{name:?}");
    }
    let key = SigningKey::from_seed("마당.example", [1; 32]).unwrap();
    assert_eq!(
        SigningKey::parse_skey(&key.to_skey()).unwrap().to_skey(),
        key.to_skey()
    );
    assert_eq!(
        format!("{key:?}"),
        format!("SigningKey({})", key.verifying_key())
    );
    let witness = SigningKey::cosigner_from_seed("w.example", [1; 32]).unwrap();
    let again = SigningKey::parse_skey(&witness.to_skey()).unwrap();
    assert_eq!(again.verifying_key().algorithm(), Algorithm::CosignatureV1);
}

/// With a point of small order as its key, one signature holds for every text.
#[test]
fn weak_keys_are_refused() {
    let mut identity = [0u8; 33];
    identity[0] = 0x01;
    identity[1] = 0x01;
    let id = hash::sha256(&[b"weak\n", &identity[..]].concat()).to_hex();
    let vkey = format!(
        "weak+{}+{}",
        &id[..8],
        madang_record::encoding::to_base64(&identity)
    );
    let error = VerifyingKey::parse(&vkey).unwrap_err().to_string();
    assert!(error.contains("weak"), "{error}");
}

#[test]
fn a_note_has_one_spelling() {
    let (text, signature) = GO_NOTE.split_once("\n\n").unwrap();
    for wrong in [
        String::new(),
        text.to_owned(),
        format!("{text}\n{signature}"),
        format!("{text}\n\n"),
        format!("{text}\n\n{}", signature.trim_end()),
        format!("{text}\n\n{signature}\n"),
        format!("{text}\r\n\n{signature}"),
        format!("{text}\t\n\n{signature}"),
        format!("{text}\0\n\n{signature}"),
        format!("{text}\n\n{}", signature.replace('\u{2014}', "-")),
        format!("{text}\n\n{}", signature.replace(" x08", "  x08")),
        format!(
            "{text}\n\n{}",
            signature.replace("PeterNeumann", "Peter+Neumann")
        ),
        format!(
            "{text}\n\n{}",
            signature.replace("PeterNeumann", "Peter\u{a0}Neumann")
        ),
        format!("{text}\n\n\u{2014} a AAAAAA==\n"),
        format!("{text}\n\n\u{2014} a \n"),
        format!("{text}\n\n{}", signature.repeat(101)),
    ] {
        assert!(Note::parse(&wrong).is_err(), "{wrong:?}");
    }
    let many = format!("{text}\n\n{}", signature.repeat(16));
    assert_eq!(Note::parse(&many).unwrap().signatures.len(), 16);
    let key = SigningKey::parse_skey(GO_SKEY).unwrap();
    assert_eq!(key.sign("no line end"), Err(NoteError::Text));
    assert_eq!(key.sign("a tab\t\n"), Err(NoteError::Text));
    assert_eq!(key.sign(""), Err(NoteError::Text));
    // A text may have empty lines; the last one parts it from the signatures.
    let note = Note::sign("one\n\ntwo\n", &[&key]).unwrap();
    assert_eq!(Note::parse(&note.to_string()).unwrap(), note);
    let line = note.to_string().trim_end().to_owned() + "!\n";
    let error = Note::parse(&line).unwrap_err();
    assert!(
        matches!(error, NoteError::SignatureLine { line: 5, .. }),
        "{error}"
    );
}

pub(super) fn log_key() -> SigningKey {
    SigningKey::from_seed("log.example/kr", bytes_for("log", 0)).unwrap()
}

pub(super) fn checkpoint() -> Checkpoint {
    Checkpoint {
        origin: "log.example/kr".into(),
        size: 70_000,
        root: hash::sha256(b"root"),
    }
}

#[test]
fn unknown_keys_are_ignored_and_known_ones_must_hold() {
    let (ours, theirs) = (log_key(), SigningKey::from_seed("other", [3; 32]).unwrap());
    let keys = [ours.verifying_key().clone()];
    let text = checkpoint().to_text().unwrap();
    let note = Note::sign(&text, &[&theirs, &ours]).unwrap();
    assert_eq!(note.verify(&keys).unwrap().len(), 1);
    let only_theirs = Note::sign(&text, &[&theirs]).unwrap();
    let error = only_theirs.verify(&keys).unwrap_err();
    assert!(
        matches!(error, NoteError::NoKnownSignature { .. }),
        "{error}"
    );
    assert!(note.verify(&[]).is_err());

    // The same name with another key has another id, so it is unknown.
    let namesake = SigningKey::from_seed("log.example/kr", [9; 32]).unwrap();
    let error = Note::sign(&text, &[&namesake])
        .unwrap()
        .verify(&keys)
        .unwrap_err();
    assert!(
        matches!(error, NoteError::NoKnownSignature { .. }),
        "{error}"
    );
    // With our id on it, it is known and does not hold; a good signature beside it does not help.
    let mut forged = Note::sign(&text, &[&namesake, &ours]).unwrap();
    forged.signatures[0].key_id = ours.verifying_key().key_id();
    let error = forged.verify(&keys).unwrap_err();
    assert_eq!(
        error,
        NoteError::BadSignature {
            name: "log.example/kr".into()
        }
    );
    let error = Checkpoint::open(&forged.to_string(), &keys).unwrap_err();
    assert!(
        matches!(error, CheckpointError::Note(NoteError::BadSignature { .. })),
        "{error}"
    );
    // A signature of the wrong length does not hold either.
    forged.signatures[0].signature.truncate(63);
    assert!(forged.verify(&keys).is_err());
}

#[test]
fn a_checkpoint_has_one_spelling() {
    let text = checkpoint().to_text().unwrap();
    assert_eq!(Checkpoint::parse(&text), Ok(checkpoint()));
    let root = text.lines().nth(2).unwrap();
    for wrong in [
        String::new(),
        "\n".into(),
        format!("\n7\n{root}\n"),
        format!("o\n07\n{root}\n"),
        format!("o\n+7\n{root}\n"),
        format!("o\n\n{root}\n"),
        format!("o\n9223372036854775808\n{root}\n"),
        format!("o\n7\n{root}"),
        format!("o\n7\n{root}\n\n"),
        format!("o\n7\n{root}\nextension\n"),
        format!("o\n7\n{}\n", root.trim_end_matches('=')),
        format!("o\n7\n {root}\n"),
        "o\n7\nAAAA\n".into(),
    ] {
        assert!(Checkpoint::parse(&wrong).is_err(), "{wrong:?}");
    }
    let bad_origin = Checkpoint {
        origin: "a\nb".into(),
        ..checkpoint()
    };
    assert!(bad_origin.to_text().is_err());
    assert!(
        Checkpoint {
            size: 1 << 63,
            ..checkpoint()
        }
        .to_text()
        .is_err()
    );
    let empty = Checkpoint {
        size: 0,
        root: madang_record::empty_root(),
        ..checkpoint()
    };
    assert_eq!(Checkpoint::parse(&empty.to_text().unwrap()), Ok(empty));
}

#[test]
fn a_checkpoint_is_signed_by_its_own_log() {
    let key = log_key();
    let keys = [key.verifying_key().clone()];
    let signed = checkpoint().sign(&key).unwrap();
    assert_eq!(Checkpoint::open(&signed, &keys), Ok(checkpoint()));
    let foreign = Checkpoint {
        origin: "log.example/fr".into(),
        ..checkpoint()
    };
    assert!(foreign.sign(&key).is_err());
    // A log we trust does not speak for another log.
    let note = Note::sign(&foreign.to_text().unwrap(), &[&key])
        .unwrap()
        .to_string();
    let error = Checkpoint::open(&note, &keys).unwrap_err();
    assert_eq!(
        error,
        CheckpointError::NotByLog {
            origin: "log.example/fr".into()
        }
    );
    // A witness that bears the log's name does not speak for it either.
    let witness = SigningKey::cosigner_from_seed("log.example/kr", [4; 32]).unwrap();
    let text = checkpoint().to_text().unwrap();
    let line = cosignature::sign(&witness, &text, 1).unwrap();
    let note = Note {
        text,
        signatures: vec![line],
    }
    .to_string();
    let error = Checkpoint::open(&note, &[witness.verifying_key().clone()]).unwrap_err();
    assert!(matches!(error, CheckpointError::NotByLog { .. }), "{error}");
}

/// A lenient decoder, such as Go's, reads some flipped signature lines as the same signature (unused bits of base64), so
/// that a file that was altered verifies. The strict one accepts no flip at all.
#[test]
fn no_bit_of_a_signed_checkpoint_can_be_flipped() {
    use base64::Engine as _;
    use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
    let lenient = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let lenient = GeneralPurpose::new(&base64::alphabet::STANDARD, lenient);
    let signature = |text: &str| lenient.decode(text.trim_end().rsplit(' ').next()?).ok();

    let mut fooled = 0;
    for number in 0..8 {
        let key = SigningKey::from_seed("log.example/kr", bytes_for("log", number)).unwrap();
        let keys = [key.verifying_key().clone()];
        let signed = checkpoint().sign(&key).unwrap();
        let last_line = signed.trim_end().rfind('\n').unwrap();
        for bit in 0..8 * signed.len() {
            let mut flipped = signed.clone().into_bytes();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let Ok(flipped) = String::from_utf8(flipped) else {
                continue;
            };
            assert!(
                Checkpoint::open(&flipped, &keys).is_err(),
                "bit {bit} of key {number}"
            );
            let in_signature = bit / 8 > last_line + "\n\u{2014} log.example/kr ".len();
            fooled += usize::from(in_signature && signature(&flipped) == signature(&signed));
        }
    }
    assert!(
        fooled > 0,
        "no flip would fool a lenient decoder, so this tests nothing"
    );
}

#[test]
fn signature_lines_stand_alone_too() {
    let line = log_key().sign("text\n").unwrap();
    assert_eq!(
        SignatureLine::parse(line.to_string().trim_end()).unwrap(),
        line
    );
    assert!(
        SignatureLine::parse(&line.to_string()).is_err(),
        "without its line end"
    );
}
