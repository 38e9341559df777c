//! Entries and bodies: one spelling, fixed members, salted commitments.

use crate::support::entry;
use madang_record::{
    BodyCommitment, Entry, EntryError, EntryRef, JsonReason, Visibility, check_canonical, hash,
    to_canonical,
};
use proptest::prelude::*;
use serde_json::json;

fn sample() -> Entry {
    let mut entry = entry("entry", 5);
    entry.bodies.push(BodyCommitment {
        name: "contact".into(),
        hash: hash::sha256(b"contact"),
        visibility: Visibility::Restricted {
            roles: vec!["officer".into(), "auditor".into()],
        },
    });
    entry.bodies.push(BodyCommitment {
        name: "text.ko".into(),
        hash: hash::sha256(b"text"),
        visibility: Visibility::Public,
    });
    entry
}

#[test]
fn an_entry_has_exactly_this_form() {
    let entry = Entry {
        kind: "minutes.published/1".into(),
        id: "019ea8b6-4d6b-7a3f-8c11-5f0d2b9e4a01".into(),
        at: "2026-11-23T06:54:00.123Z".into(),
        actor: "p:1f".into(),
        space: "kr0018".into(),
        subject: "consultation:kr0018/3".into(),
        refs: Vec::new(),
        facts: json!({ "title": "회의록", "held_on": "2026-11-20" })
            .as_object()
            .cloned()
            .unwrap(),
        bodies: Vec::new(),
    };
    assert_eq!(
        String::from_utf8(entry.to_bytes().unwrap()).unwrap(),
        "{\"actor\":\"p:1f\",\"at\":\"2026-11-23T06:54:00.123Z\",\
         \"facts\":{\"held_on\":\"2026-11-20\",\"title\":\"회의록\"},\
         \"id\":\"019ea8b6-4d6b-7a3f-8c11-5f0d2b9e4a01\",\"kind\":\"minutes.published/1\",\
         \"space\":\"kr0018\",\"subject\":\"consultation:kr0018/3\",\"v\":1}"
    );
    let text = String::from_utf8(sample().to_bytes().unwrap()).unwrap();
    assert!(
        text.contains(",\"refs\":[{\"entry\":4,\"rel\":\"follows\"}],"),
        "{text}"
    );
    let sealed = ",\"name\":\"choices\",\"until\":\"vote:kr0018/v1\",\"visibility\":\"sealed\"},{";
    assert!(text.contains(sealed), "{text}");
    let restricted =
        ",\"name\":\"contact\",\"roles\":[\"officer\",\"auditor\"],\"visibility\":\"restricted\"}";
    assert!(text.contains(restricted), "{text}");
    assert!(
        text.contains(",\"name\":\"text.ko\",\"visibility\":\"public\"}]"),
        "{text}"
    );
}

#[test]
fn entries_are_read_back() {
    for entry in [sample(), entry("entry", 0), entry("entry", 1)] {
        let bytes = entry.to_bytes().unwrap();
        assert_eq!(check_canonical(&bytes), Ok(()));
        assert_eq!(Entry::from_bytes(&bytes).unwrap(), entry);
        let borrowed = EntryRef::parse(&bytes).unwrap();
        assert_eq!(borrowed.to_entry().unwrap(), entry);
        assert_eq!(
            borrowed.facts.as_bytes(),
            to_canonical(&entry.facts).unwrap()
        );
    }
    let whole_record = Entry {
        space: String::new(),
        ..sample()
    };
    assert_eq!(
        Entry::from_bytes(&whole_record.to_bytes().unwrap()).unwrap(),
        whole_record
    );
}

/// Changes one member of a sound entry and gives what is said about it.
fn refused(change: impl FnOnce(&mut Entry)) -> EntryError {
    let mut entry = sample();
    change(&mut entry);
    entry.to_bytes().unwrap_err()
}

/// The member that a change of a sound entry is refused for.
fn refused_field(change: impl FnOnce(&mut Entry)) -> String {
    match refused(change) {
        EntryError::Field { field, .. } => field,
        other => panic!("{other}"),
    }
}

