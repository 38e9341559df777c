//! The rules of single rooms: what the portal's features may know of one another, where addresses stand, and how the
//! programme's features are listed.

use std::collections::{BTreeMap, BTreeSet};

use super::house::FEATURES;
use super::imports::Arrow;
use super::lexer::{Token, What};
use super::rules::{Finding, path};
use super::workspace::{Crate, File};

/// What a feature of the portal may import of any other.
const BETWEEN: &[&str] = &["links", "labels"];

/// What the programme's lists of features may offer beside the list itself.
const LISTED: &[(&str, &str)] = &[("event", "Event"), ("state", "State")];

/// The findings of these rules in a crate.
pub fn all(krate: &Crate, arrows: &BTreeSet<Arrow>) -> Vec<Finding> {
    match krate.name.as_str() {
        "portal" => [between(krate, arrows), list(arrows), addresses(krate)].concat(),
        "programme" => [states(krate), order(krate), definitions(krate)].concat(),
        "madang" => spoken(krate),
        _ => Vec::new(),
    }
}

/// What prints a line or ends with an error: what it says stands in the message files.
const SPEAKS: &[&str] = &["say", "note", "row", "bail", "anyhow"];

/// What puts words around an error.
const AROUND: &[&str] = &["context", "with_context"];

/// Words that stay the same in each language.
const SAME: &[&str] = &["madang", "META"];

/// A command says nothing in words of its own: who reads it may read another language.
fn spoken(krate: &Crate) -> Vec<Finding> {
    let mut findings = BTreeMap::new();
    let tests = |file: &&File| file.module.last().is_some_and(|last| last == "tests");
    for file in krate.files.iter().filter(|file| !tests(file)) {
        let tokens = without_tests(file);
        for (at, pair) in tokens.windows(3).enumerate() {
            let named = |names: &[&str]| names.iter().any(|name| pair[0].is_name(name));
            let says = pair[1].is_sign('!') && pair[2].is_sign('(');
            let own = match () {
                () if named(SPEAKS) && says => own_word(&tokens[at + 3..]),
                () if named(AROUND) && pair[1].is_sign('(') => own_around(&tokens[at + 2..]),
                () => None,
            };
            if let Some((line, word)) = own {
                let place = format!("{}: {word:?}", file.path.display());
                let why =
                    format!("line {line}: it belongs in madang/messages, and is said by `t!`");
                findings.entry(place).or_insert(why);
            }
        }
    }
    let finding = |(place, why)| Finding::new("spoken", place, why);
    findings.into_iter().map(finding).collect()
}

/// The first word that a macro's pattern says itself, what stands for its values left out.
fn own_word(arguments: &[Token]) -> Option<(usize, String)> {
    let mut depth = 0;
    for token in arguments {
        match &token.what {
            What::Sign('(' | '[' | '{') => depth += 1,
            What::Sign(')' | ']' | '}') if depth == 0 => return None,
            What::Sign(')' | ']' | '}') => depth -= 1,
            What::Text(text) if depth == 0 => return Some((token.line, word_of(text)?)),
            _ => {}
        }
    }
    None
}

/// The first word in what is put around an error, however deep, but for what a message's key and its values say.
fn own_around(arguments: &[Token]) -> Option<(usize, String)> {
    let (mut depth, mut of_message) = (0_usize, None);
    for (at, token) in arguments.iter().enumerate() {
        match &token.what {
            What::Sign('(' | '[' | '{') => depth += 1,
            What::Sign(')' | ']' | '}') if depth == 0 => return None,
            What::Sign(')' | ']' | '}') => {
                depth -= 1;
                of_message = of_message.filter(|within| depth > *within);
            }
            What::Sign('!') if of_message.is_none() && at > 0 && arguments[at - 1].is_name("t") => {
                of_message = Some(depth);
            }
            // A text without a blank is a name.
            What::Text(text) if of_message.is_none() && text.contains(' ') => {
                if let Some(word) = word_of(text) {
                    return Some((token.line, word));
                }
            }
            _ => {}
        }
    }
    None
}

/// The first word of a pattern that it says itself, in any language.
fn word_of(text: &str) -> Option<String> {
    let mut inside = false;
    let plain: String = text
        .chars()
        .map(|c| {
            inside = (inside || c == '{') && c != '}';
            if inside { ' ' } else { c }
        })
        .collect();
    // An option is called the same in each language.
    let parts = plain
        .split_whitespace()
        .filter(|part| !part.starts_with("--"));
    let words = parts.flat_map(|part| part.split(|c: char| !c.is_alphabetic()));
    let mut words = words.filter(|word| word.chars().count() >= 3);
    let word = words.find(|word| !SAME.contains(word))?;
    Some(word.to_owned())
}

