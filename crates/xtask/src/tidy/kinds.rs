//! A kind of entry is written once, where its fact is: elsewhere it is `Fact::KIND`, so that the compiler knows who names it.

use super::lexer::What;
use super::rooms::without_tests;
use super::rules::Finding;
use super::workspace::{Crate, File};

/// Crates above programme that deal with entries by their kind.
const DEAL: &[&str] = &["exchange", "store", "verify", "portal", "madang"];

/// The findings of this rule in a crate.
pub fn all(krate: &Crate) -> Vec<Finding> {
    if !DEAL.contains(&krate.name.as_str()) {
        return Vec::new();
    }
    krate.files.iter().filter_map(written).collect()
}

/// The first kind that a file writes as text.
fn written(file: &File) -> Option<Finding> {
    let mut tokens = without_tests(file).iter();
    let (line, kind) = tokens.find_map(|token| match &token.what {
        What::Text(text) if is_kind(text) => Some((token.line, text)),
        _ => None,
    })?;
    let why = format!("line {line}: {kind:?} is the `KIND` of its fact");
    Some(Finding::new("kind", file.name(), why))
}

/// Whether a text is of the form `proposal.submitted/1`.
fn is_kind(text: &str) -> bool {
    let word =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let parts = text.split_once('/').and_then(|(name, version)| {
        let (thing, happened) = name.split_once('.')?;
        Some((thing, happened, version))
    });
    parts.is_some_and(|(thing, happened, version)| {
        word(thing) && word(happened) && version.parse::<u8>().is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_as_text_is_found_and_what_looks_like_one_is_not() {
        let of = |source: &str| written(&File::of_text(&["votes".to_owned()], source)).is_some();
        assert!(of("fn f(kind: &str) { if kind == \"ballot.cast/1\" {} }"));
        for none in [
            "fn f() { g(\"files/vote.json\", \"a/1\", \"ballot.cast\", \"b.cast/x\", \"1.2/3\") }",
            "#[cfg(test)] mod tests { fn f() { g(\"ballot.cast/1\") } }",
        ] {
            assert!(!of(none), "{none}");
        }
    }
}
