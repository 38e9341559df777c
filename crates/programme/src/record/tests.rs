//! Tests of the sentences.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::fs;
use std::path::Path;

use madang_record::{Hash, Policy, Receipt, TlogProof, VerifyingKey};
use madang_words::Language;

use super::problems::{PROBLEMS, problem};
use super::*;

/// That an error says in English what it says itself, and in Korean no English word but what stands in it.
fn hold(error: &(impl RecordSaid + Display)) {
    let said = error.said();
    assert_eq!(said.to_string(), error.to_string());
    assert_ne!(said.in_language(Language::Ko), said.to_string());
    assert_ne!(said.key(), "record-text", "{said}");
}

#[test]
fn every_variant_of_notes_and_trees_is_said_in_both_languages() {
    let (one, other) = (Hash::from_bytes([1; 32]), Hash::from_bytes([2; 32]));
    let text = || "x y".to_owned();
    for error in [
        NoteError::Name(text()),
        NoteError::Text,
        NoteError::Malformed("it holds a control character"),
        NoteError::BadSignature { name: text() },
        NoteError::AmbiguousKeys { name: text() },
        NoteError::NoKnownSignature {
            found: text(),
            known: text(),
        },
    ] {
        hold(&error);
        hold(&CheckpointError::from(error));
    }
    hold(&CheckpointError::NotByLog { origin: text() });
    for found in ["no witness", "a, b"] {
        hold(&PolicyError::QuorumUnmet {
            quorum: text(),
            found: found.to_owned(),
        });
    }
    let (level, index, size) = (3, 7, 5);
    for error in [
        ProofError::IndexBeyondSize { index, size },
        ProofError::OldBeyondNew { old: 7, new: 5 },
        ProofError::MissingNode { level, index },
        ProofError::Length {
            expected: 3,
            found: 4,
        },
        ProofError::RootMismatch {
            expected: one,
            computed: other,
        },
        ProofError::Fork {
            size,
            old: one,
            new: other,
        },
    ] {
        hold(&error);
    }
    hold(&TreeError::RootCount {
        size,
        expected: 2,
        found: 3,
    });
    hold(&TreeError::TooLarge(u64::MAX));
    hold(&TreeError::Length(3));
}

#[test]
fn every_variant_of_bundles_entries_and_json_is_said_in_both_languages() {
    let text = || "x y".to_owned();
    let (width, offset, position) = (4, 70, 2);
    for error in [
        TileError::Path(text()),
        TileError::TileLength { width, found: 3 },
        TileError::Truncated {
            position,
            width,
            offset,
        },
        TileError::TrailingBytes {
            width,
            offset,
            excess: 9,
        },
        TileError::EntryTooLong {
            position: 2,
            length: 70_000,
        },
        TileError::Count(0),
    ] {
        hold(&error);
    }
    hold(&EntryError::TooLong { length: 70_000 });
    hold(&EntryError::Field {
        field: "bodies[0].name".to_owned(),
        problem: "it must not be empty",
        found: String::new(),
    });
    hold(&ReceiptError::Version(9));
    hold(&ReceiptError::UnknownBody(text()));
    hold(&ReceiptError::BodyMismatch(text()));
    for reason in [
        JsonReason::UnexpectedEnd,
        JsonReason::Unexpected {
            expected: "a value",
            found: b'x',
        },
        JsonReason::Unexpected {
            expected: "a value",
            found: 7,
        },
        JsonReason::TrailingBytes,
        JsonReason::Whitespace,
        JsonReason::NotUtf8,
        JsonReason::Float,
        JsonReason::IntegerTooLarge,
        JsonReason::IntegerForm,
        JsonReason::DuplicateKey(text()),
        JsonReason::KeyOrder(text()),
        JsonReason::BareControl(7),
        JsonReason::Escape,
        JsonReason::NotNfc(text()),
        JsonReason::TooDeep,
        JsonReason::KeyNotText,
    ] {
        hold(&reason);
        hold(&JsonError { offset: 3, reason });
    }
}

#[test]
fn what_cannot_be_read_is_said_in_both_languages() {
    for text in ["", "{", "{}", "[]", "{\"v\":2}", "{\"v\":1,\"v\":1}", "1.5"] {
        hold(&Receipt::from_json(text).expect_err(text));
    }
    for text in ["", "x", "c2sp.org/tlog-proof@v1\nindex 01\n"] {
        hold(&TlogProof::parse(text).expect_err(text));
    }
    for text in ["", "x", "x+y+z", "name+00000000+AQ==", "a b+1+2"] {
        hold(&VerifyingKey::parse(text).expect_err(text));
    }
    for text in [
        "",
        "x",
        "log",
        "log x",
        "witness a b",
        "group a any b",
        "group a 7 b",
        "group a",
        "quorum a",
        "quorum none\nquorum none",
        "\u{7}",
    ] {
        hold(&Policy::parse(text).expect_err(text));
    }
}

/// The texts with a blank in the record's sources: not those of comments, tests and attributes.
fn texts(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("a file").path();
        let name = path.file_name().unwrap_or_default();
        if path.is_dir() {
            texts(&path, found);
            continue;
        }
        if name == "tests.rs" {
            continue;
        }
        let source = fs::read_to_string(&path).expect("a source");
        let own = source.split("#[cfg(test)]").next().unwrap_or_default();
        found.insert(own.to_owned());
    }
}

#[test]
fn the_problems_are_those_of_the_record() {
    let mut sources = BTreeSet::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../record/src");
    texts(&folder, &mut sources);
    // A text that goes over a line goes on behind the blanks of the next.
    let sources: Vec<String> = sources
        .iter()
        .map(|source| {
            let mut parts = source.split("\\\n");
            let mut whole = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                whole.push_str(part.trim_start());
            }
            whole
        })
        .collect();
    for (english, key) in PROBLEMS {
        let literal = format!("{english:?}");
        let stands = sources.iter().any(|source| source.contains(&literal));
        assert!(stands, "the record does not say {literal}");
        assert_eq!(problem(english).to_string(), english, "{key}");
    }
    // And each that stands in one of these places is known.
    for source in &sources {
        for call in [
            "problem: \"",
            "let problem = \"",
            "Malformed(\"",
            "fail(\"",
            "unexpected(\"",
        ] {
            for (at, _) in source.match_indices(call) {
                let text = source[at + call.len()..].replace("\\\"", "\u{0}");
                let text = text
                    .split('"')
                    .next()
                    .unwrap_or_default()
                    .replace('\u{0}', "\"");
                let known = PROBLEMS.iter().any(|(english, _)| *english == text);
                assert!(known, "{text:?} has no words");
            }
        }
    }
}