#[test]
fn kind_identifier_and_time_have_their_form() {
    for kind in [
        "",
        "minutes",
        "minutes/0",
        "minutes/01",
        "Minutes/1",
        ".x/1",
        "a..b/1",
        "a/1/2",
        "a b/1",
        "1a/1",
        "a/12345",
    ] {
        assert_eq!(refused_field(|e| e.kind = kind.into()), "kind", "{kind}");
    }
    for kind in ["a/1", "service-group.named_again/12", "a.b.c/999"] {
        assert!(
            Entry {
                kind: kind.into(),
                ..sample()
            }
            .to_bytes()
            .is_ok(),
            "{kind}"
        );
    }
    for id in [
        "",
        "019ea8b6-4d6b-1a3f-8c11-5f0d2b9e4a01",
        "019EA8B6-4d6b-7a3f-8c11-5f0d2b9e4a01",
    ] {
        assert_eq!(refused_field(|e| e.id = id.into()), "id", "{id}");
    }
    for at in [
        "",
        "2026-11-23T06:54:00Z",
        "2026-02-30T06:54:00.123Z",
        "2026-11-23T06:54:00.123+09:00",
    ] {
        assert_eq!(refused_field(|e| e.at = at.into()), "at", "{at}");
    }
}

#[test]
fn names_of_actors_and_subjects_have_their_form() {
    for token in [
        "",
        " ",
        "a b",
        "a\tb",
        "a\"b",
        "a\\b",
        "a\u{a0}b",
        "a\u{3000}b",
        "a\u{7f}",
        "\u{85}",
        &"x".repeat(300),
    ] {
        assert_eq!(
            refused_field(|e| e.actor = token.into()),
            "actor",
            "{token:?}"
        );
        assert_eq!(
            refused_field(|e| e.subject = token.into()),
            "subject",
            "{token:?}"
        );
        if !token.is_empty() {
            assert_eq!(
                refused_field(|e| e.space = token.into()),
                "space",
                "{token:?}"
            );
        }
        let until = Visibility::Sealed {
            until: token.into(),
        };
        assert!(matches!(
            refused(|e| e.bodies[0].visibility = until),
            EntryError::Field { .. }
        ));
    }
}

#[test]
fn bodies_and_references_have_their_form() {
    for word in ["", "A", "1a", "a b", "é", "a\"", "a/b", &"a".repeat(65)] {
        assert_eq!(
            refused_field(|e| e.bodies[1].name = word.into()),
            "bodies[1].name"
        );
        assert_eq!(
            refused_field(|e| e.refs[0].rel = word.into()),
            "refs[0].rel"
        );
        let roles = Visibility::Restricted {
            roles: vec!["a".into(), word.into()],
        };
        assert_eq!(
            refused_field(|e| e.bodies[1].visibility = roles),
            "bodies[1].roles"
        );
    }
    assert_eq!(
        refused_field(|e| e.bodies[1].name = "choices".into()),
        "bodies[1].name"
    );
    let twice = Visibility::Restricted {
        roles: vec!["a".into(), "a".into()],
    };
    assert_eq!(
        refused_field(|e| e.bodies[1].visibility = twice),
        "bodies[1].roles"
    );
    let nobody = Visibility::Restricted { roles: Vec::new() };
    assert!(matches!(
        refused(|e| e.bodies[1].visibility = nobody),
        EntryError::Json(_)
    ));
    assert!(matches!(
        refused(|e| e.refs[0].entry = 1 << 53),
        EntryError::Json(_)
    ));
}

#[test]
fn facts_hold_what_the_record_allows() {
    for (facts, reason) in [
        (json!({ "cost": 1.5 }), JsonReason::Float),
        (
            json!({ "cost": 9_007_199_254_740_993_i64 }),
            JsonReason::IntegerTooLarge,
        ),
        (
            json!({ "name": "e\u{301}" }),
            JsonReason::NotNfc("e\u{301}".into()),
        ),
    ] {
        let error = refused(|e| e.facts = facts.as_object().cloned().unwrap());
        assert!(
            matches!(&error, EntryError::Json(json) if json.reason == reason),
            "{error}"
        );
    }
    let deep = |levels| (0..levels).fold(json!(1), |value, _| json!([value]));
    let with = |value| json!({ "deep": value }).as_object().cloned().unwrap();
    assert!(
        Entry {
            facts: with(deep(62)),
            ..sample()
        }
        .to_bytes()
        .is_ok()
    );
    let error = refused(|e| e.facts = with(deep(63)));
    assert!(
        matches!(&error, EntryError::Json(json) if json.reason == JsonReason::TooDeep),
        "{error}"
    );
}

