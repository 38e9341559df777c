//! Proofs and receipts as files.

use crate::support::{Log, bytes_for};
use madang_record::hash::sha256;
use madang_record::{
    Note, Policy, Receipt, ReceiptError, Salt, SigningKey, TlogProof, TlogProofError, cosignature,
    leaf_hash,
};
use proptest::prelude::*;

#[test]
fn a_proof_has_the_form_of_the_specification() {
    let log = Log::new(300);
    let proof = log.proof(259);
    let text = proof.to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..2], ["c2sp.org/tlog-proof@v1", "index 259"]);
    assert_eq!(
        lines[2 + proof.hashes.len()..][..3],
        ["", crate::support::ORIGIN, "300"]
    );
    assert!(text.ends_with(&log.checkpoint()));
    assert_eq!(TlogProof::parse(&text).unwrap(), proof);
    let extra = TlogProof {
        extra: Some(b"context".to_vec()),
        ..proof.clone()
    };
    assert!(
        extra
            .to_string()
            .contains("@v1\nextra Y29udGV4dA==\nindex 259\n")
    );
    assert_eq!(TlogProof::parse(&extra.to_string()).unwrap(), extra);
    // A log of one entry: no hashes.
    let one = Log::new(1);
    assert!(one.proof(0).hashes.is_empty());
    let again = TlogProof::parse(&one.proof(0).to_string()).unwrap();
    assert!(
        again
            .verify(&leaf_hash(&one.entries[0]), &one.keys())
            .is_ok()
    );
}

#[test]
fn a_proof_is_read_in_one_spelling() {
    let text = Log::new(5).proof(3).to_string();
    let hash = text.lines().nth(2).unwrap().to_owned();
    for (from, to) in [
        ("c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v2\n"),
        ("c2sp.org/tlog-proof@v1\n", ""),
        ("index 3", "index 03"),
        ("index 3", "index -3"),
        ("index 3", "Index 3"),
        ("index 3\n", ""),
        ("index 3", "extra\nindex 3"),
        ("index 3", "extra Y29udGV4dB==\nindex 3"),
        ("index 3", "index 3\nextra Y29udGV4dA=="),
        (&hash, hash.trim_end_matches('=')),
        (&hash, &format!("{hash} ")),
        (&hash, "AAAA"),
        ("\n\n", "\n"),
    ] {
        let wrong = text.replacen(from, to, 1);
        assert_ne!(wrong, text);
        let parsed = TlogProof::parse(&wrong);
        assert!(
            matches!(parsed, Err(TlogProofError::Line { .. })),
            "{wrong}"
        );
    }
    for cut in 0..text.find("\n\n").unwrap() {
        assert!(TlogProof::parse(&text[..cut]).is_err(), "{cut}");
    }
    let many = text.replacen(&hash, &[hash.as_str(); 64].join("\n"), 1);
    assert!(TlogProof::parse(&many).is_err());
}

#[test]
fn a_proof_holds_for_its_entry_index_and_log() {
    let log = Log::new(70);
    for index in 0..70 {
        let proof = log.proof(index);
        let leaf = leaf_hash(&log.entries[index as usize]);
        assert_eq!(proof.verify(&leaf, &log.keys()).unwrap().size, 70);
        assert!(proof.verify(&sha256(b"other"), &log.keys()).is_err());
        let moved = TlogProof {
            index: (index + 1) % 70,
            ..proof.clone()
        };
        assert!(moved.verify(&leaf, &log.keys()).is_err());
        let beyond = TlogProof { index: 70, ..proof };
        assert!(matches!(
            beyond.verify(&leaf, &log.keys()),
            Err(TlogProofError::Proof(_))
        ));
    }
    let namesake = SigningKey::from_seed(crate::support::ORIGIN, [1; 32]).unwrap();
    let keys = [namesake.verifying_key().clone()];
    let error = log
        .proof(0)
        .verify(&leaf_hash(&log.entries[0]), &keys)
        .unwrap_err();
    assert!(matches!(error, TlogProofError::Checkpoint(_)), "{error}");
}

#[test]
fn under_a_policy_the_witnesses_must_have_signed() {
    let log = Log::new(10);
    let witness = SigningKey::cosigner_from_seed("w.example", bytes_for("w", 0)).unwrap();
    let policy = format!(
        "log {}\nwitness w {}\nquorum w\n",
        log.key.verifying_key(),
        witness.verifying_key()
    );
    let policy = Policy::parse(&policy).unwrap();
    let leaf = leaf_hash(&log.entries[4]);
    let mut proof = log.proof(4);
    assert!(matches!(
        proof.verify_policy(&leaf, &policy),
        Err(TlogProofError::Policy(_))
    ));
    assert!(matches!(
        log.receipt(4).verify_policy(&policy),
        Err(ReceiptError::Proof(_))
    ));
    let mut note = Note::parse(&proof.checkpoint).unwrap();
    note.signatures
        .push(cosignature::sign(&witness, &note.text, 1_800_000_000).unwrap());
    proof.checkpoint = note.to_string();
    let outcome = proof.verify_policy(&leaf, &policy).unwrap();
    assert_eq!(outcome.witnesses["w"], 1_800_000_000);
    assert!(proof.verify_policy(&sha256(b"other"), &policy).is_err());
    let receipt = Receipt {
        proof,
        ..log.receipt(4)
    };
    assert_eq!(receipt.verify_policy(&policy).unwrap().index, 4);
}

