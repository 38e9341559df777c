//! The scanner against the oracle: parse, write canonically with a crate that others wrote, compare.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use super::*;

/// The definition that [`check_canonical`] must agree with: the restrictions hold and
/// `canonicalise(parse(bytes)) == bytes`.
fn by_definition(bytes: &[u8]) -> bool {
    // Restrictions and duplicates by the lenient reader, the spelling by serde_json_canonicalizer.
    let Ok(value) = parse(bytes) else {
        return false;
    };
    serde_json_canonicalizer::to_vec(&value).is_ok_and(|canonical| canonical == bytes)
}

fn agree(bytes: &[u8]) {
    let scanned = check_canonical(bytes);
    assert_eq!(
        scanned.is_ok(),
        by_definition(bytes),
        "{scanned:?} for {:?}",
        String::from_utf8_lossy(bytes)
    );
}

/// Text that likes to hit every special case.
fn text() -> impl Strategy<Value = String> {
    let c = prop_oneof![
        4 => proptest::char::range(' ', '~'),
        2 => proptest::char::range('\0', '\u{1f}'),
        1 => Just('"'), 1 => Just('\\'), 1 => Just('/'), 1 => Just('\u{7f}'),
        2 => proptest::char::range('가', '힣'),
        1 => proptest::char::range('\u{300}', '\u{33f}'),
        1 => proptest::char::range('\u{1100}', '\u{11ff}'),
        1 => Just('\u{10000}'), 1 => Just('\u{fffd}'), 1 => Just('\u{e000}'),
        1 => any::<char>(),
    ];
    proptest::collection::vec(c, 0..20).prop_map(|chars| chars.into_iter().collect())
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-MAX_INTEGER - 2..=MAX_INTEGER + 2).prop_map(Value::from),
        (-30i64..30).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((text(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Values with nothing in them that the record refuses.
fn allowed(value: Value) -> Value {
    match value {
        Value::Number(n) => match n.as_i64() {
            Some(i) if i.abs() <= MAX_INTEGER => Value::from(i),
            _ => Value::from(0),
        },
        Value::String(text) => Value::String(nfc(&text)),
        Value::Array(items) => items.into_iter().map(allowed).collect(),
        Value::Object(map) => Value::Object(
            map.into_iter()
                .map(|(k, v)| (nfc(&k), allowed(v)))
                .collect(),
        ),
        other => other,
    }
}

fn nfc(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfc(text).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_the_oracle_writes_is_judged_the_same(value in value()) {
        agree(&serde_json_canonicalizer::to_vec(&value).unwrap());
        agree(&serde_json::to_vec(&value).unwrap());
    }

    #[test]
    fn what_is_written_is_canonical_and_what_the_oracle_writes(value in value()) {
        let value = allowed(value);
        let bytes = to_canonical(&value).unwrap();
        prop_assert_eq!(&bytes, &serde_json_canonicalizer::to_vec(&value).unwrap());
        prop_assert_eq!(check_canonical(&bytes), Ok(()));
        prop_assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), value);
    }

    #[test]
    fn writing_never_gives_what_the_scanner_refuses(value in value()) {
        if let Ok(bytes) = to_canonical(&value) {
            prop_assert_eq!(check_canonical(&bytes), Ok(()));
        }
    }

    #[test]
    fn mutants_are_judged_the_same(
        value in value(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..4), 1..4),
    ) {
        let mut bytes = serde_json_canonicalizer::to_vec(&allowed(value)).unwrap();
        for (place, byte, edit) in edits {
            if bytes.is_empty() {
                break;
            }
            let at = place.index(bytes.len());
            match edit {
                0 => bytes[at] ^= 1 << (byte % 8),
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, b"\"\\{}[]:,0-1.eEu \n\t/nrtfals"[usize::from(byte) % 26]),
                _ => bytes.truncate(at),
            }
        }
        agree(&bytes);
    }

    #[test]
    fn soup_is_judged_the_same(tokens in proptest::collection::vec(0usize..32, 0..12)) {
        const TOKENS: [&str; 32] = [
            "{", "}", "[", "]", ":", ",", "\"\"", "\"a\"", "\"b\"", "\"\\n\"", "\"\\u000a\"",
            "\"\\u001f\"", "\"\\u001F\"", "\"\\/\"", "\"é\"", "\"e\u{301}\"", "\"\\n\u{303}\"", "0", "-0", "-1",
            "12", "01", "1.5", "1e2", "9007199254740991", "9007199254740992", "-9007199254740991",
            "true", "false", "null", " ", "\"\u{10000}\"",
        ];
        let text: String = tokens.into_iter().map(|i| TOKENS[i]).collect();
        agree(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_judged_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        agree(&bytes);
    }
}