/// A file's tokens without its tests.
pub(super) fn without_tests(file: &File) -> &[Token] {
    let begins = |at: &[Token]| {
        at[0].is_name("cfg") && at[1].is_sign('(') && at[2].is_name("test") && at[3].is_sign(')')
    };
    let end = file.tokens.windows(4).position(begins);
    &file.tokens[..end.unwrap_or(file.tokens.len())]
}

/// Whether a file's functions answer requests: they ask other features' reads and hand their sections over.
fn answers_requests(file: &File) -> bool {
    let mut steps = file.module.iter().map(String::as_str);
    let named = steps.any(|step| matches!(step, "routes" | "api"));
    let documented = |at: &[Token]| at[0].is_name("utoipa") && at[3].is_name("path");
    named || file.tokens.windows(4).any(documented)
}

/// Between features of the portal, links and labels; only what answers requests asks another feature's reads.
fn between(krate: &Crate, arrows: &BTreeSet<Arrow>) -> Vec<Finding> {
    let folders: BTreeSet<&str> = krate
        .files
        .iter()
        .filter(|file| file.module.len() > 1)
        .filter_map(|file| file.module.first().map(String::as_str))
        .filter(|folder| *folder != "frame")
        .collect();
    let asks: BTreeSet<&[String]> = krate
        .files
        .iter()
        .filter(|file| answers_requests(file))
        .map(|file| file.module.as_slice())
        .collect();
    let mut findings = BTreeMap::new();
    for arrow in arrows {
        let (Some(own), Some(other)) = (arrow.from.first(), arrow.to.first()) else {
            continue;
        };
        if own == other || !folders.contains(own.as_str()) || !folders.contains(other.as_str()) {
            continue;
        }
        let part = arrow.to.get(1).unwrap_or(&arrow.name).as_str();
        let file = arrow.from.get(1).map(String::as_str);
        let shapes = file == Some("shapes") && part == "shapes";
        let may = BETWEEN.contains(&part) || shapes || asks.contains(arrow.from.as_slice());
        if !may {
            let place = format!("portal: {} -> {}", path(&arrow.from), path(&arrow.to));
            let why = format!(
                "line {}: of another feature a page knows links and labels; only what answers requests asks its reads",
                arrow.line
            );
            findings.entry(place).or_insert(why);
        }
    }
    let finding = |(place, why)| Finding::new("between", place, why);
    findings.into_iter().map(finding).collect()
}

/// Nothing but the crate's root imports the portal's list of features.
fn list(arrows: &BTreeSet<Arrow>) -> Vec<Finding> {
    let of_list = |arrow: &&Arrow| path(&arrow.to) == "features" && !arrow.from.is_empty();
    let finding = |arrow: &Arrow| {
        let why = format!(
            "line {}: the list of features is of use to no room",
            arrow.line
        );
        Finding::new(
            "list",
            format!("portal: {} -> features", path(&arrow.from)),
            why,
        )
    };
    arrows.iter().filter(of_list).map(finding).collect()
}

/// Addresses of the portal are written in `links.rs` only, and once more where the API is documented.
fn addresses(krate: &Crate) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in &krate.files {
        let room = file.module.first().map(String::as_str);
        let links = file.module.last().is_some_and(|last| last == "links");
        if file.module.len() < 2 || room == Some("frame") || links {
            continue;
        }
        let tokens = without_tests(file);
        for (at, token) in tokens.iter().enumerate() {
            let What::Text(text) = &token.what else {
                continue;
            };
            let second = text.strip_prefix('/').and_then(|rest| rest.chars().next());
            // The macro that documents the API takes nothing but literals.
            let documents = at > 1 && tokens[at - 1].is_sign('=') && tokens[at - 2].is_name("path");
            if second.is_some_and(|second| second.is_ascii_lowercase()) && !documents {
                let why = format!(
                    "line {}: {text:?} belongs into the feature's links.rs",
                    token.line
                );
                findings.push(Finding::new("address", file.name(), why));
            }
        }
    }
    findings
}

