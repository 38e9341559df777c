//! What a reader of JSON says, in each language: it says it in English alone, and its sentences are known by their form.

use madang_words::{Argument, Said};

use super::ERRORS;

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
        return Some(said!("error-json-missing", name = name));
    }
    if let Some((name, _)) = quoted("duplicate field ", "") {
        return Some(said!("error-json-duplicate", name = name));
    }
    for kind in ["field ", "variant "] {
        if let Some((name, known)) = quoted(&format!("unknown {kind}"), ", expected ") {
            let known = known.strip_prefix("one of ").unwrap_or(&known).to_owned();
            return Some(match kind {
                "field " => said!("error-json-field", name = name, known = known),
                _ => said!("error-json-variant", name = name, known = known),
            });
        }
    }
    if let Some(rest) = text.strip_prefix("invalid length ") {
        let (length, expected) = rest.split_once(", expected ")?;
        return Some(said!(
            "error-json-length",
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
            "error-json-type-instead",
            found = found,
            expected = expected,
            plain = plain
        ),
        None => said!("error-json-type", found = found, expected = expected),
    })
}

/// What is wrong with the form, whatever stands in it.
fn of_form(text: &str) -> Option<Said> {
    if let Some(what) = text.strip_prefix("EOF while parsing ") {
        return Some(said!("error-json-end", what = thing(what)));
    }
    if let Some(what) = text.strip_prefix("expected ") {
        return Some(match what.strip_suffix(" here") {
            Some(what) => said!("error-json-expected-here", what = thing(what)),
            None => said!("error-json-expected", what = thing(what)),
        });
    }
    let key = match text {
        "trailing comma" => "error-json-comma",
        "trailing characters" => "error-json-trailing",
        "key must be a string" => "error-json-key",
        "invalid escape" => "error-json-escape",
        "invalid number" | "number out of range" => "error-json-number",
        "recursion limit exceeded" => "error-json-deep",
        text if text.starts_with("control character") => "error-json-control",
        _ => return None,
    };
    Some(Said::new(&ERRORS, key))
}

/// What stands in JSON, or is to stand there.
fn thing(english: &str) -> Argument {
    let kinds = [
        ("string ", "error-json-string"),
        ("integer ", "error-json-integer"),
        ("floating point ", "error-json-float"),
        ("boolean ", "error-json-boolean"),
    ];
    for (before, key) in kinds {
        if let Some(value) = english.strip_prefix(before) {
            return Said::new(&ERRORS, key).text("value", value).into();
        }
    }
    let key = match english {
        "a string" | "a borrowed string" | "string" => "error-json-a-string",
        "a whole number" | "an integer" | "u8" | "u16" | "u32" | "u64" | "usize" | "i64" => {
            "error-json-a-number"
        }
        "a boolean" => "error-json-a-boolean",
        "map" | "a map" | "an object" => "error-json-an-object",
        "sequence" | "a sequence" | "a list" | "list" => "error-json-a-list",
        "value" | "a value" | "any valid JSON value" => "error-json-a-value",
        "ident" => "error-json-an-ident",
        text if text.starts_with("struct ") || text.starts_with("internally tagged") => {
            "error-json-an-object"
        }
        text => {
            return match text.split_once(" or ") {
                Some((one, other)) => {
                    said!("error-json-either", one = thing(one), other = thing(other)).into()
                }
                None => Argument::from(text),
            };
        }
    };
    Said::new(&ERRORS, key).into()
}

#[cfg(test)]
mod tests {
    use madang_words::Language;
    use serde_json::Value;

    use super::*;

    #[test]
    fn sentences_of_the_reader_are_known_and_keep_their_english() {
        for (text, korean) in [
            ("{\"a\": 1,}", "마지막 쉼표를 빼십시오"),
            ("{\"a\" 1}", "`:` 자리입니다"),
            ("[1", "목록이 끝나기 전에 파일이 끝났습니다"),
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
                "정수 자리에 글 \"x\"이(가) 있습니다",
            ),
            ("missing field `id`", "`id` 항목이 없습니다"),
            (
                "unknown field `b`, expected one of `a`, `c`",
                "`b`은(는) 모르는 항목입니다. 쓸 수 있는 항목: `a`, `c`",
            ),
        ] {
            let said = json_said(english).unwrap_or_else(|| panic!("{english} is not known"));
            assert_eq!(said.in_language(Language::Ko), korean);
        }
        assert_eq!(json_said("something else"), None);
    }
}
