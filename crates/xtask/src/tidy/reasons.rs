//! Reasons stand in message files, in Korean and English, not in the source.

use super::lexer::{Token, What};
use super::rooms::without_tests;
use super::rules::Finding;
use super::workspace::{Crate, File};

/// Crates that tell reasons to people.
const TELL: &[&str] = &[
    "words",
    "programme",
    "exchange",
    "store",
    "accounts",
    "verify",
    "portal",
];

/// What takes a reason: a type with one of its functions, or a macro.
const TAKES: &[(&str, &str)] = &[
    ("Violation", "field"),
    ("Violation", "out_of_turn"),
    ("Violation", "unreadable"),
    ("Malformed", "new"),
    ("Problem", "new"),
    ("Problem", "not_found"),
    ("StoreError", "damaged"),
];

/// The findings of this rule in a crate: a text of words, with a blank in it, in what is given as a reason, in a file apart from its tests.
pub fn all(krate: &Crate) -> Vec<Finding> {
    if !TELL.contains(&krate.name.as_str()) {
        return Vec::new();
    }
    krate.files.iter().filter_map(in_source).collect()
}

fn in_source(file: &File) -> Option<Finding> {
    let tokens = without_tests(file);
    let found = (0..tokens.len()).find_map(|at| worded(opened(tokens, at)?))?;
    let (line, text) = found;
    let why = format!("line {line}: {text:?} belongs in messages/, as `said!` takes it from there");
    Some(Finding::new("reason", file.name(), why))
}

/// What stands between the brackets of a call that takes a reason.
fn opened(tokens: &[Token], at: usize) -> Option<&[Token]> {
    let rest = &tokens[at..];
    let of_type = TAKES.iter().any(|(of, function)| {
        matches!(rest, [a, b, c, d, ..]
            if a.is_name(of) && b.is_sign(':') && c.is_sign(':') && d.is_name(function))
    });
    let is_said =
        matches!(rest, [a, b, c, ..] if a.is_name("said") && b.is_sign('!') && c.is_sign('('));
    let begin = match (of_type, is_said) {
        (true, _) => 4,
        (false, true) => 2,
        (false, false) => return None,
    };
    let call = rest.get(begin..).filter(|call| call[0].is_sign('('))?;
    let mut depth = 0_usize;
    let end = call.iter().position(|token| {
        match token.what {
            What::Sign('(' | '[' | '{') => depth += 1,
            What::Sign(')' | ']' | '}') => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    Some(&call[1..end?])
}

/// A text with a blank among arguments. A first text with others after it names a field or a message.
fn worded(arguments: &[Token]) -> Option<(usize, &str)> {
    let names = matches!(arguments, [first, ..] if matches!(first.what, What::Text(_)));
    let named = usize::from(names && arguments.len() > 1);
    arguments[named..]
        .iter()
        .find_map(|token| match &token.what {
            What::Text(text) if text.contains(' ') && text.contains(char::is_alphabetic) => {
                Some((token.line, text.as_str()))
            }
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(source: &str) -> Option<String> {
        let file = File::of_text(&["votes".to_owned()], source);
        in_source(&file).map(|finding| finding.why)
    }

    #[test]
    fn a_reason_in_the_source_is_found_and_a_key_is_none() {
        for worded in [
            "fn f() { Violation::field(\"rule\", \"is not there\") }",
            "fn f() { Violation::out_of_turn(\"it is late\") }",
            "fn f() {\n Violation::out_of_turn(format!(\n\"{x} is late\")) }",
            "fn f() { Malformed::new(field, format!(\"has {n} bytes\")) }",
            "fn f() { said!(\"vote-late\", why = \"it is late\") }",
            "fn f() { Violation::field(\"rule\", said!(\"vote-late\", why = g(\"it is late\"))) }",
            "fn f() { Problem::new(Kind::Json, \"send it again\") }",
        ] {
            let why = told(worded);
            let found = why
                .as_ref()
                .is_some_and(|why| why.contains("belongs in messages/"));
            assert!(found, "{worded}: {why:?}");
        }
        for keyed in [
            "fn f() { Violation::field(\"idempotency key\", said!(\"store-key-length\", most = 3)) }",
            "fn f() { Violation::unknown(\"action plan\", id) }",
            "fn f() { said!(\"vote-late\", at = format!(\"U+{:04X}\", c)); g(\"two words\") }",
            "#[cfg(test)] mod tests { fn f() { Violation::unreadable(\"rule\", \"is not there\") } }",
        ] {
            assert_eq!(told(keyed), None, "{keyed}");
        }
    }
}
