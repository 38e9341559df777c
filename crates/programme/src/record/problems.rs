//! The problems that the record's formats name in English alone, with the keys of their sentences.

use madang_words::Said;

use crate::words::{WORDS, said};

/// A problem by its English; `record-text` keeps what has no words here.
pub(super) fn problem(english: &str) -> Said {
    let known = PROBLEMS.iter().find(|(own, _)| *own == english);
    match known {
        Some((_, key)) => Said::new(&WORDS, key),
        None => of_policy(english).unwrap_or_else(|| said!("record-text", text = english)),
    }
}

/// What a line of a policy says of a name that stands in it.
fn of_policy(english: &str) -> Option<Said> {
    for (before, key) in [
        ("not a verifier key: ", "record-note-verifier-key"),
        ("not a signing key: ", "record-note-signing-key"),
    ] {
        if let Some(rest) = english.strip_prefix(before) {
            return Some(Said::new(&WORDS, key).said("problem", problem(rest)));
        }
    }
    if let Some(rest) = english.strip_suffix(" witnesses and groups") {
        let most = rest.strip_prefix("more than ")?;
        return Some(said!("record-policy-many", most = most));
    }
    if let Some((word, most)) = english.split_once(" is neither any, all nor a number from 1 to ") {
        return Some(said!("record-policy-threshold", word = word, most = most));
    }
    for (before, after, key) in [
        (
            "",
            " is none of log, witness, group and quorum",
            "record-policy-word",
        ),
        (
            "",
            " is not defined above this line",
            "record-policy-undefined",
        ),
        (
            "",
            " is already a member of a group",
            "record-policy-member",
        ),
        ("the name ", " is defined twice", "record-policy-twice"),
    ] {
        let word = english
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(after));
        if let Some(word) = word {
            return Some(Said::new(&WORDS, key).text("word", word));
        }
    }
    let name = english.split_once(" cannot be the name of a key")?.0;
    Some(said!("record-note-name", name = name))
}

