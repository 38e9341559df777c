//! Who imports whom: the paths that a file names, and the file or crate that each leads to.

use std::collections::{BTreeMap, BTreeSet};

use super::lexer::{Token, What};
use super::workspace::{Crate, File};

/// A path that a file names, segment by segment, from `crate` or from another crate of the workspace on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// The line.
    pub line: usize,
    /// The segments: `crate`, `votes`, `BallotCast`.
    pub segments: Vec<String>,
}

/// A name that a module hands on from elsewhere: `pub use votes::BallotCast`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct HandedOn {
    name: String,
    target: Vec<String>,
}

/// One arrow between two files of a crate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    /// Module of the file that imports.
    pub from: Vec<String>,
    /// Module of the file that is imported.
    pub to: Vec<String>,
    /// The name that is imported from it; empty for the module itself.
    pub name: String,
    /// Where.
    pub line: usize,
}

/// The paths that a file names, in `use` declarations and elsewhere.
pub fn named(tokens: &[Token], module: &[String]) -> Vec<Named> {
    let mut named = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].is_name("use") {
            let mut leaves = Vec::new();
            at = use_tree(tokens, at + 1, &mut Vec::new(), &mut leaves);
            named.extend(
                leaves
                    .into_iter()
                    .map(|(line, segments, _)| Named { line, segments }),
            );
        } else if let Some((line, segments, next)) = path(tokens, at) {
            named.push(Named { line, segments });
            at = next;
        } else {
            at += 1;
        }
    }
    let absolute =
        |named: Named| absolute(named.segments, module).map(|segments| Named { segments, ..named });
    named.into_iter().filter_map(absolute).collect()
}

/// The names that a file hands on.
fn handed_on(tokens: &[Token], module: &[String]) -> Vec<HandedOn> {
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        if !tokens[at].is_name("use") || !is_public(tokens, at) {
            continue;
        }
        let mut leaves = Vec::new();
        use_tree(tokens, at + 1, &mut Vec::new(), &mut leaves);
        for (_, segments, alias) in leaves {
            let Some(target) = absolute_or_child(segments, module) else {
                continue;
            };
            let name = alias.or_else(|| target.last().cloned()).unwrap_or_default();
            found.push(HandedOn { name, target });
        }
    }
    found
}

/// Whether `pub` or `pub(…)` stands before a token.
fn is_public(tokens: &[Token], at: usize) -> bool {
    match at.checked_sub(1).map(|before| &tokens[before]) {
        Some(before) if before.is_name("pub") => true,
        Some(before) if before.is_sign(')') => tokens[..at]
            .iter()
            .rev()
            .take(6)
            .any(|token| token.is_name("pub")),
        _ => false,
    }
}

type Leaf = (usize, Vec<String>, Option<String>);

/// Reads the tree behind `use`; gives the place behind it.
fn use_tree(
    tokens: &[Token],
    mut at: usize,
    prefix: &mut Vec<String>,
    leaves: &mut Vec<Leaf>,
) -> usize {
    let depth = prefix.len();
    let line = tokens.get(at).map_or(0, |token| token.line);
    while let Some(token) = tokens.get(at) {
        match &token.what {
            What::Name(name) if name == "as" => {
                let alias = match tokens.get(at + 1).map(|token| &token.what) {
                    Some(What::Name(alias)) => Some(alias.clone()),
                    _ => None,
                };
                leaves.push((line, prefix.clone(), alias));
                prefix.truncate(depth);
                return at + 2;
            }
            What::Name(name) => prefix.push(name.clone()),
            What::Sign('*') => prefix.push("*".to_owned()),
            What::Sign(':') => {}
            What::Sign('{') => {
                at += 1;
                while tokens.get(at).is_some_and(|token| !token.is_sign('}')) {
                    if tokens[at].is_sign(',') {
                        at += 1;
                        continue;
                    }
                    at = use_tree(tokens, at, prefix, leaves);
                }
                prefix.truncate(depth);
                return at + 1;
            }
            _ => break,
        }
        at += 1;
    }
    if prefix.len() > depth {
        let mut leaf = prefix.clone();
        // `a::{self}` is `a`.
        leaf.truncate(
            leaf.len()
                - usize::from(leaf.len() > 1 && leaf.last().is_some_and(|last| last == "self")),
        );
        leaves.push((line, leaf, None));
    }
    prefix.truncate(depth);
    at
}

/// A path of two or more segments that begins at a token.
fn path(tokens: &[Token], at: usize) -> Option<(usize, Vec<String>, usize)> {
    let What::Name(first) = &tokens[at].what else {
        return None;
    };
    let is_path =
        ["crate", "super", "self"].contains(&first.as_str()) || first.starts_with("madang_");
    let inside = at > 1 && tokens[at - 1].is_sign(':') && tokens[at - 2].is_sign(':');
    if !is_path || inside {
        return None;
    }
    let mut segments = vec![first.clone()];
    let mut next = at + 1;
    while tokens.get(next).is_some_and(|token| token.is_sign(':'))
        && tokens.get(next + 1).is_some_and(|token| token.is_sign(':'))
    {
        let Some(What::Name(name)) = tokens.get(next + 2).map(|token| &token.what) else {
            break;
        };
        segments.push(name.clone());
        next += 3;
    }
    (segments.len() > 1).then_some((tokens[at].line, segments, next))
}