/// Each special byte at each offset of the words in which the scanner strides.
#[test]
fn every_byte_at_every_offset() {
    for offset in 0..20 {
        for tail in [0, 3, 12] {
            for byte in 0..=0xffu8 {
                let mut bytes = vec![b'"'];
                bytes.extend(std::iter::repeat_n(b'x', offset));
                bytes.push(byte);
                bytes.extend(std::iter::repeat_n(b'x', tail));
                bytes.push(b'"');
                agree(&bytes);
            }
        }
    }
}

#[test]
fn rfc_8785_examples() {
    // Section 3.2.2, without its fractions, which the record refuses.
    let value = json!({
        "string": "€$\u{000f}\u{000a}A'\u{0042}\u{0022}\u{005c}\\\"/",
        "literals": [null, true, false],
    });
    assert_eq!(
        String::from_utf8(to_canonical(&value).unwrap()).unwrap(),
        r#"{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
    );
    // Section 3.2.3: the order of keys.
    let keys = [
        "\u{20ac}",
        "\r",
        "1",
        "\u{1f600}",
        "\u{80}",
        "\u{f6}",
        "\u{5d0}",
    ];
    let value: Value = keys
        .iter()
        .map(|k| ((*k).to_owned(), Value::from(1)))
        .collect::<serde_json::Map<_, _>>()
        .into();
    assert_eq!(
        String::from_utf8(to_canonical(&value).unwrap()).unwrap(),
        "{\"\\r\":1,\"1\":1,\"\u{80}\":1,\"\u{f6}\":1,\"\u{5d0}\":1,\"\u{20ac}\":1,\"\u{1f600}\":1}"
    );
}

#[test]
fn an_error_names_the_byte_and_the_reason() {
    for (text, offset, reason) in [
        ("", 0, JsonReason::UnexpectedEnd),
        ("{\"a\":1,\"a\":2}", 7, JsonReason::DuplicateKey("a".into())),
        ("{\"b\":1,\"a\":2}", 7, JsonReason::KeyOrder("a".into())),
        ("{\"a\": 1}", 5, JsonReason::Whitespace),
        ("[1]\n", 3, JsonReason::TrailingBytes),
        ("[1.5]", 1, JsonReason::Float),
        ("[1E5]", 1, JsonReason::Float),
        ("[-0]", 1, JsonReason::IntegerForm),
        ("[00]", 1, JsonReason::IntegerForm),
        ("[9007199254740993]", 1, JsonReason::IntegerTooLarge),
        ("[-9007199254740992]", 1, JsonReason::IntegerTooLarge),
        (
            "[99999999999999999999999999]",
            1,
            JsonReason::IntegerTooLarge,
        ),
        ("\"a\tb\"", 2, JsonReason::BareControl(9)),
        ("\"\\u0041\"", 1, JsonReason::Escape),
        ("\"\\u000A\"", 1, JsonReason::Escape),
        ("\"\\u001A\"", 1, JsonReason::Escape),
        ("\"\\/\"", 1, JsonReason::Escape),
        ("\"\\u00", 1, JsonReason::UnexpectedEnd),
        ("\"abc", 4, JsonReason::UnexpectedEnd),
        ("[\"e\u{301}\"]", 1, JsonReason::NotNfc("e\u{301}".into())),
        ("nul", 3, JsonReason::UnexpectedEnd),
        (
            "{1:2}",
            1,
            JsonReason::Unexpected {
                expected: "text in quotes",
                found: b'1',
            },
        ),
        (
            "[1,]",
            3,
            JsonReason::Unexpected {
                expected: "a value",
                found: b']',
            },
        ),
        ("-", 1, JsonReason::UnexpectedEnd),
    ] {
        let error = check_canonical(text.as_bytes()).unwrap_err();
        assert_eq!(
            (error.offset, &error.reason),
            (offset, &reason),
            "{text}: {error}"
        );
    }
    let error = check_canonical(b"[\"\xff\"]").unwrap_err();
    assert_eq!(
        error,
        JsonError {
            offset: 2,
            reason: JsonReason::NotUtf8
        }
    );
}