#[test]
fn an_entry_fits_a_bundle() {
    let facts = |length| {
        json!({ "text": "x".repeat(length) })
            .as_object()
            .cloned()
            .unwrap()
    };
    let overhead = Entry {
        facts: facts(0),
        ..sample()
    }
    .to_bytes()
    .unwrap()
    .len();
    let longest = Entry {
        facts: facts(65_535 - overhead),
        ..sample()
    }
    .to_bytes()
    .unwrap();
    assert_eq!(longest.len(), 65_535);
    assert!(EntryRef::parse(&longest).is_ok());
    let error = refused(|e| e.facts = facts(65_536 - overhead));
    assert_eq!(error, EntryError::TooLong { length: 65_536 });
}

#[test]
fn only_the_canonical_bytes_are_an_entry() {
    let text = String::from_utf8(sample().to_bytes().unwrap()).unwrap();
    let swap = |from: &str, to: &str| {
        assert!(text.contains(from), "{from} in {text}");
        EntryRef::parse(text.replacen(from, to, 1).as_bytes()).unwrap_err()
    };
    let layout = |error: &EntryError| matches!(error, EntryError::Layout { .. });
    // Canonical JSON, but other members.
    for (from, to) in [
        (",\"v\":1}", ",\"v\":2}"),
        (",\"v\":1}", "}"),
        (",\"v\":1}", ",\"v\":1,\"w\":1}"),
        (",\"v\":1}", ",\"u\":1,\"v\":1}"),
        ("{\"actor\":", "{\"aaa\":0,\"actor\":"),
        (",\"space\":\"kr0018\"", ""),
        (
            ",\"refs\":[{\"entry\":4,\"rel\":\"follows\"}]",
            ",\"refs\":[]",
        ),
        (",\"rel\":\"follows\"}", ",\"rel\":\"follows\",\"why\":0}"),
        (",\"visibility\":\"public\"", ",\"visibility\":\"secret\""),
        (",\"visibility\":\"public\"", ""),
        (",\"until\":\"vote:kr0018/v1\"", ""),
    ] {
        let error = swap(from, to);
        assert!(layout(&error), "{to}: {error}");
    }
    // Not canonical JSON.
    for (from, to) in [
        (",\"v\":1}", ",\"v\":1} "),
        (",\"v\":1}", ",\"v\":1}{}"),
        (",\"v\":1}", ", \"v\":1}"),
        (",\"v\":1}", ",\"v\":1,\"v\":1}"),
        (",\"v\":1}", ",\"v\":1"),
        (",\"kind\":", ",\"kind\" :"),
        ("\"entry\":4", "\"entry\":04"),
        ("\"entry\":4", "\"entry\":4.0"),
        ("\"number\":5", "\"number\":5e0"),
        ("{\"actor\":", "{\"v\":1,\"actor\":"),
    ] {
        let error = swap(from, to);
        assert!(matches!(error, EntryError::Json(_)), "{to}: {error}");
    }
    // Another spelling of the right content.
    let error = swap("\"kind\":\"ballot", "\"kind\":\"\\u0062allot");
    assert!(matches!(error, EntryError::Json(_)), "{error}");
    let error = swap("\"entry\":4", "\"entry\":-4");
    assert!(
        matches!(&error, EntryError::Field { field, .. } if field == "refs[0].entry"),
        "{error}"
    );
    for bytes in [&b""[..], b"{}", b"[]", b"null", b"\xff"] {
        assert!(EntryRef::parse(bytes).is_err());
    }
    let error = EntryRef::parse(b"{\"actor\":\"a\"}")
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("at byte 12") && error.contains("\"at\""),
        "{error}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    /// Whatever is accepted is what would be written: there is no second spelling of any entry.
    #[test]
    fn a_mutant_is_refused_or_is_another_entry(
        place in any::<prop::sample::Index>(), byte in any::<u8>(), edit in 0u8..3,
    ) {
        let original = sample().to_bytes().unwrap();
        let mut bytes = original.clone();
        let at = place.index(bytes.len());
        match edit {
            0 => bytes[at] = byte,
            1 => bytes.insert(at, byte),
            _ => drop(bytes.remove(at)),
        }
        if let Ok(entry) = Entry::from_bytes(&bytes) {
            prop_assert_eq!(check_canonical(&bytes), Ok(()));
            prop_assert_eq!(entry.to_bytes().unwrap(), bytes.clone());
            prop_assert_eq!(entry == sample(), bytes == original);
        }
    }
}