/// The path from the crate's root or another crate on; `None` for one that leads out of the workspace.
fn absolute(segments: Vec<String>, module: &[String]) -> Option<Vec<String>> {
    let (mut base, mut rest) = (module.to_vec(), segments.as_slice());
    match segments.first().map(String::as_str) {
        Some("crate") => return Some(segments),
        Some(first) if first.starts_with("madang_") => return Some(segments),
        Some("self") => rest = &rest[1..],
        Some("super") => {
            while rest.first().is_some_and(|segment| segment == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        _ => return None,
    }
    let root = ["crate".to_owned()].into_iter();
    Some(root.chain(base).chain(rest.iter().cloned()).collect())
}

/// As [`absolute`]; a name without a root is a child of the module.
fn absolute_or_child(segments: Vec<String>, module: &[String]) -> Option<Vec<String>> {
    absolute(segments.clone(), module).or_else(|| {
        let root = ["crate".to_owned()].into_iter();
        Some(root.chain(module.iter().cloned()).chain(segments).collect())
    })
}

/// The arrows between the files of one crate.
pub fn arrows(krate: &Crate) -> BTreeSet<Arrow> {
    let modules: BTreeSet<&[String]> = krate
        .files
        .iter()
        .map(|file| file.module.as_slice())
        .collect();
    let mut handed: BTreeMap<&[String], Vec<HandedOn>> = BTreeMap::new();
    for file in &krate.files {
        let found = handed_on(&file.tokens, &file.module);
        handed.entry(&file.module).or_default().extend(found);
    }
    let mut arrows = BTreeSet::new();
    for file in &krate.files {
        for named in named(&file.tokens, &file.module) {
            let ours = named.segments.first().is_some_and(|root| root == "crate");
            if ours {
                arrows.extend(arrow(file, &named, &modules, &handed));
            }
        }
    }
    arrows
}

fn arrow(
    file: &File,
    named: &Named,
    modules: &BTreeSet<&[String]>,
    handed: &BTreeMap<&[String], Vec<HandedOn>>,
) -> Option<Arrow> {
    let mut path = named.segments[1..].to_vec();
    // Each step hands the name on once; more steps than that are a circle of names.
    for _ in 0..8 {
        let depth = (0..=path.len())
            .rev()
            .find(|depth| modules.contains(&path[..*depth]))?;
        let name = path.get(depth).cloned().unwrap_or_default();
        let module = &path[..depth];
        let on = handed.get(module).and_then(|names| {
            let mut names = names.iter();
            names
                .find(|on| on.name == name && on.target.first().is_some_and(|root| root == "crate"))
        });
        match on {
            Some(on) if on.target[1..] != path[..=depth] => {
                let rest = path[depth + 1..].to_vec();
                path = on.target[1..].iter().cloned().chain(rest).collect();
            }
            _ => {
                let to = module.to_vec();
                return (to != file.module).then(|| Arrow {
                    from: file.module.clone(),
                    to,
                    name,
                    line: named.line,
                });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::lexer::tokens;
    use super::*;

    fn module(path: &str) -> Vec<String> {
        path.split("::")
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn uses_and_bare_paths_are_found() {
        let source = "use std::io; use crate::{a::{self, b as c}, d::*};\n use super::e;\n\
                      fn f(x: crate::g::H) { self::i::j(); madang_record::hash::sha256(k) }";
        let found = named(&tokens(source), &module("votes::cast"));
        let found: Vec<String> = found
            .iter()
            .map(|named| named.segments.join("::"))
            .collect();
        assert_eq!(
            found,
            [
                "crate::a",
                "crate::a::b",
                "crate::d::*",
                "crate::votes::e",
                "crate::g::H",
                "crate::votes::cast::i::j",
                "madang_record::hash::sha256"
            ]
        );
    }

    #[test]
    fn names_that_are_handed_on_lead_to_where_they_stand() {
        let file = |path: &str, source: &str| File::of_text(&module(path), source);
        let krate = Crate::of_files(
            "x",
            vec![
                file(
                    "",
                    "mod a; mod b; pub use a::Thing; pub(crate) use b::{deep::Deep as Renamed};",
                ),
                file("a", "use crate::Renamed; use crate::a; pub struct Thing;"),
                file("b", "use crate::Thing; pub mod deep;"),
                file("b::deep", "pub struct Deep; use super::helper;"),
            ],
        );
        let found: Vec<String> = arrows(&krate)
            .iter()
            .map(|arrow| {
                format!(
                    "{} > {} {}",
                    arrow.from.join("::"),
                    arrow.to.join("::"),
                    arrow.name
                )
            })
            .collect();
        assert_eq!(
            found,
            ["a > b::deep Deep", "b > a Thing", "b::deep > b helper"]
        );
    }
}