/// The features that the programme lists, in the order of its list.
fn listed(krate: &Crate) -> Vec<String> {
    let mut files = krate.files.iter();
    let Some(list) = files.find(|file| path(&file.module) == "event") else {
        return Vec::new();
    };
    let tokens = &list.tokens;
    let begins =
        |at: &[Token]| at[0].is_name("features") && at[1].is_sign('!') && at[2].is_sign('{');
    let Some(start) = tokens.windows(3).position(begins) else {
        return Vec::new();
    };
    let list = tokens[start..].iter().skip(3);
    let list: Vec<&Token> = list.take_while(|token| !token.is_sign('}')).collect();
    let names = list
        .windows(2)
        .filter(|at| at[0].is_sign('>'))
        .filter_map(|at| match &at[1].what {
            What::Name(name) => Some(name.clone()),
            _ => None,
        });
    names.collect()
}

/// Every feature that the programme lists has its part of the state.
fn states(krate: &Crate) -> Vec<Finding> {
    let has = |feature: &String| {
        let state = [feature.clone(), "state".to_owned()];
        krate.files.iter().any(|file| file.module == state)
    };
    let listed = listed(krate).into_iter();
    let without = listed.filter(|feature| !has(feature));
    let why = "a feature keeps its part of the state, and the methods that change it, in state.rs";
    let finding = |feature| Finding::new("feature", format!("programme: {feature}"), why);
    without.map(finding).collect()
}

/// The programme lists its features in the order of their dependence.
fn order(krate: &Crate) -> Vec<Finding> {
    let listed = listed(krate);
    let place = |feature: &String| FEATURES.iter().position(|other| other == feature);
    let mut findings = Vec::new();
    for feature in listed.iter().filter(|feature| place(feature).is_none()) {
        let why = "stands in no order: name it in FEATURES of crates/xtask/src/tidy/house.rs";
        findings.push(Finding::new(
            "feature",
            format!("programme: {feature}"),
            why,
        ));
    }
    for pair in listed
        .windows(2)
        .filter(|pair| place(&pair[0]) > place(&pair[1]))
    {
        let what = format!("programme: event lists {} before {}", pair[0], pair[1]);
        findings.push(Finding::new("order", what, "it rests on it"));
    }
    findings
}

/// The programme's lists of features define nothing but the list.
fn definitions(krate: &Crate) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (list, allowed) in LISTED {
        let mut files = krate.files.iter();
        let Some(file) = files.find(|file| path(&file.module) == *list) else {
            continue;
        };
        for name in public_items(without_tests(file)) {
            if name != *allowed {
                let what = format!("programme: {list}::{name}");
                let why = "a list of features defines nothing: what they share stands below";
                findings.push(Finding::new("list", what, why));
            }
        }
    }
    findings
}

/// The names of what a file defines for others outside of any braces; what it hands on is none.
fn public_items(tokens: &[Token]) -> Vec<&str> {
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.what {
            What::Sign('{') => depth += 1,
            What::Sign('}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        let items = [
            "fn", "struct", "enum", "trait", "type", "const", "static", "macro",
        ];
        let item = tokens.get(at + 1).is_some_and(
            |next| matches!(&next.what, What::Name(name) if items.contains(&name.as_str())),
        );
        if depth == 0 && token.is_name("pub") && item {
            let mut names = tokens[at + 2..].iter();
            let name = names.find_map(|token| match &token.what {
                What::Name(name) if name != "fn" => Some(name.as_str()),
                _ => None,
            });
            found.extend(name);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(source: &str) -> Option<String> {
        let file = File::of_text(&["commands".to_owned()], source);
        let tokens = &file.tokens;
        let begins = |pair: &[Token]| AROUND.iter().any(|name| pair[0].is_name(name));
        let at = tokens.windows(2).position(begins)?;
        own_around(&tokens[at + 2..]).map(|(_, word)| word)
    }

    #[test]
    fn words_around_an_error_are_found_and_a_message_is_none() {
        for (source, word) in [
            ("f() { x.context(\"cannot write\")?; }", "cannot"),
            (
                "f() { x.with_context(|| format!(\"no {} here\", path))?; }",
                "here",
            ),
            (
                "f() { x.with_context(|| { let a = t!(\"some-key\"); format!(\"{a} fails\") })?; }",
                "fails",
            ),
        ] {
            assert_eq!(told(source).as_deref(), Some(word), "{source}");
        }
        for source in [
            "f() { x.with_context(|| t!(\"data-lock\", file = name(\"some file\")))?; g(\"words\") }",
            "f() { x.context(name)?; g(\"other words\") }",
            "f() { x.with_context(|| format!(\"{}: {}\", a, b))?; }",
        ] {
            assert_eq!(told(source), None, "{source}");
        }
    }
}
