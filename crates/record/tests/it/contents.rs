//! Contents: salted hashes, and the lines in which they are published.

use madang_record::{BodyCommitment, Hash, OpenBody, OpenBodyRef, Salt, Visibility, body_hash};
use serde_json::json;
use sha2::{Digest, Sha256};

#[test]
fn a_body_s_hash_is_sha_256_over_salt_and_canonical_bytes() {
    let salt = Salt::from_bytes([7; 32]);
    let mut hasher = Sha256::new();
    hasher.update([7; 32]);
    hasher.update(br#"{"name":"Kim"}"#);
    let expected = Hash::from_bytes(hasher.finalize().into());
    assert_eq!(body_hash(&salt, br#"{"name":"Kim"}"#), expected);
    assert_ne!(
        body_hash(&Salt::from_bytes([8; 32]), br#"{"name":"Kim"}"#),
        expected
    );
    assert_eq!(
        format!("{salt:?}"),
        "Salt(…)",
        "a salt does not show itself in logs"
    );
}

#[test]
fn an_open_body_is_matched_with_its_commitment() {
    let salt = Salt::from_bytes([9; 32]);
    let body = OpenBody {
        entry: 12,
        name: "text".into(),
        salt,
        content: json!({ "b": [1, 2], "a": "마당\n" }),
    };
    let line = body.to_line().unwrap();
    assert_eq!(
        line,
        "{\"content\":{\"a\":\"마당\\n\",\"b\":[1,2]},\"entry\":12,\"name\":\"text\",\
         \"salt\":\"CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\"}"
    );
    assert_eq!(OpenBody::parse_line(&line).unwrap(), body);
    let borrowed = OpenBodyRef::parse(&line).unwrap();
    assert_eq!(borrowed.to_open_body().unwrap(), body);
    assert_eq!(borrowed.hash(), body.hash().unwrap());

    let commitment = |name: &str, hash| BodyCommitment {
        name: name.into(),
        hash,
        visibility: Visibility::Public,
    };
    let hash = body.hash().unwrap();
    assert!(body.matches(&commitment("text", hash)));
    assert!(!body.matches(&commitment("text.ko", hash)));
    assert!(!body.matches(&commitment("text", Hash::from_bytes([0; 32]))));
    let altered = OpenBody {
        content: json!({ "b": [1, 3], "a": "마당\n" }),
        ..body.clone()
    };
    assert!(!altered.matches(&commitment("text", hash)));
    let resalted = OpenBody {
        salt: Salt::from_bytes([1; 32]),
        ..body.clone()
    };
    assert!(!resalted.matches(&commitment("text", hash)));

    for wrong in [
        line.replacen("\"entry\":12", "\"entry\":-1", 1),
        line.replacen("\"entry\":12,", "", 1),
        line.replacen("\"salt\":\"CQ", "\"salt\":\"!Q", 1),
        line.replacen("CQk=", "CQl=", 1),
        line.replacen("\"entry\"", "\"entry2\"", 1),
        line.replacen("{\"content\"", "{ \"content\"", 1),
        line.replacen("[1,2]", "[1,2.0]", 1),
        format!("{line}\n"),
        String::new(),
    ] {
        assert!(OpenBody::parse_line(&wrong).is_err(), "{wrong}");
        assert!(OpenBodyRef::parse(&wrong).is_err(), "{wrong}");
    }
    assert!(
        OpenBody {
            content: json!(0.5),
            ..body
        }
        .to_line()
        .is_err()
    );
}