/// The English of each problem, as the record has it, with the key of its sentence.
pub(super) const PROBLEMS: [(&str, &str); 84] = [
    ("the proof ends too early", "record-proof-early"),
    ("it must be c2sp.org/tlog-proof@v1", "record-proof-header"),
    (
        "the extra data must be canonical base64",
        "record-proof-extra",
    ),
    (
        "it must be \"index\" and a decimal number without leading zeros",
        "record-proof-index",
    ),
    (
        "an inclusion proof has at most 63 hashes",
        "record-proof-hashes",
    ),
    (
        "a hash must be 32 bytes in canonical base64",
        "record-proof-hash",
    ),
    (
        "the origin must not be empty or hold a control character",
        "record-checkpoint-origin",
    ),
    (
        "the size must be a decimal number below 2^63 without leading zeros",
        "record-checkpoint-size",
    ),
    (
        "the root must be 32 bytes in canonical base64",
        "record-checkpoint-root",
    ),
    (
        "the line does not end with a line end",
        "record-checkpoint-end",
    ),
    (
        "there are extension lines; a checkpoint here has three lines",
        "record-checkpoint-extension",
    ),
    (
        "control characters other than tabs cannot stand here",
        "record-policy-control",
    ),
    ("expected: log <vkey> [<url>]", "record-policy-log"),
    (
        "expected: witness <name> <vkey> [<url>]",
        "record-policy-witness",
    ),
    (
        "expected: group <name> <all, any or a number> <member> …",
        "record-policy-group",
    ),
    ("expected: quorum <name>", "record-policy-quorum"),
    (
        "a log's key is of type 0x01 (Ed25519)",
        "record-policy-log-type",
    ),
    (
        "a witness's key is of type 0x04 (cosignature/v1)",
        "record-policy-witness-type",
    ),
    ("this log's key is listed twice", "record-policy-log-twice"),
    (
        "this witness's key is listed twice",
        "record-policy-witness-twice",
    ),
    (
        "there is a quorum line above; a policy has one",
        "record-policy-quorum-twice",
    ),
    ("the name \"none\" is reserved", "record-policy-none"),
    (
        "a cosignature needs a cosigner's key (type 0x04)",
        "record-cosignature-key",
    ),
    (
        "the time of a cosignature must be below 2^63 seconds",
        "record-cosignature-time",
    ),
    (
        "a time is written like 2026-11-23T06:54:00.123Z, in UTC with milliseconds",
        "record-entry-time",
    ),
    (
        "an identifier is a UUIDv7, or a UUIDv4 where it tells no time, in lower case with hyphens",
        "record-entry-id",
    ),
    (
        "a kind is lower-case words joined by dots, a slash and the version of its schema, like minutes.published/1, at most 64 bytes",
        "record-entry-kind",
    ),
    (
        "quotes, backslashes and control characters cannot stand here",
        "record-entry-plain",
    ),
    (
        "it must start with a lower-case letter, go on with lower-case letters, digits, dots, hyphens or underscores, and have at most 64 bytes",
        "record-entry-word",
    ),
    ("it must not be empty", "record-entry-empty"),
    (
        "white space, quotes, backslashes and control characters cannot stand here",
        "record-entry-token",
    ),
    (
        "it is too long (128 bytes; 256 for a subject)",
        "record-entry-long",
    ),
    ("an index is zero or more", "record-entry-index"),
    (
        "a hash is written as 64 lower-case hexadecimal digits",
        "record-entry-hash",
    ),
    (
        "two contents of one entry cannot have the same name",
        "record-entry-bodies-same",
    ),
    ("each role is named once", "record-entry-role-once"),
    (
        "its id must be eight lower-case hexadecimal digits",
        "record-key-id",
    ),
    (
        "its last part must be padded standard base64",
        "record-key-base64",
    ),
    ("its last part is empty", "record-key-empty"),
    (
        "its type is neither 0x01 (Ed25519) nor 0x04 (cosignature/v1)",
        "record-key-type",
    ),
    ("an Ed25519 key has 32 bytes", "record-key-length"),
    ("it must start with PRIVATE+KEY+", "record-key-private"),
    (
        "it must be PRIVATE+KEY+<name>+<id>+<base64>",
        "record-key-private-form",
    ),
    ("its id does not fit its name and seed", "record-key-seed"),
    (
        "a cosigner's key signs with a time; use a log's key (type 0x01)",
        "record-key-cosigner",
    ),
    (
        "it is a weak Ed25519 key, under which anybody can sign",
        "record-key-weak",
    ),
    ("it must be <name>+<id>+<base64>", "record-key-form"),
    (
        "its bytes are not an Ed25519 public key",
        "record-key-no-point",
    ),
    ("its id does not fit its name and bytes", "record-key-fit"),
    (
        "it must be an em dash, a key's name and base64, parted by single spaces",
        "record-signature-form",
    ),
    (
        "the key's name is empty or holds white space or \"+\"",
        "record-signature-name",
    ),
    (
        "what follows the name is not canonical base64",
        "record-signature-base64",
    ),
    (
        "it is too short to hold a key id and a signature",
        "record-signature-short",
    ),
    ("it is longer than a mebibyte", "record-note-long"),
    ("it holds a control character", "record-note-control"),
    (
        "there is no empty line before the signatures",
        "record-note-no-gap",
    ),
    (
        "the last signature line does not end with a line end",
        "record-note-end",
    ),
    (
        "it carries more than 100 signatures",
        "record-note-signatures",
    ),
    ("the member \"actor\"", "record-expect-actor"),
    ("the member \"at\"", "record-expect-at"),
    ("the member \"facts\", an object", "record-expect-facts"),
    ("the member \"id\"", "record-expect-id"),
    ("the member \"kind\"", "record-expect-kind"),
    ("the member \"space\"", "record-expect-space"),
    ("the member \"subject\"", "record-expect-subject"),
    (
        "the member \"v\" with the number 1, and the end of the entry",
        "record-expect-v",
    ),
    (
        "a list with at least one reference",
        "record-expect-references",
    ),
    (
        "the reference's member \"entry\"",
        "record-expect-reference-entry",
    ),
    (
        "the reference's member \"rel\"",
        "record-expect-reference-rel",
    ),
    ("the end of the reference", "record-expect-reference-end"),
    ("a list with at least one content", "record-expect-bodies"),
    ("the content's member \"hash\"", "record-expect-body-hash"),
    ("the content's member \"name\"", "record-expect-body-name"),
    (
        "the end of the list of contents",
        "record-expect-bodies-end",
    ),
    ("the visibility \"sealed\"", "record-expect-sealed"),
    (
        "the visibility \"public\", \"sealed\" with \"until\", or \"restricted\" with \"roles\"",
        "record-expect-visibility",
    ),
    ("the visibility \"restricted\"", "record-expect-restricted"),
    ("a value", "record-expect-value"),
    ("true, false or null", "record-expect-literal"),
    ("a comma or the end of the array", "record-expect-array"),
    ("a colon", "record-expect-colon"),
    ("a comma or the end of the object", "record-expect-object"),
    ("a digit", "record-expect-digit"),
    ("text in quotes", "record-expect-text"),
];