#[test]
fn depth_is_limited_and_nothing_overflows() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = |depth| format!("{}1{}", open.repeat(depth), close.repeat(depth));
        agree(nested(MAX_DEPTH).as_bytes());
        assert_eq!(check_canonical(nested(MAX_DEPTH).as_bytes()), Ok(()));
        agree(nested(MAX_DEPTH + 1).as_bytes());
        let reason = check_canonical(nested(MAX_DEPTH + 1).as_bytes())
            .unwrap_err()
            .reason;
        assert_eq!(reason, JsonReason::TooDeep);
        assert!(check_canonical(open.repeat(1_000_000).as_bytes()).is_err());
        let mut value = json!(1);
        for _ in 0..MAX_DEPTH {
            value = if open == "[" {
                json!([value])
            } else {
                json!({ "a": value })
            };
        }
        assert_eq!(to_canonical(&value).unwrap(), nested(MAX_DEPTH).as_bytes());
        assert_eq!(
            to_canonical(&json!([value])).unwrap_err().reason,
            JsonReason::TooDeep
        );
    }
}

#[test]
fn writing_refuses_rather_than_changes() {
    struct Twice;
    impl Serialize for Twice {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map([("a", 1), ("b", 2), ("a", 3)])
        }
    }
    let reason = |error: JsonError| error.reason;
    assert_eq!(
        to_canonical(&Twice).map_err(reason),
        Err(JsonReason::DuplicateKey("a".into()))
    );
    for float in [1.0, 0.5, f64::NAN, f64::INFINITY, -0.0] {
        assert_eq!(
            to_canonical(&[float]).map_err(reason),
            Err(JsonReason::Float)
        );
    }
    for large in [MAX_INTEGER + 1, -MAX_INTEGER - 1, i64::MIN, i64::MAX] {
        assert_eq!(
            to_canonical(&large).map_err(reason),
            Err(JsonReason::IntegerTooLarge)
        );
    }
    assert_eq!(
        to_canonical(&u64::MAX).map_err(reason),
        Err(JsonReason::IntegerTooLarge)
    );
    assert_eq!(
        to_canonical(&u128::MAX).map_err(reason),
        Err(JsonReason::IntegerTooLarge)
    );
    assert!(matches!(
        to_canonical("e\u{301}").map_err(reason),
        Err(JsonReason::NotNfc(_))
    ));
    let by_flag = BTreeMap::from([(true, 1)]);
    assert_eq!(
        to_canonical(&by_flag).map_err(reason),
        Err(JsonReason::KeyNotText)
    );

    let raw = |text: &str| serde_json::value::RawValue::from_string(text.to_owned()).unwrap();
    assert_eq!(
        to_canonical(&[raw("{ \"b\":1, \"a\":2 }")]).unwrap(),
        br#"[{"a":2,"b":1}]"#
    );
    assert!(to_canonical(&raw("{\"a\":1,\"a\":2}")).is_err());
    assert!(to_canonical(&raw("1.0")).is_err());
}

#[test]
fn rust_values_are_written_as_serde_json_writes_them() {
    #[derive(Serialize)]
    enum Shape {
        Unit,
        Newtype(u8),
        Tuple(i8, char),
        Struct { z: Option<u8>, a: () },
    }
    #[derive(Serialize)]
    struct Pair(u8, u8);
    let shapes = (
        [
            Shape::Unit,
            Shape::Newtype(1),
            Shape::Tuple(-1, 'é'),
            Shape::Struct { z: None, a: () },
        ],
        Pair(1, 2),
        BTreeMap::from([(10, "ten"), (9, "nine")]),
        BTreeMap::from([('b', Some(1)), ('a', None)]),
        [Vec::<u8>::new()],
        BTreeMap::<String, u8>::new(),
    );
    let bytes = to_canonical(&shapes).unwrap();
    assert_eq!(bytes, serde_json_canonicalizer::to_vec(&shapes).unwrap());
    assert_eq!(check_canonical(&bytes), Ok(()));
}
