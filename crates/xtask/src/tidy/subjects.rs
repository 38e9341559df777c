//! What an entry is about is written once, in `SubjectKind` of programme: above it nobody puts such a text together, or takes one apart,
//! by words of their own, so that the compiler asks for a new sort of thing.

use super::lexer::{Token, What};
use super::rooms::without_tests;
use super::rules::Finding;
use super::workspace::{Crate, File};

/// Crates above programme that deal with what entries are about.
const DEAL: &[&str] = &["exchange", "store", "verify", "portal", "madang"];

/// The words of `SubjectKind`, as its macro lists them.
fn words(workspace: &[Crate]) -> Vec<&str> {
    let programme = workspace.iter().find(|krate| krate.name == "programme");
    let mut files = programme.into_iter().flat_map(|krate| &krate.files);
    let Some(file) = files.find(|file| file.module == ["subject"]) else {
        return Vec::new();
    };
    let begins = |three: &[Token]| {
        three[0].is_name("subjects") && three[1].is_sign('!') && three[2].is_sign('{')
    };
    let listed = file.tokens.windows(3).position(begins);
    let listed = listed.map_or(&[][..], |at| &file.tokens[at..]);
    let ends = listed.iter().position(|token| token.is_sign('}'));
    let listed = &listed[..ends.unwrap_or(listed.len())];
    let named = listed.windows(2).filter(|two| two[0].is_sign('='));
    let words = named.filter_map(|two| match &two[1].what {
        What::Text(word) => Some(word.as_str()),
        What::Name(_) | What::Sign(_) => None,
    });
    words.collect()
}

/// The findings of this rule.
pub fn all(workspace: &[Crate]) -> Vec<Finding> {
    let words = words(workspace);
    let above = workspace.iter();
    let above = above.filter(|krate| DEAL.contains(&krate.name.as_str()));
    let files = above.flat_map(|krate| &krate.files);
    let files = files.filter(|file| file.module.last().is_none_or(|last| last != "tests"));
    files.filter_map(|file| written(file, &words)).collect()
}

/// The first text of a file that begins as a subject does.
fn written(file: &File, words: &[&str]) -> Option<Finding> {
    let begins = |text: &str| {
        let rest = words.iter().filter_map(|word| text.strip_prefix(word));
        let mut rest = rest.filter_map(|rest| rest.strip_prefix(':'));
        rest.any(|rest| !rest.starts_with([' ', '\n']))
    };
    let mut tokens = without_tests(file).iter();
    let (line, text) = tokens.find_map(|token| match &token.what {
        What::Text(text) if begins(text) => Some((token.line, text)),
        _ => None,
    })?;
    let why = format!("line {line}: {text:?} is written and read by `SubjectKind`");
    Some(Finding::new("subject", file.name(), why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_as_text_is_found_and_a_sentence_is_none() {
        let of = |source: &str| {
            let file = File::of_text(&["votes".to_owned()], source);
            written(&file, &["vote", "voice"]).is_some()
        };
        for written in [
            "fn f(s: &str) { s.strip_prefix(\"vote:\") }",
            "fn f(p: &str) { format!(\"voice:{p}/1\") }",
        ] {
            assert!(of(written), "{written}");
        }
        for none in [
            "fn f() { g(\"vote: none\", \"voices:1\", \"a vote:x\", \"vote\") }",
            "#[cfg(test)] mod tests { fn f() { g(\"vote:p/1\") } }",
        ] {
            assert!(!of(none), "{none}");
        }
    }
}
