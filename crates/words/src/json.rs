//! What a reader of JSON says, in each language: serde says it in English alone, and its sentences are known by their form.

use crate::words::{WORDS, said};
use crate::{Argument, Said};

/// What serde says is wrong, with its place where it gives one. A sentence that has no words here stays as it is.
pub fn serde_said(error: impl ToString) -> Said {
    let text = error.to_string();
    let placed = || {
        let (what, place) = text.rsplit_once(" at line ")?;
        let (line, column) = place.split_once(" column ")?;
        let (line, column): (u64, u64) = (line.parse().ok()?, column.parse().ok()?);
        // Of a value that was read before, serde knows no place.
        if line == 0 {
            return Some(serde_said(what));
        }
        let what = serde_said(what);
        Some(said!("json-at", what = what, line = line, column = column))
    };
    placed()
        .or_else(|| json_said(&text))
        .unwrap_or_else(|| said!("json-other", what = text.as_str()))
}

/// What serde's reader of JSON says is wrong, without the place; `None` for a sentence that has no words here.
pub fn json_said(text: &str) -> Option<Said> {
    if let Some(said) = of_form(text) {
        return Some(said);
    }
    let quoted = |before: &str, after: &str| {
        let rest = text.strip_prefix(before)?.strip_prefix('`')?;
        let (name, rest) = rest.split_once('`')?;
        rest.strip_prefix(after)
            .map(|rest| (name.to_owned(), rest.to_owned()))
    };
    if let Some((name, _)) = quoted("missing field ", "") {
        return Some(said!("json-missing", name = name));
    }
    if let Some((name, _)) = quoted("duplicate field ", "") {
        return Some(said!("json-duplicate", name = name));
    }
    for kind in ["field ", "variant "] {
        if let Some((name, known)) = quoted(&format!("unknown {kind}"), ", expected ") {
            let known = known.strip_prefix("one of ").unwrap_or(&known).to_owned();
            return Some(match kind {
                "field " => said!("json-field", name = name, known = known),
                _ => said!("json-variant", name = name, known = known),
            });
        }
    }
    // The engine refuses an amount in these words, and JSON has no place for more than words.
    let amount = ": without signs between thousands and without a unit it is ";
    if let Some((written, plain)) = quoted("", amount) {
        return Some(said!("json-plain-amount", written = written, plain = plain));
    }
    // Nor for those of a format that a newer program writes.
    let later = " is a format that this version of Madang does not know: a newer one may";
    if let Some((format, _)) = quoted("", later) {
        return Some(said!("json-later-format", format = format));
    }
    if let Some(rest) = text.strip_prefix("invalid length ") {
        let (length, expected) = rest.split_once(", expected ")?;
        return Some(said!(
            "json-length",
            length = length,
            expected = thing(expected)
        ));
    }
    let (found, expected) = ["invalid type: ", "invalid value: "]
        .iter()
        .find_map(|before| text.strip_prefix(before)?.rsplit_once(", expected "))?;
    let (expected, instead) = match expected.split_once(": write ") {
        Some((expected, instead)) => (expected, instead.strip_suffix(", without quotes")),
        None => (expected, None),
    };
    let (found, expected) = (thing(found), thing(expected));
    Some(match instead {
        Some(plain) => said!(
            "json-type-instead",
            found = found,
            expected = expected,
            plain = plain
        ),
        None => said!("json-type", found = found, expected = expected),
    })
}

/// What is wrong with the form, whatever stands in it.
fn of_form(text: &str) -> Option<Said> {
    if let Some(what) = text.strip_prefix("EOF while parsing ") {
        return Some(said!("json-end", what = thing(what)));
    }
    if let Some(what) = text.strip_prefix("expected ") {
        return Some(match what.strip_suffix(" here") {
            Some(what) => said!("json-expected-here", what = thing(what)),
            None => said!("json-expected", what = thing(what)),
        });
    }
    let key = match text {
        "trailing comma" => "json-comma",
        "trailing characters" => "json-trailing",
        "key must be a string" => "json-key",
        "invalid escape" => "json-escape",
        "invalid number" | "number out of range" => "json-number",
        "recursion limit exceeded" => "json-deep",
        text if text.starts_with("control character") => "json-control",
        _ => return None,
    };
    Some(Said::new(&WORDS, key))
}