#[test]
fn a_receipt_proves_entry_and_body() {
    let log = Log::new(300);
    let receipt = log.receipt(299);
    let json = receipt.to_json().unwrap();
    assert!(json.starts_with("{\"bodies\":[{\"content\":{"), "{json}");
    let read = Receipt::from_json(&json).unwrap();
    assert_eq!(read, receipt);
    let verified = read.verify(&log.keys()).unwrap();
    assert_eq!(verified.index, 299);
    assert_eq!(verified.bodies, ["choices"]);
    assert_eq!(verified.checkpoint.root, log.root);
    assert_eq!(verified.entry.facts["number"], 299);

    // Indented by somebody's editor, it is the same receipt.
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    assert_eq!(Receipt::from_json(&pretty).unwrap(), receipt);
    // Without its bodies it still proves the entry.
    let bare = Receipt {
        bodies: Vec::new(),
        ..receipt.clone()
    };
    assert!(bare.verify(&log.keys()).unwrap().bodies.is_empty());
    let without = format!("{{{}", &json[json.find("\"entry\"").unwrap()..]);
    assert_eq!(Receipt::from_json(&without).unwrap(), bare);
}

#[test]
fn an_altered_receipt_proves_nothing() {
    let log = Log::new(20);
    let receipt = log.receipt(7);
    let keys = log.keys();
    let change = |change: &dyn Fn(&mut Receipt)| {
        let mut altered = receipt.clone();
        change(&mut altered);
        altered.verify(&keys).unwrap_err()
    };
    let error = change(&|r| r.entry = r.entry.replace("제안 7", "제안 8"));
    assert!(
        matches!(error, ReceiptError::Proof(TlogProofError::Proof(_))),
        "{error}"
    );
    let error = change(&|r| r.entry.push(' '));
    assert!(matches!(error, ReceiptError::Entry(_)), "{error}");
    let error = change(&|r| r.proof.index = 8);
    assert!(matches!(error, ReceiptError::Proof(_)), "{error}");
    let error = change(&|r| r.bodies[0].content["choices"][0] = 1.into());
    assert_eq!(error, ReceiptError::BodyMismatch("choices".into()));
    let error = change(&|r| r.bodies[0].salt = Salt::from_bytes([0; 32]));
    assert_eq!(error, ReceiptError::BodyMismatch("choices".into()));
    let error = change(&|r| r.bodies[0].name = "other".into());
    assert_eq!(error, ReceiptError::UnknownBody("other".into()));
    let error = change(&|r| r.bodies.push(r.bodies[0].clone()));
    assert_eq!(error, ReceiptError::UnknownBody("choices".into()));

    let json = receipt.to_json().unwrap();
    for (from, to) in [
        ("\"v\":1}", "\"v\":2}"),
        ("\"v\":1}", "\"v\":1,\"w\":1}"),
        ("\"v\":1}", "\"v\":1,\"v\":1}"),
        (",\"v\":1}", "}"),
        ("\"v\":1}", "\"v\":1.0}"),
        // Two readers could show two different contents.
        ("\"choices\":[7,3]", "\"choices\":[1,3],\"choices\":[7,3]"),
        ("\"name\":\"choices\"", "\"title\":\"choices\""),
        ("c2sp.org", "c3sp.org"),
    ] {
        let wrong = json.replacen(from, to, 1);
        assert_ne!(wrong, json, "{from}");
        assert!(Receipt::from_json(&wrong).is_err(), "{to}");
    }
    assert!(Receipt::from_json("").is_err());
    assert!(Receipt::from_json("[]").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_byte_of_a_receipt_can_be_changed(place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let log = Log::new(9);
        let json = log.receipt(5).to_json().unwrap();
        let mut bytes = json.clone().into_bytes();
        let at = place.index(bytes.len());
        bytes[at] = byte;
        let receipt = String::from_utf8(bytes).ok().and_then(|text| Receipt::from_json(&text).ok());
        if let Some(receipt) = receipt {
            // What still verifies says the same as before.
            if receipt.verify(&log.keys()).is_ok() {
                prop_assert_eq!(receipt, log.receipt(5));
            }
        }
    }

    #[test]
    fn any_text_is_judged_without_a_panic(text in "(c2sp.org/tlog-proof@v1\n)?(extra [A-Za-z=]{0,8}\n)?(index [0-9]{1,3}\n)?[A-Za-z0-9+/=\n]{0,60}\\PC{0,20}") {
        let _ = TlogProof::parse(&text);
        let _ = Receipt::from_json(&text);
        let _ = Note::parse(&text);
        let _ = Policy::parse(&text);
    }
}