/// What stands in JSON, or is to stand there.
fn thing(english: &str) -> Argument {
    let kinds = [
        ("string ", "json-string"),
        ("integer ", "json-integer"),
        ("floating point ", "json-float"),
        ("boolean ", "json-boolean"),
    ];
    for (before, key) in kinds {
        if let Some(value) = english.strip_prefix(before) {
            return Said::new(&WORDS, key).text("value", value).into();
        }
    }
    if let Some((_, key)) = THINGS.iter().find(|(name, _)| *name == english) {
        return Said::new(&WORDS, key).into();
    }
    if english.starts_with("struct ") || english.starts_with("internally tagged") {
        return said!("json-a-struct", name = english).into();
    }
    match english.split_once(" or ") {
        Some((one, other)) => said!("json-either", one = thing(one), other = thing(other)).into(),
        None => Argument::from(english),
    }
}

/// What a reader calls things, each in its own English, so that what it says in English stays as it is.
const THINGS: [(&str, &str); 22] = [
    ("a string", "json-a-string"),
    ("a borrowed string", "json-borrowed-string"),
    ("string", "json-bare-string"),
    ("a whole number", "json-a-number"),
    ("an integer", "json-an-integer"),
    ("a boolean", "json-a-boolean"),
    ("map", "json-bare-map"),
    ("a map", "json-a-map"),
    ("an object", "json-an-object"),
    ("sequence", "json-bare-sequence"),
    ("a sequence", "json-a-sequence"),
    ("a list", "json-a-list"),
    ("list", "json-bare-list"),
    ("value", "json-bare-value"),
    ("a value", "json-a-value"),
    ("ident", "json-an-ident"),
    ("u8", "json-u8"),
    ("u16", "json-u16"),
    ("u32", "json-u32"),
    ("u64", "json-u64"),
    ("usize", "json-usize"),
    ("i64", "json-i64"),
];

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::Language;

    #[test]
    fn sentences_of_the_reader_are_known_and_keep_their_english() {
        for (text, korean) in [
            ("{\"a\": 1,}", "마지막 쉼표를 빼십시오"),
            ("{\"a\" 1}", "`:` 자리입니다"),
            ("[1", "목록이 끝나기 전에 파일이 끝났습니다"),
            ("", "값이 끝나기 전에 파일이 끝났습니다"),
            ("{\"a\": x}", "값 자리입니다"),
        ] {
            let error = serde_json::from_str::<Value>(text)
                .expect_err(text)
                .to_string();
            let english = error.split(" at line ").next().unwrap_or_default();
            let said = json_said(english).unwrap_or_else(|| panic!("{english} is not known"));
            assert_eq!(said.in_language(Language::Ko), korean);
            assert_eq!(said.to_string(), english);
        }
        for (english, korean) in [
            (
                "invalid type: string \"x\", expected a whole number",
                "정수 자리에 글 \"x\"가 있습니다",
            ),
            (
                "invalid type: map, expected a sequence",
                "목록 자리에 객체가 있습니다",
            ),
            (
                "invalid type: sequence, expected a map",
                "객체 자리에 목록이 있습니다",
            ),
            ("missing field `id`", "`id` 항목이 없습니다"),
            (
                "`2` is a format that this version of Madang does not know: a newer one may",
                "`2`번 형식은 이 판의 마당이 모릅니다. 더 새로운 판은 알 수 있습니다",
            ),
            (
                "unknown field `b`, expected one of `a`, `c`",
                "`b`는 모르는 항목입니다. 쓸 수 있는 항목: `a`, `c`",
            ),
        ] {
            let said = json_said(english).unwrap_or_else(|| panic!("{english} is not known"));
            assert_eq!(said.in_language(Language::Ko), korean);
        }
        assert_eq!(json_said("something else"), None);
        assert_eq!(serde_said("something else").to_string(), "something else");
    }

    #[test]
    fn the_place_is_said_too_and_none_where_there_is_none() {
        let error = serde_json::from_str::<Value>("{\"a\":\n 1,}").expect_err("a comma");
        let said = serde_said(&error);
        assert_eq!(said.to_string(), error.to_string());
        assert_eq!(
            said.in_language(Language::Ko),
            "2행 4열: 마지막 쉼표를 빼십시오"
        );
        let error = serde_json::from_str::<Value>("{\"a\":").expect_err("it is cut");
        let said = serde_said(&error);
        assert_eq!(said.to_string(), error.to_string());
        let korean = said.in_language(Language::Ko);
        assert_eq!(korean, "1행 5열: 값이 끝나기 전에 파일이 끝났습니다");
        let error = serde_json::from_value::<u64>(Value::from("x")).expect_err("a text");
        let korean = serde_said(error).in_language(Language::Ko);
        assert_eq!(korean, "정수 자리에 글 \"x\"가 있습니다");
    }
}
